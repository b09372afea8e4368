"""Parts of a form."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from deblur_desktop.gui.panels.panel import wrapping_label


def small_label() -> QLabel:
    """For what explains another part."""
    label = wrapping_label()
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def column_of(*widgets: QWidget) -> QWidget:
    """*widgets* one below the other."""
    return _joined(QVBoxLayout(), widgets)


def row_of(*widgets: QWidget) -> QWidget:
    """*widgets* side by side."""
    return _joined(QHBoxLayout(), widgets)


def _joined(layout: QBoxLayout, widgets: Sequence[QWidget]) -> QWidget:
    layout.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        layout.addWidget(widget)
    whole = QWidget()
    whole.setLayout(layout)
    whole.setFocusProxy(widgets[0])  # for the key of its label
    return whole
