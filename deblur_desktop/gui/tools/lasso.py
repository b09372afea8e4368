"""Lasso: draw around something."""

from PySide6.QtCore import Qt

from deblur_desktop.gui.document import Document
from deblur_desktop.gui.tool import Press, Tool, ToolSettings
from deblur_desktop.gui.tools.shape import Shape
from deblur_desktop.settings import QT_TRANSLATE_NOOP


class Lasso(Shape):
    """Follows the mouse."""

    def moved(self, press: Press) -> None:
        """One point more."""
        self.points.append(press.point)

    def released(self, press: Press) -> bool:
        """Closes it."""
        self.points.append(press.point)
        return False


def begin(document: Document, settings: ToolSettings, press: Press) -> Lasso:
    """A lasso that starts here."""
    del settings
    return Lasso(document, press)


tool = Tool(
    "lasso", QT_TRANSLATE_NOOP("Tool", "&Lasso"), "Shift+L", 2, Qt.CursorShape.CrossCursor, begin
)
