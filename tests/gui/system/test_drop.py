"""Dropping onto the window, with the events that Qt sends, and dragging out of it."""

from pathlib import Path

import pytest
from fakes.window import noise, restore_with, saved
from gui.fake_session import FakeSession
from PySide6.QtCore import QMimeData, QModelIndex, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from deblur_desktop.gui.document import Document, State
from deblur_desktop.gui.panels.filmstrip import Filmstrip
from deblur_desktop.gui.system.drop import DropTarget

COPY = Qt.DropAction.CopyAction


class Window(QMainWindow):
    """A window with a center that is a drop target."""

    def __init__(self, session: FakeSession) -> None:
        super().__init__()
        center = QWidget()
        self.setCentralWidget(center)
        self.target = DropTarget(self, center, session)
        self.resize(400, 300)

    @property
    def hint(self) -> str:
        return self.target.hint.text() if self.target.hint.isVisible() else ""

    def enter(self, data: QMimeData) -> bool:
        """Whether a drag of *data* is welcome."""
        event = QDragEnterEvent(
            QPoint(9, 9),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        event.ignore()
        QApplication.sendEvent(self, event)
        return event.isAccepted()

    def drop(self, data: QMimeData, proposed: Qt.DropAction = COPY) -> Qt.DropAction:
        """What is done with what was dropped."""
        event = QDropEvent(
            QPointF(9, 9),
            COPY | proposed,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        event.setDropAction(proposed)
        QApplication.sendEvent(self, event)
        assert event.isAccepted()
        return event.dropAction()


@pytest.fixture
def window(session: FakeSession, qtbot: QtBot) -> Window:
    window = Window(session)
    qtbot.addWidget(window)
    window.show()
    return window


def addresses(*urls: str) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl(url) for url in urls])
    return data


def test_files_are_welcome_and_opened(window: Window, session: FakeSession, tmp_path: Path):
    (tmp_path / "a.png").touch()
    data = addresses((tmp_path / "a.png").as_uri())

    assert window.enter(data)
    assert window.hint == "Drop to open"
    window.drop(data)

    assert window.hint == ""
    assert [document.path for document in session.documents] == [tmp_path / "a.png"]


def test_a_file_is_copied_even_if_its_program_proposes_to_move_it(window: Window, tmp_path: Path):
    (tmp_path / "a.png").touch()
    data = addresses((tmp_path / "a.png").as_uri())
    assert window.enter(data)

    assert window.drop(data, Qt.DropAction.MoveAction) == COPY


def test_a_picture_is_welcome_and_opened(window: Window, session: FakeSession):
    data = QMimeData()
    data.setData("image/png", b"\x89PNG")

    assert window.enter(data)
    assert window.hint == "Drop to open"
    window.drop(data)

    assert len(session.documents) == 1


def test_an_address_is_refused_with_a_sentence_and_not_fetched(
    window: Window, session: FakeSession
):
    data = addresses("https://example.org/a.png")

    assert window.enter(data)  # else no drop would ever tell why
    assert "web" in window.hint
    window.drop(data)

    assert session.documents == []
    assert len(session.notices) == 1


def test_what_can_be_no_photo_is_not_welcome(window: Window):
    data = QMimeData()
    data.setText("words")

    assert not window.enter(data)
    assert window.hint == ""


def test_the_hint_goes_when_the_drag_does(window: Window):
    window.enter(addresses("file:///a.png"))
    QApplication.sendEvent(window, QDragLeaveEvent())

    assert window.hint == ""


def test_the_hint_covers_the_center_whatever_its_size(window: Window, qtbot: QtBot):
    window.resize(600, 500)
    qtbot.waitUntil(lambda: window.centralWidget().width() == 600)
    window.enter(addresses("file:///a.png"))

    assert window.target.hint.size() == window.centralWidget().size()


# Out of the window


@pytest.fixture
def document(session: FakeSession, tmp_path: Path) -> Document:
    (tmp_path / "a.png").touch()
    session.open_paths([tmp_path / "a.png"])
    return session.documents[0]


@pytest.fixture
def strip(session: FakeSession, document: Document, qtbot: QtBot) -> Filmstrip:
    del document
    strip = Filmstrip(session)
    qtbot.addWidget(strip)
    session.documents_changed.emit()
    return strip


def save(document: Document, path: Path) -> None:
    if document.edit.result is None:
        restore_with(document, noise(90, 120, 1))
    path.write_bytes(b"a photo")
    document.take_saved(saved(str(path), document.saving_recipe()))


def row(strip: Filmstrip, number: int = 0) -> QModelIndex:
    return strip.view.model().index(number, 0)


def is_draggable(strip: Filmstrip) -> bool:
    return bool(row(strip).flags() & Qt.ItemFlag.ItemIsDragEnabled)


def dragged(strip: Filmstrip) -> QMimeData:
    return strip.view.model().mimeData([row(strip)])


def tip(strip: Filmstrip, number: int = 0) -> str:
    return row(strip, number).data(Qt.ItemDataRole.ToolTipRole)


def test_a_saved_photo_gives_the_address_of_its_file(
    strip: Filmstrip, document: Document, tmp_path: Path
):
    save(document, tmp_path / "a ü#%_deblurred.png")

    data = dragged(strip)

    assert is_draggable(strip)
    assert [url.toLocalFile() for url in data.urls()] == [str(tmp_path / "a ü#%_deblurred.png")]
    assert data.formats() == ["text/uri-list"]
    assert "Drag it" in tip(strip)


def test_a_drag_offers_a_copy_so_that_nobody_moves_the_file(strip: Filmstrip):
    assert strip.view.model().supportedDragActions() == Qt.DropAction.CopyAction


def test_what_is_not_saved_is_offered_to_nobody(strip: Filmstrip, document: Document):
    assert not is_draggable(strip)
    assert "Save the result" not in tip(strip)

    document.state = State.RESTORED
    document.state_changed.emit()

    assert not is_draggable(strip)
    assert "Save the result" in tip(strip)
    assert dragged(strip) is None


def test_a_file_that_is_gone_is_not_dragged(strip: Filmstrip, document: Document, tmp_path: Path):
    save(document, tmp_path / "b.png")
    (tmp_path / "b.png").unlink()

    assert dragged(strip) is None


def test_a_name_that_looks_like_markup_is_shown_as_it_is(
    session: FakeSession, strip: Filmstrip, tmp_path: Path
):
    (tmp_path / "<b>&.png").touch()
    session.open_paths([tmp_path / "<b>&.png"])

    assert "&lt;b&gt;&amp;.png" in tip(strip, 1)
