"""Pan: drag the photo about."""

from PySide6.QtCore import Qt

from deblur_desktop.gui.tool import Tool

tool = Tool("pan", "Pan", "H", 0, Qt.CursorShape.OpenHandCursor, None)
