"""Parts of a picture in another size, each cut from the same whole, so that they fit without a seam."""

import math
from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from deblur_desktop.photo.box import Box

Picture = NDArray[np.uint8]
Read = Callable[[Box], Picture]
# Of a pixel wanted: parts that lie so little beside each other show no seam.
_NEARLY = 1 / 32
# OpenCV resizes so many times as fast as it warps, but only from where the edges of both kinds of pixels
# meet, so that some of it may be in vain.
_WORTH = 2.5


def scaled(read: Read, source: Box, steps: tuple[float, float], box: Box) -> Picture:
    """The pixels of *box* of a scaled picture, interpolated.

    Args:
        read: Gives the pixels of a box of the picture.
        source: All of it.
        steps: Along x and y, pixels of the picture for each one of the scaled picture.
        box: In the scaled picture.
    """
    x, y = _meeting(box.x, steps[0]), _meeting(box.y, steps[1])
    wanted = box.moved(-x, -y)
    if wanted.right * wanted.bottom <= _WORTH * box.width * box.height:
        near = _around(Box(x, y, wanted.right, wanted.bottom), source, steps)
        left, top = round(x * steps[0]), round(y * steps[1])
        part = Box(left, top, near.right - left, near.bottom - top)
        width, height = round(part.width / steps[0]), round(part.height / steps[1])
        # It only copies where the size stays the same, though the scale may be a little off 1.
        differs = (width, height) != (part.width, part.height)
        if differs and width >= wanted.right and height >= wanted.bottom:
            result = cv2.resize(read(part), None, fx=1 / steps[0], fy=1 / steps[1])
            return np.asarray(result, np.uint8)[wanted.slices]
    return _warped(read, source, steps, box, cv2.INTER_LINEAR, 0.5)


def pixelated(read: Read, source: Box, steps: tuple[float, float], box: Box) -> Picture:
    """As `scaled`, but not interpolated."""
    # A center on the edge of two pixels belongs to the second, whatever is cut.
    return _warped(read, source, steps, box, cv2.INTER_NEAREST, 0.499)


def _warped(
    read: Read, source: Box, steps: tuple[float, float], box: Box, method: int, middle: float
) -> Picture:
    near = _around(box, source, steps)
    # From the centers of the pixels wanted to those of the picture.
    way = np.array(
        [
            [steps[0], 0, (box.x + 0.5) * steps[0] - middle - near.x],
            [0, steps[1], (box.y + 0.5) * steps[1] - middle - near.y],
        ]
    )
    result = cv2.warpAffine(
        read(near), way, (box.width, box.height),
        flags=method | cv2.WARP_INVERSE_MAP, borderMode=cv2.BORDER_REPLICATE,
    )  # fmt: skip
    return np.asarray(result, np.uint8)


def _around(box: Box, source: Box, steps: tuple[float, float]) -> Box:
    """What is to be read for *box*, with a pixel around it for the interpolation."""
    x, y = math.floor(box.x * steps[0]) - 1, math.floor(box.y * steps[1]) - 1
    right, bottom = math.ceil(box.right * steps[0]) + 1, math.ceil(box.bottom * steps[1]) + 1
    return Box(x, y, right - x, bottom - y) & source


def _meeting(first: int, step: float) -> int:
    """The last pixel wanted, not after *first*, that begins where one of the picture does."""
    candidates = np.arange(max(first - 1, 0), -1, -1)
    places = candidates * step
    return int(candidates[np.argmax(np.abs(places - np.rint(places)) < _NEARLY * step)])
