"""Promises about every control of the window, in each state of a photo."""

from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from fakes.networks import install, write_fake_plugin
from gui.story import Story, make_window
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QMenu,
    QScrollBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
KINDS = (QAbstractButton, QComboBox, QAbstractSlider, QAbstractSpinBox)


@pytest.fixture
def story(qtbot: QtBot, tmp_path: Path) -> Generator[Story]:
    write_fake_plugin()
    install("sharpens", "is-slow")
    window = make_window(tmp_path)
    window.desk.state.setValue("open/advanced", "true")
    qtbot.addWidget(window, before_close_func=lambda _: window.session.queue.cancel_all())
    window.resize(1400, 1400)
    window.show()
    yield Story(window)
    window.session.close()


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "photo.png"
    path.write_bytes(b"read by nobody")
    return path


def nothing_open(story: Story, photo: Path) -> None:
    del story, photo


def being_opened(story: Story, photo: Path) -> None:
    story.window.session.open_paths([photo])


def being_diagnosed(story: Story, photo: Path) -> None:
    story.open(photo)


def opened(story: Story, photo: Path) -> None:
    being_diagnosed(story, photo)
    story.diagnose("sharpens")


def selected(story: Story, photo: Path) -> None:
    opened(story, photo)
    story.select()
    story.window.actions_["tool-brush"].trigger()


def nothing_fits(story: Story, photo: Path) -> None:
    being_diagnosed(story, photo)
    story.diagnose("")


def running(story: Story, photo: Path) -> None:
    opened(story, photo)
    story.window.actions_["deblur"].trigger()


def restored(story: Story, photo: Path) -> None:
    opened(story, photo)
    story.restore()


def not_improved(story: Story, photo: Path) -> None:
    opened(story, photo)
    story.restore(improved=False)


def saved(story: Story, photo: Path) -> None:
    restored(story, photo)
    story.save(photo.with_name("result.png"))


def failed(story: Story, photo: Path) -> None:
    running(story, photo)
    story.engine.fail("out of memory", "close other programs", "Traceback")


STATES = (
    nothing_open, being_opened, being_diagnosed, opened, selected, nothing_fits, running, restored,
    not_improved, saved, failed,
)  # fmt: skip
State = Callable[[Story, Path], None]
in_each_state = pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)


def controls(story: Story) -> Iterator[QWidget]:
    """What a person sees and might press or move."""
    for widget in story.window.findChildren(QWidget):
        seen = widget.isVisibleTo(story.window)
        if seen and isinstance(widget, KINDS) and not isinstance(widget, QScrollBar):
            yield widget


@in_each_state
def test_a_disabled_control_says_why(state: State, story: Story, photo: Path):
    state(story, photo)

    silent = [
        f"{type(widget.parent()).__name__}: {name_of(widget, story)}"
        for widget in controls(story)
        if not widget.isEnabled() and not widget.toolTip().endswith(".")
    ]

    assert silent == []


@in_each_state
def test_a_disabled_entry_of_a_menu_says_why(state: State, story: Story, photo: Path):
    state(story, photo)

    # Qt has one without a title, for what does not fit into the bar.
    menus = [menu for menu in story.window.menuBar().findChildren(QMenu) if menu.title()]
    entries = [each for menu in menus for each in menu.actions() if not each.isSeparator()]
    assert [e.text() for e in entries if not e.isEnabled() and not e.toolTip().endswith(".")] == []
    assert [menu.title() for menu in menus if not menu.toolTipsVisible()] == []


@in_each_state
def test_every_control_has_a_name(state: State, story: Story, photo: Path):
    state(story, photo)

    nameless = [
        f"{type(widget.parent()).__name__}: {type(widget).__name__}"
        for widget in controls(story)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not name_of(widget, story)
    ]

    assert nameless == []


def name_of(widget: QWidget, story: Story) -> str:
    text = getattr(widget, "text", str)() if isinstance(widget, QAbstractButton) else ""
    labels = story.window.findChildren(QLabel)
    buddies = (label.text() for label in labels if label.buddy() is widget)
    return widget.accessibleName() or text or next(buddies, "")


@pytest.mark.parametrize("state", [selected, saved, not_improved], ids=lambda s: s.__name__)
def test_tab_goes_down_the_panels(state: State, story: Story, photo: Path):
    state(story, photo)
    bar = story.window.sidebar
    stops = [widget for widget in controls(story) if bar.isAncestorOf(widget)]
    stops = [w for w in stops if w.isEnabled() and w.focusPolicy() & Qt.FocusPolicy.TabFocus]

    met = [next_stop for next_stop in chain_of(bar) if next_stop in stops]

    assert len(met) == len(stops) > 5
    heights = [stop.mapTo(bar, stop.rect().center()).y() for stop in met]
    assert heights == sorted(heights)


def chain_of(bar: QWidget) -> Iterator[QWidget]:
    """In the order of the Tab key."""
    widget = bar.nextInFocusChain()
    while widget is not None and widget is not bar:
        if bar.isAncestorOf(widget):
            yield widget
        widget = widget.nextInFocusChain()
