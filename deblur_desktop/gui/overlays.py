"""What is painted over the photo: the outline of the selection, blur arrows, progress, wipe, brush ring.

All coordinates are device pixels of the canvas.
"""

import math

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from deblur_desktop.gui.document import Document
from deblur_desktop.gui.selection import Selection
from deblur_desktop.gui.viewport import Viewport

# A longer side than this is not looked at more closely for the outline of a selection.
_OUTLINE_SIDE = 2048
_DASH = 5
_ARROW = 0.4
_KIND_COLORS = {
    "motion": QColor(255, 176, 32),
    "defocus": QColor(64, 190, 255),
    "sharp": QColor(90, 220, 120),
}


class Ants:
    """The marching outline of a selection."""

    def __init__(self) -> None:
        self._path = QPainterPath()
        self._selection: Selection | None = None
        self._offset = 0

    @property
    def is_visible(self) -> bool:
        """Whether there is an outline."""
        return not self._path.isEmpty()

    def set_selection(self, selection: Selection | None) -> None:
        """Outline another selection."""
        if selection is not self._selection:
            self._selection = selection
            self._path = QPainterPath() if selection is None else _outline(selection)

    def step(self) -> None:
        """March on."""
        self._offset = (self._offset + 1) % (2 * _DASH)

    def paint(self, painter: QPainter, view: Viewport) -> None:
        """Black and white dashes, which show on any photo."""
        if self._path.isEmpty():
            return
        painter.save()
        x, y = view.to_canvas(0, 0)
        path = QTransform().translate(x, y).scale(view.zoom, view.zoom).map(self._path)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(0, 0, 0), 1))
        painter.drawPath(path)
        pen = QPen(QColor(255, 255, 255), 1)
        pen.setDashPattern([_DASH, _DASH])
        pen.setDashOffset(self._offset)
        painter.setPen(pen)
        painter.drawPath(path)
        painter.restore()


def _outline(selection: Selection) -> QPainterPath:
    """The line where the mask crosses one half, in pixels of the photo."""
    # Not at the start: the window opens without them.
    import cv2
    import numpy as np

    mask = selection.mask()
    scale = max(1.0, max(mask.shape) / _OUTLINE_SIDE)
    if scale > 1:
        size = round(mask.shape[1] / scale), round(mask.shape[0] / scale)
        mask = np.asarray(cv2.resize(mask, size, interpolation=cv2.INTER_AREA), np.uint8)
    # One pixel of border, so that what touches the photo's edge is outlined there too.
    solid = np.pad((mask > 127).astype(np.uint8), 1)
    contours, _ = cv2.findContours(solid, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    path = QPainterPath()
    for contour in contours:
        corners = (contour[:, 0, :] - 0.5) * scale
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in corners.tolist()]))
        path.closeSubpath()
    return path


def paint_mask(painter: QPainter, view: Viewport, document: Document) -> None:
    """What is not selected, tinted red."""
    import numpy as np

    selection = document.edit.selection
    if selection is None:
        return
    height, width = document.size
    step = max(1, math.floor(1 / view.zoom))
    unselected = 255 - selection.mask()[::step, ::step]
    rows, columns = unselected.shape[0], unselected.shape[1]
    tint = np.zeros((rows, columns, 4), np.uint8)
    tint[:, :, 0], tint[:, :, 3] = 230, unselected // 2
    image = QImage(tint.data, columns, rows, 4 * columns, QImage.Format.Format_RGBA8888)
    painter.drawImage(_rect(view, 0, 0, width, height), image)


def paint_blur(painter: QPainter, view: Viewport, document: Document) -> None:
    """For each cell of the diagnosis: an arrow for motion, a disc for defocus, a dot where sharp."""
    try:
        cells = document.workspace.facts("map")
    except (OSError, ValueError):
        return  # the photo is shown all the same
    kinds, cell = cells["kinds"], cells["cell"]
    for row, line in enumerate(cells["kind"]):
        for column, kind in enumerate(line):
            if cells["sureness"][row][column] < 0.3:
                continue
            center = ((column + 0.5) * cell[1], (row + 0.5) * cell[0])
            _paint_cell(
                painter,
                view,
                kinds[kind],
                center,
                cells["length"][row][column],
                cells["angle_deg"][row][column],
            )


def _paint_cell(
    painter: QPainter,
    view: Viewport,
    kind: str,
    center: tuple[float, float],
    length: float,
    angle: float,
) -> None:
    color = _KIND_COLORS.get(kind)
    if color is None:
        return
    x, y = view.to_canvas(*center)
    radius = max(length * view.zoom / 2, 4)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in (QPen(QColor(0, 0, 0, 160), 4), QPen(color, 2)):
        painter.setPen(pen)
        if kind == "motion":
            dx, dy = math.cos(math.radians(angle)) * radius, -math.sin(math.radians(angle)) * radius
            painter.drawLine(QLineF(x - dx, y - dy, x + dx, y + dy))
            _paint_heads(painter, QPointF(x, y), QPointF(dx, dy), radius * _ARROW)
        elif kind == "defocus":
            painter.drawEllipse(QPointF(x, y), radius, radius)
        else:
            painter.drawPoint(QPointF(x, y))


def _paint_heads(painter: QPainter, center: QPointF, half: QPointF, size: float) -> None:
    size = min(max(size, 3), 10)
    angle = math.atan2(half.y(), half.x())
    for end, turn in ((center + half, angle), (center - half, angle + math.pi)):
        for side in (0.75 * math.pi, -0.75 * math.pi):
            tip = QPointF(math.cos(turn + side), math.sin(turn + side)) * size
            painter.drawLine(end, end + tip)


def paint_progress(painter: QPainter, view: Viewport, document: Document, done: float) -> None:
    """What is still to be deblurred, dimmed; tiles go row by row."""
    height, width = document.size
    selection = document.edit.selection
    box = selection.box if selection else None
    x, y = (box.x, box.y) if box else (0, 0)
    width, height = (box.width, box.height) if box else (width, height)
    rest = _rect(view, x, y + height * done, width, height * (1 - done))
    painter.fillRect(rest, QColor(0, 0, 0, 90))


def paint_line(painter: QPainter, x: float, height: float) -> None:
    """Between two pictures."""
    painter.fillRect(QRectF(x - 1, 0, 2, height), QColor(30, 30, 30))


def paint_wipe(painter: QPainter, x: float, height: float, ratio: float) -> None:
    """The handle that is dragged."""
    painter.fillRect(QRectF(x - ratio / 2, 0, ratio, height), QColor(255, 255, 255))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(60, 60, 60), ratio))
    painter.setBrush(QColor(255, 255, 255))
    center = QPointF(x, height / 2)
    painter.drawEllipse(center, 11 * ratio, 11 * ratio)
    for side in (-1, 1):
        tip = center + QPointF(side * 7 * ratio, 0)
        for up in (-1, 1):
            painter.drawLine(tip, tip + QPointF(-side * 3 * ratio, up * 3 * ratio))


def paint_ring(painter: QPainter, center: QPointF, radius: float) -> None:
    """The size of the brush."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for color, grown in ((QColor(0, 0, 0), 1), (QColor(255, 255, 255), 0)):
        painter.setPen(QPen(color, 1))
        painter.drawEllipse(center, radius + grown, radius + grown)


def circle_path(rectangle: QRectF) -> QPainterPath:
    """A disc."""
    path = QPainterPath()
    path.addEllipse(rectangle)
    return path


def _rect(view: Viewport, x: float, y: float, width: float, height: float) -> QRectF:
    left, top = view.to_canvas(x, y)
    return QRectF(left, top, width * view.zoom, height * view.zoom)
