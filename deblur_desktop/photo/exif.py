"""EXIF blocks: carried as bytes, patched in place, so that maker notes with offsets survive.

A block is a small TIFF structure. Its first directory describes the image and points to the Exif
directory (exposure, maker note) and the GPS directory; a second one describes a thumbnail.
"""

import struct
from collections.abc import Mapping
from typing import BinaryIO

from deblur_desktop.photo.ifd import (
    LONG,
    SHORT,
    Directory,
    Entry,
    Read,
    byte_order,
    first_directory,
    laid_out,
    long,
    read_directory,
)

ORIENTATION, EXIF, GPS, INTEROP, MAKER_NOTE = 0x0112, 0x8769, 0x8825, 0xA005, 0x927C

# What an image's first directory says beyond the layout of its pixels: Exif 2.32, table 4, with the
# rating and the XP tags of Windows. XMP, IPTC and profiles travel on their own.
DESCRIPTIVE = frozenset(
    (
        *(0x010E, 0x010F, 0x0110, 0x0131, 0x0132, 0x013B, 0x013C, 0x8298, 0x4746, 0x4749),
        *(0x9C9B, 0x9C9C, 0x9C9D, 0x9C9E, 0x9C9F, 0xC614, 0xC62F),
    )
)

# A block up to here fits into the APP1 segment of a JPEG, so maker notes may keep their offsets.
_KEEPS_OFFSETS = 60_000

Tags = Mapping[tuple[str, int], bytes]
"""Values by (group, code); groups are `image`, `exif`, `gps` and `interop`."""


def reader(block: bytes) -> Read:
    """Access to a block in memory."""
    return lambda at, length: block[at : at + length]


def file_reader(file: BinaryIO) -> Read:
    """Access to a TIFF or RAW file."""

    def read(at: int, length: int) -> bytes:
        file.seek(at)
        return file.read(length)

    return read


def upright(block: bytes) -> tuple[bytes, int]:
    """The block with orientation 1 and without its thumbnail, and the orientation it had.

    Only two values are patched; all offsets stay.

    Raises:
        ValueError: The block is broken.
    """
    order, image = first_directory(reader(block))
    patched = bytearray(block)
    orientation = 1
    tag = image.entries.get(ORIENTATION)
    if tag is not None and tag.kind in (SHORT, LONG) and tag.count == 1:
        orientation = tag.number(order)
        struct.pack_into(order + ("H" if tag.kind == SHORT else "I"), patched, tag.at, 1)
    end = image.at + 2 + 12 * struct.unpack_from(order + "H", block, image.at)[0]
    if len(block) >= end + 4:
        patched[end : end + 4] = bytes(4)
    return bytes(patched), orientation if 1 <= orientation <= 8 else 1


def tags(block: bytes) -> Tags:
    """What a block says: describing tags of the image and all of the others; none if it is broken."""
    try:
        order, image = first_directory(reader(block))
    except ValueError:
        return {}
    found: dict[tuple[str, int], bytes] = {}
    for group, directory in _directories(reader(block), order, image).items():
        for code, entry in directory.entries.items():
            if code in DESCRIPTIVE if group == "image" else code != INTEROP:
                found[group, code] = entry.value
    return found


def _directories(read: Read, order: str, image: Directory) -> dict[str, Directory]:
    """The four that can be there. Their depth is fixed, so loops between directories do not matter."""
    found = {"image": image}
    for group, parent, code in (
        ("exif", "image", EXIF),
        ("gps", "image", GPS),
        ("interop", "exif", INTEROP),
    ):
        pointer = found[parent].entries.get(code) if parent in found else None
        if pointer is None or len(pointer.value) != 4:
            continue
        try:
            found[group] = read_directory(read, order, pointer.number(order))
        except ValueError:
            continue
    return found


def gather(read: Read) -> bytes:
    """An EXIF block made of what a TIFF or RAW file says of its image; empty when it says nothing.

    Where the file's own Exif and GPS directories lie near its start, they keep their offsets, so that
    offsets inside maker notes stay right; otherwise they move and maker notes move byte for byte.

    Raises:
        ValueError: The file's first directory is broken, or another one reaches beyond the file.
    """
    order, image = first_directory(read)
    groups = _directories(read, order, image)
    if any(directory.is_cut for directory in groups.values()):
        raise ValueError("a directory reaches beyond the file")
    described = [e for e in image.entries.values() if e.code in DESCRIPTIVE]
    if not described and len(groups) == 1:
        return b""
    inner = {group: directory for group, directory in groups.items() if group != "image"}
    if all(_end(directory) <= _KEEPS_OFFSETS for directory in inner.values()):
        return _in_place(read, order, described, inner)
    return _moved(order, described, inner)


def _end(directory: Directory) -> int:
    return max(
        [directory.next_pointer + 4, *(e.at + len(e.value) for e in directory.entries.values())]
    )


def header(order: str, first: int) -> bytes:
    """The 8 bytes that a TIFF structure begins with; *first* is the offset of its directory."""
    return (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", first)


def _in_place(
    read: Read, order: str, described: list[Entry], inner: Mapping[str, Directory]
) -> bytes:
    block = bytearray(max([8, *(_end(directory) for directory in inner.values())]))
    for directory in inner.values():
        table = read(directory.at, directory.next_pointer - directory.at)
        block[directory.at : directory.at + len(table)] = table
        for entry in directory.entries.values():
            block[entry.at : entry.at + len(entry.value)] = entry.value
    block += bytes(len(block) % 2)
    block[:8] = header(order, len(block))
    pointers = [
        long(order, code, inner[group].at)
        for group, code in (("exif", EXIF), ("gps", GPS))
        if group in inner
    ]
    return bytes(block) + laid_out(order, [*described, *pointers], len(block))


def _moved(order: str, described: list[Entry], inner: Mapping[str, Directory]) -> bytes:
    block = bytes(8)
    pointers: dict[str, list[Entry]] = {"image": [], "exif": [], "gps": []}
    for group, parent, code in (
        ("interop", "exif", INTEROP),
        ("exif", "image", EXIF),
        ("gps", "image", GPS),
    ):
        if group not in inner:
            continue
        own = [e for e in inner[group].entries.values() if e.code != INTEROP]
        pointers[parent].append(long(order, code, len(block)))
        block += laid_out(order, [*own, *pointers.get(group, [])], len(block))
    first = laid_out(order, [*described, *pointers["image"]], len(block))
    return header(order, len(block)) + block[8:] + first


def description(block: bytes) -> list[Entry]:
    """The describing entries and the pointers to Exif and GPS of a block, to be put into a TIFF.

    Raises:
        ValueError: The block is broken.
    """
    _, image = first_directory(reader(block))
    return [e for e in image.entries.values() if e.code in DESCRIPTIVE or e.code in (EXIF, GPS)]


def order_of(block: bytes) -> str:
    """``<`` or ``>``; little-endian for a broken or empty block."""
    try:
        return byte_order(block)
    except ValueError:
        return "<"
