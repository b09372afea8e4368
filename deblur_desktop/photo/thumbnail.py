"""Small pictures of photos that nobody has opened yet, where that takes a moment only."""

from pathlib import Path

import cv2
import numpy as np

from deblur_desktop.photo.files import decoded
from deblur_desktop.photo.format import HEAD_BYTES
from deblur_desktop.photo.formats import format_of
from deblur_desktop.photo.limits import Limits
from deblur_desktop.photo.photo import Pixels
from deblur_desktop.photo.raster import Samples
from deblur_desktop.photo.source import open_original

_MOST_PIXELS = 6_000_000
"""Of a photo that has to be decoded as a whole; it takes some 0.2 s."""


def thumbnail(path: Path, side: int) -> Samples:
    """A small upright picture of the photo at *path*: uint8 (h, w, 3), no side longer than *side*.

    Colors are those of the file, whatever its profile says.

    Raises:
        PhotoError: It cannot be read, or not in a moment.
    """
    with open_original(path) as file:
        format = format_of(file.read(HEAD_BYTES))
        file.seek(0)
        make, limits = format.thumbnail, Limits(pixels=_MOST_PIXELS)
        if make is not None:
            return decoded(format, lambda: make(file, side, Limits()))
        return _smaller(decoded(format, lambda: format.open(file, limits)).pixels, side)


def _smaller(pixels: Pixels, side: int) -> Samples:
    height, width = pixels.shape[:2]
    scale = min(side / max(height, width), 1.0)
    size = max(round(width * scale), 1), max(round(height * scale), 1)
    small = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    return (np.clip(small, 0, 1) * 255 + 0.5).astype(np.uint8)
