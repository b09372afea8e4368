"""Opening what a person keeps: read only, regular files only, and never waiting."""

import io
import os
import stat
from pathlib import Path

from deblur_desktop.errors import UnreadablePhoto
from deblur_desktop.photo.names import display_name

# O_NONBLOCK: a pipe that was put in a file's place must not stop us. Windows has neither.
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


def open_original(path: Path) -> io.BufferedReader:
    """The file at *path*, for reading.

    Raises:
        UnreadablePhoto: It is missing, not a regular file, or may not be read.
    """
    try:
        _require_regular(path, path.stat().st_mode)
        # An opener, since some decoders ask a file for its name.
        file = open(path, "rb", opener=lambda name, _: os.open(name, _FLAGS))  # noqa: SIM115 - it is given away
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadablePhoto(f"cannot open the photo ({reason}): {display_name(path)}") from error
    try:
        _require_regular(path, os.fstat(file.fileno()).st_mode)
    except UnreadablePhoto:
        file.close()
        raise
    return file


def _require_regular(path: Path, mode: int) -> None:
    if not stat.S_ISREG(mode):
        kind = "a folder" if stat.S_ISDIR(mode) else "not a regular file"
        raise UnreadablePhoto(f"the photo is {kind}: {display_name(path)}")
