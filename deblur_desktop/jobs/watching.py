"""Photos that arrive in folders while a batch runs: each is taken once it is complete.

The system tells of new files where it can; on network shares, and where it has told too little, the
folders are looked through now and then.
"""

import logging
import os
import queue
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

from deblur_desktop.errors import UnreadablePhoto
from deblur_desktop.jobs.batches import Batch
from deblur_desktop.jobs.finder import Finder
from deblur_desktop.jobs.journal import Journal
from deblur_desktop.jobs.owner import Owner
from deblur_desktop.jobs.plan import Plan
from deblur_desktop.photo.search import is_photo
from deblur_desktop.photo.source import open_original
from deblur_desktop.photo.writer import Existing
from deblur_desktop.photo.xmp import NAMESPACE

logger = logging.getLogger(__name__)

_SETTLED_S = 2.0
"""A file that did not change for so long is complete."""
_LOOK_S = 0.5
_SEARCH_S = 30.0
_BLOCK = 1 << 20
_OVER_THE_NET = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "fuse", "davfs"}


class _Seen(NamedTuple):
    size_bytes: int
    modified_ns: int
    since: float


class Watching(Finder):
    """Takes photos as they arrive, until it is stopped."""

    def __init__(self, batch: Batch, owner: Owner) -> None:
        super().__init__(batch, owner)
        self._arrived: queue.SimpleQueue[Path] = queue.SimpleQueue()
        self._unsettled: dict[Path, _Seen] = {}
        self._taken: dict[Path, tuple[int, int]] = {}

    def _find(self, journal: Journal) -> None:
        observer = _observer(self._plan)
        try:
            _watch(observer, self._plan, self._arrived.put)
            self._persist(lambda: self._recall(journal))
            searched_at = float("-inf")
            while not self._stopped.wait(_LOOK_S):
                if time.monotonic() - searched_at > _SEARCH_S:
                    self._notice(found.source for found in self._plan.find())
                    searched_at = time.monotonic()
                self._notice(self._told())
                self._take(journal, list(self._settled()))
        finally:
            observer.stop()

    def _recall(self, journal: Journal) -> None:
        """What was taken by earlier runs."""
        self._taken = {item.source: (item.size_bytes, item.modified_ns) for item in journal.items()}
        journal.set_listed()  # what is still to come is no part of a list

    def _told(self) -> Iterator[Path]:
        with suppress(queue.Empty):
            while True:
                path = self._arrived.get_nowait()
                if self._is_wanted(path):
                    yield path

    def _is_wanted(self, path: Path) -> bool:
        """Whether a search would find *path*."""
        if path.is_relative_to(self._plan.output) or not is_photo(path):
            return False
        root = next((r for r in map(Path, self._plan.sources) if path.is_relative_to(r)), None)
        if root is None or not (self._plan.recursive or path.parent == root):
            return False
        return not any(part.startswith(".") for part in path.relative_to(root).parts)

    def _notice(self, paths: Iterable[Path]) -> None:
        for path in paths:
            if path not in self._unsettled and self._taken.get(path) != _state(path):
                self._unsettled[path] = _Seen(-1, -1, time.monotonic())

    def _settled(self) -> Iterator[Path]:
        """Files that are complete now."""
        now = time.monotonic()
        for path, seen in list(self._unsettled.items()):
            state = _state(path)
            if state is None:
                del self._unsettled[path]
            elif state != seen[:2]:
                self._unsettled[path] = _Seen(*state, now)
            elif state[0] and now - seen.since >= _SETTLED_S:
                del self._unsettled[path]
                self._taken[path] = state
                yield path

    def _take(self, journal: Journal, paths: list[Path]) -> None:
        new = [path for path in paths if not is_result(path)]
        if not new:
            return
        found = [(self._plan.place(path), *self._taken[path]) for path in new]
        skip = self._plan.existing is Existing.SKIP

        def add() -> None:
            journal.add(self._plan, found, skip)
            journal.renew(found)

        self._persist(add)


def is_result(path: Path) -> bool:
    """Whether this program made the file: a watched folder must never feed on its own results."""
    mark, before = NAMESPACE.encode("ascii"), b""
    with suppress(OSError, UnreadablePhoto), open_original(path) as file:
        while block := file.read(_BLOCK):
            if mark in before + block:
                return True
            before = block[-len(mark) :]
    return False


def _state(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns


class _Arrivals(FileSystemEventHandler):
    def __init__(self, tell: Callable[[Path], None]) -> None:
        self._tell = tell

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in ("created", "modified", "moved", "closed"):
            self._tell(Path(os.fsdecode(event.dest_path or event.src_path)))


def _watch(observer: BaseObserver, plan: Plan, tell: Callable[[Path], None]) -> None:
    for source in plan.sources:
        try:
            observer.schedule(_Arrivals(tell), source, recursive=plan.recursive)
        except OSError as error:
            # The system watches a limited number of folders; the search finds the rest, later.
            logger.info("not told of what happens in %s: %s", source, error)
    try:
        observer.start()
    except OSError as error:
        logger.info("not told of what happens in folders: %s", error)


def _observer(plan: Plan) -> BaseObserver:
    if any(_is_remote(Path(source)) for source in plan.sources):
        return PollingObserver(timeout=5)
    return Observer()


def _is_remote(folder: Path) -> bool:
    """Whether *folder* is on another computer, whose changes this system is not told of."""
    with suppress(OSError):
        mounts = [line.split() for line in Path("/proc/mounts").read_text("utf-8").splitlines()]
        holding = [(m[1], m[2]) for m in mounts if folder.is_relative_to(m[1])]
        kind = max(holding, key=lambda pair: len(pair[0]), default=("", ""))[1]
        return kind.partition(".")[0] in _OVER_THE_NET
    return False
