"""Batches in the window: the table follows the journal, and what a person can do."""

import random
import shutil
from collections.abc import Generator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from fakes.batches import InlineCrew, make_batch, make_photos
from fakes.networks import install, write_fake_plugin
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from deblur_desktop.gui.app import make_window
from deblur_desktop.gui.batch.batches_dialog import BatchesDialog
from deblur_desktop.gui.batch.follower import Follower
from deblur_desktop.gui.batch.new_batch import NewBatchDialog
from deblur_desktop.gui.batch.rows import PHOTO, STATE, TOLD, Rows
from deblur_desktop.gui.main_window import MainWindow
from deblur_desktop.jobs import messages
from deblur_desktop.jobs.batch import Runner
from deblur_desktop.jobs.batches import Batch, batches
from deblur_desktop.jobs.item import State
from deblur_desktop.jobs.journal import Journal
from deblur_desktop.jobs.owner import Owner
from deblur_desktop.jobs.receipt import Outcome, Receipt
from deblur_desktop.presets import save_preset
from deblur_desktop.recipe import Recipe
from deblur_desktop.settings import Settings

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise()")


@pytest.fixture
def window(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Generator[MainWindow]:
    write_fake_plugin()
    install("sharpens")
    window = make_window(Settings(preview=False))
    qtbot.addWidget(window, before_close_func=lambda _: window.session.queue.cancel_all())
    monkeypatch.setattr(window, "_may_quit", lambda: True)
    window.show()
    yield window
    window.session.close()


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    make_photos(tmp_path / "in", 6)
    return tmp_path / "in"


@pytest.fixture
def batch(photos: Path, tmp_path: Path) -> Batch:
    return make_batch(photos, tmp_path / "out")


def listed(batch: Batch) -> Journal:
    """The journal with all its photos, owned by this process."""
    journal = batch.own(Owner.this())
    journal.add(batch.plan, [(found, 1, 1) for found in batch.plan.find()], skip_existing=False)
    journal.set_listed()
    return journal


def dialog_of(window: MainWindow, qtbot: QtBot) -> BatchesDialog:
    dialog = window.batch_menu.show_batches()
    qtbot.waitExposed(dialog)
    return dialog


def button(dialog: object, text: str) -> QPushButton:
    assert isinstance(dialog, BatchesDialog | NewBatchDialog)
    found = dialog.findChildren(QPushButton)
    return next(each for each in found if each.text().replace("&", "") == text)


def click(qtbot: QtBot, dialog: object, text: str) -> None:
    qtbot.mouseClick(button(dialog, text), Qt.MouseButton.LeftButton)


def test_whatever_happens_in_the_journal_the_table_says_the_same(
    window: MainWindow, batch: Batch, qtbot: QtBot
):
    dialog = dialog_of(window, qtbot)
    chance = random.Random(1)
    with closing(listed(batch)) as journal:
        dialog.reload(batch)
        for _ in range(60):
            item = journal.item(chance.randint(1, 6))
            chance.choice(
                [
                    lambda item=item: journal.start(item, batch.folder / "x"),
                    lambda item=item: journal.fail(item, "it is damaged", "copy it again"),
                    lambda item=item: journal.skip([item.id]),
                    lambda item=item: journal.retry([item.id]),
                    lambda item=item: journal.finish(
                        item, Receipt(source="a", outcome=Outcome.LEFT_ALONE)
                    ),
                ]
            )()
            if chance.random() < 0.3:
                dialog.follower.look()
        dialog.follower.look()

        shown = [dialog.rows.item(row) for row in range(dialog.rows.rowCount())]
        assert shown == list(journal.items())
        assert dialog.follower.standing.counts == journal.counts()
        journal.disown()


def test_a_large_batch_is_read_in_portions_and_in_order(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
):
    source = tmp_path / "many"
    source.mkdir()
    for number in range(4500):
        (source / f"{number:05}.jpg").touch()
    batch = make_batch(source, tmp_path / "out")
    with closing(listed(batch)) as journal:
        journal.fail(journal.item(7), "broken", "")
        journal.disown()
    follower = Follower()
    rows = Rows(follower, window.batch_menu.show_batches().rows._pictures)
    portions: list[int] = []
    follower.changed.connect(lambda items: portions.append(len(items)))

    follower.follow(batch)
    qtbot.waitUntil(lambda: rows.rowCount() == 4500)

    assert [rows.item(row).id for row in range(4500)] == list(range(1, 4501))
    assert State.FAILED is rows.item(6).state
    follower.close()


def test_a_batch_that_a_terminal_runs_is_shown_and_paused(
    window: MainWindow, batch: Batch, qtbot: QtBot
):
    with closing(listed(batch)) as journal:
        dialog = dialog_of(window, qtbot)
        dialog.reload(batch)
        assert "Running elsewhere" in dialog._summary.text()
        assert not button(dialog, "Resume").isEnabled()
        assert "being worked on" in button(dialog, "Resume").toolTip()

        click(qtbot, dialog, "Pause")

        assert journal.fact("wish") == "pause"
        journal.disown()
    dialog.follower.look()
    assert "Paused" in dialog._summary.text()
    assert button(dialog, "Resume").isEnabled()


def test_photos_are_left_out_and_failed_ones_done_again(
    window: MainWindow, batch: Batch, qtbot: QtBot
):
    with closing(listed(batch)) as journal:
        journal.start(journal.item(1), batch.folder / "x")
        journal.fail(journal.item(1), f"it is damaged: {journal.item(1).source}", "copy it again")
        dialog = dialog_of(window, qtbot)
        dialog.reload(batch)
        told = dialog.rows.index(0, TOLD).data()
        dialog.table.selectRow(3)

        click(qtbot, dialog, "Leave Out")

        assert told == "It is damaged"
        assert journal.item(4).state is State.SKIPPED
        assert dialog.rows.index(3, STATE).data() == "Left out"
        dialog.table.clearSelection()
        click(qtbot, dialog, "Retry Failed")
        assert journal.item(1).state is State.TODO
        assert dialog._messages.text == "What failed is done again."
        journal.disown()


def test_a_damaged_journal_is_told(window: MainWindow, batch: Batch, qtbot: QtBot):
    (batch.folder / "journal.db").write_bytes(b"no database" * 1000)

    dialog = dialog_of(window, qtbot)

    qtbot.waitUntil(lambda: "damaged" in dialog._messages.text)
    assert button(dialog, "Resume").isEnabled()


def test_a_new_batch_is_described_counted_and_begun(
    window: MainWindow, photos: Path, tmp_path: Path, qtbot: QtBot
):
    save_preset("Weak", Recipe(checkpoint="sharpens", strength=0.5))
    window.batch_menu.new([photos])
    dialog = window.findChild(NewBatchDialog)
    assert dialog is not None
    dialog._output.setText(str(tmp_path / "sharp"))
    dialog._pattern.setText("{stem}_{n:03}")
    dialog._recipe.setCurrentText("Weak")
    assert dialog._example.text() == "IMG_2041.jpg becomes IMG_2041_001.jpg"
    qtbot.waitUntil(lambda: "6 photos" in dialog._told.text(), timeout=20_000)

    click(qtbot, dialog, "Begin")

    (batch,) = batches()
    assert batch.plan.treatment.recipe.strength == 0.5
    assert {choice.checkpoint for choice in batch.plan.treatment.choices.values()} == {"sharpens"}
    running = window.session.queue.batch.running
    assert isinstance(running, messages.Run)
    assert running.batch == batch.id
    qtbot.waitUntil(lambda: not batch.is_open(), timeout=60_000)
    results = sorted(path.name for path in (tmp_path / "sharp").iterdir())
    assert results == [f"{n:04}_{n + 1:03}.png" for n in range(6)]


def test_a_batch_in_the_background_is_seen_paused_and_told(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
):
    make_photos(tmp_path / "in", 60)
    batch = make_batch(tmp_path / "in", tmp_path / "out")
    queue, status = window.session.queue, window.status
    with qtbot.waitSignal(
        queue.progressed, check_params_cb=lambda job: job.done > 0, timeout=60_000
    ):
        queue.run_batch(batch.id)
    assert status._pause.isVisible()
    assert not status._cancel.isVisible()
    assert 0 < status._bar.value() < 1000
    assert window.actions_["pause-batch"].isEnabled()

    with qtbot.waitSignal(queue.finished, timeout=60_000):
        qtbot.mouseClick(status._pause, Qt.MouseButton.LeftButton)

    with closing(batch.journal()) as journal:
        assert journal.fact("wish") == "pause"
        assert 0 < journal.counts()[State.DONE] < 60
    assert not status._pause.isVisible()
    assert window.messages.text == ""  # who paused it knows
    with qtbot.waitSignal(queue.finished, timeout=60_000):
        queue.run_batch(batch.id)
    assert window.messages.text == f"The batch {batch.id} is done: 60 restored."
    qtbot.mouseClick(window.messages._act, Qt.MouseButton.LeftButton)
    assert any(isinstance(each, BatchesDialog) for each in QApplication.topLevelWidgets())


def test_a_batch_that_cannot_begin_is_told_without_its_table(
    window: MainWindow, batch: Batch, qtbot: QtBot
):
    with closing(listed(batch)) as journal:
        with qtbot.waitSignal(window.session.queue.finished, timeout=60_000):
            window.session.queue.run_batch(batch.id)
        journal.disown()

    assert "another process works on this batch" in window.messages.text.lower()


def test_a_batch_is_forgotten_when_nobody_works_on_it(
    window: MainWindow, batch: Batch, qtbot: QtBot
):
    with closing(listed(batch)) as journal:
        dialog = dialog_of(window, qtbot)
        dialog.reload(batch)
        assert button(dialog, "Forget…").toolTip() == "Pause it first."
        journal.disown()
    dialog.follower.look()
    click(qtbot, dialog, "Forget…")
    question = dialog.findChild(QMessageBox)
    assert question is not None

    forget = next(each for each in question.buttons() if each.text() == "Forget")
    qtbot.mouseClick(forget, Qt.MouseButton.LeftButton)

    assert list(batches()) == []
    assert dialog._summary.text() == "There are no batches."
    assert len(list(batch.plan.find())) == 6


def test_a_report_is_written_while_the_window_goes_on(
    window: MainWindow, photos: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    batch = make_batch(photos, tmp_path / "out")
    Runner(batch, InlineCrew()).run()
    dialog = dialog_of(window, qtbot)
    dialog.reload(batch)
    target = tmp_path / "report.html"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))

    with qtbot.waitSignal(window.session.queue.finished, timeout=30_000):
        click(qtbot, dialog, "Report…")

    assert target.read_text("utf-8").count("<img") == 12
    assert str(target) in dialog._messages.text


