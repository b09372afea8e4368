"""The session: which photos are open, and which one is shown."""

from collections.abc import Callable, Generator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from deblur_desktop.gui.document import State
from deblur_desktop.gui.lane import Lane
from deblur_desktop.gui.queue import Queue
from deblur_desktop.gui.session import Session

FAILED = {"type": "Failed", "error": "UnreadablePhoto", "message": "no photo", "hint": ""}
INSPECTED = {"type": "Inspected", "devices": {"cpu": "a CPU"}, "checkpoints": ["fake"]}
IMPORTED = {"type": "Imported", "checkpoint": "mine", "notices": ["no card knows it"]}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """With files that are named as photos."""
    (tmp_path / "photos").mkdir()
    for name in ("a.png", "b.jpg", "c.tif", "notes.txt"):
        (tmp_path / "photos" / name).touch()
    return tmp_path / "photos"


@pytest.fixture
def session(scripted: Callable[..., Lane]) -> Generator[Session]:
    """No photo can be read here."""
    files, engine = scripted([FAILED]), scripted([INSPECTED])
    session = Session(Queue(files, engine, scripted([IMPORTED])))
    yield session
    session.close()


def names(session: Session) -> list[str]:
    return [document.path.name for document in session.documents]


def test_the_photos_of_a_folder_are_opened_and_the_first_is_shown(session: Session, folder: Path):
    session.open_paths([folder])

    assert names(session) == ["a.png", "b.jpg", "c.tif"]
    assert session.current is session.documents[0]


def test_only_what_is_shown_is_read(session: Session, folder: Path, qtbot: QtBot):
    session.open_paths([folder])

    qtbot.waitUntil(lambda: session.documents[0].state is State.FAILED)
    assert [document.state for document in session.documents[1:]] == [State.WAITING] * 2


def test_a_photo_that_is_open_is_shown_and_not_opened_again(session: Session, folder: Path):
    session.open_paths([folder])

    session.open_paths(iter([folder / "b.jpg"]))

    assert len(session.documents) == 3
    assert session.current is session.documents[1]


def test_more_photos_come_behind_and_the_first_new_one_is_shown(session: Session, folder: Path):
    session.open_paths([folder / "c.tif"])
    session.open_paths([folder])

    assert names(session) == ["c.tif", "a.png", "b.jpg"]
    assert session.current is session.documents[1]


def test_a_place_without_photos_is_told(session: Session, tmp_path: Path, qtbot: QtBot):
    (tmp_path / "empty").mkdir()

    with qtbot.waitSignal(session.noticed):
        session.open_paths([tmp_path / "empty"])

    assert session.current is None


def test_steps_end_at_the_first_and_the_last(session: Session, folder: Path):
    session.open_paths([folder])
    shown: list[str] = []
    session.current_changed.connect(
        lambda: shown.append(session.current.path.name if session.current else "")
    )

    for by in (-1, 1, 1, 1, -1):
        session.step(by)

    assert shown == ["b.jpg", "c.tif", "b.jpg"]


def test_closing_shows_the_neighbor_and_in_the_end_nothing(session: Session, folder: Path):
    session.open_paths([folder])
    session.step(1)
    left: list[list[str]] = []

    for _ in range(3):
        assert session.current is not None
        session.close_document(session.current)
        left.append([session.current.path.name if session.current else "", *names(session)])

    assert left == [["c.tif", "a.png", "c.tif"], ["a.png", "a.png"], [""]]


def test_closing_stops_the_jobs_of_that_photo(session: Session, folder: Path, qtbot: QtBot):
    session.open_paths([folder])
    document = session.documents[0]

    session.close_document(document)

    qtbot.waitUntil(lambda: all(j.document is not document for j in session.queue.jobs))


def test_what_the_engine_has_is_told_and_an_import_asks_again(
    session: Session, tmp_path: Path, qtbot: QtBot
):
    notices: list[tuple[str, str]] = []
    session.noticed.connect(lambda *words: notices.append(words))
    with qtbot.waitSignal(session.inspected):
        session.queue.inspect()
    assert session.devices == {"cpu": "a CPU"}

    with qtbot.waitSignal(session.inspected):
        session.queue.import_checkpoint(tmp_path / "mine.pth", unverified=True)

    assert notices == [("installed: mine", "No card knows it")]
