"""Directories of tags as TIFF, EXIF and many RAW files hold them; reads a few bytes, never a file.

Layout of classic TIFF: 8 bytes of header (byte order, 42, offset of the first directory); a directory
is a count, 12 bytes an entry and the offset of the next directory (TIFF 6.0, section 2).
"""

import struct
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

# Bytes a value of each field type; index 0 is no type (TIFF 6.0, and 13 = IFD).
SIZES = (0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4)
SHORT, LONG = 3, 4

_MOST_ENTRIES = 2000
# All values of a directory together: tags may overlap, so that few bytes claim many.
_MOST_BYTES = 32 << 20

Read = Callable[[int, int], bytes]
"""Gives the bytes at (offset, length); fewer where the source ends."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One tag.

    Attributes:
        code: The tag.
        kind: Index into `SIZES`.
        count: Number of values.
        value: Their bytes, in the byte order of the source.
        at: Where `value` lies.
    """

    code: int
    kind: int
    count: int
    value: bytes
    at: int

    def number(self, order: str) -> int:
        """The first value of a SHORT, LONG or IFD."""
        if self.kind == SHORT:
            return struct.unpack_from(order + "H", self.value)[0]
        return struct.unpack_from(order + "I", self.value)[0]

    def numbers(self, order: str) -> tuple[int, ...]:
        """All values of a SHORT or LONG."""
        kind = "H" if self.kind == SHORT else "I"
        return struct.unpack(f"{order}{self.count}{kind}", self.value)


class Directory(NamedTuple):
    """The tags at one offset, by code, and the offset of the next directory (0: none).

    It is cut if a tag's value, or what should follow the tags, lies beyond the end of the source.
    """

    entries: dict[int, Entry]
    at: int
    following: int
    is_cut: bool

    @property
    def next_pointer(self) -> int:
        """Where the offset of the next directory is written, if no entry was skipped."""
        return self.at + 2 + 12 * len(self.entries)


def byte_order(head: bytes) -> str:
    """``<`` or ``>`` of a classic TIFF header.

    Raises:
        ValueError: It is not one.
    """
    orders = {b"II*\0": "<", b"MM\0*": ">"}
    if head[:4] not in orders or len(head) < 8:
        raise ValueError("not a TIFF header")
    return orders[head[:4]]


def first_directory(read: Read) -> tuple[str, Directory]:
    """Byte order and first directory of a classic TIFF structure.

    Raises:
        ValueError: The structure is broken.
    """
    head = read(0, 8)
    order = byte_order(head)
    return order, read_directory(read, order, struct.unpack_from(order + "I", head, 4)[0])


def read_directory(read: Read, order: str, at: int) -> Directory:
    """The directory at offset *at*; tags of unknown type or beyond the source are left out.

    Raises:
        ValueError: It lies outside the source or claims too many tags.
    """
    head = read(at, 2)
    if at < 8 or len(head) < 2:
        raise ValueError("a directory lies outside the data")
    count = struct.unpack(order + "H", head)[0]
    table = read(at + 2, 12 * count + 4)
    if count > _MOST_ENTRIES or len(table) < 12 * count:
        raise ValueError("a directory is cut")
    entries: dict[int, Entry] = {}
    room = _MOST_BYTES
    is_cut = len(table) < 12 * count + 4
    for i in range(0, 12 * count, 12):
        entry = _entry(read, order, table[i : i + 12], at + 2 + i, room)
        if entry is None:
            continue
        if len(entry.value) < SIZES[entry.kind] * entry.count:
            is_cut = True
            continue
        entries[entry.code] = entry
        room -= len(entry.value)
    following = 0 if is_cut else struct.unpack_from(order + "I", table, 12 * count)[0]
    return Directory(entries, at, following, is_cut)


def _entry(read: Read, order: str, raw: bytes, at: int, room: int) -> Entry | None:
    code, kind, count = struct.unpack_from(order + "HHI", raw)
    if not 0 < kind < len(SIZES):
        return None
    size = SIZES[kind] * count
    if size > room:
        return None
    if size <= 4:
        return Entry(code, kind, count, raw[8 : 8 + size], at + 8)
    start = struct.unpack_from(order + "I", raw, 8)[0]
    return Entry(code, kind, count, read(start, size), start)


def long(order: str, code: int, value: int) -> Entry:
    """An entry of one LONG."""
    return Entry(code, LONG, 1, struct.pack(order + "I", value), 0)


def laid_out(order: str, entries: Iterable[Entry], at: int, rows: Iterable[bytes] = ()) -> bytes:
    """A directory to be placed at the even offset *at*, its values right behind it; nothing follows.

    Args:
        order: Byte order of the source that *entries* come from.
        entries: Tags with values to place.
        at: Where the directory will lie.
        rows: Entries of 12 bytes to be taken over as they are.
    """
    new = list(entries)
    table = list(rows)
    values = b""
    behind = at + 2 + 12 * (len(new) + len(table)) + 4
    for entry in new:
        row = struct.pack(order + "HHI", entry.code, entry.kind, entry.count)
        if len(entry.value) <= 4:
            table.append(row + entry.value.ljust(4, b"\0"))
        else:
            table.append(row + struct.pack(order + "I", behind + len(values)))
            values += entry.value + b"\0" * (len(entry.value) % 2)
    table.sort(key=lambda row: struct.unpack_from(order + "H", row))
    return struct.pack(order + "H", len(table)) + b"".join(table) + bytes(4) + values
