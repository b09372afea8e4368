"""The header of a safetensors file: read and checked before a single value is touched.

A file is 8 bytes (length of the header, little endian), the header (JSON: name to dtype, shape and
offsets), and the values. The format's own library is not asked here: it opens files by name, so that
what was hashed need not be what is read, and takes 50 s for a hostile header of 89 MB.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from deblur_desktop.errors import DamagedCheckpoint

LARGEST_HEADER = 1 << 20
MOST_TENSORS = 20_000
_BYTES = {
    "F64": 8, "F32": 4, "F16": 2, "BF16": 2,
    "I64": 8, "I32": 4, "I16": 2, "I8": 1, "U8": 1, "BOOL": 1,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One tensor: its dtype as the format names it, and where its values lie in the file."""

    dtype: str
    shape: tuple[int, ...]
    begin: int
    end: int


def read_header(file: BinaryIO, size: int) -> dict[str, Entry]:
    """The tensors of the open safetensors *file* of *size* bytes.

    Raises:
        DamagedCheckpoint: The header is too large or not sound, or does not describe all of the file.
    """
    length = int.from_bytes(file.read(8), "little")
    if length > LARGEST_HEADER:
        raise DamagedCheckpoint("the header is larger than 1 MB")
    start = 8 + length
    if start > size:
        raise DamagedCheckpoint("the file is cut within its header")
    entries = _entries(_parse(file.read(length)), start)
    _check_cover(entries, start, size)
    return entries


def _parse(text: bytes) -> dict[str, Any]:
    try:
        header = json.loads(text.decode("utf-8"), object_pairs_hook=_without_duplicates)
    except (ValueError, RecursionError) as error:
        raise DamagedCheckpoint(f"the header is not sound: {error}") from error
    if not isinstance(header, dict):
        raise DamagedCheckpoint("the header is not a table")
    header.pop("__metadata__", None)
    if not 0 < len(header) <= MOST_TENSORS:
        raise DamagedCheckpoint(f"the header names {len(header)} tensors")
    return header


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) != len(pairs):
        raise ValueError("a name occurs twice")
    return table


def _entries(header: Mapping[str, Any], start: int) -> dict[str, Entry]:
    entries: dict[str, Entry] = {}
    for name, value in header.items():
        entry = _entry(value, start) if name.isascii() and name.isprintable() else None
        if entry is None:
            raise DamagedCheckpoint(f"the header describes a tensor wrongly: {name[:200]!r}")
        entries[name] = entry
    return entries


def _entry(value: Any, start: int) -> Entry | None:
    """The checked entry, or None where anything is not as the format says."""
    if not isinstance(value, dict) or set(value) != {"dtype", "shape", "data_offsets"}:
        return None
    dtype, shape, offsets = value["dtype"], value["shape"], value["data_offsets"]
    if not isinstance(dtype, str) or not _are_counts(shape, 8) or not _are_counts(offsets, 2):
        return None
    item_size = _BYTES.get(dtype)
    begin, end = offsets if len(offsets) == 2 else (0, -1)
    if item_size is None or end - begin != math.prod(shape) * item_size:
        return None
    return Entry(dtype, tuple(shape), start + begin, start + end)


def _are_counts(values: Any, most: int) -> bool:
    return (
        isinstance(values, list)
        and len(values) <= most
        and all(type(value) is int and 0 <= value < 1 << 40 for value in values)
    )


def _check_cover(entries: Mapping[str, Entry], start: int, size: int) -> None:
    """Tensors follow each other without gap or overlap, up to the end of the file."""
    position = start
    for entry in sorted(entries.values(), key=lambda entry: (entry.begin, entry.end)):
        if entry.begin != position:
            raise DamagedCheckpoint("the values of the tensors overlap or leave gaps")
        position = entry.end
    if position != size:
        raise DamagedCheckpoint("the file is cut" if position > size else "the file is too long")
