"""What the canvas paints: the squares of the original and of the result, mixed as strength says.

Mixing happens on the 8-bit squares that are seen, so the strength slider is live at any size. The saved
photo is mixed again from float32; the two differ by rounding alone.
"""

import cv2
import numpy as np
from PySide6.QtGui import QColorSpace, QPixmap

from deblur_desktop.gui.document import Document, Edit
from deblur_desktop.gui.pyramid import SQUARE, Picture, PixmapCache, Pyramid, to_pixmap
from deblur_desktop.photo.box import Box


class Layers:
    """The pictures of one document."""

    def __init__(self, document: Document, screen: QColorSpace) -> None:
        self._document = document
        self._screen = screen
        self._cache = PixmapCache()
        self._original = Pyramid(document.workspace.display())
        opened = document.opened
        has_alpha = opened is not None and opened.has_alpha
        self._alpha = Pyramid(document.workspace.display("alpha.display")) if has_alpha else None
        self._result: Pyramid | None = None
        self._result_name = ""
        profile = document.photo().profile
        self._colors = QColorSpace.fromIccProfile(profile) if profile else QColorSpace()
        self.refresh()

    @property
    def has_result(self) -> bool:
        """Whether there is something to compare with."""
        return self._result is not None

    @property
    def original(self) -> Pyramid:
        """The photo as it was opened."""
        return self._original

    def refresh(self) -> None:
        """Look whether the document shows another result."""
        result = self._document.edit.result
        name = result.name if result else ""
        if name != self._result_name:
            self._result_name = name
            display = self._document.workspace.display(f"{name}.display") if result else None
            self._result = None if display is None else Pyramid(display)

    def pixmap(self, box: Box, level: int, *, after: bool) -> QPixmap:
        """The square *box* of *level*, before or after, in the colors of the screen."""
        edit = self._document.edit
        if not after or self._result is None:
            key = ("before", level, box)
            return self._cache.get(
                key, lambda: self.painted(self._original.square(level, box), level, box)
            )
        key = (self._result_name, edit.strength, edit.texture, level, box)
        return self._cache.get(key, lambda: self.painted(self._mixed(edit, level, box), level, box))

    def squares(self, level: int, seen: Box) -> list[Box]:
        """The squares of *level* that *seen* touches."""
        height, width = self._original.levels[level].shape[:2]
        return squares(seen, width, height)

    def _mixed(self, edit: Edit, level: int, box: Box) -> Picture:
        assert self._result is not None
        before = np.ascontiguousarray(self._original.square(level, box))
        after = np.ascontiguousarray(self._result.square(level, box))
        if edit.texture < 1 and level == 0:
            after = _smoothed(before, after, edit.texture)
        mixed = cv2.addWeighted(after, edit.strength, before, 1 - edit.strength, 0)
        return np.asarray(mixed, np.uint8)

    def painted(self, picture: Picture, level: int, box: Box) -> QPixmap:
        """*picture*, which lies in *box* of *level*, over a checkerboard, in the screen's colors."""
        if self._alpha is not None:
            picture = _over_checkerboard(picture, self._alpha.square(level, box), box)
        return to_pixmap(picture, self._colors, self._screen)


def _over_checkerboard(picture: Picture, alpha: Picture, box: Box) -> Picture:
    """Light and dark gray squares of 16 pixels show where the photo is transparent."""
    y, x = np.ogrid[box.y : box.bottom, box.x : box.right]
    board = np.where((x // 16 + y // 16) % 2 == 0, 204, 153)[:, :, None].astype(np.float32)
    share = alpha[:, :, None].astype(np.float32) / 255
    return (board + share * (picture - board) + 0.5).astype(np.uint8)


def _smoothed(before: Picture, after: Picture, texture: float) -> Picture:
    """As `engine.finish` does it: the finest part of the change, taken by its share."""
    change = after.astype(np.float32) - before
    coarse = cv2.GaussianBlur(change, (5, 5), 1)
    mixed = before + coarse + texture * (change - coarse)
    return np.clip(mixed + 0.5, 0, 255).astype(np.uint8)


class Preview:
    """A part of the photo, restored to be looked at."""

    def __init__(self, document: Document, result: str, box: Box) -> None:
        self.box = box
        self._picture = document.workspace.display(f"{result}.display")

    def pixmap(self, document: Document, layers: Layers) -> QPixmap:
        """The part at the strength of now."""
        edit = document.edit
        before = np.ascontiguousarray(layers.original.levels[0][self.box.slices])
        after = np.ascontiguousarray(self._picture)
        if edit.texture < 1:
            after = _smoothed(before, after, edit.texture)
        mixed = cv2.addWeighted(after, edit.strength, before, 1 - edit.strength, 0)
        return layers.painted(np.asarray(mixed, np.uint8), 0, self.box)


def squares(seen: Box, width: int, height: int) -> list[Box]:
    """The squares of a picture of that size that *seen* touches."""
    whole = Box(0, 0, width, height)
    seen &= whole
    if seen.is_empty:
        return []
    return [
        Box(column * SQUARE, row * SQUARE, SQUARE, SQUARE) & whole
        for row in range(seen.y // SQUARE, (seen.bottom - 1) // SQUARE + 1)
        for column in range(seen.x // SQUARE, (seen.right - 1) // SQUARE + 1)
    ]
