"""AVIF: 8 bits, read also with 10 and 12. Saved with quality 95 and full color resolution."""

from typing import BinaryIO

import imagecodecs

from deblur_desktop.photo.boxes import brands, check_boxes
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


def _decode(file: BinaryIO, limits: Limits) -> Raster:
    check_boxes(file, "AVIF")
    bits = _bits(file)
    with open_image(file, "AVIF", limits) as image:
        notices: tuple[str, ...] = ()
        if getattr(image, "is_animated", False):
            notices = ("The file is animated; only the first picture is restored.",)
        samples = samples_of(image)
        if bits > 8:
            # Pillow gives 8 bits, whatever the file has.
            samples = imagecodecs.avif_decode(limits.read_all(file), index=0)
            samples = samples if samples.ndim == 3 else samples[..., None]
        return Raster(
            samples,
            bits=bits,
            profile=profile_of(image),
            metadata=metadata_of(image),
            notices=notices,
        )


def _bits(file: BinaryIO) -> int:
    """8, 10 or 12: two flags in the third byte of the codec's configuration (AV1-ISOBMFF, 2.3.3)."""
    file.seek(0)
    head = file.read(1 << 16)
    at = head.find(b"av1C")
    flags = head[at + 6] if 0 <= at < len(head) - 6 else 0
    return 8 if not flags & 0x40 else 12 if flags & 0x20 else 10


def _encode(raster: Raster, file: BinaryIO) -> None:
    metadata = raster.metadata
    image_of(raster.samples).save(
        file,
        "AVIF",
        quality=QUALITY,
        subsampling="4:4:4",
        exif=metadata.exif,
        xmp=metadata.xmp,
        icc_profile=raster.profile or b"",
    )


format = Format(
    id="avif",
    name="AVIF",
    suffixes=(".avif",),
    sniff=lambda head: not brands(head).isdisjoint((b"avif", b"avis")),
    decode=_decode,
    encode=_encode,
    has_alpha=True,
    has_gray=False,
    lossy=True,
)
