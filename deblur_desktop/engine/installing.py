"""Installs a checkpoint that is known by its card: fetch, verify, convert, try, list."""

import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from deblur_desktop.bundle import models_folder
from deblur_desktop.engine.importing import go_on, ignore, import_checkpoint
from deblur_desktop.errors import CheckpointError, DeblurError, DownloadError, UnknownCheckpoint
from deblur_desktop.library.card import Checkpoint
from deblur_desktop.library.download import OnBytes
from deblur_desktop.library.library import Installed, Library
from deblur_desktop.library.sources import Watching, fetched, found
from deblur_desktop.library.wanted import Patience

_BEAT_S = 0.1


def count_nothing(here: int, total: int) -> None:
    """The progress callback of those who do not care."""


def install_checkpoint(
    name: str,
    *,
    folder: Path | None = None,
    on_notice: Callable[[str], object] = ignore,
    on_bytes: OnBytes = count_nothing,
    on_wait: Callable[[], object] = go_on,
    patience: Patience | None = None,
) -> Installed:
    """The checkpoint *name*, fetched from where its card says; what is installed already is reused.

    Args:
        name: Its id.
        folder: Take the published file from there; None to fetch it.
        on_notice: Called with sentences that the person should read.
        on_bytes: Called with the bytes that are here, and those of the whole file or 0.
        on_wait: Called several times a second; may raise to stop. What came is kept for the next time.
        patience: When to give up.

    Raises:
        UnknownCheckpoint: No card has this id, or the file has to be fetched by hand.
        DownloadError: None of the addresses gives the file.
        CheckpointError: The file is not what its card says.
    """
    card = Library().card(name)
    with _alone(on_notice, on_wait):
        # Looked for only now: the one that was waited for may have installed it.
        for item in Library().installed():
            if item.checkpoint.id == name:
                on_notice(f"{name} is installed already")
                return item
        if folder is not None:
            return _import(found(card, folder), card, on_notice, on_wait)
        return _fetch(card, on_notice, Watching(on_bytes, on_wait, patience or Patience()))


def _fetch(card: Checkpoint, on_notice: Callable[[str], object], watching: Watching) -> Installed:
    if not card.urls:
        raise UnknownCheckpoint(
            f"the file of {card.id} has to be fetched by hand: {card.page}", _by_hand(card)
        )
    failures: list[DeblurError] = []
    for url in card.urls:
        try:
            with fetched(card, url, watching) as path:
                return _import(path, card, on_notice, watching.on_wait)
        except (DownloadError, CheckpointError) as error:
            failures.append(error)
            if url != card.urls[-1]:
                on_notice(f"{error.message}; the next address is tried")
    last = failures[-1]
    raise type(last)(last.message, "; ".join(filter(None, (last.hint, _by_hand(card)))))


def _import(
    path: Path,
    card: Checkpoint,
    on_notice: Callable[[str], object],
    on_wait: Callable[[], object],
) -> Installed:
    return import_checkpoint(
        path, id=card.id, unverified=True, on_notice=on_notice, on_wait=on_wait
    )


def _by_hand(card: Checkpoint) -> str:
    if not card.page:
        return ""
    return (
        f"open {card.page} in a browser, get {card.file}, and run"
        f" `deblur-desktop models import {card.file} --id {card.id}"
        + ("`" if card.is_verified else " --unverified`")
    )


@contextmanager
def _alone(on_notice: Callable[[str], object], on_wait: Callable[[], object]) -> Generator[None]:
    """One installation at a time on this computer; the system lets go for a process that was killed."""
    lock = FileLock(models_folder() / ".install.lock")
    is_told = False
    while True:
        try:
            lock.acquire(timeout=0)
            break
        except Timeout:
            if not is_told:
                on_notice("another window or terminal is installing a model; waiting for it")
            is_told = True
            on_wait()
            time.sleep(_BEAT_S)
    try:
        yield
    finally:
        lock.release()
