"""Pan: drag the photo about."""

from PySide6.QtCore import Qt

from deblur_desktop.gui.tool import Tool
from deblur_desktop.settings import QT_TRANSLATE_NOOP

tool = Tool("pan", QT_TRANSLATE_NOOP("Tool", "&Pan"), "H", 0, Qt.CursorShape.OpenHandCursor, None)
