"""All batches of this person: a folder for each, with its plan and its journal."""

import shutil
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Self

from deblur_desktop.bundle import data_folder
from deblur_desktop.errors import BatchBusy, DamagedJournal, JournalError, UsageError
from deblur_desktop.jobs.item import OPEN
from deblur_desktop.jobs.journal import Journal
from deblur_desktop.jobs.owner import Owner
from deblur_desktop.jobs.plan import Plan
from deblur_desktop.library.storage import write_whole

_PLAN, _JOURNAL = "plan.json", "journal.db"


@dataclass(frozen=True, slots=True)
class Batch:
    """One batch.

    Attributes:
        folder: Its own, named by its id.
        plan: It never changes.
    """

    folder: Path
    plan: Plan

    @property
    def id(self) -> str:
        """By which people name it, such as ``2026-05-17-1``."""
        return self.folder.name

    @classmethod
    def create(cls, plan: Plan) -> Self:
        """A new batch, which nobody works on yet.

        Raises:
            JournalError: The disk is full, or cannot be written to.
        """
        day = time.strftime("%Y-%m-%d")
        try:
            # After the highest one, so that the latest batch is the one with the last number.
            latest = max((_age(folder)[1] for folder in _root().glob(f"{day}-*")), default=0)
            names = (_root() / f"{day}-{number}" for number in count(latest + 1))
            folder = next(filter(_is_made, names))
            write_whole(folder / _PLAN, plan.to_json().encode("ascii"))
        except OSError as error:
            raise JournalError(f"no batch can be begun ({error.strerror}): {_root()}") from error
        Journal.create(folder / _JOURNAL).close()
        return cls(folder, plan)

    @classmethod
    def find(cls, name: str) -> Self:
        """The batch with this id.

        Raises:
            UsageError: There is none.
            DamagedJournal: Its plan cannot be read.
        """
        folder = _root() / name
        if not name or folder.parent != _root() or not (folder / _PLAN).is_file():
            raise UsageError(
                f"there is no such batch: {name}", "`deblur-desktop batch status` lists them"
            )
        try:
            return cls(folder, Plan.from_json((folder / _PLAN).read_text("ascii")))
        except (OSError, ValueError) as error:
            raise DamagedJournal(
                f"the plan of the batch cannot be read: {folder / _PLAN}"
            ) from error

    def journal(self) -> Journal:
        """Its journal, to look and to tell what a person wants."""
        path = self.folder / _JOURNAL
        if not path.exists():
            raise DamagedJournal(f"the journal is gone: {path}")
        return Journal(path)

    def own(self, owner: Owner) -> Journal:
        """Its journal, to work on it; a damaged one is put aside and begun anew.

        Photos that are done then are found by the receipts in their results.

        Raises:
            BatchBusy: Another process works on it.
            JournalError: It cannot be opened.
        """
        path = self.folder / _JOURNAL
        try:
            return _owned(self.journal(), owner)
        except DamagedJournal:
            aside = time.strftime("bad-%Y%m%d-%H%M%S")
            for suffix in ("", "-wal", "-shm"):
                with suppress(OSError):
                    old = path.with_name(path.name + suffix)
                    old.rename(old.with_name(f"{old.name}.{aside}"))
            return _owned(Journal.create(path, lives=1), owner)

    def pause(self) -> None:
        """Let who works on it stop soon; it is resumed when a person wants that.

        Raises:
            JournalError: It cannot be written to.
        """
        with closing(self.journal()) as journal:
            journal.wish("pause")

    def is_open(self) -> bool:
        """Whether there is still something to do."""
        try:
            journal = self.journal()
        except JournalError:
            return True
        try:
            return not journal.fact("listed") or any(journal.counts()[state] for state in OPEN)
        except JournalError:
            return True
        finally:
            journal.close()

    def forget(self) -> None:
        """Remove it with its journal; photos and results stay.

        Raises:
            BatchBusy: A process works on it.
        """
        with suppress(DamagedJournal):
            journal = self.journal()
            try:
                journal.own(Owner.this())
            finally:
                journal.close()
        shutil.rmtree(self.folder)


def batches() -> Iterator[Batch]:
    """All of them, the oldest first; those without a readable plan are passed over."""
    folders = [folder for folder in _root().iterdir() if (folder / _PLAN).is_file()]
    for folder in sorted(folders, key=_age):
        with suppress(DamagedJournal):
            yield Batch.find(folder.name)


def done_before(plan: Plan) -> Batch | None:
    """The latest batch that put results of some of these photos into the same folder."""
    for batch in reversed(list(batches())):
        is_same = batch.plan.output == plan.output
        if is_same and not set(batch.plan.sources).isdisjoint(plan.sources):
            with suppress(JournalError), closing(batch.journal()) as journal:
                if journal.restored():
                    return batch
    return None


def interrupted() -> tuple[Batch, int] | None:
    """The latest batch that was stopped though nobody paused it, and how many photos are left."""
    for batch in reversed(list(batches())):
        with suppress(DamagedJournal), closing(batch.journal()) as journal:
            left = sum(journal.counts()[state] for state in OPEN)
            if left and not journal.worker() and journal.fact("wish") == "go":
                return batch, left
    return None


def latest_open() -> Batch:
    """The batch that was begun last, of those that are not finished.

    Raises:
        UsageError: All are.
    """
    for batch in reversed(list(batches())):
        if batch.is_open():
            return batch
    raise UsageError(
        "there is nothing to resume: all batches are finished",
        "`deblur-desktop batch FOLDER -o FOLDER` begins one",
    )


def _owned(journal: Journal, owner: Owner) -> Journal:
    try:
        journal.own(owner)  # so that nothing is put aside that another process works with
        journal.check()
    except (DamagedJournal, BatchBusy, JournalError):
        journal.close()
        raise
    return journal


def _root() -> Path:
    root = data_folder() / "batches"
    root.mkdir(mode=0o700, exist_ok=True)
    return root


def _is_made(folder: Path) -> bool:
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        return False
    return True


def _age(folder: Path) -> tuple[str, int]:
    day, _, number = folder.name.rpartition("-")
    return day, int(number) if number.isdecimal() else 0
