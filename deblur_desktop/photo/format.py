"""What a file format offers: drop a module with one object `format` into `photo/formats/`."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import BinaryIO

from deblur_desktop.errors import UnsupportedFormat
from deblur_desktop.photo.hygiene import MOST_XMP_BYTES
from deblur_desktop.photo.limits import Limits
from deblur_desktop.photo.photo import Photo
from deblur_desktop.photo.raster import Raster, Samples, photo_of, raster_of

HEAD_BYTES = 4096
"""How much of a file's beginning `sniff` is given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One kind of photo file.

    Attributes:
        id: As in `Photo.format`, e.g. ``jpeg``.
        name: For people, e.g. ``JPEG``.
        suffixes: Lower case with dot; the first is given to new files. Of no weight when reading.
        sniff: Whether a file begins like this; exactly one format says yes to a file.
        decode: Checks size, structure and `Limits` before it decodes; raises `PhotoError`. Anything else
            that it raises counts as damage.
        encode: Writes samples of one of `depths`; None where files are only read.
        saves_as: The id of the format for results; its own where empty.
        depths: Bits a sample that `encode` takes, smallest first.
        has_alpha: `encode` takes an alpha channel.
        has_premultiplied: `encode` takes colors that are multiplied by alpha, and tells so in the file.
        has_gray: `encode` takes one color channel; otherwise gray is saved as RGB.
        lossy: `encode` changes samples, unless `Raster.packing` is ``lossless`` and `lossless` is set.
        lossless: `encode` knows the packing ``lossless`` beside its lossy one.
        most_xmp_bytes: The largest XMP packet that `encode` takes and `decode` finds again.
        thumbnail: Gives a small upright picture, uint8 (h, w, 3) with no side longer than asked for, in
            a small part of the time that `decode` takes; raises as that does. None where there is no
            such way.
    """

    id: str
    name: str
    suffixes: tuple[str, ...]
    sniff: Callable[[bytes], bool]
    decode: Callable[[BinaryIO, Limits], Raster]
    encode: Callable[[Raster, BinaryIO], None] | None = None
    saves_as: str = ""
    depths: tuple[int, ...] = (8,)
    has_alpha: bool = False
    has_premultiplied: bool = False
    has_gray: bool = True
    lossy: bool = False
    lossless: bool = False
    most_xmp_bytes: int = MOST_XMP_BYTES
    thumbnail: Callable[[BinaryIO, int, Limits], Samples] | None = None

    def open(self, file: BinaryIO, limits: Limits) -> Photo:
        """The photo in *file*."""
        return photo_of(self.decode(file, limits), self.id)

    def save(self, photo: Photo, file: BinaryIO) -> Raster:
        """Write *photo*, and give the samples that were asked of the encoder.

        Raises:
            UnsupportedFormat: Files of this format are only read.
        """
        if self.encode is None:
            raise UnsupportedFormat(f"cannot save as {self.name}", "save as TIFF, PNG or JPEG")
        if photo.gray and not self.has_gray:
            # A gray profile does not describe RGB.
            photo = replace(photo, gray=False, profile=None)
        depth = self.depth_for(photo.depth)
        raster = raster_of(photo, depth, self.has_alpha, self.has_premultiplied)
        self.encode(raster, file)
        return raster

    def depth_for(self, depth: int) -> int:
        """The smallest depth that holds *depth*, or the largest there is."""
        return next((own for own in self.depths if own >= depth), self.depths[-1])
