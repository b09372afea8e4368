"""Brush: paint what is to be restored."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter

from deblur_desktop.gui.document import Document
from deblur_desktop.gui.selection import Selection
from deblur_desktop.gui.tool import Press, Tool, ToolSettings
from deblur_desktop.gui.viewport import Viewport
from deblur_desktop.photo.box import Box
from deblur_desktop.settings import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from deblur_desktop.gui.selection import Mask


class Brush:
    """Dabs along the way of the mouse, a quarter of the brush apart."""

    erases = False

    def __init__(self, document: Document, settings: ToolSettings, press: Press) -> None:
        height, width = document.size
        self._before = document.edit.selection or Selection(height, width)
        self._now = self._before
        self._dab = dab(settings.size, settings.hardness)
        self._step = max(1.0, settings.size / 4)
        self._last = press.point
        self._path = [press.point]
        self._put(press.point)

    def moved(self, press: Press) -> None:
        """Paint on to here."""
        dx, dy = press.point.x() - self._last.x(), press.point.y() - self._last.y()
        distance = math.hypot(dx, dy)
        for _ in range(int(distance / self._step)):
            self._last += QPointF(dx, dy) * (self._step / distance)
            self._put(self._last)
        self._path.append(press.point)

    def clicked(self, press: Press) -> bool:
        """Ends it."""
        del press
        return False

    def released(self, press: Press) -> bool:
        """Ends it."""
        self.moved(press)
        return False

    def paint(self, painter: QPainter, viewport: Viewport) -> None:
        """The area painted so far, in a see-through red (blue for the eraser)."""
        color = QColor(70, 130, 255, 110) if self.erases else QColor(255, 70, 70, 110)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        radius = self._dab.shape[0] / 2 * viewport.zoom
        for point in self._path:
            painter.drawEllipse(QPointF(*viewport.to_canvas(point.x(), point.y())), radius, radius)

    def selection(self) -> Selection | None:
        """With everything painted."""
        return self._now

    def _put(self, point: QPointF) -> None:
        side = self._dab.shape[0]
        box = Box(round(point.x() - side / 2), round(point.y() - side / 2), side, side)
        if (box & Box(0, 0, self._now.width, self._now.height)).is_empty:
            return
        change = self._now.without if self.erases else self._now.added
        self._now = change(box, self._dab)


class Eraser(Brush):
    """A brush that takes away."""

    erases = True


def dab(size: float, hardness: float) -> Mask:
    """uint8 (side, side): a disc of the diameter *size* that fades out beyond its hard core."""
    import numpy as np  # not at the start: the window opens without it

    side = max(1, math.ceil(size))
    y, x = np.mgrid[:side, :side] - (side - 1) / 2
    radius = max(size / 2, 0.5)
    fade = max(radius * (1 - hardness), 1.0)
    # The edge of the disc runs between pixel centers, hence the half.
    strength = np.clip((radius + 0.5 - np.hypot(x, y)) / fade, 0, 1)
    return (strength * 255 + 0.5).astype(np.uint8)


def begin(document: Document, settings: ToolSettings, press: Press) -> Brush:
    """A stroke from here."""
    return Brush(document, settings, press)


tool = Tool("brush", QT_TRANSLATE_NOOP("Tool", "&Brush"), "P", 4, Qt.CursorShape.BlankCursor, begin)
