"""Finding photos in folders."""

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

OnUnreadable = Callable[[Path, OSError], object]
"""Is told of a folder that cannot be looked into, and why."""


def ignore(folder: Path, error: OSError) -> None:
    """For those who do not care."""


def find_photos(
    paths: Iterable[Path],
    recursive: bool = False,
    leave_out: Iterable[Path] = (),
    on_unreadable: OnUnreadable = ignore,
) -> Iterator[Path]:
    """Each of *paths* that is no folder, and the photos in those that are, in order of name.

    In folders, photos are known by their suffix. What is named explicitly is given as it is, even if it
    is missing: opening it tells what is wrong. Folders are never entered through links, so a loop of
    links is no loop; hidden files, pipes and sockets are passed over.

    Args:
        paths: Files and folders.
        recursive: Look into folders within folders.
        leave_out: Folders that are not entered.
        on_unreadable: Is told of folders that cannot be.
    """
    seen = {identity for folder in leave_out if (identity := _identity(folder))}
    for path in paths:
        if path.is_dir():
            yield from _photos_in(path, recursive, seen, on_unreadable)
        else:
            yield path


def _photos_in(
    top: Path, recursive: bool, seen: set[tuple[int, int]], on_unreadable: OnUnreadable
) -> Iterator[Path]:
    # A stack of our own: folders can be nested deeper than Python calls itself.
    waiting = [top]
    while waiting:
        folder = waiting.pop()
        identity = _identity(folder)
        if identity is None or identity in seen:
            continue
        seen.add(identity)
        names = _entries(folder, on_unreadable)
        yield from (entry for entry in names if is_photo(entry))
        if recursive:
            waiting += [entry for entry in reversed(names) if _is_inner(entry)]


def _entries(folder: Path, on_unreadable: OnUnreadable) -> list[Path]:
    try:
        return sorted(folder / entry.name for entry in os.scandir(folder))
    except OSError as error:
        on_unreadable(folder, error)
        return []


def _is_inner(path: Path) -> bool:
    try:
        return not path.name.startswith(".") and stat.S_ISDIR(path.lstat().st_mode)
    except OSError:  # nested deeper than the system bears
        return False


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        status = folder.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def is_photo(path: Path) -> bool:
    """Whether *path* is a regular file with the suffix of a photo, and not hidden."""
    from deblur_desktop.photo.formats import photo_suffixes

    if path.name.startswith(".") or path.suffix.lower() not in photo_suffixes():
        return False
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return False
