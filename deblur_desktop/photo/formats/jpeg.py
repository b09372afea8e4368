"""JPEG: 8 bits, gray or color. Saved with quality 95 without chroma subsampling.

Segments are read and written here, so that EXIF, XMP, IPTC, ICC and density stay as they are; only the
picture itself goes through libjpeg.
"""

import itertools
import re
import struct
from typing import BinaryIO, NamedTuple

import imagecodecs
import numpy as np

from deblur_desktop.errors import DamagedPhoto, UnsupportedFormat
from deblur_desktop.photo.format import Format
from deblur_desktop.photo.limits import Limits, doubt_density
from deblur_desktop.photo.photo import Metadata
from deblur_desktop.photo.pillow import open_image, small_picture
from deblur_desktop.photo.raster import Raster, Samples

try:
    import simplejpeg  # pyright: ignore[reportMissingImports] - it may be absent
except ImportError:
    # Without it only a part of the damage inside the picture is found; see _ran_dry.
    simplejpeg = None

QUALITY = 95

_SOI, _EOI, _SOS = 0xD8, 0xD9, 0xDA
_APP0, _APP1, _APP2, _APP13 = 0xE0, 0xE1, 0xE2, 0xED
_BARE = frozenset((0x01, *range(0xD0, 0xD8)))
# Baseline, extended, progressive, and the arithmetic-coded ones: what libjpeg-turbo decodes to 8 bits.
_FRAMES = frozenset((0xC0, 0xC1, 0xC2, 0xC9, 0xCA))
_OTHER_FRAMES = frozenset((0xC3, 0xC5, 0xC6, 0xC7, 0xCB, 0xCD, 0xCE, 0xCF))
_EXIF, _XMP = b"Exif\0\0", b"http://ns.adobe.com/xap/1.0/\0"
_XMP_MORE = b"http://ns.adobe.com/xmp/extension/\0"
_ICC, _IPTC, _MPF = b"ICC_PROFILE\0", b"Photoshop 3.0\0", b"MPF\0"
_LARGEST_SEGMENT = 65533
# In a scan, 0xFF is followed by 0 or a restart number; anything else is a marker.
_MARKER = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]")
# A flat progressive picture needs some 6 bits for each 16 x 16 pixels.
_MOST_PIXELS_A_BYTE = 1000


class _Parsed(NamedTuple):
    """Segments before the end of the picture, the ends of its scans, and where the picture ends."""

    segments: list[tuple[int, bytes]]
    scan_ends: list[int]
    end: int | None


def _parse(data: bytes) -> _Parsed:
    segments: list[tuple[int, bytes]] = []
    scan_ends: list[int] = []
    at = 2
    while at + 4 <= len(data) or data[at : at + 2] == b"\xff\xd9":
        if data[at] != 0xFF:
            raise DamagedPhoto("a segment of the JPEG is missing or broken")
        code = data[at + 1]
        if code == _EOI:
            return _Parsed(segments, scan_ends, at + 2)
        if code == 0xFF or code in _BARE:
            at += 1 if code == 0xFF else 2
            continue
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        segments.append((code, data[at + 4 : at + 2 + length]))
        at += 2 + max(length, 2)
        if code == _SOS:
            following = _MARKER.search(data, at)
            at = following.start() if following else len(data)
            scan_ends.append(at)
    return _Parsed(segments, scan_ends, None)


def _check_frame(segments: list[tuple[int, bytes]], size_bytes: int, limits: Limits) -> bool:
    """Whether the picture is gray, if it is one that can be decoded."""
    frame = next(((c, s) for c, s in segments if c in _FRAMES | _OTHER_FRAMES), None)
    if frame is None or len(frame[1]) < 6:
        raise DamagedPhoto("the JPEG has no picture in it")
    bits, height, width, colors = struct.unpack_from(">BHHB", frame[1])
    if frame[0] in _OTHER_FRAMES or bits != 8:
        raise UnsupportedFormat(f"JPEG with {bits} bits or lossless coding is not supported")
    if colors == 4:
        raise UnsupportedFormat("CMYK photos are not restored", "convert it to RGB first")
    if colors not in (1, 3):
        raise UnsupportedFormat(f"JPEG with {colors} color channels is not supported")
    limits.check(width, height, colors)
    doubt_density(width, height, size_bytes, _MOST_PIXELS_A_BYTE)
    return colors == 1


def _decode(file: BinaryIO, limits: Limits) -> Raster:
    data = limits.read_all(file)
    parsed = _parse(data)
    is_gray = _check_frame(parsed.segments, len(data), limits)
    # What follows the picture (a motion clip, a gain map) is not the decoder's business.
    picture = data[: parsed.end] if parsed.end else data + b"\xff\xd9"
    del data
    samples, damage = _samples(picture, parsed.scan_ends, is_gray)
    damage = damage if parsed.end else "the end of the JPEG is missing"
    if damage and not limits.keep_damaged:
        raise DamagedPhoto(damage)
    metadata, profile, notices = _beside(parsed.segments)
    if damage:
        notices = (f"The photo is damaged: {damage}.", *notices)
    return Raster(samples, profile=profile, metadata=metadata, notices=notices)


def _samples(picture: bytes, scan_ends: list[int], is_gray: bool) -> tuple[Samples, str]:
    """(H, W, C) and, where the decoder stumbled, over what."""
    if simplejpeg is None:
        samples = imagecodecs.jpeg8_decode(picture)
        ran_dry = _ran_dry(picture, scan_ends, samples)
        return _three_axes(samples), "data inside the JPEG are missing" if ran_dry else ""
    space = "GRAY" if is_gray else "RGB"
    try:
        return _three_axes(simplejpeg.decode_jpeg(picture, space, strict=True)), ""
    except ValueError as error:
        damage = f"data inside the JPEG are wrong ({error})"
        return _three_axes(simplejpeg.decode_jpeg(picture, space, strict=False)), damage


