"""WebP: 8 bits, with or without alpha. Saved without loss if the photo came so, else with quality 95."""

import struct
from collections.abc import Iterator
from typing import BinaryIO

from deblur_desktop.errors import DamagedPhoto
from deblur_desktop.photo.format import Format
from deblur_desktop.photo.limits import Limits
from deblur_desktop.photo.pillow import (
    image_of,
    metadata_of,
    open_image,
    profile_of,
    samples_of,
)
from deblur_desktop.photo.raster import Raster

QUALITY = 95


def _chunk_names(file: BinaryIO) -> Iterator[bytes]:
    """Kinds of the chunks in order; those of an animation's frames are not looked into.

    Raises:
        DamagedPhoto: The file ends before its last chunk.
    """
    size_bytes = file.seek(0, 2)
    file.seek(0)
    end = struct.unpack_from("<I", file.read(12), 4)[0] + 8
    if end > size_bytes:
        raise DamagedPhoto("the end of the WebP is missing")
    at = 12
    while at + 8 <= end:
        file.seek(at)
        kind, size = struct.unpack("<4sI", file.read(8))
        if at + 8 + size > end:
            raise DamagedPhoto("the end of the WebP is missing")
        yield kind
        at += 8 + size + size % 2


def _decode(file: BinaryIO, limits: Limits) -> Raster:
    chunks = list(_chunk_names(file))
    with open_image(file, "WEBP", limits) as image:
        notices: tuple[str, ...] = ()
        if getattr(image, "is_animated", False):
            notices = ("The file is animated; only the first picture is restored.",)
        return Raster(
            samples_of(image),
            profile=profile_of(image),
            metadata=metadata_of(image),
            packing="lossless" if b"VP8L" in chunks else "",
            notices=notices,
        )


def _encode(raster: Raster, file: BinaryIO) -> None:
    metadata = raster.metadata
    is_lossless = raster.packing == "lossless"
    # `exact` keeps the color under transparent pixels. Without loss, quality is the effort.
    image_of(raster.samples).save(
        file,
        "WEBP",
        lossless=is_lossless,
        quality=70 if is_lossless else QUALITY,
        method=4,
        exact=True,
        exif=metadata.exif,
        xmp=metadata.xmp,
        icc_profile=raster.profile or b"",
    )


format = Format(
    id="webp",
    name="WebP",
    suffixes=(".webp",),
    sniff=lambda head: head[:4] == b"RIFF" and head[8:12] == b"WEBP",
    decode=_decode,
    encode=_encode,
    has_alpha=True,
    has_gray=False,
    lossy=True,
    lossless=True,
)
