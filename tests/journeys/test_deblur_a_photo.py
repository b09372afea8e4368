"""What a person does with photos, from opening to saving, with the real workers."""

import hashlib
from pathlib import Path

import numpy as np
import pytest
from fakes.process import wait_until_gone
from pytestqt.qtbot import QtBot

from deblur_desktop.gui.document import Document, State
from deblur_desktop.gui.main_window import MainWindow
from deblur_desktop.gui.scene import Mode
from deblur_desktop.gui.selection import Selection
from deblur_desktop.photo.files import open_photo
from deblur_desktop.photo.xmp import read_receipt

# Said by Qt's offscreen screen alone.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
LONG = 30_000


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def opened(window: MainWindow, path: Path, qtbot: QtBot) -> Document:
    """*path*, open, diagnosed and shown."""
    window.session.open_paths([path])
    document = window.session.current
    assert document is not None
    qtbot.waitUntil(lambda: document.diagnosis is not None, timeout=LONG)
    return document


def deblurred(window: MainWindow, document: Document, model: str, qtbot: QtBot) -> None:
    before = document.edit.result
    document.change("Model", checkpoint=model)
    window.actions_["deblur"].trigger()
    qtbot.waitUntil(lambda: document.edit.result is not before, timeout=LONG)


def wait_idle(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.session.queue.jobs == (), timeout=LONG)


def saved(window: MainWindow, document: Document, qtbot: QtBot) -> Path:
    before = document.saved
    window.actions_["save"].trigger()
    qtbot.waitUntil(lambda: document.saved is not before, timeout=LONG)
    assert document.saved is not None
    return Path(document.saved.path)


def test_a_photo_is_opened_deblurred_compared_changed_and_saved(
    window: MainWindow, photos: Path, qtbot: QtBot
):
    path = photos / "a.png"
    before = digest(path)

    document = opened(window, path, qtbot)
    assert window.actions_["deblur"].isEnabled()
    assert not window.actions_["save"].isEnabled()
    deblurred(window, document, "sharpens", qtbot)
    assert document.state is State.RESTORED
    assert window.canvas.mode is Mode.SPLIT

    document.begin_gesture()
    document.change("Amount", merge=True, strength=0.5)
    window.actions_["undo"].trigger()
    assert document.edit.strength == 1
    window.actions_["undo"].trigger()
    assert document.edit.result is None
    assert not window.actions_["save"].isEnabled()
    window.actions_["redo"].trigger()
    window.actions_["redo"].trigger()
    assert document.edit.strength == 0.5

    result = saved(window, document, qtbot)

    assert result == photos / "a_deblurred.png"
    assert digest(path) == before
    original, after = open_photo(path).pixels, open_photo(result).pixels
    assert document.edit.result is not None
    full = document.workspace.display(f"{document.edit.result.name}.display") / 255
    inside = (full > 0) & (full < 1)  # what overshoots is cut after mixing, in the picture before
    assert np.abs(after - (original + full) / 2)[inside].max() < 1.6 / 255
    assert np.abs(after - original).mean() > 0.5 / 255
    assert document.saved is not None
    assert any("sharpens" in line.lower() for line in document.saved.lines)
    text = read_receipt(open_photo(result).metadata.xmp)
    assert text is not None
    assert '"strength": 0.5' in text
    assert document.state is State.SAVED


def test_only_what_is_selected_changes(window: MainWindow, photos: Path, qtbot: QtBot):
    document = opened(window, photos / "c.tif", qtbot)
    mask = np.zeros(document.size, np.uint8)
    mask[50:150, 80:200] = 255
    document.change("Rectangle", selection=Selection.from_mask(mask), feather=0)
    assert "Selection" in window.actions_["deblur"].text()

    deblurred(window, document, "sharpens", qtbot)
    result = saved(window, document, qtbot)

    original, after = open_photo(photos / "c.tif").pixels, open_photo(result).pixels
    changed = (original != after).any(axis=2)
    assert changed[50:150, 80:200].mean() > 0.5
    changed[50:150, 80:200] = False
    assert not changed.any()
    assert document.saved is not None
    assert any("identical" in line for line in document.saved.lines)


def test_a_run_is_cancelled_in_the_middle_and_the_next_one_works(
    window: MainWindow, photos: Path, qtbot: QtBot
):
    document = opened(window, photos / "a.png", qtbot)
    document.change("Model", checkpoint="is-slow")
    window.actions_["deblur"].trigger()
    queue = window.session.queue
    qtbot.waitUntil(
        lambda: queue.running is not None and queue.running.stage == "deblurring", timeout=LONG
    )
    assert document.state is State.RUNNING
    assert not window.actions_["deblur"].isEnabled()

    window.actions_["cancel"].trigger()

    qtbot.waitUntil(lambda: document.state is State.OPENED, timeout=1_000)
    assert window.messages.text == ""
    assert not list(document.workspace.folder.glob("result-1*"))
    deblurred(window, document, "sharpens", qtbot)
    assert document.state is State.RESTORED


