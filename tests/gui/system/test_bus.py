"""Notifications and progress in the task bar, over a bus as desktops have it."""

import shutil
import sys
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from fakes.window import noise, open_with
from gui.fake_session import FakeSession
from gui.system.bus import Bus, Portal
from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import QDBusConnection
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSystemTrayIcon
from pytestqt.qtbot import QtBot

from deblur_desktop.gui.system import taskbar
from deblur_desktop.gui.system.notification import Notification
from deblur_desktop.gui.system.taskbar import Taskbar
from deblur_desktop.recipe import Recipe

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="D-Bus"),
    pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="not installed: dbus-daemon"),
]


@pytest.fixture
def bus(qapp: object) -> Generator[Bus]:
    del qapp
    bus = Bus()
    yield bus
    bus.close()


def test_a_notification_reaches_the_desktop_as_plain_text(bus: Bus, qtbot: QtBot):
    desktop = Portal(bus.connect("portal"))

    Notification(bus=bus.connect("window")).tell("Done", "Deblurred: <b>a</b> & b.png")

    qtbot.waitUntil(lambda: len(desktop.heard) == 1)
    _, content = desktop.heard[0]
    assert content["title"] == "Done"
    assert content["body"] == "Deblurred: ‹b>a‹/b> & b.png"


def test_a_click_on_it_is_heard_and_one_on_another_is_not(bus: Bus, qtbot: QtBot):
    desktop = Portal(bus.connect("portal"))
    told = Notification(bus=bus.connect("window"))
    clicks: list[None] = []
    told.clicked.connect(lambda: clicks.append(None))
    told.tell("Done", "a.png")
    qtbot.waitUntil(lambda: len(desktop.heard) == 1)

    desktop.click("another")
    desktop.click(desktop.heard[0][0])

    qtbot.waitUntil(lambda: bool(clicks))
    assert len(clicks) == 1


def test_without_a_portal_the_tray_tells(bus: Bus, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch):
    shown: list[tuple[str, str]] = []
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    monkeypatch.setattr(QSystemTrayIcon, "show", lambda _: None)
    monkeypatch.setattr(QSystemTrayIcon, "showMessage", lambda _tray, *text: shown.append(text[:2]))
    told = Notification(bus=bus.connect("window"))

    told.tell("Done", "a.png")

    qtbot.waitUntil(lambda: shown == [("Done", "a.png")])


def test_without_bus_and_tray_nothing_is_told_and_nothing_fails(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: False)
    nowhere = QDBusConnection.connectToBus("unix:path=/nowhere", "nowhere")

    Notification(bus=nowhere).tell("Done", "a.png")

    qtbot.wait(1)


class Docks(QObject):
    """A dock that writes down the progress of programs."""

    def __init__(self, bus: QDBusConnection) -> None:
        super().__init__()
        self.heard: list[tuple[str, dict[str, Any]]] = []
        slot = SLOT("hear(QString,QVariantMap)")
        assert bus.connect("", "", taskbar.INTERFACE, "Update", self, slot)  # pyright: ignore

    @Slot("QString", "QVariantMap")
    def hear(self, uri: str, properties: dict[str, Any]) -> None:
        self.heard.append((uri, properties))


def test_the_task_bar_shows_a_run_from_its_begin_to_its_end(
    bus: Bus, session: FakeSession, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(QGuiApplication, "desktopFileName", lambda: "org.example.App")
    docks = Docks(bus.connect("docks"))
    shown = Taskbar(session.queue, bus=bus.connect("window"))
    (tmp_path / "a.png").touch()
    session.open_paths([tmp_path / "a.png"])
    document = session.documents[0]
    open_with(document, noise(8, 9))

    session.queue.preview(document, Recipe(checkpoint="fake"))
    session.engine.tell(0.5)
    session.engine.fail("no preview")
    session.queue.restore(document, Recipe(checkpoint="fake"))
    for done in (0.25, 0.251, 0.5):
        session.engine.tell(done)
    session.queue.cancel_all()

    qtbot.waitUntil(lambda: len(docks.heard) == 4)
    assert {uri for uri, _ in docks.heard} == {"application://org.example.App.desktop"}
    seen = [(p["progress-visible"], p["progress"]) for _, p in docks.heard]
    assert seen == [(True, 0.0), (True, 0.25), (True, 0.5), (False, 0.0)]
    del shown


def test_the_task_bar_shows_a_batch_while_no_photo_is_run(
    bus: Bus, session: FakeSession, tmp_path: Path, qtbot: QtBot
):
    docks = Docks(bus.connect("docks"))
    shown = Taskbar(session.queue, bus=bus.connect("window"))
    (tmp_path / "a.png").touch()
    session.open_paths([tmp_path / "a.png"])
    open_with(session.documents[0], noise(8, 9))

    session.queue.run_batch("2026-05-17-1")
    session.batch.tell(0.9, photo=7)
    session.batch.tell(0.25, "")
    session.queue.restore(session.documents[0], Recipe(checkpoint="fake"))
    session.engine.tell(0.5)
    session.engine.fail("no room")
    session.queue.cancel_all()

    qtbot.waitUntil(lambda: len(docks.heard) == 6)
    seen = [p["progress"] for _, p in docks.heard]
    assert seen == [0.0, 0.25, 0.0, 0.5, 0.25, 0.0]
    assert not docks.heard[-1][1]["progress-visible"]
    del shown


def test_without_a_bus_a_run_goes_on(session: FakeSession, tmp_path: Path):
    nowhere = QDBusConnection.connectToBus("unix:path=/nowhere", "nowhere")
    shown = Taskbar(session.queue, bus=nowhere)
    (tmp_path / "a.png").touch()
    session.open_paths([tmp_path / "a.png"])
    open_with(session.documents[0], noise(8, 9))

    session.queue.restore(session.documents[0], Recipe(checkpoint="fake"))
    session.engine.tell(0.5)

    running = session.queue.running
    assert running is not None
    assert running.done == 0.5
    del shown
