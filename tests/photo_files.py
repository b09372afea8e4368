"""Photo files as cameras and other programs write them, made by the tests that need them."""

import io
import struct
import zlib
from functools import cache
from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
import tifffile
from PIL import Image, ImageCms

XMP = (
    b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:Rating="4"/>'
    b'</rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
)
IPTC = b"\x1c\x02\x00\x00\x02\x00\x04\x1c\x02\x19\x00\x03cat"
MAKER_NOTE = b"Maker\0\0\0" + bytes(range(256))


@cache
def srgb_profile() -> bytes:
    """Always the same one; a new one would differ by the time of its making."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def picture(height: int = 48, width: int = 64, channels: int = 3, kind: str = "u1") -> np.ndarray:
    """A smooth picture with noise in it; (H, W) for one channel."""
    full = np.iinfo(kind).max
    y, x = np.mgrid[:height, :width]
    planes = [np.sin(x / (5 + c)) * np.cos(y / (7 - c)) * 0.4 + 0.5 for c in range(channels)]
    noise = np.random.default_rng(1).normal(0, 0.02, (height, width, channels))
    samples = ((np.stack(planes, axis=2) + noise).clip(0, 1) * full).astype(kind)
    return samples[..., 0] if channels == 1 else samples


def exif_block(orientation: int = 1, order: str = "<", thumbnail: bytes = b"") -> bytes:
    """An EXIF block with a camera, an exposure, a maker note, a place and perhaps a thumbnail."""
    at = 8
    parts: list[bytes] = []

    def place(entries: list[tuple[int, int, int, bytes]], following: int = 0) -> int:
        nonlocal at
        start, values = at, b""
        behind = at + 2 + 12 * len(entries) + 4
        table = struct.pack(order + "H", len(entries))
        for code, kind, count, value in entries:
            table += struct.pack(order + "HHI", code, kind, count)
            if len(value) <= 4:
                table += value.ljust(4, b"\0")
            else:
                table += struct.pack(order + "I", behind + len(values))
                values += value + b"\0" * (len(value) % 2)
        parts.append(table + struct.pack(order + "I", following) + values)
        at += len(parts[-1])
        return start

    def long(value: int) -> bytes:
        return struct.pack(order + "I", value)

    exposure = [
        (0x829A, 5, 1, struct.pack(order + "II", 1, 60)),
        (0x8827, 3, 1, struct.pack(order + "H", 400)),
        (0x927C, 7, len(MAKER_NOTE), MAKER_NOTE),
    ]
    place_of = [(1, 2, 2, b"N\0"), (2, 5, 3, struct.pack(order + "6I", 50, 1, 4, 1, 30, 1))]
    exif_at, gps_at = place(exposure), place(place_of)
    following = 0
    if thumbnail:
        thumbnail_at = at
        parts.append(thumbnail + b"\0" * (len(thumbnail) % 2))
        at += len(parts[-1])
        following = place(
            [(0x0201, 4, 1, long(thumbnail_at)), (0x0202, 4, 1, long(len(thumbnail)))]
        )
    image = [
        (0x010F, 2, 6, b"Canon\0"),
        (0x0112, 3, 1, struct.pack(order + "H", orientation)),
        (0x8298, 2, 9, b"somebody\0"),
        (0x8769, 4, 1, long(exif_at)),
        (0x8825, 4, 1, long(gps_at)),
    ]
    first = place(image, following)
    return (b"II*\0" if order == "<" else b"MM\0*") + long(first) + b"".join(parts)


def jpeg(samples: np.ndarray, *segments: tuple[int, bytes]) -> bytes:
    """A JPEG with further *segments* (marker, content) behind its first two bytes."""
    data = bytes(imagecodecs.jpeg8_encode(samples, 92))
    added = b"".join(struct.pack(">BBH", 0xFF, m, len(d) + 2) + d for m, d in segments)
    return data[:2] + added + data[2:]


def camera_jpeg(
    orientation: int = 1, order: str = "<", thumbnail: bytes = b"", xmp: bytes = XMP
) -> bytes:
    """With EXIF, maker note, place, XMP, IPTC and profile, as a photo manager leaves it."""
    iptc = struct.pack(">4sHHI", b"8BIM", 0x0404, 0, len(IPTC)) + IPTC + b"\0" * (len(IPTC) % 2)
    return jpeg(
        picture(),
        (0xE1, b"Exif\0\0" + exif_block(orientation, order, thumbnail)),
        (0xE1, b"http://ns.adobe.com/xap/1.0/\0" + xmp),
        (0xED, b"Photoshop 3.0\0" + iptc),
        (0xE2, b"ICC_PROFILE\0\x01\x01" + srgb_profile()),
    )


def with_chunks(png: bytes, *chunks: bytes) -> bytes:
    """A PNG with further *chunks* (kind and content) behind its header."""
    added = b"".join(
        struct.pack(">I", len(c) - 4) + c + struct.pack(">I", zlib.crc32(c)) for c in chunks
    )
    return png[:33] + added + png[33:]


def encoded(name: str, samples: np.ndarray | None = None, **options: Any) -> bytes:
    """*samples* by Pillow in its format *name*."""
    file = io.BytesIO()
    Image.fromarray(picture() if samples is None else samples).save(file, name, **options)
    return file.getvalue()


def tiff(samples: np.ndarray, **options: Any) -> bytes:
    """*samples* by tifffile."""
    file = io.BytesIO()
    tifffile.imwrite(file, samples, metadata=None, **options)
    return file.getvalue()


def dng(height: int = 64, width: int = 80) -> bytes:
    """A small linear-response DNG of a color filter array."""
    samples = np.random.default_rng(2).integers(200, 2000, (height, width)).astype(np.uint16)
    matrix = (3.1339, -1.6169, -0.4906, -0.9788, 1.9161, 0.0335, 0.0719, -0.2290, 1.4052)
    rationals = tuple(part for value in matrix for part in (round(value * 10000), 10000))
    tags = [
        (271, 2, 0, "Test", True),
        (272, 2, 0, "Camera", True),
        (33421, 3, 2, (2, 2), True),
        (33422, 1, 4, (0, 1, 1, 2), True),
        (50706, 1, 4, (1, 4, 0, 0), True),
        (50708, 2, 0, "Test Camera", True),
        (50714, 3, 1, 0, True),
        (50717, 3, 1, 4095, True),
        (50721, 10, 9, rationals, True),
        (50728, 5, 3, (1, 1, 1, 1, 1, 1), True),
        (50778, 3, 1, 21, True),
    ]
    return tiff(samples, photometric="cfa", software=False, extratags=tags, subfiletype=0)


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def one_of_each() -> dict[str, bytes]:
    """A whole file for each format that can be read here, by the format's id."""
    return {
        "jpeg": camera_jpeg(),
        "png": bytes(imagecodecs.png_encode(picture(kind="u2"))),
        "tiff": tiff(picture(kind="u2"), photometric="rgb", compression="deflate"),
        "webp": encoded("WEBP", lossless=True),
        "avif": encoded("AVIF"),
        "gif": encoded("GIF"),
        "raw": dng(),
    }
