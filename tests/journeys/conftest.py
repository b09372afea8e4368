"""A window with its real workers and a tiny network, and photos to open in it."""

import os
from collections.abc import Generator
from pathlib import Path

import pytest
from fakes.networks import install_all
from PIL import Image
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from deblur_desktop.bundle import bundled
from deblur_desktop.gui.app import make_window
from deblur_desktop.gui.main_window import MainWindow

SAMPLE = bundled("resources") / "samples" / "hand-held.jpg"


@pytest.fixture
def window(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Generator[MainWindow]:
    """Shown; a test that closes it by itself may."""
    # OpenCV names its own, older plug-ins here.
    for name in ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR"):
        if name in os.environ:
            monkeypatch.delenv(name)
    install_all()
    window = make_window()
    qtbot.addWidget(window, before_close_func=lambda _: window.session.queue.cancel_all())
    monkeypatch.setattr(window, "_may_quit", lambda: True)
    window.show()
    qtbot.waitExposed(window)
    yield window
    window.session.close()
    # Without a screen, Qt would free it when Python is gone already.
    QGuiApplication.clipboard().clear()


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """A folder of three blurred photos: a.png, b.jpg, c.tif."""
    folder = tmp_path / "photos"
    folder.mkdir()
    with Image.open(SAMPLE, formats=["JPEG"]) as sample:
        for name, left in (("a.png", 300), ("b.jpg", 400), ("c.tif", 500)):
            sample.crop((left, 300, left + 300, 520)).save(folder / name)
    return folder
