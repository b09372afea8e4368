"""What rectangle, lasso and polygon share: an outline that becomes a selection."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from deblur_desktop.gui.document import Document
from deblur_desktop.gui.selection import Selection
from deblur_desktop.gui.tool import Press
from deblur_desktop.gui.viewport import Viewport
from deblur_desktop.photo.box import Box

if TYPE_CHECKING:
    from deblur_desktop.gui.selection import Mask

# In pixels of the photo; a click without a drag is thinner.
_THIN = 0.5


class Shape:
    """A stroke whose `points` outline an area."""

    def __init__(self, document: Document, press: Press) -> None:
        self.document = document
        self.points = [press.point]
        self._adds = bool(press.modifiers & Qt.KeyboardModifier.ShiftModifier)
        self._takes = bool(press.modifiers & Qt.KeyboardModifier.AltModifier)

    def clicked(self, press: Press) -> bool:
        """A second button press begins anew."""
        del press
        return False

    def paint(self, painter: QPainter, viewport: Viewport) -> None:
        """The outline so far, black under white, so that it shows on any photo."""
        outline = QPolygonF([QPointF(*viewport.to_canvas(p.x(), p.y())) for p in self.points])
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for color, style in (
            (QColor(0, 0, 0), Qt.PenStyle.SolidLine),
            (QColor(255, 255, 255), Qt.PenStyle.DashLine),
        ):
            painter.setPen(QPen(color, 0, style))
            painter.drawPolyline(outline)

    def selection(self) -> Selection | None:
        """The area, joined with what was selected before; None when it is too thin to be meant."""
        box = self._box()
        height, width = self.document.size
        box &= Box(0, 0, width, height)
        if box.is_empty or len(self.points) < 3 or self._thickness() < _THIN:
            return None
        patch = self._filled(box)
        before = self.document.edit.selection or Selection(height, width)
        if self._takes:
            return before.without(box, patch)
        return (before if self._adds else Selection(height, width)).added(box, patch)

    def _thickness(self) -> float:
        xs, ys = [p.x() for p in self.points], [p.y() for p in self.points]
        return min(max(xs) - min(xs), max(ys) - min(ys))

    def _box(self) -> Box:
        xs, ys = [p.x() for p in self.points], [p.y() for p in self.points]
        left, top = math.floor(min(xs)), math.floor(min(ys))
        return Box(left, top, math.ceil(max(xs)) - left, math.ceil(max(ys)) - top)

    def _filled(self, box: Box) -> Mask:
        # Not at the start: the window opens without them.
        import cv2
        import numpy as np

        patch = np.zeros((box.height, box.width), np.uint8)
        # OpenCV takes pixel centers as whole numbers, with four bits of fraction.
        corners = [((p.x() - box.x - 0.5) * 16, (p.y() - box.y - 0.5) * 16) for p in self.points]
        outline = np.array(corners).round().astype(np.int32)
        cv2.fillPoly(patch, [outline], 255, cv2.LINE_8, shift=4)
        return patch
