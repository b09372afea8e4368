"""HEIF (HEIC): through pillow-heif, which is an extra because its wheel carries GPL parts."""

from typing import Any, BinaryIO

import numpy as np

from deblur_desktop.errors import UnsupportedFormat
from deblur_desktop.photo.boxes import brands, check_boxes
from deblur_desktop.photo.format import Format
from deblur_desktop.photo.limits import Limits
from deblur_desktop.photo.photo import Metadata
from deblur_desktop.photo.pillow import image_of
from deblur_desktop.photo.raster import Raster

QUALITY = 95

_BRANDS = frozenset((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"))


def _library() -> Any:
    try:
        import pillow_heif  # pyright: ignore[reportMissingImports] - an extra
    except ImportError as error:
        raise UnsupportedFormat(
            "HEIC needs an additional package", "`pip install pillow-heif`"
        ) from error
    return pillow_heif


def _decode(file: BinaryIO, limits: Limits) -> Raster:
    library = _library()
    check_boxes(file, "HEIC")
    file.seek(0)
    heif: Any = library.open_heif(file, convert_hdr_to_8bit=False)
    width, height = heif.size
    limits.check(width, height, 8)
    samples = np.asarray(heif)
    info: dict[str, Any] = heif.info
    is_many = len(heif) > 1
    return Raster(
        samples if samples.ndim == 3 else samples[..., None],
        bits=samples.dtype.itemsize * 8,
        profile=info.get("icc_profile") or None,
        metadata=Metadata(
            exif=(info.get("exif") or b"").removeprefix(b"Exif\0\0"), xmp=info.get("xmp") or b""
        ),
        # libheif turns the picture itself, whatever EXIF says.
        orientation=1,
        notices=("The file has several pictures; only the main one is restored.",) * is_many,
    )


def _encode(raster: Raster, file: BinaryIO) -> None:
    metadata = raster.metadata
    _library().from_pillow(image_of(raster.samples)).save(
        file,
        quality=QUALITY,
        chroma=444,
        exif=metadata.exif or None,
        xmp=metadata.xmp or None,
        icc_profile=raster.profile,
    )


def _is_heif(head: bytes) -> bool:
    found = brands(head)
    return not found.isdisjoint(_BRANDS) and found.isdisjoint((b"avif", b"avis", b"crx "))


format = Format(
    id="heif",
    name="HEIC",
    suffixes=(".heic", ".heif", ".hif"),
    sniff=_is_heif,
    decode=_decode,
    encode=_encode,
    has_alpha=True,
    has_gray=False,
    lossy=True,
)
