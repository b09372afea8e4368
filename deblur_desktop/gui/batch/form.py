"""Parts of a form."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from deblur_desktop.gui.panels.panel import wrapping_label


def small_label() -> QLabel:
    """For what explains another part."""
    label = wrapping_label()
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def column_of(*widgets: QWidget) -> QWidget:
    """*widgets* one below the other."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        column.addWidget(widget)
    whole.setFocusProxy(widgets[0])  # for the key of its label
    return whole


def row_of(*widgets: QWidget) -> QWidget:
    """*widgets* side by side."""
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        row.addWidget(widget)
    whole.setFocusProxy(widgets[0])
    return whole
