"""Selections: soft masks that share what did not change, so that an undo stack of them stays small.

A selection is cut into squares of 512 pixels. Squares without any selected pixel are not stored, and a
changed selection shares all squares that the change did not touch with the one before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from deblur_desktop.photo.box import Box

# NumPy and OpenCV are imported where they are used: the window opens without them.
if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Mask = NDArray[np.uint8]

SIDE = 512


@dataclass(frozen=True, eq=False)
class Selection:
    """Which pixels are selected and how much; never changed.

    Attributes:
        height: Of the photo.
        width: Likewise.
        squares: uint8 arrays by (row, column) of squares; what is missing is not selected.
    """

    height: int
    width: int
    squares: Mapping[tuple[int, int], Mask] = field(default_factory=lambda: {})

    @classmethod
    def from_mask(cls, mask: Mask) -> Selection:
        """The selection of a whole mask, uint8 (H, W)."""
        height, width = mask.shape
        return cls(height, width)._made(lambda box: mask[box.slices])

    @property
    def is_empty(self) -> bool:
        """Whether nothing is selected."""
        return not self.squares

    @cached_property
    def box(self) -> Box:
        """The smallest box around everything selected; empty when nothing is."""
        import cv2

        result: Box | None = None
        for (row, column), square in self.squares.items():
            x, y, width, height = cv2.boundingRect(square)
            here = Box(x + column * SIDE, y + row * SIDE, width, height)
            result = here if result is None else result | here
        return result or Box(0, 0, 0, 0)

    def part(self, box: Box) -> Mask:
        """uint8 (box.height, box.width): the mask inside *box*, which lies inside the photo."""
        import numpy as np

        result = np.zeros((box.height, box.width), np.uint8)
        for (row, column), common, inside in _squares(box):
            square = self.squares.get((row, column))
            if square is not None:
                result[common.moved(-box.x, -box.y).slices] = square[inside]
        return result

    def mask(self) -> Mask:
        """uint8 (H, W)."""
        return self.part(Box(0, 0, self.width, self.height))

    def drawn(self, box: Box, patch: Mask) -> Selection:
        """With *patch*, uint8 (box.height, box.width), in the place of what was in *box*."""
        import numpy as np

        squares = dict(self.squares)
        whole = Box(0, 0, self.width, self.height)
        for key, common, inside in _squares(box & whole):
            square = squares.get(key)
            new = np.zeros((SIDE, SIDE), np.uint8) if square is None else square.copy()
            new[inside] = patch[common.moved(-box.x, -box.y).slices]
            if new.any():
                squares[key] = new
            else:
                squares.pop(key, None)
        return Selection(self.height, self.width, squares)

    def added(self, box: Box, patch: Mask) -> Selection:
        """With *patch* selected too."""
        import numpy as np

        inner = box & Box(0, 0, self.width, self.height)
        cut = patch[inner.moved(-box.x, -box.y).slices]
        return self.drawn(inner, np.maximum(self.part(inner), cut))

    def without(self, box: Box, patch: Mask) -> Selection:
        """With *patch* not selected any more."""
        import numpy as np

        inner = box & Box(0, 0, self.width, self.height)
        cut = patch[inner.moved(-box.x, -box.y).slices]
        return self.drawn(inner, np.minimum(self.part(inner), 255 - cut))

    def inverted(self) -> Selection:
        """What is not selected."""
        return self._made(lambda box: 255 - self.part(box))

    def grown(self, by: int) -> Selection:
        """Larger by *by* pixels all around; smaller when negative."""
        if by == 0 or self.is_empty:
            return self
        import cv2
        import numpy as np

        kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * abs(by) + 1,) * 2)
        change = cv2.dilate if by > 0 else cv2.erode
        whole = Box(0, 0, self.width, self.height)

        def grow(box: Box) -> Mask:
            around = box.grown(abs(by)) & whole
            part = self.part(around)
            if part.min() != part.max():  # deep inside and far outside nothing changes
                part = np.asarray(change(part, kernel, borderType=cv2.BORDER_REPLICATE), np.uint8)
            return part[box.moved(-around.x, -around.y).slices]

        return self._made(grow)

    def _made(self, make: Callable[[Box], Mask]) -> Selection:
        """The selection of which *make* gives the mask in any box."""
        import numpy as np

        squares: dict[tuple[int, int], Mask] = {}
        for key, common, inside in _squares(Box(0, 0, self.width, self.height)):
            part = make(common)
            if part.any():
                squares[key] = np.zeros((SIDE, SIDE), np.uint8)
                squares[key][inside] = part
        return Selection(self.height, self.width, squares)


def _squares(box: Box) -> Iterator[tuple[tuple[int, int], Box, tuple[slice, slice]]]:
    """The squares that *box* touches: key, the common box, and where that lies inside the square."""
    if box.is_empty:
        return
    for row in range(box.y // SIDE, (box.bottom - 1) // SIDE + 1):
        for column in range(box.x // SIDE, (box.right - 1) // SIDE + 1):
            common = box & Box(column * SIDE, row * SIDE, SIDE, SIDE)
            yield (row, column), common, common.moved(-column * SIDE, -row * SIDE).slices
