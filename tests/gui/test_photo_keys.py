"""The keys that act while the photo has the focus, in the whole window."""

from collections.abc import Generator
from dataclasses import replace
from pathlib import Path
from typing import cast

import numpy as np
import pytest
from fakes.window import noise, opened
from gui.fake_lane import FakeLane
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QLabel, QSlider
from pytestqt.qtbot import QtBot

from deblur_desktop.gui.document import Document
from deblur_desktop.gui.lane import Lane
from deblur_desktop.gui.main_window import MainWindow
from deblur_desktop.gui.queue import Queue
from deblur_desktop.gui.selection import Selection
from deblur_desktop.gui.session import Session
from deblur_desktop.photo.photo import Photo
from deblur_desktop.settings import Settings

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
Key = Qt.Key


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Generator[MainWindow]:
    """Two photos, the first one open; the canvas has the focus."""
    files = FakeLane()
    queue = Queue(cast(Lane, files), cast(Lane, FakeLane()), cast(Lane, FakeLane()))
    state = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    window = MainWindow(Session(queue), state, Settings())
    window._asks = False
    qtbot.addWidget(window, before_close_func=lambda _: queue.cancel_all())
    window.show()
    qtbot.waitActive(window)
    paths = [tmp_path / "a.png", tmp_path / "b.png"]
    for path in paths:
        path.write_bytes(b"read by nobody")
    window.session.open_paths(paths)
    document = shown(window)
    document.workspace.store_photo(Photo(noise(90, 120)))
    assert files.running is not None
    event = opened(90, 120, str(document.workspace.folder))
    files.finish(replace(event, job=files.running.job))
    yield window
    window.session.close()


def shown(window: MainWindow) -> Document:
    document = window.session.current
    assert document is not None
    return document


def test_the_photo_has_the_focus_when_the_first_one_is_opened(window: MainWindow):
    assert window.canvas.hasFocus()


def test_brackets_change_the_size_of_the_brush(window: MainWindow, qtbot: QtBot):
    settings = window.canvas.tool_settings
    settings.size = 80

    qtbot.keyClick(window.canvas, Key.Key_BracketRight)
    assert settings.size == 100
    for _ in range(100):
        qtbot.keyClick(window.canvas, Key.Key_BracketRight)
    assert settings.size == 1000
    for _ in range(100):
        qtbot.keyClick(window.canvas, Key.Key_BracketLeft)
    assert settings.size == 1


def test_with_shift_they_change_the_feather_in_one_step(window: MainWindow, qtbot: QtBot):
    document, shift = shown(window), Qt.KeyboardModifier.ShiftModifier
    document.change("Select", selection=Selection.from_mask(np.full((90, 120), 255, np.uint8)))

    qtbot.keyClick(window.canvas, Key.Key_BracketRight, shift)
    qtbot.keyClick(window.canvas, Key.Key_BracketRight, shift)
    assert document.edit.feather == 12

    for _ in range(20):
        qtbot.keyClick(window.canvas, Key.Key_BracketLeft, shift)
    assert document.edit.feather == 0
    document.undo_stack.undo()
    assert document.edit.feather == 8


def test_x_swaps_brush_and_eraser_and_escape_puts_them_down(window: MainWindow, qtbot: QtBot):
    tools: list[str] = []
    for key in (Key.Key_X, Key.Key_X, Key.Key_X, Key.Key_Escape):
        qtbot.keyClick(window.canvas, key)
        tools.append(window.canvas.tool.id)
        assert window.actions_[f"tool-{tools[-1]}"].isChecked()

    assert tools == ["brush", "eraser", "brush", "pan"]


def test_the_arrows_lead_to_the_other_photos(window: MainWindow, qtbot: QtBot):
    first, second = window.session.documents

    qtbot.keyClick(window.canvas, Key.Key_Right)
    assert window.session.current is second
    qtbot.keyClick(window.canvas, Key.Key_PageUp)
    assert window.session.current is first
    qtbot.keyClick(window.canvas, Key.Key_Left)
    assert window.session.current is first


def test_elsewhere_the_arrows_do_what_they_do_there(window: MainWindow, qtbot: QtBot):
    sliders = [each for each in window.findChildren(QSlider) if each.isEnabled()]
    slider = next(each for each in sliders if each.value() < each.maximum())
    slider.setFocus()
    value = slider.value()

    qtbot.keyClick(slider, Key.Key_Right)

    assert slider.value() > value
    assert window.session.current is window.session.documents[0]


def test_the_status_bar_tells_in_which_colors_the_photo_is_seen(window: MainWindow):
    seen = [each.text() for each in window.status.findChildren(QLabel) if each.isVisible()]

    assert "sRGB view" in seen


def test_a_message_in_the_status_bar_stands_alone(window: MainWindow):
    window.status.showMessage("Saved")

    window.status.show_document(window.session.current)

    assert not any(each.isVisible() for each in window.status.findChildren(QLabel) if each.text())


def test_a_profile_that_cannot_be_used_is_told(window: MainWindow):
    window.canvas.set_screen("/nowhere/screen.icc")

    said = [each.text() for each in window.messages.findChildren(QLabel) if each.isVisible()]
    assert any("/nowhere/screen.icc" in text for text in said)
