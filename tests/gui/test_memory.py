"""What is left of a session at the next start."""

import json
from collections.abc import Generator
from pathlib import Path

import numpy as np
import pytest
from fakes.window import noise, open_with
from gui.fake_session import FakeSession
from numpy.typing import NDArray
from pytestqt.qtbot import QtBot

from deblur_desktop.gui.document import Document
from deblur_desktop.gui.memory import bring_back, forget_recent, recent_photos, remember
from deblur_desktop.gui.selection import SIDE, Selection
from deblur_desktop.gui.system.pasted import store_pasted

Mask = NDArray[np.uint8]


@pytest.fixture
def session(qtbot: QtBot) -> Generator[FakeSession]:
    del qtbot
    session = FakeSession()
    yield session
    session.close()


@pytest.fixture
def later(qtbot: QtBot) -> Generator[FakeSession]:
    """That of the next start."""
    del qtbot
    session = FakeSession()
    yield session
    session.close()


def touched(folder: Path, *names: str) -> list[Path]:
    for name in names:
        (folder / name).touch()
    return [folder / name for name in names]


def shape(height: int, width: int) -> NDArray[np.uint8]:
    """A disc with a soft edge, off the center."""
    y, x = np.mgrid[:height, :width]
    distance = np.hypot(y - height / 3, x - width / 2)
    return np.clip((height / 4 - distance) * 40 + 128, 0, 255).astype(np.uint8)


def with_selection(session: FakeSession, path: Path, mask: NDArray[np.uint8]) -> Document:
    session.open_paths([path])
    document = session.documents[-1]
    open_with(document, noise(*mask.shape))
    document.change("Lasso", selection=Selection.from_mask(mask))
    return document


def kept(data_folder: Path) -> list[Path]:
    return sorted((data_folder / "selections").glob("*"))


def test_photos_choices_and_place_come_back(
    session: FakeSession, later: FakeSession, tmp_path: Path
):
    session.open_paths(touched(tmp_path, "a.png", "b.png"))
    session.step(1)
    session.documents[1].change("Strength", strength=0.5)

    remember(session)
    bring_back(later)

    assert [document.path.name for document in later.documents] == ["a.png", "b.png"]
    assert later.current is later.documents[1]
    assert later.documents[1].edit.strength == 0.5
    assert not later.documents[1].undo_stack.canUndo()


def test_the_window_remembers_at_once_what_came_back(
    session: FakeSession, later: FakeSession, tmp_path: Path
):
    """Else a crash before the first change would lose what the start brought back."""
    mask = shape(60, 80)
    with_selection(session, touched(tmp_path, "a.png")[0], mask).change("Strength", strength=0.5)
    remember(session)
    later.documents_changed.connect(lambda: remember(later))
    bring_back(later)

    last = FakeSession()
    bring_back(last)
    open_with(last.documents[0], noise(60, 80))

    assert last.documents[0].edit.strength == 0.5
    assert last.documents[0].edit.selection is not None
    last.close()


def test_a_selection_comes_back_when_its_photo_is_read(
    session: FakeSession, later: FakeSession, tmp_path: Path
):
    mask = shape(SIDE + 90, SIDE + 30)
    with_selection(session, touched(tmp_path, "a.png")[0], mask)

    remember(session)
    bring_back(later)
    (document,) = later.documents
    assert document.edit.selection is None
    open_with(document, noise(*mask.shape))

    assert document.edit.selection is not None
    assert np.array_equal(document.edit.selection.mask(), mask)
    assert not document.undo_stack.canUndo()


def test_a_selection_is_kept_through_a_start_in_which_nobody_looked_at_it(
    session: FakeSession, later: FakeSession, tmp_path: Path
):
    mask = shape(60, 80)
    with_selection(session, touched(tmp_path, "a.png")[0], mask)
    remember(session)
    bring_back(later)
    remember(later)

    last = FakeSession()
    bring_back(last)
    open_with(last.documents[0], noise(60, 80))

    assert last.documents[0].edit.selection is not None
    assert np.array_equal(last.documents[0].edit.selection.mask(), mask)
    last.close()


def test_a_photo_of_another_size_gets_no_selection(
    session: FakeSession, later: FakeSession, tmp_path: Path
):
    with_selection(session, touched(tmp_path, "a.png")[0], shape(60, 80))

    remember(session)
    bring_back(later)
    open_with(later.documents[0], noise(80, 60))

    assert later.documents[0].edit.selection is None


