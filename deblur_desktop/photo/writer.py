"""The only code that creates files where a person keeps photos.

A file is written under a hidden temporary name beside its target, forced to the disk, read back, and
only then given its final name, in a step that fails if the name exists. So under a final name there is
an old file, nothing, or a whole new one, whenever the power goes.
"""

import enum
import hashlib
import io
import os
import stat
from collections.abc import Callable, Collection, Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

import send2trash

from deblur_desktop import bundle
from deblur_desktop.errors import AlreadyThere, CannotWrite, WouldOverwrite
from deblur_desktop.photo.names import display_name, numbered
from deblur_desktop.photo.publish import force_folder, publish
from deblur_desktop.photo.temporary import create, new_file_mode, temporary_beside
from deblur_desktop.photo.trouble import told


class Existing(enum.StrEnum):
    """What to do when the target exists."""

    NUMBER = "number"
    """Take ``name (2)``, ``name (3)`` and so on."""
    SKIP = "skip"
    """Write nothing: `AlreadyThere`."""
    REPLACE = "replace"
    """Move the old file to the trash."""


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written: its path, which can differ from the target, and what lies in it."""

    path: Path
    sha256: str
    size_bytes: int


OnReady = Callable[[Path, Path, str], None]
"""Called with (temporary file, final path, SHA-256) when all is on the disk but not published."""


def ignore(temporary: Path, final: Path, sha256: str) -> None:
    """The `OnReady` of a run without a journal."""
    del temporary, final, sha256


def write_file(
    target: Path,
    fill: Callable[[BinaryIO], None],
    check: Callable[[BinaryIO], None],
    *,
    existing: Existing = Existing.NUMBER,
    protect: Collection[Path] = (),
    on_ready: OnReady = ignore,
) -> Written:
    """Write a file as a whole or not at all.

    Args:
        target: Where it should go. Its folder is made if need be.
        fill: Writes the content; it may seek.
        check: Reads the content back from the file; raises if it is not what was meant.
        existing: What to do when the target exists.
        protect: Files that must never be the target, under whatever name: the originals.
        on_ready: For a journal, so that a run that dies here can be finished. It is called again with
            another final path when that one was taken in the meantime.

    Raises:
        WouldOverwrite: The target is a protected file, or a link that would have to be replaced.
        AlreadyThere: The target exists, and `existing` is SKIP.
        DiskFull: No room is left.
        CannotWrite: Any other reason. Nothing was changed.
    """
    refuse_protected(target, protect)
    if existing is Existing.SKIP and os.path.lexists(target):
        raise _already_there(target)
    written = prepare_file(target, temporary_beside(target), fill, check)
    path = publish_file(written, target, existing=existing, on_ready=on_ready)
    return replace(written, path=path)


def prepare_file(
    target: Path,
    temporary: Path,
    fill: Callable[[BinaryIO], None],
    check: Callable[[BinaryIO], None],
    root: Path | None = None,
) -> Written:
    """The first half of `write_file`: all is on the disk, but under the name *temporary*.

    Args:
        target: As there; its folder is made if need be.
        temporary: Of `temporary_beside`.
        fill: As there.
        check: As there.
        root: A folder that must be there, for its disk may have been taken away; only what lies within
            it is made.

    Raises:
        DiskFull: No room is left.
        CannotWrite: Any other reason. Nothing is left behind.
    """
    with told(target):
        _make_folder(target.parent, root)
        file = create(temporary)
    with told(target), _removing(temporary):
        sha256, size_bytes = _filled(file, fill, check)
        temporary.chmod(new_file_mode())
    return Written(temporary, sha256, size_bytes)


def _make_folder(folder: Path, root: Path | None) -> None:
    if root is None:
        folder.mkdir(parents=True, exist_ok=True)
        return
    for name in folder.relative_to(root).parts:
        root /= name
        root.mkdir(exist_ok=True)


def publish_file(
    written: Written,
    target: Path,
    *,
    existing: Existing = Existing.NUMBER,
    on_ready: OnReady = ignore,
) -> Path:
    """The second half of `write_file`: give what `prepare_file` wrote its final name.

    Returns:
        The name that it got.

    Raises:
        WouldOverwrite: As there; also `AlreadyThere`, `DiskFull` and `CannotWrite`. The temporary file
            is gone then.
    """
    temporary = written.path
    with told(target), _removing(temporary):
        return _published(
            temporary, target, existing, lambda final: on_ready(temporary, final, written.sha256)
        )


@contextmanager
def _removing(temporary: Path) -> Generator[None]:
    """Leave nothing half-done, also when a person cancels."""
    try:
        yield
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def _filled(
    file: io.BufferedRandom, fill: Callable[[BinaryIO], None], check: Callable[[BinaryIO], None]
) -> tuple[str, int]:
    """Write, force, read back; the hash and size of what lies on the disk."""
    try:
        fill(file)
        file.flush()
        # A second fsync after a failed one reports success for lost data, so there is no retry.
        os.fsync(file.fileno())
        size_bytes = file.seek(0, os.SEEK_END)
        file.seek(0)
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
        check(file)
    except BaseException:
        with suppress(OSError):
            file.close()
        raise
    file.close()
    return sha256, size_bytes


def _published(
    temporary: Path, target: Path, existing: Existing, on_ready: Callable[[Path], None]
) -> Path:
    for path in _candidates(target, existing):
        on_ready(path)
        try:
            publish(temporary, path)
        except FileExistsError:
            continue
        try:
            force_folder(path.parent)
        except OSError:
            path.unlink()
            raise
        return path
    raise _already_there(target)


def _candidates(target: Path, existing: Existing) -> Iterator[Path]:
    if existing is Existing.REPLACE and os.path.lexists(target):
        _to_trash(target)
    if not os.path.lexists(target):
        yield target
    if existing is Existing.NUMBER:
        for number in range(2, 10_000):
            path = numbered(target, number)
            if not os.path.lexists(path):
                yield path


def _to_trash(path: Path) -> None:
    if not stat.S_ISREG(path.lstat().st_mode):
        raise WouldOverwrite(f"a link or folder has the name of the result: {display_name(path)}")
    try:
        send2trash.send2trash(os.fsencode(path) if os.name == "posix" else str(path))
    except Exception as error:  # Each system's trash fails in its own way.
        raise CannotWrite(
            f"the old file cannot be moved to the trash ({error}): {display_name(path)}",
            "give the result another name",
        ) from error


def _already_there(target: Path) -> AlreadyThere:
    return AlreadyThere(f"the result is already there: {display_name(target)}")


def refuse_protected(target: Path, protect: Collection[Path]) -> None:
    """Refuse a target that is one of *protect* by device and inode, so also through links.

    Raises:
        WouldOverwrite: It is.
    """
    identity = _identity(target)
    if identity is not None and any(identity == _identity(original) for original in protect):
        raise WouldOverwrite(
            f"the result would overwrite an original: {display_name(target)}",
            "choose another folder or name",
        )


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def check_writable(folder: Path) -> None:
    """Make *folder* if need be, and try whether results can be created in it.

    Raises:
        CannotWrite: They cannot, or the folder belongs to this program.
    """
    own = bundle.data_folder().resolve()
    if folder.resolve().is_relative_to(own):
        raise CannotWrite(
            f"results do not belong into the program's own folder: {display_name(folder)}"
        )
    with told(folder):
        folder.mkdir(parents=True, exist_ok=True)
        probe = temporary_beside(folder / "probe")
        create(probe).close()
        probe.unlink()
