"""Giving a finished file its final name without ever overwriting another one."""

import ctypes
import errno
import os
import sys
from contextlib import suppress
from pathlib import Path

from deblur_desktop.photo.names import fitted
from deblur_desktop.photo.temporary import CLAIM

_NO_LINKS = {errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EINVAL, errno.EACCES}
_NO_RENAMEAT2 = {errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.EPERM}
_AT_FDCWD = -100
_RENAME_NOREPLACE = 1


def publish(temporary: Path, final: Path) -> None:
    """Move *temporary* to *final* in the same folder.

    A hard link does it nearly everywhere; FAT and some network shares have none, there the kernel is
    asked to rename without replacing, and where even that is unknown, a claim file keeps our own
    processes apart.

    Raises:
        FileExistsError: *final* exists, also as a link that leads nowhere.
        OSError: Any other reason.
    """
    if os.name == "nt":
        # There, rename refuses to replace.
        os.rename(temporary, final)  # noqa: PTH104 - Path.rename says less about which of the two it is
        return
    try:
        os.link(temporary, final, follow_symlinks=False)
    except FileExistsError:
        raise
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        _rename_new(temporary, final)
    else:
        with suppress(OSError):
            temporary.unlink()


def _rename_new(temporary: Path, final: Path) -> None:
    try:
        _renameat2(temporary, final)
    except OSError as error:
        if error.errno not in _NO_RENAMEAT2:
            raise
        _rename_claimed(temporary, final)


def _renameat2(temporary: Path, final: Path) -> None:
    function = None
    if sys.platform == "linux":
        function = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if function is None:
        raise OSError(errno.ENOSYS, "renameat2 is not there")
    old, new = os.fsencode(temporary), os.fsencode(final)
    if function(_AT_FDCWD, old, _AT_FDCWD, new, _RENAME_NOREPLACE) != 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code), str(final))


def _rename_claimed(temporary: Path, final: Path) -> None:
    # The claim is named after the final name, so that two of our processes cannot hold it at once.
    claim = final.with_name(fitted(f".{final.name}", CLAIM))
    descriptor = os.open(claim, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        # Who holds it, so that a claim of the dead can be swept.
        file.write(os.fsencode(temporary.name))
    try:
        if os.path.lexists(final):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(final))
        temporary.rename(final)
    finally:
        with suppress(OSError):
            claim.unlink()


def force_folder(folder: Path) -> None:
    """Put a folder's new names on the disk, where the system has a way to.

    Raises:
        OSError: The disk failed.
    """
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some network shares cannot; that is no failure of the disk.
        if error.errno not in (errno.EINVAL, errno.EOPNOTSUPP):
            raise
    finally:
        os.close(descriptor)
