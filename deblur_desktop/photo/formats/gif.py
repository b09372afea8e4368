"""GIF: only read, and of an animation only the first picture. Results are saved as PNG."""

from typing import BinaryIO

from deblur_desktop.photo.format import Format
from deblur_desktop.photo.limits import Limits
from deblur_desktop.photo.pillow import open_image, samples_of
from deblur_desktop.photo.raster import Raster


def _decode(file: BinaryIO, limits: Limits) -> Raster:
    with open_image(file, "GIF", limits) as image:
        notices = ["The palette is saved as RGB."]
        if getattr(image, "is_animated", False):
            notices.append("The file is animated; only the first picture is restored.")
            image.seek(0)
        return Raster(samples_of(image), notices=tuple(notices))


format = Format(
    id="gif",
    name="GIF",
    suffixes=(".gif",),
    sniff=lambda head: head[:6] in (b"GIF87a", b"GIF89a"),
    decode=_decode,
    saves_as="png",
)
