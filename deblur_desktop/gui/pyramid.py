"""Pictures in halved sizes, for a canvas that stays quick at any zoom.

Level 0 is the picture itself, mapped from the workspace; each further level has half the sides. What is
seen at zoom z is made from level floor(log2(1 / z)), scaled by less than two.
"""

import math
from collections.abc import Callable

import cv2
import numpy as np

from deblur_desktop.gui.scaling import Picture, pixelated, scaled
from deblur_desktop.photo.box import Box

_SMALLEST = 256
# Beyond this zoom a person looks at pixels and wants to see them.
_PIXELS = 2.0


class Pyramid:
    """A picture, uint8 (H, W, 3) or (H, W), and its halves."""

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

    def whole(self, zoom: float) -> Box:
        """The whole picture at *zoom*."""
        height, width = self.levels[0].shape[:2]
        return Box(0, 0, _length(width, zoom), _length(height, zoom))

    def read(self, level: int, box: Box) -> Picture:
        """The pixels of *box* at *level*; not to be changed."""
        return self.levels[level][box.slices]

    def scaled(self, zoom: float, box: Box) -> Picture:
        """The pixels of *box*, a part of `whole`; not to be changed."""
        level = self.level_for(zoom)
        height, width = self.levels[level].shape[:2]
        steps = width / (self.levels[0].shape[1] * zoom), height / (self.levels[0].shape[0] * zoom)
        if steps == (1, 1):
            return self.read(level, box)
        method = pixelated if zoom >= _PIXELS else scaled
        return method(lambda part: self.read(level, part), Box(0, 0, width, height), steps, box)


class Seen:
    """The part of a scaled picture that was seen last: only what is new in the next part is made."""

    def __init__(self) -> None:
        self._key: object = None
        self._box = Box(0, 0, 0, 0)
        self._pixels = self._spare = np.empty((0, 0, 3), np.uint8)

    def get(self, key: object, box: Box, make: Callable[[Box], Picture]) -> Picture:
        """The pixels of *box*; not to be changed, and gone with the next call.

        Args:
            key: What they depend on besides their place.
            box: Where they lie.
            make: Gives the pixels of a part of *box*.
        """
        common = box & self._box if key == self._key else Box(0, 0, 0, 0)
        if common != box or common.is_empty:
            self._renew(box, common, make)
            self._key, self._box = key, box
        return self._pixels[box.moved(-self._box.x, -self._box.y).slices]

    def _renew(self, box: Box, common: Box, make: Callable[[Box], Picture]) -> None:
        made = [(part.moved(-box.x, -box.y).slices, make(part)) for part in box.without(common)]
        shape = (box.height, box.width, *made[0][1].shape[2:])
        # Fresh memory costs more than copying does, so two pieces take turns.
        pixels = self._spare if self._spare.shape == shape else np.empty(shape, np.uint8)
        if not common.is_empty:
            old = self._pixels[common.moved(-self._box.x, -self._box.y).slices]
            pixels[common.moved(-box.x, -box.y).slices] = old
        for place, part in made:
            pixels[place] = part
        self._pixels, self._spare = pixels, self._pixels


def _length(side: int, zoom: float) -> int:
    return max(1, math.floor(side * zoom + 0.5))
