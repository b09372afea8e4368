"""The preview before the run: when it is asked for, when it is dropped, when it is shown again."""

from collections.abc import Generator
from dataclasses import replace
from pathlib import Path
from typing import cast

import numpy as np
import pytest
from fakes.window import diagnosed, noise, open_with, restore_with
from gui.fake_session import FakeSession
from PySide6.QtCore import QPointF, QSettings
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from deblur_desktop.gui.actions import Actions
from deblur_desktop.gui.canvas import Canvas, Mode
from deblur_desktop.gui.desk import Desk
from deblur_desktop.gui.document import Document
from deblur_desktop.gui.keys import Keys
from deblur_desktop.gui.message_bar import MessageBar
from deblur_desktop.gui.previewer import SIDE, Previewer
from deblur_desktop.gui.speeds import Way
from deblur_desktop.jobs import messages
from deblur_desktop.jobs.workspace import Workspace
from deblur_desktop.photo.box import Box
from deblur_desktop.recipe import Recipe
from deblur_desktop.settings import Settings

HEIGHT, WIDTH = 1500, 2000


class Seen:
    """A canvas of 400 x 300 over a large photo, and the engine that is asked for previews."""

    def __init__(self, session: FakeSession, desk: Desk, document: Document, qtbot: QtBot) -> None:
        self.session, self.desk, self.document = session, desk, document
        self.canvas, self.engine = desk.canvas, session.engine
        self.previewer = Previewer(desk)
        self._qtbot = qtbot

    def rest(self) -> None:
        """Until the view has rested for long enough."""
        self._qtbot.waitUntil(lambda: not self.previewer._rest.isActive(), timeout=2_000)

    @property
    def asked(self) -> messages.Restore | None:
        """The preview that the engine does now."""
        request = self.engine.running
        return request if isinstance(request, messages.Restore) and request.preview else None

    @property
    def box(self) -> Box | None:
        """Of the preview that the engine does now."""
        return Recipe.from_json(self.asked.recipe).region if self.asked else None

    @property
    def shown(self) -> Box | None:
        """Of the preview that the canvas shows."""
        return self.canvas.scene.preview.box if self.canvas.scene.preview else None

    @property
    def pending(self) -> Box | None:
        """What the canvas shows as being made."""
        return self.canvas.scene.pending

    def answer(self, seconds: float = 1.0) -> None:
        """The engine has made the preview."""
        request = self.asked
        assert request is not None
        box = Recipe.from_json(request.recipe).region
        assert box is not None
        picture = np.ones((box.height, box.width, 3), np.float32)
        Workspace(Path(request.workspace)).store_display(f"{request.result}.display", picture)
        self.engine.finish(
            messages.Restored(
                job=request.job, result=request.result, recipe=request.recipe, box=list(box),
                seconds=seconds,
            )
        )  # fmt: skip

    def look_at(self, zoom: float) -> None:
        self.canvas.zoom_to(zoom)
        self.rest()


@pytest.fixture
def seen(qtbot: QtBot, data_folder: Path) -> Generator[Seen]:
    session, canvas, window = FakeSession(), Canvas(), QWidget()
    state = QSettings(str(data_folder / "state.ini"), QSettings.Format.IniFormat)
    actions = Actions()
    keys = Keys(actions, state)
    desk = Desk(window, session, canvas, MessageBar(), actions, keys, Settings(), state)
    for widget in (canvas, window, desk.messages):
        qtbot.addWidget(widget)
    canvas.resize(400, 300)
    canvas.show()
    session.current_changed.connect(lambda: canvas.show_document(session.current))
    document = Document(Path("large.png"))
    open_with(document, np.zeros((HEIGHT, WIDTH, 3), np.float32))
    document.take_diagnosed(diagnosed())
    made = Seen(session, desk, document, qtbot)
    session.add([document])
    session.show(document)
    made.rest()
    yield made
    session.close()


def test_the_whole_photo_is_not_previewed(seen: Seen):
    assert seen.asked is None


def test_at_100_percent_the_visible_part_is_previewed_by_itself(seen: Seen):
    seen.look_at(1)

    assert seen.box == Box(768, 576, 448, 384)  # what is seen, grown to a grid
    assert seen.pending == seen.box
    seen.answer()
    assert seen.shown == Box(768, 576, 448, 384)
    assert seen.pending is None


def test_not_while_the_view_moves(seen: Seen):
    seen.canvas.zoom_to(1)
    seen.canvas.zoom_to(2)
    assert seen.asked is None
    seen.rest()

    assert seen.box is not None
    assert seen.box.width < 400


def test_not_by_itself_when_nobody_wishes_so(seen: Seen):
    seen.desk.settings = replace(seen.desk.settings, preview=False)

    seen.look_at(1)

    assert seen.asked is None