def test_the_table_tells_what_was_gained_and_what_failed(
    window: MainWindow, batch: Batch, qtbot: QtBot
):
    restored = Receipt(source="a", outcome=Outcome.RESTORED, gained="x", sharper=0.38, changed=0.5)
    told = {
        restored: "Sharper by 38 %; 50 % of the picture changed.",
        replace(restored, sharper=0.0): "No improvement was measured.",
        Receipt(source="a", outcome=Outcome.LEFT_ALONE, kind="sharp"): (
            "The photo looks sharp, so nothing was written."
        ),
    }
    with closing(listed(batch)) as journal:
        for number, receipt in enumerate(told, 1):
            journal.start(journal.item(number), batch.folder / "x")
            journal.finish(journal.item(number), receipt)
        journal.start(journal.item(4), batch.folder / "x")
        journal.quarantine(journal.item(4), "the worker was ended by signal 11", "try again")
        dialog = dialog_of(window, qtbot)
        dialog.reload(batch)
        journal.disown()

    assert [dialog.rows.index(row, TOLD).data() for row in range(3)] == list(told.values())
    assert dialog.rows.index(3, TOLD).data() == "The worker was ended by signal 11"
    assert dialog.rows.index(3, STATE).data() == "Crashed the worker"


def test_a_folder_without_photos_is_no_batch(window: MainWindow, tmp_path: Path, qtbot: QtBot):
    (tmp_path / "empty").mkdir()
    window.batch_menu.new([tmp_path / "empty"])
    dialog = window.findChild(NewBatchDialog)
    assert dialog is not None

    qtbot.waitUntil(lambda: "No photos" in dialog._told.text(), timeout=20_000)

    assert not button(dialog, "Begin").isEnabled()
    dialog.reject()


