"""A selection as it is painted over the photo: its marching outline, and tints of what lies in and out.

All of it is made from the mask at the zoom of now, so its cost and sharpness depend on what is seen, not
on the size or the shape of the selection.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property

import cv2
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage, QPainter

from deblur_desktop.gui.pyramid import Pyramid, Seen
from deblur_desktop.gui.scaling import Picture
from deblur_desktop.gui.viewport import Viewport
from deblur_desktop.photo.box import Box

_DASH = 5
_PERIOD = 2 * _DASH
_BLACK, _WHITE = QColor(0, 0, 0).rgba(), QColor(255, 255, 255).rgba()
# For each degree of selection.
_OUTSIDE = [QColor(230, 0, 0, (255 - share) // 2).rgba() for share in range(256)]
_DIMMED = [QColor(0, 0, 0, share * 90 // 255).rgba() for share in range(256)]


class SelectionOverlay:
    """Paints one mask, uint8 (H, W), in canvas coordinates."""

    def __init__(self, mask: Picture) -> None:
        self._mask = Pyramid(mask)
        self._scaled, self._marks = Seen(), Seen()

    def paint_outline(self, painter: QPainter, view: Viewport, ratio: float, step: int) -> None:
        """Black and white dashes along the outline, which show on any photo.

        Args:
            painter: In device pixels.
            view: What is seen.
            ratio: How thick the line is.
            step: Lets the dashes march.
        """
        thick = max(1, round(ratio))
        seen = self._seen(view) & self._bounds(view.zoom).grown(thick)
        if seen.is_empty:
            return
        marks = self._marks.get(
            (view.zoom, thick), seen, lambda part: self._marked(view.zoom, part, thick)
        )
        colors = [_WHITE if (i + step) % _PERIOD < _DASH else _BLACK for i in range(_PERIOD)]
        painter.drawImage(_place(view, seen), _image(marks, [0, *colors]))

    def paint_unselected(self, painter: QPainter, view: Viewport) -> None:
        """What is not selected, tinted red."""
        seen = self._seen(view)
        if not seen.is_empty:
            painter.drawImage(_place(view, seen), _image(self._part(view, seen), _OUTSIDE))

    def paint_dimmed(self, painter: QPainter, view: Viewport, areas: Sequence[Box]) -> None:
        """What is selected in each of *areas* of the canvas, darker."""
        seen = self._seen(view)
        if seen.is_empty:
            return
        image, place = _image(self._part(view, seen), _DIMMED), _place(view, seen)
        for area in areas:
            inside = QRect(*area).translated(-place) & image.rect()
            painter.drawImage(inside.topLeft() + place, image, inside)

    def _seen(self, view: Viewport) -> Box:
        """The part that is seen of the photo at the zoom of *view*."""
        x, y = view.snapped(0, 0)
        canvas = Box(-x, -y, math.ceil(view.width), math.ceil(view.height))
        return canvas & self._mask.whole(view.zoom)

    @cached_property
    def _box(self) -> Box:
        return Box(*cv2.boundingRect(self._mask.levels[0]))

    def _bounds(self, zoom: float) -> Box:
        """A box around everything selected at *zoom*."""
        x, y = math.floor(self._box.x * zoom), math.floor(self._box.y * zoom)
        right, bottom = math.ceil(self._box.right * zoom), math.ceil(self._box.bottom * zoom)
        return Box(x, y, right - x, bottom - y)

    def _part(self, view: Viewport, seen: Box) -> Picture:
        return self._scaled.get(view.zoom, seen, lambda part: self._mask.scaled(view.zoom, part))

    def _marked(self, zoom: float, part: Box, thick: int) -> Picture:
        """Numbers from 1 to `_PERIOD` along the outline, 0 elsewhere."""
        # What lies around the photo is not selected: so its edge is outlined, too.
        around = part.grown(thick)
        inside = around & self._mask.whole(zoom)
        solid = np.zeros((around.height, around.width), np.uint8)
        _, hard = cv2.threshold(self._mask.scaled(zoom, inside), 127, 255, cv2.THRESH_BINARY)
        solid[inside.moved(-around.x, -around.y).slices] = hard
        brush = np.ones((thick + 1, thick + 1), np.uint8)
        edge = cv2.morphologyEx(solid, cv2.MORPH_GRADIENT, brush)[thick:-thick, thick:-thick]
        first = part.x + part.y
        diagonal = np.arange(first, first + part.width + part.height) // thick % _PERIOD + 1
        stripes = sliding_window_view(diagonal.astype(np.uint8), part.width)[: part.height]
        return np.bitwise_and(np.asarray(edge, np.uint8), stripes)


def _place(view: Viewport, seen: Box) -> QPoint:
    """Where a part of the photo at the zoom of *view* lies on the canvas."""
    x, y = view.snapped(0, 0)
    return QPoint(x + seen.x, y + seen.y)


def _image(indices: Picture, colors: Sequence[int]) -> QImage:
    """Each index in its color."""
    height, width = indices.shape
    pixels = np.ascontiguousarray(indices)
    image = QImage(pixels.data, width, height, width, QImage.Format.Format_Indexed8)
    image.setColorTable(list(colors))
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
