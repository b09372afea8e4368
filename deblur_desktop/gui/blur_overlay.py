"""The blur that was found, drawn: for each part of the photo, and for the whole in a corner.

All coordinates are device pixels of the canvas.
"""

import math
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication, QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QPainter, QPen

from deblur_desktop.gui.viewport import Viewport
from deblur_desktop.jobs.messages import Diagnosed

translate = QCoreApplication.translate

_COLORS = {
    "motion": QColor(255, 176, 32),
    "defocus": QColor(64, 190, 255),
    "sharp": QColor(90, 220, 120),
}
_SURE = 0.3
# Of an arrow in a map; in Qt's pixels.
_SHORTEST, _LONGEST = 8, 30
_SHADOW = QColor(0, 0, 0, 160)


@dataclass(frozen=True, slots=True)
class Blur:
    """A blur as it is drawn: an arrow of that angle for motion, a circle for defocus, else a dot.

    Attributes:
        kind: As in `diagnosis.blur.Kind`.
        length: Of the drawing, in device pixels.
        angle_deg: Counter-clockwise from the x axis.
    """

    kind: str
    length: float
    angle_deg: float

    def paint(self, painter: QPainter, center: QPointF, ratio: float) -> None:
        """Dark under bright, which shows on any photo."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for color, width in ((_SHADOW, 4), (_COLORS[self.kind], 2)):
            painter.setPen(QPen(color, width * ratio, c=Qt.PenCapStyle.RoundCap))
            if self.kind == "motion":
                self._paint_arrow(painter, center, ratio)
            elif self.kind == "defocus":
                painter.drawEllipse(center, self.length / 2, self.length / 2)
            else:
                painter.drawPoint(center)

    def _paint_arrow(self, painter: QPainter, center: QPointF, ratio: float) -> None:
        """Both ends have a head, for the motion went either way."""
        turn = -math.radians(self.angle_deg)  # the canvas counts downwards
        half = _polar(turn, self.length / 2)
        painter.drawLine(QLineF(center - half, center + half))
        head = min(max(self.length * 0.2, 3 * ratio), 10 * ratio)
        for end, way in ((center + half, turn), (center - half, turn + math.pi)):
            for side in (0.75 * math.pi, -0.75 * math.pi):
                painter.drawLine(end, end + _polar(way + side, head))


def paint_map(painter: QPainter, view: Viewport, ratio: float, cells: dict[str, Any]) -> None:
    """For each cell of the diagnosis of which it is sure, its blur; all are enlarged to be seen."""
    height, width = cells["cell"]
    longest = max((max(line, default=0) for line in cells["length"]), default=0)
    scale = max(view.zoom, _LONGEST * ratio / longest if longest else 0)
    for row, kinds in enumerate(cells["kind"]):
        for column, kind in enumerate(kinds):
            name = cells["kinds"][kind]
            if name not in _COLORS or cells["sureness"][row][column] < _SURE:
                continue
            length = max(cells["length"][row][column] * scale, _SHORTEST * ratio)
            blur = Blur(name, length, cells["angle_deg"][row][column])
            center = view.to_canvas((column + 0.5) * width, (row + 0.5) * height)
            blur.paint(painter, QPointF(*center), ratio)


def paint_badge(
    painter: QPainter, height: float, ratio: float, found: Diagnosed, font: QFont
) -> None:
    """The blur of the whole photo, drawn and in words, on a dark ground in the lower left corner."""
    words = _words(found)
    if not words:
        return
    font = QFont(font)
    font.setPixelSize(round(QFontInfo(font).pixelSize() * ratio))
    space, side = 8 * ratio, 36 * ratio
    width = side + 3 * space + QFontMetricsF(font).horizontalAdvance(words)
    ground = QRectF(space, height - side - 3 * space, width, side + 2 * space)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(0, 0, 0, 170))
    painter.drawRoundedRect(ground, space, space)
    center = ground.topLeft() + QPointF(space + side / 2, space + side / 2)
    Blur(found.kind, side, found.angle_deg).paint(painter, center, ratio)
    painter.setPen(QColor(255, 255, 255))
    painter.setFont(font)
    right = ground.adjusted(side + 2 * space, 0, 0, 0)
    painter.drawText(right, Qt.AlignmentFlag.AlignVCenter, words)


def _words(found: Diagnosed) -> str:
    """How large the blur is; empty when there is none to draw."""
    if found.kind == "motion":
        text = translate("Blur", "{length} px, {angle}°")
        return text.format(length=round(found.length), angle=round(found.angle_deg) % 180)
    if found.kind == "defocus":
        return translate("Blur", "radius {radius} px").format(radius=round(found.length / 2))
    return ""


def _polar(turn: float, length: float) -> QPointF:
    return QPointF(math.cos(turn), math.sin(turn)) * length