def test_who_does_a_folder_again_is_told(
    window: MainWindow, batch: Batch, photos: Path, tmp_path: Path, qtbot: QtBot
):
    Runner(batch, InlineCrew()).run()
    window.batch_menu.new([photos])
    dialog = window.findChild(NewBatchDialog)
    assert dialog is not None
    dialog._output.setText(str(tmp_path / "out"))

    qtbot.waitUntil(lambda: f"Batch {batch.id} has put" in dialog._told.text(), timeout=20_000)

    dialog.reject()


def test_photos_of_folders_within_folders_are_told_apart(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
):
    for name in ("a", "b"):
        make_photos(tmp_path / "in" / name, 1)
    batch = make_batch(tmp_path / "in", tmp_path / "out")
    with closing(listed(batch)) as journal:
        dialog = dialog_of(window, qtbot)
        dialog.reload(batch)
        journal.disown()

    names = [dialog.rows.index(row, PHOTO).data() for row in range(2)]
    assert names == [str(Path("a", "0000.png")), str(Path("b", "0000.png"))]


def test_an_unfinished_batch_is_shown_first(
    window: MainWindow, batch: Batch, photos: Path, tmp_path: Path, qtbot: QtBot
):
    later = make_batch(photos, tmp_path / "later")
    Runner(later, InlineCrew()).run()

    dialog = dialog_of(window, qtbot)

    assert dialog.follower.batch is not None
    assert dialog.follower.batch.id == batch.id
    assert "(not finished)" in dialog._choice.currentText()


