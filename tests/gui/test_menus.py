"""The menus: what can be done, by which keys, and why not."""

from collections import Counter
from collections.abc import Generator
from pathlib import Path

import pytest
from gui.story import Story, make_window
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from deblur_desktop.gui.document import State
from deblur_desktop.gui.main_window import MainWindow
from deblur_desktop.gui.menus.menu import Menu
from deblur_desktop.jobs import messages

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Generator[MainWindow]:
    """A window whose workers do what the test says."""
    window = make_window(tmp_path)
    qtbot.addWidget(window, before_close_func=lambda _: window.session.queue.cancel_all())
    yield window
    window.session.close()


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "photo.png"
    path.write_bytes(b"read by nobody")
    return path


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


def test_the_zoom_is_told_of_a_photo_that_is_shown_as_large_as_the_last(story: Story, photo: Path):
    story.open(photo)
    story.diagnose()
    first = {label.text() for label in story.window.status.findChildren(QLabel)}
    photo.with_name("second.png").write_bytes(b"read by nobody")

    story.open(photo.with_name("second.png"))

    told = {label.text() for label in story.window.status.findChildren(QLabel)}
    assert f"{100 * story.window.canvas.viewport.zoom:.0f} %" in first & told


def test_cancelling_stops_the_run_of_the_photo_that_is_shown(story: Story, photo: Path):
    story.open(photo)
    story.diagnose()
    first = story.document
    story.window.actions_["deblur"].trigger()
    photo.with_name("second.png").write_bytes(b"read by nobody")
    story.open(photo.with_name("second.png"))
    story.diagnose()
    story.window.actions_["deblur"].trigger()

    story.window.actions_["cancel"].trigger()

    jobs = story.window.session.queue.jobs
    (left,) = (job for job in jobs if isinstance(job.request, messages.Restore))
    assert left.document is first


def test_a_panel_that_was_closed_is_found_in_the_menu(story: Story):
    story.window.show()
    panel = story.window.sidebar
    story.window.actions_["show-panels"].trigger()
    assert not panel.isVisible()

    story.window.actions_["show-panels"].trigger()

    assert panel.isVisible()


@pytest.mark.parametrize("answer", [True, False], ids=["quit", "stay"])
def test_an_unsaved_result_is_not_lost_without_a_question(
    answer: bool, story: Story, photo: Path, monkeypatch: pytest.MonkeyPatch
):
    window, asked = story.window, list[str]()
    monkeypatch.setattr(window, "_asks", True)
    monkeypatch.setattr(window, "_may_quit", lambda: asked.append("asked") or answer)
    window.show()
    story.open(photo)
    story.diagnose()
    story.restore()

    assert window.close() == answer

    assert asked == ["asked"]


def test_nothing_is_asked_when_everything_is_saved(
    story: Story, photo: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(story.window, "_asks", True)
    monkeypatch.setattr(story.window, "_may_quit", lambda: pytest.fail("asked"))
    story.window.show()
    story.open(photo)
    story.diagnose()
    story.restore()
    story.save(photo.with_name("result.png"))

    assert story.window.close()


def test_a_result_that_is_undone_is_not_called_unsaved(story: Story, photo: Path):
    story.open(photo)
    story.diagnose()
    story.restore()
    assert story.document.state is State.RESTORED

    story.window.actions_["undo"].trigger()
    assert story.document.state is State.OPENED
    story.window.actions_["redo"].trigger()

    assert story.document.state is State.RESTORED


def test_a_click_on_a_photo_gives_its_keys_to_the_canvas(story: Story, photo: Path, qtbot: QtBot):
    story.open(photo)
    story.window.show()
    view = story.window.filmstrip.view
    view.setFocus()

    place = view.visualRect(view.model().index(0, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert story.window.focusWidget() is story.window.canvas
