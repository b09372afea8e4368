"""What goes from and to other programs, and from one start to the next, with the real workers."""

import io
from pathlib import Path

import numpy as np
import pytest
from fakes.networks import install
from journeys.test_deblur_a_photo import deblurred, opened, saved, wait_idle
from PIL import Image
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from deblur_desktop.gui.app import make_window
from deblur_desktop.gui.main_window import MainWindow
from deblur_desktop.gui.memory import bring_back
from deblur_desktop.gui.selection import Selection
from deblur_desktop.photo.files import open_photo

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
LONG = 30_000


def copied(window: MainWindow, qtbot: QtBot) -> Image.Image:
    """What another program gets after Copy."""
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("before")
    window.actions_["copy"].trigger()
    qtbot.waitUntil(lambda: clipboard.mimeData().hasFormat("image/png"), timeout=LONG)
    content = bytes(clipboard.mimeData().data("image/png").data())
    picture = Image.open(io.BytesIO(content), formats=["PNG"])
    picture.load()
    return picture


def test_what_is_seen_is_copied_pasted_deblurred_and_saved_elsewhere(
    window: MainWindow, photos: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    document = opened(window, photos / "a.png", qtbot)
    original = (document.photo().pixels * 255 + 0.5).astype(np.uint8)
    assert np.array_equal(np.asarray(copied(window, qtbot)), original)

    deblurred(window, document, "sharpens", qtbot)
    assert document.edit.result is not None
    full = document.workspace.display(f"{document.edit.result.name}.display")
    assert np.abs(np.asarray(copied(window, qtbot), np.int16) - full).max() <= 1
    mask = np.zeros(document.size, np.uint8)
    mask[20:60, 30:100] = 255
    document.change("Rectangle", selection=Selection.from_mask(mask))
    part = np.asarray(copied(window, qtbot), np.int16)
    assert np.abs(part - full[20:60, 30:100]).max() <= 1

    window.actions_["paste"].trigger()
    pasted = window.session.current
    assert pasted is not None
    assert pasted is not document
    qtbot.waitUntil(lambda: pasted.diagnosis is not None, timeout=LONG)
    assert np.array_equal(pasted.workspace.display(), part)
    deblurred(window, pasted, "sharpens", qtbot)
    proposed: list[str] = []

    def ask(_parent: object, _title: str, path: str, **_: object) -> tuple[str, str]:
        proposed.append(path)
        return str(tmp_path / "mine.png"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    assert saved(window, pasted, qtbot) == tmp_path / "mine.png"
    assert len(proposed) == 1
    assert Path(proposed[0]).parent != pasted.path.parent
    wait_idle(window, qtbot)


def test_the_next_start_has_the_selection_and_deblurs_it(
    window: MainWindow, photos: Path, qtbot: QtBot
):
    document = opened(window, photos / "c.tif", qtbot)
    mask = np.zeros(document.size, np.uint8)
    mask[50:150, 80:200] = 255
    mask[60:70, 90:100] = 0
    document.change("Lasso", selection=Selection.from_mask(mask), feather=0)
    document.change("Model", checkpoint="sharpens")
    window.close()

    install("sharpens")
    second = make_window()
    qtbot.addWidget(second)
    second.show()
    bring_back(second.session)
    again = second.session.current
    assert again is not None
    qtbot.waitUntil(lambda: again.diagnosis is not None, timeout=LONG)
    assert again.edit.selection is not None
    assert np.array_equal(again.edit.selection.mask(), mask)
    assert "Selection" in second.actions_["deblur"].text()

    second.actions_["deblur"].trigger()
    qtbot.waitUntil(lambda: again.edit.result is not None, timeout=LONG)
    result = saved(second, again, qtbot)

    before, after = open_photo(photos / "c.tif").pixels, open_photo(result).pixels
    changed = (before != after).any(axis=2)
    assert changed[mask == 255].mean() > 0.5
    assert not changed[mask == 0].any()
    second.session.close()
