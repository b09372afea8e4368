"""Small things that are painted over the photo: the edge between two pictures, the ring of the brush.

All coordinates are device pixels of the canvas.
"""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen


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
