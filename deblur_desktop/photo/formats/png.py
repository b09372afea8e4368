"""PNG: 8 and 16 bits, gray or color, with or without alpha; never interlaced when saved.

Chunks are read and written here with their checksums; libpng is given only those that make the picture,
so a broken profile or a text chunk that unpacks to gigabytes never reaches it.
"""

import struct
import zlib
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

import imagecodecs

from deblur_desktop.errors import DamagedPhoto
from deblur_desktop.photo.format import Format
from deblur_desktop.photo.limits import Limits, doubt_density
from deblur_desktop.photo.photo import COLOR_CHUNKS, Metadata
from deblur_desktop.photo.raster import Raster, Samples

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_XMP_KEY = b"XML:com.adobe.xmp"
_TEXTS = (b"tEXt", b"zTXt", b"iTXt")
# EXIF, IPTC and XMP as text, as ImageMagick writes them: they would contradict what was turned upright.
_RAW_KEY = b"Raw profile type "
_METERS_PER_INCH = 0.0254
_MOST_UNPACKED = 16 << 20
# Deflate never packs better than 1032 : 1, and a pixel may be a single bit.
_MOST_PIXELS_A_BYTE = 1032 * 8
# 24 megapixels of 16 bits take 5 s and 87 MB at 3, 13 s and 86 MB at 6.
_LEVEL = 3

_GRAY, _RGB, _PALETTE, _GRAY_ALPHA, _RGBA = 0, 2, 3, 4, 6
_CHANNELS = {_GRAY: 1, _RGB: 3, _PALETTE: 3, _GRAY_ALPHA: 2, _RGBA: 4}


class _Chunk(NamedTuple):
    kind: bytes
    data: bytes
    is_sound: bool


def _chunks(data: bytes) -> Iterator[_Chunk]:
    """All chunks up to IEND.

    Raises:
        DamagedPhoto: The file ends earlier.
    """
    at = len(_SIGNATURE)
    while at + 12 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        body = data[at + 8 : at + 8 + size]
        if len(body) < size or at + 12 + size > len(data):
            break
        checksum = int.from_bytes(data[at + 8 + size : at + 12 + size], "big")
        yield _Chunk(kind, body, zlib.crc32(body, zlib.crc32(kind)) == checksum)
        if kind == b"IEND":
            return
        at += 12 + size
    raise DamagedPhoto("the end of the PNG is missing")