def test_only_selections_of_now_take_room(session: FakeSession, tmp_path: Path, data_folder: Path):
    document = with_selection(session, touched(tmp_path, "a.png")[0], shape(600, 800))
    remember(session)
    (first,) = kept(data_folder)
    assert first.stat().st_size < 20_000

    document.change("Lasso", selection=Selection.from_mask(255 - shape(600, 800)))
    remember(session)
    (second,) = kept(data_folder)
    assert second != first

    document.change("Deselect", selection=None)
    remember(session)
    assert kept(data_folder) == []


def test_a_selection_is_not_written_again(session: FakeSession, tmp_path: Path, data_folder: Path):
    with_selection(session, touched(tmp_path, "a.png")[0], shape(60, 80))
    remember(session)
    (file,) = kept(data_folder)
    before = file.stat().st_mtime_ns

    remember(session)

    assert file.stat().st_mtime_ns == before


@pytest.mark.parametrize("damage", ["gone", "cut", "larger", "outside", "words"])
def test_a_damaged_selection_is_none(
    session: FakeSession, later: FakeSession, tmp_path: Path, data_folder: Path, damage: str
):
    with_selection(session, touched(tmp_path, "a.png")[0], shape(60, 80))
    remember(session)
    (file,) = kept(data_folder)
    record = data_folder / "session.json"
    facts = json.loads(record.read_text("utf-8"))
    selection = facts["photos"][0]["selection"]
    match damage:
        case "gone":
            file.unlink()
        case "cut":
            file.write_bytes(file.read_bytes()[:40])
        case "larger":
            selection["box"][2] += 1
        case "outside":
            selection["box"][0] = 70
        case _:
            selection |= {"box": "words", "file": "../session.json"}
    record.write_text(json.dumps(facts), "utf-8")

    bring_back(later)
    open_with(later.documents[0], noise(60, 80))

    assert later.documents[0].edit.selection is None


def test_recent_photos_are_those_looked_at_the_last_one_first(
    session: FakeSession, later: FakeSession, tmp_path: Path
):
    session.open_paths(touched(tmp_path, "a.png", "b.png", "c.png", "d.png"))
    session.step(1)
    session.step(-1)
    remember(session)

    assert [path.name for path in recent_photos(later)] == ["a.png", "b.png"]


def test_what_is_open_or_gone_is_not_recent(
    session: FakeSession, later: FakeSession, tmp_path: Path
):
    for path in touched(tmp_path, "a.png", "b.png", "c.png"):
        session.open_paths([path])
    remember(session)
    later.open_paths([tmp_path / "c.png"])
    (tmp_path / "b.png").unlink()

    assert [path.name for path in recent_photos(later)] == ["a.png"]


def test_a_photo_that_was_closed_is_recent(session: FakeSession, tmp_path: Path):
    session.open_paths(touched(tmp_path, "a.png"))
    session.close_document(session.documents[0])
    remember(session)

    assert [path.name for path in recent_photos(session)] == ["a.png"]


def test_forgotten_photos_stay_forgotten(session: FakeSession, tmp_path: Path):
    session.open_paths(touched(tmp_path, "a.png"))
    session.close_document(session.documents[0])
    remember(session)

    forget_recent(session)
    remember(session)

    assert recent_photos(session) == []


def test_pasted_pictures_live_as_long_as_they_are_open(session: FakeSession, later: FakeSession):
    open_, closed = store_pasted(b"1", ".png"), store_pasted(b"2", ".png")
    session.open_paths([open_, closed])
    session.close_document(session.documents[1])
    remember(session)

    bring_back(later)

    assert [document.path for document in later.documents] == [open_]
    assert open_.exists()
    assert not closed.exists()
    assert recent_photos(FakeSession()) == []


@pytest.mark.parametrize(
    "text", ["", "[]", '{"photos": 3, "recent": 4}', '{"photos": [{"path": 1}]}']
)
def test_a_damaged_memory_is_an_empty_one(session: FakeSession, data_folder: Path, text: str):
    (data_folder / "session.json").write_text(text, "utf-8")

    bring_back(session)

    assert session.documents == []
    assert recent_photos(session) == []
