"""Polygon: click from corner to corner; a click on the first one closes it."""

import math

from PySide6.QtCore import Qt

from deblur_desktop.gui.document import Document
from deblur_desktop.gui.tool import Press, Tool, ToolSettings
from deblur_desktop.gui.tools.shape import Shape
from deblur_desktop.settings import QT_TRANSLATE_NOOP

# How near to the first corner a click closes, as a share of the photo's longer side.
_NEAR = 0.012


class Polygon(Shape):
    """Corners by clicks; the last point follows the mouse."""

    def __init__(self, document: Document, press: Press) -> None:
        super().__init__(document, press)
        self.points.append(press.point)

    def moved(self, press: Press) -> None:
        """The next corner would be here."""
        self.points[-1] = press.point

    def released(self, press: Press) -> bool:
        """Goes on until it is closed."""
        self.points[-1] = press.point
        return True

    def clicked(self, press: Press) -> bool:
        """One corner more, or the end."""
        first = self.points[0]
        distance = math.hypot(press.point.x() - first.x(), press.point.y() - first.y())
        if len(self.points) > 3 and distance < _NEAR * max(self.document.size):
            self.points[-1] = first
            return False
        self.points.append(press.point)
        return True


def begin(document: Document, settings: ToolSettings, press: Press) -> Polygon:
    """A polygon with its first corner here."""
    del settings
    return Polygon(document, press)


tool = Tool(
    "polygon", QT_TRANSLATE_NOOP("Tool", "Pol&ygon"), "G", 3, Qt.CursorShape.CrossCursor, begin
)
