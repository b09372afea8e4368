"""Recent photos, in the menu and where no photo is open."""

from pathlib import Path

import pytest
from gui.fake_session import FakeSession
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QMenu, QPushButton
from pytestqt.qtbot import QtBot

from deblur_desktop.gui.empty import EmptyState
from deblur_desktop.gui.main_window import MainWindow
from deblur_desktop.gui.menus.recent import RecentMenu
from deblur_desktop.settings import Settings


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    state = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    window = MainWindow(FakeSession(), state, Settings())
    qtbot.addWidget(window)
    return window


@pytest.fixture
def menu(window: MainWindow) -> QMenu:
    found = window.findChild(RecentMenu)
    assert found is not None
    return found


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / name for name in ("a&b.png", "c.png")]
    for path in paths:
        path.touch()
    return paths


def entries(menu: QMenu) -> list[str]:
    menu.aboutToShow.emit()
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def close_all(window: MainWindow) -> None:
    while window.session.current is not None:
        window.actions_["close"].trigger()


def test_what_was_closed_is_opened_again_by_the_menu(
    window: MainWindow, menu: QMenu, photos: list[Path]
):
    assert entries(menu) == ["No recent photos", "&Clear"]
    for path in photos:
        window.session.open_paths([path])
    assert entries(menu) == ["No recent photos", "&Clear"]  # they are open
    close_all(window)

    assert entries(menu) == ["a&&b.png", "c.png", "&Clear"]
    menu.actions()[1].trigger()

    assert window.session.current is not None
    assert window.session.current.path == photos[1]


def test_cleared_is_empty(window: MainWindow, menu: QMenu, photos: list[Path]):
    window.session.open_paths(photos)
    close_all(window)
    entries(menu)

    menu.actions()[-1].trigger()

    assert entries(menu) == ["No recent photos", "&Clear"]
    assert not menu.actions()[0].isEnabled()
    assert not menu.actions()[-1].isEnabled()


def buttons(empty: EmptyState) -> list[str]:
    return [button.text() for button in empty.findChildren(QPushButton) if button.isFlat()]


def test_the_empty_window_lists_the_latest_and_opens_them(
    window: MainWindow, photos: list[Path], qtbot: QtBot
):
    window.show()
    empty = window.findChild(EmptyState)
    assert empty is not None
    qtbot.wait(1)
    assert buttons(empty) == []
    window.session.open_paths(photos)
    window.session.step(1)
    close_all(window)
    qtbot.waitUntil(lambda: buttons(empty) == ["a&&b.png", "c.png"])

    empty.findChildren(QPushButton)[-1].click()

    assert window.session.current is not None
    assert window.session.current.path == photos[1]
