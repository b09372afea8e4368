"""Torch's zip files: what must hold of the archive before anything in it is read.

Torch writes plain archives: nothing deflated, nothing encrypted, no name twice, no comment. Whatever
differs is not a published checkpoint, and could be read differently by torch's reader than by ours.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from deblur_desktop.errors import CheckpointError, DamagedCheckpoint, UnsafeCheckpoint

_LARGEST_DIRECTORY = 16 << 20
_LARGEST_PICKLE = 32 << 20
_MOST_PADDING = 512  # per member: headers, and zeros so that values start at multiples of 64
_MEMBER = re.compile(
    r"[^/\\]+/(data\.pkl|data/\d+|version|byteorder|\.data/serialization_id"
    r"|\.format_version|\.storage_alignment)"
)


@dataclass(frozen=True, slots=True)
class Archive:
    """A checked archive: its pickle, and the sizes of its storages by key."""

    pickle: bytes
    storages: dict[str, int]


def read_archive(content: bytes) -> Archive:
    """The parts of a torch zip file that say how to read it.

    Raises:
        UnsafeCheckpoint: It holds what torch does not write for plain tensors.
        DamagedCheckpoint: It is cut, or its sizes lie.
    """
    try:
        _check_directory(content)
        with ZipFile(BytesIO(content)) as archive:
            members = archive.infolist()
            _check_members(members, len(content))
            pickle = archive.read(next(m for m in members if m.filename.endswith("/data.pkl")))
    except CheckpointError:
        raise
    except (BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as error:
        raise DamagedCheckpoint(f"the archive is damaged ({error})") from error
    sizes = {member.filename.partition("/")[2]: member.file_size for member in members}
    storages = {name[5:]: size for name, size in sizes.items() if name.startswith("data/")}
    return Archive(pickle, storages)


def _check_directory(content: bytes) -> None:
    """The end record is the last thing in the file, and the table of contents is small."""
    end = content[-22:]
    if len(end) < 22 or not end.startswith(b"PK\x05\x06"):
        raise DamagedCheckpoint("the archive is cut, or does not end where it should")
    size = int.from_bytes(end[12:16], "little")
    if size == 0xFFFFFFFF:  # then the 64-bit record, 76 bytes before, has it
        size = int.from_bytes(content[-98:-22][40:48], "little")
    if size > _LARGEST_DIRECTORY:
        raise UnsafeCheckpoint("the archive has too large a table of contents")


def _check_members(members: Sequence[ZipInfo], size: int) -> None:
    names = [member.filename for member in members]
    # Torch's reader ignores case, so that names must differ by more.
    if len({name.casefold() for name in names}) != len(names):
        raise UnsafeCheckpoint("the archive holds one name twice")
    if len({name.partition("/")[0] for name in names}) != 1:
        raise UnsafeCheckpoint("the archive holds more than one folder")
    for member in members:
        _check_member(member)
    pickles = [member for member in members if member.filename.endswith("/data.pkl")]
    if len(pickles) != 1 or pickles[0].file_size > _LARGEST_PICKLE:
        raise UnsafeCheckpoint("the archive holds no data.pkl, or a huge one")
    _check_places(members, size)


def _check_member(member: ZipInfo) -> None:
    name = member.orig_filename
    if name != member.filename or not _MEMBER.fullmatch(name):
        raise UnsafeCheckpoint(f"the archive holds more than plain tensors: {name[:200]!r}")
    if member.compress_type != ZIP_STORED or member.compress_size != member.file_size:
        raise UnsafeCheckpoint(f"the archive is compressed: {name!r}")
    if member.flag_bits & 1:
        raise UnsafeCheckpoint(f"the archive is encrypted: {name!r}")


def _check_places(members: Sequence[ZipInfo], size: int) -> None:
    """Members follow each other without overlap and together make up the file."""
    position = 0
    for member in sorted(members, key=lambda member: member.header_offset):
        if member.header_offset < position:
            raise UnsafeCheckpoint("the members of the archive overlap")
        position = member.header_offset + 30 + member.file_size
    total = sum(member.file_size for member in members)
    if not 0 <= size - total <= 1024 + _MOST_PADDING * len(members):
        raise DamagedCheckpoint("the sizes in the archive are not those of the file")
