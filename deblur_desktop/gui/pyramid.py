"""Pictures in halved sizes, and pixmaps of their squares, for a canvas that stays quick at any zoom.

Level 0 is the picture itself, mapped from the workspace; each further level has half the sides. A canvas
at zoom z paints level floor(log2(1 / z)) and scales by less than two.
"""

import math
from collections import OrderedDict
from collections.abc import Callable, Hashable

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColorSpace, QImage, QPixmap

from deblur_desktop.photo.box import Box

Picture = NDArray[np.uint8]
SQUARE = 512
_SMALLEST = 256
# Enough for both pictures of a compare view on a 4K screen.
_CACHE_SQUARES = 192


class Pyramid:
    """A picture, uint8 (H, W, 3), and its halves."""

    def __init__(self, picture: Picture) -> None:
        self.levels = [picture]
        while min(self.levels[-1].shape[:2]) > _SMALLEST:
            last = self.levels[-1]
            size = (max(1, last.shape[1] // 2), max(1, last.shape[0] // 2))
            half = cv2.resize(last, size, interpolation=cv2.INTER_AREA)
            self.levels.append(np.asarray(half, np.uint8))

    def level_for(self, zoom: float) -> int:
        """The level to paint at *zoom*."""
        wished = math.floor(math.log2(1 / zoom)) if zoom < 1 else 0
        return min(wished, len(self.levels) - 1)

    def scale(self, level: int) -> tuple[float, float]:
        """Pixels of level 0 for each pixel of *level*, along x and y."""
        top, here = self.levels[0].shape, self.levels[level].shape
        return top[1] / here[1], top[0] / here[0]

    def square(self, level: int, box: Box) -> Picture:
        """The pixels of *box* at *level*."""
        return self.levels[level][box.slices]


class PixmapCache:
    """Pixmaps by key, the least used dropped first."""

    def __init__(self, squares: int = _CACHE_SQUARES) -> None:
        self._squares = squares
        self._pixmaps: OrderedDict[Hashable, QPixmap] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], QPixmap]) -> QPixmap:
        """The pixmap of *key*, made when it is not here."""
        if key in self._pixmaps:
            self._pixmaps.move_to_end(key)
            return self._pixmaps[key]
        pixmap = self._pixmaps[key] = make()
        while len(self._pixmaps) > self._squares:
            self._pixmaps.popitem(last=False)
        return pixmap

    def clear(self) -> None:
        """Drop everything."""
        self._pixmaps.clear()


def to_pixmap(picture: Picture, colors: QColorSpace, screen: QColorSpace) -> QPixmap:
    """*picture*, uint8 (h, w, 3) in *colors*, for a screen."""
    height, width = picture.shape[:2]
    contiguous = np.ascontiguousarray(picture)
    image = QImage(contiguous.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    if colors.isValid() and colors != screen:
        image.setColorSpace(colors)
        image = image.convertedToColorSpace(screen)
    return QPixmap.fromImage(image)  # copies, so the array may go
