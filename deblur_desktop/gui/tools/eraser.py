"""Eraser: paint what is to be left as it is."""

from PySide6.QtCore import Qt

from deblur_desktop.gui.document import Document
from deblur_desktop.gui.tool import Press, Tool, ToolSettings
from deblur_desktop.gui.tools.brush import Eraser
from deblur_desktop.settings import QT_TRANSLATE_NOOP


def begin(document: Document, settings: ToolSettings, press: Press) -> Eraser:
    """A stroke from here."""
    return Eraser(document, settings, press)


tool = Tool(
    "eraser", QT_TRANSLATE_NOOP("Tool", "&Eraser"), "E", 5, Qt.CursorShape.BlankCursor, begin
)