def test_an_offer_waits_until_a_notice_was_read(window: MainWindow, qtbot: QtBot):
    done: list[int] = []
    window.messages.show_notice("The last time, the program ended unexpectedly.")

    window.messages.show_offer("A batch is not finished.", "Resume", lambda: done.append(1))

    assert "unexpectedly" in window.messages.text
    qtbot.mouseClick(window.messages._close, Qt.MouseButton.LeftButton)
    assert window.messages.text == "A batch is not finished."
    qtbot.mouseClick(window.messages._act, Qt.MouseButton.LeftButton)
    assert done == [1]
    assert window.messages.text == ""


def test_the_question_at_the_end_goes_away_with_its_reason(qtbot: QtBot, batch: Batch):
    write_fake_plugin()
    install("sharpens")
    window = make_window(Settings(preview=False))
    qtbot.addWidget(window)
    window.show()
    window.session.queue.run_batch(batch.id)

    window.close()  # asks, and nobody answers

    assert not window.isVisible()
    assert not batch.is_open()


@pytest.mark.parametrize(
    ("pattern", "word"),
    [("x", "same name"), ("{foo}", "not a pattern"), ("{stem}/a", "not a file")],
)
def test_a_wrong_pattern_is_told_at_once_and_nothing_begins(
    pattern: str, word: str, window: MainWindow, photos: Path
):
    window.batch_menu.new([photos])
    dialog = window.findChild(NewBatchDialog)
    assert dialog is not None

    dialog._pattern.setText(pattern)

    assert word in dialog._example.text().lower()
    assert not button(dialog, "Begin").isEnabled()
    dialog.reject()


def test_a_batch_begun_in_the_terminal_is_finished_here(
    window: MainWindow, photos: Path, tmp_path: Path, qtbot: QtBot
):
    batch = make_batch(photos, tmp_path / "out")
    crew = InlineCrew()
    runner = Runner(batch, crew, lambda step: runner.stop())  # stops after its first photo
    runner.run()
    assert batch.is_open()
    window.batch_menu.offer_resume()
    assert "is not finished" in window.messages.text

    qtbot.mouseClick(window.messages._act, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: not batch.is_open(), timeout=60_000)
    with closing(batch.journal()) as journal:
        assert all(item.state is State.DONE for item in journal.items())


def test_a_photo_and_its_result_are_compared_in_the_window(
    window: MainWindow, photos: Path, tmp_path: Path, qtbot: QtBot
):
    batch = make_batch(photos, tmp_path / "out")
    Runner(batch, InlineCrew()).run()
    dialog = dialog_of(window, qtbot)
    dialog.reload(batch)
    dialog.table.selectRow(2)

    click(qtbot, dialog, "Compare")

    document = window.session.current
    assert document is not None
    qtbot.waitUntil(lambda: document.edit.result is not None, timeout=30_000)
    assert document.path.name == "0002.png"
    assert not document.is_unsaved
    result = document.edit.result
    assert result is not None
    saved = document.workspace.display(f"{result.name}.display")
    assert abs(int(saved.mean()) - int(document.workspace.display().mean()) // 2) <= 1


def test_opening_a_folder_offers_a_batch(window: MainWindow, photos: Path, qtbot: QtBot):
    window.session.open_paths([photos])

    assert "as a batch" in window.messages.text
    qtbot.mouseClick(window.messages._act, Qt.MouseButton.LeftButton)
    dialog = window.findChild(NewBatchDialog)
    assert dialog is not None
    assert dialog.sources() == [photos]
    dialog.reject()
    shutil.rmtree(photos)
