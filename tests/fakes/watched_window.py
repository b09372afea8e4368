"""The program as it is, telling on standard output what a person would see, so that clicks meet it.

    python watched_window.py [PHOTO …]

A line of JSON for each change.
"""

import json
import sys
from typing import Any

from PySide6.QtCore import QPointF, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QWidget

from deblur_desktop.cli import main
from deblur_desktop.gui import app
from deblur_desktop.gui.main_window import MainWindow
from deblur_desktop.settings import Settings

made = app.make_window


def make_window(preferred: Settings | None = None) -> MainWindow:
    """The program's own window, at a place that is known, and watched."""
    window = made(preferred)
    window.setGeometry(0, 0, 1280, 800)
    told = ""

    def tell() -> None:
        nonlocal told
        line = json.dumps(seen(window))
        if line != told:
            told = line
            sys.stdout.write(line + "\n")
            sys.stdout.flush()

    timer = QTimer(window, interval=50)
    timer.timeout.connect(tell)
    timer.start()
    return window


def seen(window: MainWindow) -> dict[str, Any]:
    """What there is to see and to click on, in pixels of the screen."""
    document, session = window.session.current, window.session
    buttons = [button for button in window.findChildren(QPushButton) if can_be_clicked(button)]
    facts: dict[str, Any] = {
        "buttons": {button.text().replace("&", ""): place_of(button) for button in buttons},
        "photos": [document.path.name for document in session.documents],
        "mode": str(window.canvas.mode),
        "runs": session.queue.running is not None,
        "dialogs": {type(dialog).__name__: place_of(entry_of(dialog)) for dialog in dialogs()},
        "focus": type(QApplication.focusWidget()).__name__,
    }  # fmt: skip
    if document is None:
        return facts
    selection = document.edit.selection
    box = selection.box if selection is not None else None
    return facts | {
        "photo": document.path.name,
        "state": str(document.state),
        "diagnosed": document.diagnosis is not None,
        "selection": None if box is None else [box.x, box.y, box.width, box.height],
        "saved": document.saved.path if document.saved else "",
        "origin": point_of(window, 0, 0),
        "zoom": window.canvas.viewport.zoom,
    }


def dialogs() -> list[QDialog]:
    """Those that are open."""
    windows = QApplication.topLevelWidgets()
    return [each for each in windows if isinstance(each, QDialog) and each.isVisible()]


def entry_of(dialog: QDialog) -> QWidget:
    """Where to click to type into *dialog*."""
    return dialog.findChild(QLineEdit) or dialog


def can_be_clicked(widget: QWidget) -> bool:
    """Whether it is there and enabled."""
    return widget.isVisible() and widget.isEnabled()


def place_of(widget: QWidget) -> list[int]:
    """Its middle."""
    point = widget.mapToGlobal(widget.rect().center())
    return [point.x(), point.y()]


def point_of(window: MainWindow, x: float, y: float) -> list[float]:
    """Where a point of the photo is."""
    point = window.canvas.mapToGlobal(QPointF(*window.canvas.viewport.to_canvas(x, y)))
    return [point.x(), point.y()]


if __name__ == "__main__":
    app.make_window = make_window
    sys.exit(main(["window", *sys.argv[1:]]))