def _ran_dry(picture: bytes, scan_ends: list[int], samples: Samples) -> bool:
    """Whether a scan ended before the picture was full.

    The decoder fills the rest silently; so data added behind each scan change the picture only then.
    """
    parts = [picture[a:b] for a, b in itertools.pairwise([0, *scan_ends, len(picture)])]
    return not np.array_equal(imagecodecs.jpeg8_decode((b"\x55\x2a" * 400).join(parts)), samples)


def _three_axes(samples: Samples) -> Samples:
    return samples if samples.ndim == 3 else samples[..., None]


def _beside(
    segments: list[tuple[int, bytes]],
) -> tuple[Metadata, bytes | None, tuple[str, ...]]:
    """Metadata, profile and notices of what is left out."""
    exif = xmp = iptc = b""
    dpi: tuple[float, float] | None = None
    profile: dict[int, bytes] = {}
    notices: list[str] = []
    for code, data in segments:
        if code == _APP0 and data.startswith(b"JFIF\0") and len(data) >= 12:
            dpi = _density(data)
        elif code == _APP1 and data.startswith(_EXIF):
            exif = exif or data[len(_EXIF) :]
        elif code == _APP1 and data.startswith(_XMP):
            xmp = xmp or data[len(_XMP) :]
        elif code == _APP1 and data.startswith(_XMP_MORE):
            notices.append("The XMP data beyond 64 kB was left out.")
        elif code == _APP2 and data.startswith(_ICC) and len(data) > 14:
            profile[data[12]] = data[14:]
        elif code == _APP2 and data.startswith(_MPF):
            notices.append(
                "Further pictures in the file (preview, depth or gain map) were left out."
            )
        elif code == _APP13 and data.startswith(_IPTC):
            iptc = iptc or _iptc_of(data[len(_IPTC) :])
    joined = b"".join(profile[number] for number in sorted(profile)) or None
    return Metadata(exif=exif, xmp=xmp, iptc=iptc, dpi=dpi), joined, tuple(dict.fromkeys(notices))


def _density(jfif: bytes) -> tuple[float, float] | None:
    unit, across, down = struct.unpack_from(">BHH", jfif, 7)
    scale = {1: 1.0, 2: 2.54}.get(unit)
    return None if scale is None else (across * scale, down * scale)


def _iptc_of(resources: bytes) -> bytes:
    """The IPTC records among Photoshop's image resources (number 0x0404)."""
    at = 0
    while resources[at : at + 4] == b"8BIM" and at + 12 <= len(resources):
        number = int.from_bytes(resources[at + 4 : at + 6], "big")
        at += 6 + (resources[at + 6] + 2) // 2 * 2
        size = int.from_bytes(resources[at : at + 4], "big")
        if number == 0x0404:
            return resources[at + 4 : at + 4 + size]
        at += 4 + (size + 1) // 2 * 2
    return b""


def _encode(raster: Raster, file: BinaryIO) -> None:
    samples = raster.samples[..., 0] if raster.is_gray else raster.samples
    picture = imagecodecs.jpeg8_encode(samples, QUALITY, subsampling="444")
    file.write(b"\xff\xd8")
    for code, data in _segments_for(raster):
        file.write(struct.pack(">BBH", 0xFF, code, len(data) + 2) + data)
    file.write(memoryview(picture)[_behind_jfif(picture) :])


def _behind_jfif(picture: bytes | bytearray) -> int:
    """Where the encoder's own JFIF segment ends; ours knows the density."""
    if picture[2:4] != b"\xff\xe0":
        return 2
    return 4 + int.from_bytes(picture[4:6], "big")


def _segments_for(raster: Raster) -> list[tuple[int, bytes]]:
    """In the order that readers expect; a block too large for a segment is left out."""
    metadata, profile = raster.metadata, raster.profile or b""
    x, y = (min(round(value), 65535) for value in metadata.dpi or (1, 1))
    unit = 0 if metadata.dpi is None else 1
    segments = [(_APP0, struct.pack(">5sHBHHBB", b"JFIF", 0x0102, unit, x, y, 0, 0))]
    if metadata.exif:
        segments.append((_APP1, _EXIF + metadata.exif))
    if metadata.xmp:
        segments.append((_APP1, _XMP + metadata.xmp))
    if metadata.iptc:
        padded = metadata.iptc + b"\0" * (len(metadata.iptc) % 2)
        resource = struct.pack(">4sHHI", b"8BIM", 0x0404, 0, len(metadata.iptc)) + padded
        segments.append((_APP13, _IPTC + resource))
    step = _LARGEST_SEGMENT - 14
    parts = [profile[i : i + step] for i in range(0, len(profile), step)]
    if len(parts) <= 255:
        numbered = enumerate(parts, 1)
        segments += [(_APP2, _ICC + bytes((n, len(parts))) + part) for n, part in numbered]
    return [segment for segment in segments if len(segment[1]) <= _LARGEST_SEGMENT]


def _thumbnail(file: BinaryIO, side: int, limits: Limits) -> Samples:
    with open_image(file, "JPEG", limits) as image:
        image.draft("RGB", (side, side))  # decodes each block of 8 x 8 pixels to a few
        return small_picture(image, side)


format = Format(
    id="jpeg",
    name="JPEG",
    suffixes=(".jpg", ".jpeg", ".jpe", ".jfif"),
    sniff=lambda head: head.startswith(b"\xff\xd8\xff"),
    decode=_decode,
    encode=_encode,
    lossy=True,
    most_xmp_bytes=_LARGEST_SEGMENT - len(_XMP),
    thumbnail=_thumbnail,
)
