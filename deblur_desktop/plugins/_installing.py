"""Puts plug-ins into the person's plug-in folder, from a folder or a zip, and takes them away again.

What is copied is built under a hidden name beside the others and renamed when it is whole, so that a
half-copied plug-in is never found; one that is removed goes the same way back. A zip comes from a
stranger: every name in it is checked before anything is written, and what it may take is bounded.
Nothing here runs a plug-in's code.
"""

import os
import re
import shutil
import stat
import tempfile
import time
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from pathlib import Path, PurePath, PurePosixPath
from typing import NamedTuple

from deblur_desktop.bundle import plugins_folder
from deblur_desktop.errors import PluginError
from deblur_desktop.plugins._trust import LARGEST_FILE, MOST_FILES, files_in

# A plug-in is code and cards; weights are imported by themselves.
_LARGEST_ZIP = 8 << 20
_LARGEST_PLUGIN = 64 << 20
_STALE_S = 3600
_INIT = "__init__.py"
_COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What reading a damaged archive may raise.
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError)
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f\\:*?"<>|]|[. ]$')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


class _Part(NamedTuple):
    """A file to be copied: its name inside of the plug-in, its size as told, and what reads it."""

    name: str
    size: int
    read: Callable[[], bytes]


def put_in(source: Path, check_name: Callable[[str], object]) -> str:
    """Copy the plug-in *source*, a folder or a zip, into the person's folder; gives its name.

    Args:
        source: Names that begin with a dot and bytecode are left out.
        check_name: Called with the name before anything is written; it may raise a `PluginError`.

    Raises:
        PluginError: It is no plug-in, or unsafe, or cannot be read or written; nothing was changed.
    """
    try:
        if source.is_dir():
            return _put(source.name, _parts_of_folder(source), check_name)
        with _opened(source) as archive:
            return _put(*_parts_of_zip(archive, source.stem), check_name)
    except (OSError, *_DAMAGED) as error:
        reason = getattr(error, "strerror", None) or error
        raise PluginError(f"cannot install the plug-in ({reason}): {source}") from error


def take_out(folder: Path) -> None:
    """Delete the plug-in *folder* from the person's folder.

    Raises:
        PluginError: It cannot be removed.
    """
    try:
        with _hidden_folder() as rest:
            folder.rename(rest / folder.name)  # from now on it is not found
    except OSError as error:
        raise PluginError(f"cannot remove the plug-in ({error.strerror}): {folder}") from error


def _put(name: str, parts: Iterable[_Part], check_name: Callable[[str], object]) -> str:
    check_name(name)
    bounded = _bounded(parts)
    with _hidden_folder() as folder:
        new = folder / name
        for part in bounded:
            _write(part, new / part.name)
        new.rename(plugins_folder() / name)
    return name


def _bounded(parts: Iterable[_Part]) -> list[_Part]:
    bounded: list[_Part] = []
    room = _LARGEST_PLUGIN
    for part in parts:
        bounded.append(part)
        room -= part.size
        if len(bounded) > MOST_FILES or part.size > LARGEST_FILE or room < 0:
            raise PluginError(f"the plug-in is too large: {part.name}")
    return bounded


def _write(part: _Part, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as file:
        file.write(part.read())
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _hidden_folder() -> Generator[Path]:
    """A folder of ours beside the plug-ins, which is gone at the end; so are those of killed runs."""
    for path in plugins_folder().glob(".*.part"):
        if time.time() - path.stat().st_mtime > _STALE_S:
            shutil.rmtree(path, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=".", suffix=".part", dir=plugins_folder()))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _parts_of_folder(source: Path) -> Iterable[_Part]:
    if not (source / _INIT).is_file():
        raise _no_plugin(source)
    for path in files_in(source):
        name = path.relative_to(source)
        if not _is_left_out(name):
            yield _Part(name.as_posix(), path.stat().st_size, path.read_bytes)


def _is_left_out(name: PurePath) -> bool:
    return any(part.startswith(".") or part == "__pycache__" for part in name.parts)


@contextmanager
def _opened(source: Path) -> Generator[zipfile.ZipFile]:
    if not source.is_file() or source.stat().st_size > _LARGEST_ZIP:
        raise _no_plugin(source)
    with zipfile.ZipFile(source) as archive:
        yield archive


def _parts_of_zip(archive: zipfile.ZipFile, name: str) -> tuple[str, list[_Part]]:
    """The name of the plug-in and its files: those beside the topmost `__init__.py`.

    Args:
        archive: Downloads often wrap the plug-in into one more folder, with a README beside.
        name: Of the plug-in if the archive holds its files without a folder.
    """
    members = _checked_members(archive)
    paths = {PurePosixPath(member.filename): member for member in members if not member.is_dir()}
    tops = sorted((path.parent for path in paths if path.name == _INIT), key=lambda p: len(p.parts))
    if not tops or any(len(top.parts) == len(tops[0].parts) for top in tops[1:]):
        raise _no_plugin(Path(archive.filename or ""))
    top = tops[0]
    parts = [
        _Part(str(path.relative_to(top)), member.file_size, _reader(archive, member))
        for path, member in paths.items()
        if path.is_relative_to(top) and not _is_left_out(path.relative_to(top))
    ]
    return top.name or name, parts


def _reader(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Callable[[], bytes]:
    def read() -> bytes:
        # Whatever the archive tells of sizes, no more than this is unpacked.
        with archive.open(member) as file:
            content = file.read(LARGEST_FILE + 1)
        if len(content) != member.file_size:
            raise PluginError(f"the sizes in the archive lie: {member.filename}")
        return content

    return read


def _checked_members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    members = archive.infolist()
    if len(members) > 2 * MOST_FILES:  # folders are members, too
        raise PluginError(f"the archive holds too many files: {len(members)}")
    seen: set[str] = set()
    for member in members:
        objection = _objection(member)
        # Some disks take names for the same that differ by case or by how accents are put together.
        plain = unicodedata.normalize("NFC", member.filename).casefold().rstrip("/")
        if not objection and plain in seen:
            objection = "there is another one of that name"
        if objection:
            raise PluginError(f"the archive is not safe ({objection}): {member.orig_filename!r}")
        seen.add(plain)
    return members


def _objection(member: zipfile.ZipInfo) -> str:
    """What speaks against unpacking *member*, in words; empty if nothing does."""
    name = member.orig_filename
    parts = name.removesuffix("/").split("/")
    if name != member.filename or any(_is_strange(part) for part in parts):
        return "a name that could lead elsewhere"
    if member.flag_bits & 1:
        return "it is encrypted"
    if member.compress_type not in _COMPRESSIONS:
        return "it is packed in an unusual way"
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "neither a file nor a folder"
    return ""


def _is_strange(part: str) -> bool:
    """Whether a name is absolute, goes up, names a drive or a device, or is none at all."""
    return not part or bool(_FORBIDDEN.search(part) or _RESERVED.fullmatch(part))


def _no_plugin(source: Path) -> PluginError:
    return PluginError(
        f"this is no plug-in: {source}",
        "choose the folder that holds its `__init__.py`, or a zip of that folder of at most 8 MB",
    )
