"""Who is told of finished runs, when, and in which words."""

from pathlib import Path

import pytest
from fakes.window import noise, open_with, restored
from gui.fake_session import FakeSession
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from deblur_desktop.gui.document import Document
from deblur_desktop.gui.system.announcer import Announcer
from deblur_desktop.jobs import messages
from deblur_desktop.jobs.ending import Ending
from deblur_desktop.recipe import Recipe


class Told:
    """An announcer, and what it told."""

    def __init__(self, session: FakeSession, window: QWidget) -> None:
        self.session = session
        self.is_wished = True
        self.is_away = True
        self.texts: list[tuple[str, str]] = []
        self.alerts = 0
        Announcer(
            window, session.queue, lambda: self.is_wished, lambda *text: self.texts.append(text)
        )

    def run(self, document: Document) -> None:
        self.session.queue.restore(document, Recipe(checkpoint="fake"))

    def finish(self) -> None:
        running = self.session.queue.running
        assert running is not None
        assert running.document is not None
        self.session.engine.finish(restored(running.document, "r", job=running.number))


@pytest.fixture
def told(session: FakeSession, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Told:
    window = QWidget()
    qtbot.addWidget(window)
    told = Told(session, window)

    def alert(widget: QWidget) -> None:
        told.alerts += widget is window

    def state() -> Qt.ApplicationState:
        states = Qt.ApplicationState
        return states.ApplicationInactive if told.is_away else states.ApplicationActive

    monkeypatch.setattr(QApplication, "alert", alert)
    monkeypatch.setattr(QApplication, "applicationState", state)
    return told


def documents(session: FakeSession, folder: Path, *names: str) -> list[Document]:
    for name in names:
        (folder / name).touch()
    session.open_paths([folder / name for name in names])
    for job in session.queue.jobs:
        session.queue.cancel(job)
    for document in session.documents:
        open_with(document, noise(8, 9))
    return session.documents


def test_a_finished_run_is_told_by_its_name(told: Told, tmp_path: Path):
    (document,) = documents(told.session, tmp_path, "beach.png")
    told.run(document)
    assert told.texts == []

    told.finish()

    assert told.texts == [("Deblurring is done", "Deblurred: beach.png")]
    assert told.alerts == 1


def test_nobody_is_told_of_what_is_before_the_eyes(told: Told, tmp_path: Path):
    told.is_away = False
    told.run(documents(told.session, tmp_path, "beach.png")[0])
    told.finish()

    assert (told.texts, told.alerts) == ([], 0)

    told.is_away = True
    told.run(told.session.documents[0])
    told.finish()

    assert told.texts == [("Deblurring is done", "Deblurred: beach.png")]


def test_a_queue_is_told_once_when_its_last_run_ends(told: Told, tmp_path: Path):
    for document in documents(told.session, tmp_path, "a.png", "b.png"):
        told.run(document)

    told.finish()
    assert told.texts == []
    told.session.engine.fail("no memory")

    ((title, text),) = told.texts
    assert title == "Deblurring is done"
    assert text.splitlines() == ["Deblurred: a.png", "Failed: b.png"]


def test_a_run_that_failed_is_told_as_that(told: Told, tmp_path: Path):
    told.run(documents(told.session, tmp_path, "a.png")[0])
    told.session.engine.fail("no memory")

    assert told.texts == [("Deblurring failed", "Failed: a.png")]


def test_many_names_are_a_number(told: Told, tmp_path: Path):
    for document in documents(told.session, tmp_path, *(f"{n}.png" for n in range(5))):
        told.run(document)
    for _ in range(5):
        told.finish()

    assert told.texts == [("Deblurring is done", "Deblurred: 5 photos")]


def test_who_stopped_a_run_knows_that_it_stopped(told: Told, tmp_path: Path):
    told.run(documents(told.session, tmp_path, "a.png")[0])
    told.session.queue.cancel_all()

    assert (told.texts, told.alerts) == ([], 0)


def test_previews_and_other_jobs_are_nothing_to_tell(told: Told, tmp_path: Path):
    (document,) = documents(told.session, tmp_path, "a.png")
    told.session.queue.preview(document, Recipe(checkpoint="fake"))
    told.finish()
    told.session.queue.inspect()
    told.session.engine.fail("no torch")

    assert (told.texts, told.alerts) == ([], 0)


def test_a_batch_is_told_by_its_end_unless_a_person_paused_it(told: Told):
    endings = {
        Ending.FINISHED: [("The batch is done", "38 restored, 2 failed")],
        Ending.GIVEN_UP: [("The batch has stopped", "38 restored, 2 failed\nThe plug-in broke")],
        Ending.PAUSED: [],
        Ending.STOPPED: [],
    }
    for ending, texts in endings.items():
        told.texts.clear()
        job = told.session.queue.run_batch("2026-05-17-1")
        reason = "the plug-in broke" if ending is Ending.GIVEN_UP else ""
        ran = messages.Ran(
            job=job.number, ending=ending, reason=reason,
            restored=38, unchanged=0, failed=2, left=0,
        )  # fmt: skip

        told.session.batch.finish(ran)

        assert told.texts == texts


def test_a_batch_that_cannot_begin_is_told(told: Told):
    told.session.queue.run_batch("2026-05-17-1")

    told.session.batch.fail("no worker")

    assert told.texts == [("The batch has stopped", "No worker")]


def test_who_wishes_no_notice_gets_none(told: Told, tmp_path: Path):
    told.is_wished = False
    told.run(documents(told.session, tmp_path, "a.png")[0])
    told.finish()

    assert (told.texts, told.alerts) == ([], 1)


def test_a_name_is_told_in_one_line_of_plain_text(told: Told, tmp_path: Path):
    told.run(documents(told.session, tmp_path, "a\nb\u202egnp.png")[0])
    told.finish()

    assert told.texts[0][1] == "Deblurred: a\\nb\\u202egnp.png"
