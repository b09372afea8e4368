"""What the system says when writing fails, in words that help."""

import errno
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from deblur_desktop.errors import CannotWrite, DiskFull
from deblur_desktop.photo.names import display_name

_NO_ROOM = {
    errno.ENOSPC: "no room is left on the disk",
    getattr(errno, "EDQUOT", -1): "your share of the disk is used up",
    errno.EFBIG: "the file is larger than is allowed here",
}
_HINTS = {
    errno.EACCES: "choose a folder that you may write to",
    errno.EPERM: "choose a folder that you may write to",
    errno.EROFS: "the disk is read-only; choose another folder",
    errno.EIO: "the disk reports an error; save somewhere else and check it",
    errno.ENAMETOOLONG: "choose a shorter name or folder",
    errno.ENOENT: "the folder is not there; was its disk taken away",
    errno.ENOTDIR: "a part of the path is a file, not a folder",
}


@contextmanager
def told(target: Path) -> Generator[None]:
    """Turn an `OSError` from writing *target* into `DiskFull` or `CannotWrite`."""
    try:
        yield
    except OSError as error:
        name = display_name(target)
        if error.errno in _NO_ROOM:
            raise DiskFull(
                f"{_NO_ROOM[error.errno]}: {name}", "make room or choose another folder"
            ) from error
        reason = error.strerror or str(error)
        hint = _HINTS.get(error.errno or 0, "")
        raise CannotWrite(f"cannot write ({reason}): {name}", hint) from error
