"""Takes one named file out of a zip archive that a stranger packed."""

import stat
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from deblur_desktop.errors import WrongDownload

_BLOCK = 1 << 20
_ENCRYPTED = 1
_FORMS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def take_member(
    archive: Path, name: str, target: Path, most: int, on_wait: Callable[[], object]
) -> None:
    """Write the member *name* of *archive* to *target*; no other one is looked at.

    Args:
        archive: The zip file.
        name: The full name in it.
        target: Of our own choosing, so that names in the archive lead nowhere.
        most: Bytes; a larger member is not the one that was published.
        on_wait: Called while it goes on; may raise to stop.

    Raises:
        WrongDownload: It is not there as one plain whole file.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            entry = _entry(opened, name)
            with opened.open(entry) as source, target.open("xb") as copy:
                # Counted here: the sizes in the archive may lie.
                while block := source.read(_BLOCK):
                    on_wait()
                    most -= len(block)
                    if most < 0:
                        raise WrongDownload(f"the file in the archive is too large: {name}")
                    copy.write(block)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        raise WrongDownload(f"the archive is damaged ({error}): {archive.name}") from error


def _entry(archive: zipfile.ZipFile, name: str) -> zipfile.ZipInfo:
    # `orig_filename`: the other one ends at a NUL, and so two names could look alike.
    found = [each for each in archive.infolist() if each.orig_filename == name]
    if len(found) != 1:
        count = "no file" if not found else f"{len(found)} files"
        raise WrongDownload(f"the archive has {count} of this name: {name}")
    entry = found[0]
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if entry.is_dir() or kind not in (0, stat.S_IFREG):
        raise WrongDownload(f"this is no plain file in the archive: {name}")
    if entry.flag_bits & _ENCRYPTED or entry.compress_type not in _FORMS:
        raise WrongDownload(f"the file in the archive is packed in a strange way: {name}")
    return entry
