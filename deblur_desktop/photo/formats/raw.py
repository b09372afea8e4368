"""Camera RAW: only read, developed by LibRaw to 16 bits in sRGB. Results are saved as TIFF.

White balance is the camera's; brightness is left as exposed; the embedded preview is never restored.
"""

import io
import itertools
import struct
from typing import BinaryIO

import rawpy
from PIL import ImageCms

from deblur_desktop.errors import DamagedPhoto, UnsupportedFormat
from deblur_desktop.photo import exif
from deblur_desktop.photo.format import Format
from deblur_desktop.photo.ifd import first_directory, read_directory
from deblur_desktop.photo.limits import Limits
from deblur_desktop.photo.photo import Metadata
from deblur_desktop.photo.pillow import image_of, open_image, small_picture
from deblur_desktop.photo.raster import Raster, Samples
from deblur_desktop.photo.raw_marks import is_raw

_SUFFIXES = (".dng", ".cr2", ".cr3", ".crw", ".nef", ".nrw", ".arw", ".srf", ".sr2", ".raf", ".orf")
_MORE_SUFFIXES = (".rw2", ".pef", ".srw", ".3fr", ".iiq", ".mrw", ".x3f", ".erf", ".kdc", ".dcr")

_SUB_IFDS = 0x014A
# Offsets and sizes of strips and of tiles.
_EXTENTS = ((273, 279), (324, 325))

# IEC 61966-2-1: exponent and slope at the dark end.
_SRGB_CURVE = (2.4, 12.92)


def _decode(file: BinaryIO, limits: Limits) -> Raster:
    _check_extent(file)
    metadata, notices = _metadata(file)
    file.seek(0)
    try:
        with rawpy.imread(file) as raw:
            sizes = raw.sizes
            # The sensor's own values, LibRaw's four channels of 16 bits, and the result.
            limits.check(sizes.raw_width, sizes.raw_height, 2 + 8 + 6)
            samples = raw.postprocess(
                use_camera_wb=True,
                no_auto_bright=True,
                output_bps=16,
                output_color=rawpy.ColorSpace.sRGB,
                gamma=_SRGB_CURVE,
            )
    except rawpy.LibRawFileUnsupportedError as error:
        raise UnsupportedFormat(
            "LibRaw does not know this camera model", "convert it to DNG or TIFF first"
        ) from error
    except rawpy.LibRawError as error:
        raise DamagedPhoto(f"the RAW data are damaged ({error})") from error
    return Raster(
        samples, bits=16, profile=_srgb(), metadata=metadata, orientation=1, notices=notices
    )


def _srgb() -> bytes:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    # Bytes 24 to 36 are the time of its making; the same photo gives the same file.
    return profile[:24] + struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + profile[36:]


def _check_extent(file: BinaryIO) -> None:
    """Refuse a file in TIFF's clothes that is shorter than its directories say; LibRaw is lenient."""
    size_bytes = file.seek(0, 2)
    read = exif.file_reader(file)
    try:
        order, image = first_directory(read)
        inner = image.entries.get(_SUB_IFDS)
        offsets = inner.numbers(order) if inner else ()
        directories = [image, *(read_directory(read, order, at) for at in offsets[:10])]
    except (ValueError, struct.error):
        return
    for directory, (starts, sizes) in itertools.product(directories, _EXTENTS):
        if {starts, sizes} <= directory.entries.keys():
            pairs = (directory.entries[code].numbers(order) for code in (starts, sizes))
            if any(start + size > size_bytes for start, size in zip(*pairs, strict=False)):
                raise DamagedPhoto("the end of the RAW file is missing")


def _metadata(file: BinaryIO) -> tuple[Metadata, tuple[str, ...]]:
    try:
        block = exif.gather(exif.file_reader(file))
    except ValueError:
        return Metadata(), ("The EXIF data of this kind of RAW file was left out.",)
    return Metadata(exif=block), ()


def _thumbnail(file: BinaryIO, side: int, limits: Limits) -> Samples:
    """The embedded preview made smaller."""
    with rawpy.imread(file) as raw:
        preview = raw.extract_thumb()
    if not isinstance(preview.data, bytes):
        return small_picture(image_of(preview.data), side)
    with open_image(io.BytesIO(preview.data), "JPEG", limits) as image:
        image.draft("RGB", (side, side))
        return small_picture(image, side)


format = Format(
    id="raw",
    name="camera RAW",
    suffixes=_SUFFIXES + _MORE_SUFFIXES,
    sniff=is_raw,
    decode=_decode,
    saves_as="tiff",
    thumbnail=_thumbnail,
)
