"""The menus: what can be done, by which keys, and why not."""

from collections import Counter
from collections.abc import Generator
from dataclasses import replace
from pathlib import Path
from typing import cast

import numpy as np
import pytest
from fakes.window import diagnosed, noise, opened, restore_with
from gui.fake_lane import FakeLane
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from deblur_desktop.gui.document import Document
from deblur_desktop.gui.lane import Lane
from deblur_desktop.gui.main_window import MainWindow
from deblur_desktop.gui.menus.menu import Menu
from deblur_desktop.gui.queue import Queue
from deblur_desktop.gui.selection import Selection
from deblur_desktop.gui.session import Session
from deblur_desktop.jobs import messages
from deblur_desktop.jobs.messages import Message
from deblur_desktop.photo.photo import Photo
from deblur_desktop.settings import Settings

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Generator[MainWindow]:
    """A window whose workers do what the test says."""
    queue = Queue(cast(Lane, FakeLane()), cast(Lane, FakeLane()))
    state = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    window = MainWindow(Session(queue), state, Settings())
    qtbot.addWidget(window, before_close_func=lambda _: queue.cancel_all())
    yield window
    window.session.close()


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "photo.png"
    path.write_bytes(b"read by nobody")
    return path


class Story:
    """A window, and what its workers do."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.files = cast(FakeLane, window.session.queue.files)
        self.engine = cast(FakeLane, window.session.queue.engine)

    @property
    def document(self) -> Document:
        document = self.window.session.current
        assert document is not None
        return document

    def open(self, photo: Path) -> None:
        self.window.session.open_paths([photo])
        document = self.document
        document.workspace.store_photo(Photo(noise(90, 120)))
        self.files.finish(answer(self.files, opened(90, 120, str(document.workspace.folder))))

    def diagnose(self, checkpoint: str = "fake") -> None:
        self.files.finish(answer(self.files, diagnosed(checkpoint)))

    def restore(self) -> None:
        restore_with(self.document, noise(90, 120, seed=1))

    def select(self) -> None:
        mask = np.full((90, 120), 255, np.uint8)
        self.document.change("Lasso", selection=Selection.from_mask(mask))

    def why_not(self, name: str) -> str:
        """The reason in the tool tip of an action; empty when it can be used."""
        action = self.window.actions_[name]
        reason = action.toolTip().partition("\n")[2]
        assert action.isEnabled() == (not reason)
        return reason


def answer(lane: FakeLane, message: Message) -> Message:
    assert lane.running is not None
    return replace(message, job=lane.running.job)


@pytest.fixture
def story(window: MainWindow) -> Story:
    return Story(window)


def menus(window: MainWindow) -> list[Menu]:
    return [menu for menu in window.findChildren(Menu) if not menu.isEmpty()]


def test_each_action_stands_in_one_menu(window: MainWindow):
    listed = Counter(action for menu in menus(window) for action in menu.actions())

    assert [action.text() for action in window.actions_.all() if listed[action] != 1] == []


def test_no_two_entries_of_a_menu_have_one_mnemonic(window: MainWindow):
    worded_by_qt = (window.actions_["undo"], window.actions_["redo"])
    for menu in menus(window):
        letters = [
            action.text().replace("&&", "").partition("&")[2][:1].lower()
            for action in menu.actions()
            if not action.isSeparator() and action not in worded_by_qt
        ]

        assert "" not in letters
        assert [letter for letter, count in Counter(letters).items() if count > 1] == []


def test_no_two_actions_have_the_same_keys(window: MainWindow):
    keys = Counter(k.toString() for action in window.actions_.all() for k in action.shortcuts())

    assert [key for key, count in keys.items() if count > 1] == []


def test_without_a_photo_each_action_says_to_open_one(story: Story):
    needs_a_photo = ("deblur", "save", "close", "all", "invert", "map", "fit", "next", "compare")

    reasons = {name: story.why_not(name) for name in needs_a_photo}

    assert set(reasons.values()) <= {"Open a photo first.", "Deblur the photo first."}


def test_what_can_be_done_grows_with_what_is_known(story: Story, photo: Path):
    story.open(photo)
    assert story.why_not("deblur") == "The blur is still being looked at."
    assert story.why_not("fit") == ""

    story.diagnose()
    assert story.why_not("deblur") == ""
    assert story.why_not("map") == ""
    assert story.why_not("save") == "Deblur the photo first."
    assert story.why_not("invert") == "Select something first."

    story.select()
    assert story.why_not("invert") == ""
    assert story.window.actions_["deblur"].text() == "&Deblur Selection"

    story.restore()
    assert story.why_not("save") == ""


def test_a_blur_that_no_model_fits_asks_for_a_choice(story: Story, photo: Path):
    story.open(photo)

    story.diagnose(checkpoint="")

    assert "choose one" in story.why_not("deblur")
    story.document.change("Model", checkpoint="named")
    assert story.why_not("deblur") == ""


def test_a_photo_is_deblurred_once_at_a_time(story: Story, photo: Path):
    story.open(photo)
    story.diagnose()

    story.window.actions_["deblur"].trigger()

    assert isinstance(story.engine.running, messages.Restore)
    assert story.why_not("deblur") == "This photo is being deblurred already."
    story.window.actions_["cancel"].trigger()
    assert story.engine.running is None
    assert story.why_not("deblur") == ""
    assert story.why_not("cancel") == "Nothing is running."


def test_steps_are_offered_where_there_is_a_neighbor(story: Story, photo: Path):
    photo.with_name("second.png").write_bytes(b"read by nobody")

    story.window.session.open_paths([photo, photo.with_name("second.png")])

    assert story.why_not("previous") == "This is the first photo."
    assert story.why_not("next") == ""
    story.window.actions_["next"].trigger()
    assert story.document.path.name == "second.png"
    assert story.why_not("next") == "This is the last photo."


def test_undo_names_its_step_and_follows_the_photo(story: Story, photo: Path):
    story.open(photo)

    story.select()

    assert story.window.actions_["undo"].text() == "Undo Lasso"
    story.window.actions_["undo"].trigger()
    assert story.document.edit.selection is None
    story.window.actions_["close"].trigger()
    assert not story.window.actions_["undo"].isEnabled()
