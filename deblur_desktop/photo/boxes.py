"""The boxes that HEIF, AVIF and other ISO media files consist of: their frames, not their content."""

import struct
from typing import BinaryIO

from deblur_desktop.errors import DamagedPhoto


def brands(head: bytes) -> frozenset[bytes]:
    """What a file that begins with *head* says it is, e.g. ``avif`` or ``heic``; empty for others."""
    if len(head) < 16 or head[4:8] != b"ftyp":
        return frozenset()
    end = min(int.from_bytes(head[:4], "big"), len(head))
    return frozenset([head[8:12], *(head[i : i + 4] for i in range(16, end - 3, 4))])


def check_boxes(file: BinaryIO, name: str) -> None:
    """Walk over the outer boxes.

    Raises:
        DamagedPhoto: One of them reaches beyond the file, or none holds data.
    """
    size_bytes = file.seek(0, 2)
    at = 0
    kinds: set[bytes] = set()
    while at < size_bytes:
        file.seek(at)
        head = file.read(16)
        if len(head) < 8:
            raise DamagedPhoto(f"the end of the {name} is missing")
        length, kind = struct.unpack_from(">I4s", head)
        if length == 1 and len(head) == 16:
            length = int.from_bytes(head[8:], "big")
        length = length or size_bytes - at
        if length < 8 or at + length > size_bytes:
            raise DamagedPhoto(f"the end of the {name} is missing")
        kinds.add(kind)
        at += length
    if not {b"meta", b"mdat"} <= kinds and b"moov" not in kinds:
        raise DamagedPhoto(f"parts of the {name} are missing")
