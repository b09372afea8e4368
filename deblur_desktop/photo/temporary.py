"""Temporary files beside results: named after their process, so that those of the dead can be swept."""

import hashlib
import io
import os
import platform
import re
import secrets
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from deblur_desktop.photo.names import fitted

# Ends the name of a file that claims a final name, where the system has no better way.
CLAIM = ".deblur-claim"

_PATTERN = re.compile(r"^\..*\.deblur-([0-9a-f]{8})-(\d+)-[0-9a-f]{8}\.part$", re.DOTALL)


def _machine() -> str:
    # A process number says nothing about other machines that share the folder.
    return hashlib.sha256(platform.node().encode()).hexdigest()[:8]


def temporary_beside(target: Path) -> Path:
    """A new hidden name beside *target*; it is this process's, even if another one creates the file."""
    tail = f".deblur-{_machine()}-{os.getpid()}-{secrets.token_hex(4)}.part"
    return target.with_name(fitted(f".{target.name}", tail))


def create(path: Path) -> io.BufferedRandom:
    """The new empty file *path*, for its owner alone, open for writing and reading.

    Raises:
        OSError: It cannot be created.
    """
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    flags |= getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
    # An opener, since some encoders ask a file for its name.
    return open(path, "w+b", opener=lambda name, _: os.open(name, flags, 0o600))


def new_file_mode() -> int:
    """The mode of a file that any program creates here: 0666 less the umask."""
    with suppress(OSError, StopIteration, ValueError):
        lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
        mask = next(line.split()[1] for line in lines if line.startswith("Umask:"))
        return 0o666 & ~int(mask, 8)
    # Elsewhere it can only be read by setting it.
    mask = os.umask(0o077)
    os.umask(mask)
    return 0o666 & ~mask


def sweep(folder: Path, keep: Collection[Path] = ()) -> list[Path]:
    """Remove our temporary files of dead processes of this machine from *folder*.

    Only names are looked at, so that a folder of 100,000 photos costs a tenth of a second.

    Args:
        folder: Where results go; a missing one is fine.
        keep: Files that a journal still needs.

    Returns:
        What was removed.
    """
    removed: list[Path] = []
    for path in _candidates(folder):
        found = _PATTERN.match(_holder(path) if path.name.endswith(CLAIM) else path.name)
        if found is None or path in keep or found[1] != _machine() or is_alive(int(found[2])):
            continue
        with suppress(OSError):
            path.unlink()
            removed.append(path)
    return removed


def _candidates(folder: Path) -> list[Path]:
    """Regular files with names like ours."""
    try:
        with os.scandir(folder) as entries:
            ours = [entry for entry in entries if entry.name.endswith((".part", CLAIM))]
            # A pipe of such a name would wait for a writer.
            return [folder / entry.name for entry in ours if entry.is_file(follow_symlinks=False)]
    except OSError:
        return []


def _holder(claim: Path) -> str:
    """The temporary file that a claim was made for."""
    try:
        with claim.open("rb") as file:
            return os.fsdecode(file.read(300))
    except OSError:
        return ""


def is_alive(process: int) -> bool:
    """Whether a process of that number runs; when in doubt yes, on Windows no."""
    if process == os.getpid():
        return True
    if os.name != "posix":
        # Signal 0 ends a process on Windows; there an open file cannot be removed anyway.
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
