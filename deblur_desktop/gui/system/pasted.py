"""Photos without a file: pictures of the clipboard, kept in the program's own folder.

A person never sees that folder, so a result is never saved into it: `is_pasted` says so. A pasted photo
lives as long as the session remembers it.
"""

from collections.abc import Collection
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from deblur_desktop.bundle import data_folder
from deblur_desktop.library.storage import write_whole
from deblur_desktop.photo.names import numbered


def store_pasted(picture: bytes, suffix: str) -> Path:
    """Keep the bytes of a file, named by the time of now.

    Raises:
        OSError: There is no room.
    """
    now = datetime.now().astimezone()
    first = path = _folder() / f"pasted-{now:%Y-%m-%d-%H%M%S}{suffix}"
    number = 2
    while path.exists():
        path, number = numbered(first, number), number + 1
    write_whole(path, picture)
    return path


def is_pasted(path: Path) -> bool:
    """Whether the photo *path* is one of those."""
    return path.parent == _folder()


def sweep_pasted(keep: Collection[Path]) -> None:
    """Remove all but *keep*."""
    for path in _folder().iterdir():
        if path not in keep:
            with suppress(OSError):
                path.unlink()


def _folder() -> Path:
    path = data_folder() / "pasted"
    path.mkdir(mode=0o700, exist_ok=True)
    return path
