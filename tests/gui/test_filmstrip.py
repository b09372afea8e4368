"""The filmstrip: states, filter, keys, small pictures, and thousands of photos."""

import time
from collections.abc import Generator
from pathlib import Path

import numpy as np
import pytest
from fakes.window import noise, open_with, restore_with
from gui.fake_session import FakeSession
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QComboBox, QLabel
from pytestqt.qtbot import QtBot

from deblur_desktop.gui.document import Document
from deblur_desktop.gui.panels.filmstrip import Filmstrip
from deblur_desktop.gui.photos import STATE, STATE_ICON, Photos
from deblur_desktop.jobs import messages
from deblur_desktop.jobs.workspace import Workspace

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def session(qtbot: QtBot) -> Generator[FakeSession]:
    del qtbot
    session = FakeSession()
    yield session
    session.close()


@pytest.fixture
def strip(session: FakeSession, qtbot: QtBot) -> Filmstrip:
    strip = Filmstrip(session)
    qtbot.addWidget(strip)
    strip.resize(260, 600)
    strip.show()
    return strip


@pytest.fixture
def documents(session: FakeSession) -> list[Document]:
    """Four photos, none of them read; the first one is shown."""
    made = [Document(Path(f"/photos/{name}.jpg"), session) for name in "abcd"]
    for document in made[1:]:
        open_with(document, noise(9, 12))
    session.add(made)
    session.show(made[0])
    return made


def rows(strip: Filmstrip) -> list[QModelIndex]:
    model = strip.view.model()
    return [model.index(row, 0) for row in range(model.rowCount())]


def names(strip: Filmstrip) -> list[str]:
    return [index.data() for index in rows(strip)]


def choose(strip: Filmstrip, text: str) -> None:
    box = strip.findChildren(QComboBox)[0]
    box.setCurrentIndex(box.findText(text))
    box.activated.emit(box.currentIndex())


def failed(document: Document) -> None:
    document.take_failed(messages.Failed(job=1, error="DamagedPhoto", message="half of it"))


def test_states_are_told_by_words_and_signs(strip: Filmstrip, documents: list[Document]):
    failed(documents[1])
    documents[2].take_running()

    told = [(index.data(STATE), index.data(STATE_ICON)) for index in rows(strip)]

    assert told == [
        ("not read yet", "waiting"), ("failed", "error"), ("being deblurred", "running"),
        ("opened", "photo"),
    ]  # fmt: skip
    assert rows(strip)[1].data(Qt.ItemDataRole.AccessibleTextRole) == "b.jpg, failed"


def test_a_filter_lists_some(strip: Filmstrip, documents: list[Document], session: FakeSession):
    failed(documents[1])
    open_with(documents[2], noise(9, 12))
    restore_with(documents[2], noise(9, 12))

    choose(strip, "Failed")
    assert names(strip) == ["a.jpg", "b.jpg"], "the one that is shown stays"
    choose(strip, "Done")
    assert names(strip) == ["a.jpg", "c.jpg"]
    session.show(documents[2])
    assert names(strip) == ["c.jpg"]
    choose(strip, "To do")
    assert names(strip) == ["a.jpg", "c.jpg", "d.jpg"]
    choose(strip, "All photos")
    assert names(strip) == ["a.jpg", "b.jpg", "c.jpg", "d.jpg"]


def test_a_photo_that_is_looked_at_does_not_go_when_its_state_does(
    strip: Filmstrip, documents: list[Document], session: FakeSession
):
    session.show(documents[3])
    choose(strip, "To do")

    failed(documents[3])
    failed(documents[2])

    assert names(strip) == ["a.jpg", "b.jpg", "d.jpg"]
    assert session.current is documents[3]
    assert strip.view.currentIndex().data() == "d.jpg"


def test_a_filter_that_lists_nothing_says_so(
    strip: Filmstrip, documents: list[Document], session: FakeSession
):
    session.show(None)

    choose(strip, "Failed")

    said = [label.text() for label in strip.findChildren(QLabel) if label.isVisible()]
    assert said == ["No open photo is of this kind."]
    failed(documents[0])
    assert strip.view.isVisible()


