"""Camera RAW: only read, developed by LibRaw to 16 bits in sRGB. Results are saved as TIFF.

White balance is the camera's; brightness is left as exposed; the embedded preview is never used.
"""

from typing import BinaryIO

import rawpy
from PIL import ImageCms

from deblur_desktop.errors import DamagedPhoto, UnsupportedFormat
from deblur_desktop.photo import exif
from deblur_desktop.photo.format import Format
from deblur_desktop.photo.limits import Limits
from deblur_desktop.photo.photo import Metadata
from deblur_desktop.photo.raster import Raster
from deblur_desktop.photo.raw_marks import is_raw

_SUFFIXES = (".dng", ".cr2", ".cr3", ".crw", ".nef", ".nrw", ".arw", ".srf", ".sr2", ".raf", ".orf")
_MORE_SUFFIXES = (".rw2", ".pef", ".srw", ".3fr", ".iiq", ".mrw", ".x3f", ".erf", ".kdc", ".dcr")

# IEC 61966-2-1: exponent and slope at the dark end.
_SRGB_CURVE = (2.4, 12.92)


def _decode(file: BinaryIO, limits: Limits) -> Raster:
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
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return Raster(
        samples, bits=16, profile=profile, metadata=metadata, orientation=1, notices=notices
    )


def _metadata(file: BinaryIO) -> tuple[Metadata, tuple[str, ...]]:
    try:
        block = exif.gather(exif.file_reader(file))
    except ValueError:
        return Metadata(), ("The EXIF data of this kind of RAW file were left out.",)
    return Metadata(exif=block), ()


format = Format(
    id="raw",
    name="camera RAW",
    suffixes=_SUFFIXES + _MORE_SUFFIXES,
    sniff=is_raw,
    decode=_decode,
    saves_as="tiff",
)
