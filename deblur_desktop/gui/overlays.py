"""Small things that are painted over the photo: the edge between two pictures, the ring of the brush.

All coordinates are device pixels of the canvas.
"""

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from deblur_desktop.gui.viewport import Viewport
from deblur_desktop.photo.box import Box

_TEXT = 14
_WHITE = QColor(255, 255, 255)


def paint_pending(painter: QPainter, view: Viewport, box: Box, text: str, ratio: float) -> None:
    """The place of a preview that is being made: a dashed frame with *text* in what is seen of it."""
    frame = QRectF(
        QPointF(*view.to_canvas(box.x, box.y)), QSizeF(box.width, box.height) * view.zoom
    )
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for color, style in (
        (QColor(0, 0, 0, 160), Qt.PenStyle.SolidLine),
        (_WHITE, Qt.PenStyle.DashLine),
    ):
        painter.setPen(QPen(color, ratio, style))
        painter.drawRect(frame)
    seen = frame & QRectF(0, 0, view.width, view.height)
    font = painter.font()
    font.setPixelSize(round(_TEXT * ratio))
    painter.setFont(font)
    size = painter.fontMetrics().size(0, text).toSizeF() + QSizeF(_TEXT, _TEXT / 2) * ratio
    ground = QRectF(seen.topLeft() + QPointF(_TEXT, _TEXT) * ratio / 2, size)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(0, 0, 0, 180))
    painter.drawRoundedRect(ground, _TEXT * ratio / 4, _TEXT * ratio / 4)
    painter.setPen(_WHITE)
    painter.drawText(ground, Qt.AlignmentFlag.AlignCenter, text)


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