def _packed(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _decode(file: BinaryIO, limits: Limits) -> Raster:
    file.seek(0)
    width, height, bits, color = _header(file.read(33))
    doubt_density(width, height, file.seek(0, 2), _MOST_PIXELS_A_BYTE)
    limits.check(width, height, 4 * (2 if bits == 16 else 1))
    chunks = list(_chunks(limits.read_all(file)))
    _check_sums(chunks)
    samples, notices = _samples(chunks, color)
    found = _by_kind(chunks)
    if bits < 8:
        notices = (f"{bits}-bit samples are saved with 8 bits.", *notices)
    if color == _PALETTE:
        notices = ("The palette is saved as RGB.", *notices)
    if b"acTL" in found:
        notices = (*notices, "The file is animated; only the first picture is restored.")
    if any(c.kind in _TEXTS and c.data.startswith(_RAW_KEY) for c in chunks):
        notices = (*notices, "EXIF, IPTC or XMP written as text were left out.")
    return Raster(
        samples,
        bits=16 if bits == 16 else 8,
        profile=_profile(found.get(b"iCCP", b"")),
        metadata=_metadata(chunks, found),
        notices=notices,
    )


def _header(head: bytes) -> tuple[int, int, int, int]:
    if len(head) < 33 or head[12:16] != b"IHDR":
        raise DamagedPhoto("the header of the PNG is missing")
    width, height, bits, color = struct.unpack_from(">IIBB", head, 16)
    if color not in _CHANNELS:
        raise DamagedPhoto(f"the PNG declares a color type that does not exist: {color}")
    return width, height, bits, color


def _is_critical(kind: bytes) -> bool:
    return not kind[0] & 0x20


def _check_sums(chunks: list[_Chunk]) -> None:
    for chunk in chunks:
        if _is_critical(chunk.kind) and not chunk.is_sound:
            raise DamagedPhoto("a checksum of the PNG is wrong")


def _samples(chunks: list[_Chunk], color: int) -> tuple[Samples, tuple[str, ...]]:
    wanted = [c for c in chunks if _is_critical(c.kind) or (c.kind == b"tRNS" and c.is_sound)]
    data = _SIGNATURE + b"".join(_packed(c.kind, c.data) for c in wanted)
    samples: Samples = imagecodecs.png_decode(data)
    damaged = sum(1 for c in chunks if not c.is_sound)
    notices = ("Damaged additions of the PNG were left out.",) if damaged else ()
    return samples if samples.ndim == 3 else samples[..., None], notices


def _by_kind(chunks: list[_Chunk]) -> dict[bytes, bytes]:
    return {c.kind: c.data for c in reversed(chunks) if c.is_sound and not _is_critical(c.kind)}


def _unpacked(data: bytes) -> bytes:
    """Deflated data, empty if broken or larger than any honest addition."""
    try:
        inflater = zlib.decompressobj()
        out = inflater.decompress(data, _MOST_UNPACKED)
    except zlib.error:
        return b""
    return out if inflater.eof else b""


def _profile(chunk: bytes) -> bytes | None:
    _, _, rest = chunk.partition(b"\0")
    if not chunk:
        return None
    # A profile that does not unpack is told like one that does not parse.
    return _unpacked(rest[1:]) or b"broken"


def _metadata(chunks: list[_Chunk], found: dict[bytes, bytes]) -> Metadata:
    texts = (c.data for c in chunks if c.kind == b"iTXt" and c.is_sound)
    xmp = next((_text(data) for data in texts if data.startswith(_XMP_KEY + b"\0")), b"")
    exif = found.get(b"eXIf", b"").removeprefix(b"Exif\0\0")
    return Metadata(
        exif=exif,
        xmp=xmp,
        dpi=_dpi(found.get(b"pHYs", b"")),
        chunks=(*_colors(found), *(c.kind + c.data for c in chunks if _is_text(c))),
    )


def _colors(found: dict[bytes, bytes]) -> Iterator[bytes]:
    for kind, size in COLOR_CHUNKS.items():
        if len(found.get(kind, b"")) == size:
            yield kind + found[kind]


def _is_text(chunk: _Chunk) -> bool:
    """Whether it is a text that can be carried unread."""
    key, end, _ = chunk.data.partition(b"\0")
    is_sound = chunk.is_sound and chunk.kind in _TEXTS and bool(end) and 0 < len(key) < 80
    return is_sound and key != _XMP_KEY and not key.startswith(_RAW_KEY)


def _text(data: bytes) -> bytes:
    flags = data[len(_XMP_KEY) + 1 :]
    parts = flags[2:].split(b"\0", 2)
    if len(parts) < 3:
        return b""
    return _unpacked(parts[2]) if flags[0] else parts[2]


def _dpi(chunk: bytes) -> tuple[float, float] | None:
    if len(chunk) != 9 or chunk[8] != 1:
        return None
    across, down = struct.unpack_from(">II", chunk)
    return across * _METERS_PER_INCH, down * _METERS_PER_INCH


def _encode(raster: Raster, file: BinaryIO) -> None:
    samples = raster.samples[..., 0] if raster.samples.shape[2] == 1 else raster.samples
    picture = imagecodecs.png_encode(samples, _LEVEL)
    # Signature and IHDR are 33 bytes; additions belong right behind.
    file.write(picture[:33])
    for kind, data in _additions(raster):
        file.write(_packed(kind, data))
    file.write(memoryview(picture)[33:])


def _additions(raster: Raster) -> Iterator[tuple[bytes, bytes]]:
    metadata = raster.metadata
    for chunk in metadata.chunks:
        yield chunk[:4], chunk[4:]
    if raster.profile is not None:
        yield b"iCCP", b"ICC profile\0\0" + zlib.compress(raster.profile)
    if metadata.dpi is not None:
        across, down = (round(value / _METERS_PER_INCH) for value in metadata.dpi)
        yield b"pHYs", struct.pack(">IIB", across, down, 1)
    if metadata.exif:
        yield b"eXIf", metadata.exif
    if metadata.xmp:
        yield b"iTXt", _XMP_KEY + b"\0\0\0\0\0" + metadata.xmp


format = Format(
    id="png",
    name="PNG",
    suffixes=(".png",),
    sniff=lambda head: head.startswith(_SIGNATURE),
    decode=_decode,
    encode=_encode,
    depths=(8, 16),
    has_alpha=True,
)
