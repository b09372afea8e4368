"""Rectangle: drag from corner to corner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt

from deblur_desktop.gui.document import Document
from deblur_desktop.gui.tool import Press, Tool, ToolSettings
from deblur_desktop.gui.tools.shape import Shape
from deblur_desktop.settings import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from deblur_desktop.gui.selection import Mask
    from deblur_desktop.photo.box import Box


class Rectangle(Shape):
    """Two corners of whole pixels."""

    def moved(self, press: Press) -> None:
        """The mouse is the other corner."""
        first, last = self.points[0], press.point
        self.points = [
            first,
            QPointF(last.x(), first.y()),
            last,
            QPointF(first.x(), last.y()),
            first,
        ]

    def released(self, press: Press) -> bool:
        """Ends it."""
        self.moved(press)
        return False

    def _filled(self, box: Box) -> Mask:
        patch = super()._filled(box)
        patch[:] = 255
        return patch


def begin(document: Document, settings: ToolSettings, press: Press) -> Rectangle:
    """A rectangle with one corner here."""
    del settings
    return Rectangle(document, press)


tool = Tool(
    "rectangle", QT_TRANSLATE_NOOP("Tool", "&Rectangle"), "M", 1, Qt.CursorShape.CrossCursor, begin
)