def test_a_click_and_the_arrows_show_another_photo(
    strip: Filmstrip, documents: list[Document], session: FakeSession, qtbot: QtBot
):
    place = strip.view.visualRect(rows(strip)[2]).center()
    qtbot.mouseClick(strip.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert session.current is documents[2]

    qtbot.keyClick(strip.view, Qt.Key.Key_Down)

    assert session.current is documents[3]


def test_delete_closes_the_photo_and_shows_its_neighbor(
    strip: Filmstrip, documents: list[Document], session: FakeSession, qtbot: QtBot
):
    session.show(documents[1])
    strip.activateWindow()
    strip.view.setFocus()
    qtbot.waitUntil(strip.view.hasFocus)

    qtbot.keyClick(strip.view, Qt.Key.Key_Delete)

    assert names(strip) == ["a.jpg", "c.jpg", "d.jpg"]
    assert session.current is documents[2]
    assert strip.view.currentIndex().data() == "c.jpg"


def test_the_context_menu_acts_on_the_row_that_was_pressed(
    strip: Filmstrip,
    documents: list[Document],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
):
    shown: list[Path] = []
    monkeypatch.setattr("deblur_desktop.gui.reveal.show_in_folder", shown.append)
    actions = {action.text(): action for action in strip.view.actions()}
    place = strip.view.visualRect(rows(strip)[2]).center()

    qtbot.mousePress(strip.view.viewport(), Qt.MouseButton.RightButton, pos=place)
    actions["Copy Path"].trigger()
    actions["Show in Folder"].trigger()

    assert QGuiApplication.clipboard().text() == str(documents[2].path)
    assert shown == [documents[2].path]


# Small pictures


def picture_of(strip: Filmstrip, row: int) -> QIcon | None:
    return rows(strip)[row].data(Qt.ItemDataRole.DecorationRole)


def give_thumbnail(session: FakeSession) -> str:
    """The worker has made the small picture; gives the path it was asked for."""
    request = session.files.running
    assert isinstance(request, messages.Thumbnail)
    picture = np.full((100, 150, 3), 200, np.uint8)
    Workspace(Path(request.workspace)).store_thumbnail(request.name, picture)
    session.files.finish(messages.Thumbnailed(job=request.job))
    return request.path


@pytest.fixture
def unread(session: FakeSession) -> list[Document]:
    made = [Document(Path(f"/photos/{number:04}.jpg"), session) for number in range(500)]
    session.add(made)
    return made


def test_pictures_are_made_of_what_is_seen(
    strip: Filmstrip, unread: list[Document], session: FakeSession, qtbot: QtBot
):
    qtbot.waitUntil(lambda: session.files.running is not None)

    paths: list[str] = []
    while session.files.running is not None:
        paths.append(give_thumbnail(session))

    assert 5 <= len(paths) < 20
    assert set(paths) <= {str(document.path) for document in unread[:20]}
    assert picture_of(strip, 0) is not None
    assert list(session.workspace.folder.iterdir()) == []


def test_what_is_scrolled_to_is_asked_for_first(
    strip: Filmstrip, unread: list[Document], session: FakeSession, qtbot: QtBot
):
    del unread
    qtbot.waitUntil(lambda: session.files.running is not None)
    give_thumbnail(session)

    strip.view.scrollToBottom()
    strip.view.grab()
    give_thumbnail(session)

    assert give_thumbnail(session) > "/photos/0480"


def test_a_photo_that_is_opened_comes_before_pictures(
    strip: Filmstrip, unread: list[Document], session: FakeSession, qtbot: QtBot
):
    del strip
    qtbot.waitUntil(lambda: session.files.running is not None)

    session.show(unread[3])
    give_thumbnail(session)

    assert isinstance(session.files.running, messages.Open)
    assert session.files.waiting == ()


def test_a_photo_without_a_small_picture_is_not_asked_for_again(
    strip: Filmstrip, session: FakeSession, qtbot: QtBot
):
    session.add([Document(Path("/photos/huge.png"), session)])
    qtbot.waitUntil(lambda: session.files.running is not None)

    session.files.fail("it would take long")
    strip.view.grab()

    assert session.files.running is None
    assert picture_of(strip, 0) is None


def test_a_photo_that_was_read_has_its_picture_at_once(
    strip: Filmstrip, session: FakeSession, qtbot: QtBot
):
    document = Document(Path("/photos/huge.png"), session)
    session.add([document])
    qtbot.waitUntil(lambda: session.files.running is not None)
    session.files.fail("it would take long")

    open_with(document, noise(300, 450))

    picture = picture_of(strip, 0)
    assert picture is not None
    assert picture.availableSizes()[0].width() == 192


def test_a_small_picture_is_not_made_for_a_closed_photo(
    strip: Filmstrip, unread: list[Document], session: FakeSession, qtbot: QtBot
):
    qtbot.waitUntil(lambda: session.files.running is not None)

    for document in list(unread):
        session.close_document(document)
    give_thumbnail(session)

    assert session.files.running is None
    assert strip.count() == 0


# Thousands


def test_a_change_of_one_photo_costs_one_row(session: FakeSession, qtbot: QtBot):
    del qtbot
    made = [Document(Path(f"/photos/{number}.jpg"), session) for number in range(2000)]
    session.add(made)
    photos = Photos(session)
    changed: list[tuple[int, int]] = []
    photos.dataChanged.connect(lambda first, last: changed.append((first.row(), last.row())))

    made[1234].take_running()

    assert changed == [(1234, 1234)]


def test_2000_photos_are_listed_and_stay_quick(strip: Filmstrip, session: FakeSession):
    made = [Document(Path(f"/photos/{number}.jpg"), session) for number in range(2000)]
    begin = time.process_time()
    session.add(made)
    strip.grab()
    assert time.process_time() - begin < 2

    begin = time.process_time()
    for document in made[::20]:
        document.take_running()
        document.take_cancelled()
    strip.grab()

    assert (time.process_time() - begin) / 200 < 0.005