@pytest.mark.parametrize(
    ("model", "words"),
    [("raises", "broken on purpose"), ("crashes", "engine worker was ended by signal SIGSEGV")],
    ids=["raises", "crashes"],
)
def test_an_error_is_told_inside_the_window_and_the_next_run_works(
    window: MainWindow, photos: Path, model: str, words: str, qtbot: QtBot
):
    document = opened(window, photos / "a.png", qtbot)
    document.change("Model", checkpoint=model)

    window.actions_["deblur"].trigger()

    qtbot.waitUntil(lambda: document.state is State.FAILED, timeout=LONG)
    assert words in window.messages.text
    assert document.failure is not None
    assert "misbehave" in document.failure.details
    deblurred(window, document, "sharpens", qtbot)
    assert document.state is State.RESTORED
    assert window.messages.text == ""


def test_a_file_that_is_no_photo_is_told_and_the_others_open(
    window: MainWindow, photos: Path, qtbot: QtBot
):
    (photos / "a.png").write_bytes(b"not a photo")

    window.session.open_paths([photos])

    document = window.session.current
    assert document is not None
    qtbot.waitUntil(lambda: document.state is State.FAILED, timeout=LONG)
    assert "a.png" in window.messages.text
    window.actions_["next"].trigger()
    other = window.session.current
    assert other is not None
    qtbot.waitUntil(lambda: other.is_open, timeout=LONG)
    assert window.messages.text == ""


def test_several_photos_are_deblurred_one_after_the_other(
    window: MainWindow, photos: Path, qtbot: QtBot
):
    before = {path: digest(path) for path in photos.iterdir()}
    window.session.open_paths([photos])
    assert window.filmstrip.count() == 3

    for document in window.session.documents:
        window.session.show(document)
        qtbot.waitUntil(lambda d=document: d.diagnosis is not None, timeout=LONG)
        document.change("Model", checkpoint="sharpens")
        window.actions_["deblur"].trigger()
    wait_idle(window, qtbot)
    results = []
    for document in window.session.documents:
        window.session.show(document)
        results.append(saved(window, document, qtbot))

    assert [path.name for path in results] == [
        "a_deblurred.png", "b_deblurred.jpg", "c_deblurred.tif",
    ]  # fmt: skip
    assert {path: digest(path) for path in before} == before


def test_a_second_save_takes_another_name(window: MainWindow, photos: Path, qtbot: QtBot):
    document = opened(window, photos / "a.png", qtbot)
    deblurred(window, document, "sharpens", qtbot)

    first = saved(window, document, qtbot)
    second = saved(window, document, qtbot)

    assert (first.name, second.name) == ("a_deblurred.png", "a_deblurred (2).png")


def test_F96_closing_during_a_run_asks_and_leaves_nothing(
    window: MainWindow, photos: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    document = opened(window, photos / "a.png", qtbot)
    folder = document.workspace.folder
    document.change("Model", checkpoint="is-slow")
    window.actions_["deblur"].trigger()
    queue = window.session.queue
    qtbot.waitUntil(
        lambda: queue.running is not None and queue.running.stage == "deblurring", timeout=LONG
    )
    workers = queue.files.process_id, queue.engine.process_id

    monkeypatch.setattr(window, "_may_quit", lambda: False)
    assert not window.close()
    assert document.state is State.RUNNING
    monkeypatch.setattr(window, "_may_quit", lambda: True)
    assert window.close()

    wait_until_gone(*workers)
    assert not folder.exists()
    assert sorted(path.name for path in photos.iterdir()) == ["a.png", "b.jpg", "c.tif"]


def test_closing_a_photo_stops_its_run_alone(window: MainWindow, photos: Path, qtbot: QtBot):
    document = opened(window, photos / "a.png", qtbot)
    other = opened(window, photos / "b.jpg", qtbot)
    other.change("Model", checkpoint="sharpens")
    document.change("Model", checkpoint="is-slow")
    window.session.show(document)
    window.actions_["deblur"].trigger()
    window.session.show(other)
    window.actions_["deblur"].trigger()

    window.session.close_document(document)

    qtbot.waitUntil(lambda: other.edit.result is not None, timeout=LONG)
    assert window.session.documents == [other]
    assert not document.workspace.folder.exists()