def test_not_in_safe_mode(seen: Seen, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DEBLUR_DESKTOP_SAFE", "1")

    seen.look_at(1)

    assert seen.asked is None


def test_the_loupe_previews_around_the_pointer(seen: Seen):
    seen.desk.settings = replace(seen.desk.settings, preview=False)
    seen.canvas.set_mode(Mode.LOUPE)
    seen.canvas.pointed.emit(QPointF(1000, 700))
    seen.rest()
    assert seen.box == Box(744, 444, SIDE, SIDE)
    seen.answer()

    seen.canvas.pointed.emit(QPointF(1050, 720))
    seen.rest()
    assert seen.asked is None, "the pointer is well inside of what is shown"

    seen.canvas.pointed.emit(QPointF(10, 10))
    seen.rest()
    assert seen.box == Box(0, 0, SIDE, SIDE)


def test_what_is_seen_again_is_shown_from_memory(seen: Seen):
    seen.look_at(1)
    first = seen.box
    seen.answer()
    seen.look_at(2)
    seen.answer()

    seen.look_at(1)

    assert seen.asked is None
    assert seen.shown == first


def test_a_newer_wish_drops_the_older_one(seen: Seen):
    seen.look_at(1)
    first = seen.asked
    assert first is not None

    seen.look_at(2)

    assert seen.asked is not None
    assert seen.asked.job != first.job


def test_looking_away_drops_what_is_not_done(seen: Seen):
    seen.look_at(1)
    assert seen.asked is not None

    seen.canvas.fit()
    seen.rest()

    assert seen.asked is None
    assert seen.pending is None


def test_another_model_takes_the_preview_away_and_asks_again(seen: Seen):
    seen.look_at(1)
    seen.answer()

    seen.document.change("Model", checkpoint="another")

    assert seen.shown is None
    seen.rest()
    assert seen.asked is not None
    assert Recipe.from_json(seen.asked.recipe).checkpoint == "another"


def test_strength_is_live_and_asks_for_nothing(seen: Seen):
    seen.look_at(1)
    seen.answer()

    seen.document.change("Amount", strength=0.5)
    seen.rest()

    assert seen.shown is not None
    assert seen.asked is None


def test_a_real_run_does_not_wait_for_a_preview(seen: Seen):
    seen.look_at(1)
    assert seen.asked is not None

    seen.session.queue.restore(seen.document)

    assert isinstance(seen.engine.running, messages.Restore)
    assert not seen.engine.running.preview
    assert seen.engine.waiting == ()
    assert seen.pending is None


def test_no_preview_begins_while_something_runs(seen: Seen):
    seen.session.queue.restore(seen.document)

    seen.look_at(1)

    assert seen.engine.waiting == ()


def test_after_a_cancelled_run_the_preview_comes_back(seen: Seen):
    job = seen.session.queue.restore(seen.document)
    seen.look_at(1)

    seen.session.queue.cancel(job)
    seen.rest()

    assert seen.asked is not None


def test_a_photo_with_a_result_needs_no_preview(seen: Seen):
    restore_with(seen.document, noise(HEIGHT, WIDTH))

    seen.look_at(1)

    assert seen.asked is None


def test_a_failed_preview_is_told_and_not_tried_again_at_once(seen: Seen):
    seen.look_at(1)

    seen.engine.fail("out of memory", "close other programs")
    seen.rest()

    assert seen.session.notices == [("No preview: Out of memory", "Close other programs")]
    assert seen.asked is None
    assert seen.pending is None
    seen.look_at(2)
    assert seen.asked is not None


def test_a_preview_that_a_person_stops_stays_stopped(seen: Seen):
    seen.look_at(1)

    assert seen.session.queue.running is not None
    seen.session.queue.cancel(seen.session.queue.running)
    seen.rest()

    assert seen.asked is None
    assert seen.pending is None


def test_a_large_view_is_previewed_as_far_as_it_is_done_soon(seen: Seen):
    seen.canvas.resize(1600, 1200)
    seen.look_at(1)
    assert seen.box is not None
    assert seen.box.width * seen.box.height < 1.6 * SIDE * SIDE
    seen.answer(seconds=0.1)  # a quick computer
    seen.rest()
    assert seen.asked is None, "one preview for a view"

    seen.look_at(1.1)

    assert seen.box is not None
    assert seen.box.width >= 1450


def test_the_speed_is_learnt_from_previews(seen: Seen):
    seen.look_at(1)
    seen.answer(seconds=2.0)

    way = Way("fake", "auto", "auto")
    assert seen.session.speeds.seconds_per_megapixel(way) == pytest.approx(2 / 0.29, rel=0.2)


def test_only_some_previews_are_kept(seen: Seen):
    seen.look_at(1)
    for number in range(12):
        seen.document.change("Model", checkpoint=f"model-{number}")
        seen.rest()
        seen.answer()

    files = list(seen.document.workspace.folder.glob("result-*.display.npy"))
    assert len(files) == 8


def test_a_closed_photo_stops_its_preview(seen: Seen):
    seen.look_at(1)
    assert seen.asked is not None

    seen.session.close_document(seen.document)
    seen.rest()

    assert seen.asked is None
    assert cast("object", seen.session.current) is None
