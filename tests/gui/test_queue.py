"""The queue: who waits, who is told, and how long it will take."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fakes.window import noise, open_with, restore_with
from pytestqt.qtbot import QtBot

from deblur_desktop.gui.document import Document, State
from deblur_desktop.gui.lane import Lane
from deblur_desktop.gui.queue import Job, Queue
from deblur_desktop.gui.selection import Selection
from deblur_desktop.jobs import messages
from deblur_desktop.recipe import Recipe

RESTORED = {
    "type": "Restored", "result": "result-1", "recipe": Recipe(checkpoint="fake").to_json(),
    "box": [0, 0, 120, 90], "seconds": 1, "improved": True,
}  # fmt: skip
OPENED = {
    "type": "Opened", "workspace": "", "width": 120, "height": 90, "depth": 8, "gray": False,
    "has_alpha": False, "has_views": False, "profile": "", "format": "png", "notices": [],
}  # fmt: skip
DIAGNOSED = {
    "type": "Diagnosed", "kind": "motion", "length": 14.0, "angle_deg": 30.0, "sureness": 0.8,
    "noise": 0.01, "sentence": "motion", "checkpoint": "fake", "advice": "",
}  # fmt: skip
FAILED = {"type": "Failed", "error": "OutOfMemory", "message": "no room", "hint": "smaller tiles"}


def progress(done: float, total: float = 10, stage: str = "deblurring") -> dict[str, Any]:
    return {"type": "Progress", "done": done, "total": total, "stage": stage}


class Watched:
    """A queue and what it told."""

    def __init__(self, files: Lane, engine: Lane, models: Lane) -> None:
        self.queue = Queue(files, engine, models)
        self.ends: list[tuple[int, str]] = []
        self.done: list[float] = []
        self.queue.finished.connect(lambda job, m: self.ends.append((job.number, type(m).__name__)))
        self.queue.progressed.connect(self._progressed)

    def _progressed(self, job: Job) -> None:
        self.done.append(job.done)

    @property
    def kinds(self) -> list[str]:
        return [kind for _, kind in self.ends]


@pytest.fixture
def watch(scripted: Callable[..., Lane]):
    def make(files: Any = ([OPENED], [DIAGNOSED]), engine: Any = ([RESTORED],)) -> Watched:
        names = {"files": files, "engine": engine, "models": ()}
        return Watched(*(scripted(*steps, name=name) for name, steps in names.items()))

    return make


Watch = Callable[..., Watched]


def test_opening_reads_and_then_diagnoses(watch: Watch, qtbot: QtBot):
    watched = watch()
    document = Document(Path("a.png"))

    watched.queue.open(document)

    qtbot.waitUntil(lambda: len(watched.ends) == 2)
    assert watched.kinds == ["Opened", "Diagnosed"]
    assert document.is_open
    assert document.checkpoint == "fake"
    document.close()


def test_a_photo_that_cannot_be_read_is_not_diagnosed(watch: Watch, qtbot: QtBot):
    watched = watch(files=([FAILED],))
    document = Document(Path("a.png"))

    watched.queue.open(document)

    qtbot.waitUntil(lambda: document.state is State.FAILED)
    assert watched.queue.jobs == ()
    assert document.failure is not None
    assert (document.failure.error, document.failure.message) == ("OutOfMemory", "no room")
    document.close()


def test_a_result_is_given_to_its_document(watch: Watch, document: Document, qtbot: QtBot):
    watched = watch()
    states: list[State] = []
    document.state_changed.connect(lambda: states.append(document.state))

    job = watched.queue.restore(document)
    assert watched.queue.running is job

    qtbot.waitUntil(lambda: watched.kinds == ["Restored"])
    assert document.edit.result is not None
    assert document.edit.result.name == "result-1"
    assert [states[0], states[-1]] == [State.RUNNING, State.RESTORED]
    assert watched.queue.running is None


def test_a_selection_travels_as_a_mask_in_the_workspace(watch: Watch, document: Document):
    watched = watch()
    selection = Selection.from_mask((noise(90, 120)[:, :, 0] * 255).astype("uint8"))
    document.change("Brush", selection=selection)

    job = watched.queue.restore(document)

    assert isinstance(job.request, messages.Restore)
    assert (document.workspace.mask(job.request.mask) == selection.mask()).all()


def test_an_error_is_given_to_its_document_alone(watch: Watch, document: Document, qtbot: QtBot):
    watched = watch(engine=([FAILED], [RESTORED]))
    other = Document(Path("other.png"))
    open_with(other, noise(90, 120))

    watched.queue.restore(document)
    watched.queue.restore(other)

    qtbot.waitUntil(lambda: len(watched.ends) == 2)
    assert (document.state, other.state) == (State.FAILED, State.RESTORED)
    other.close()


def test_jobs_stand_in_their_order_and_can_be_moved(watch: Watch, document: Document):
    watched = watch()
    first, second, third, fourth = (watched.queue.restore(document) for _ in range(4))

    watched.queue.move(fourth, 0)
    watched.queue.move(second, 2)
    watched.queue.move(first, 2)

    assert watched.queue.jobs == (first, fourth, third, second)


def test_a_waiting_job_is_cancelled_at_once(watch: Watch, document: Document, qtbot: QtBot):
    watched = watch()
    first, second = watched.queue.restore(document), watched.queue.restore(document)

    watched.queue.cancel(second)

    assert watched.ends == [(second.number, "Cancelled")]
    assert watched.queue.jobs == (first,)
    qtbot.waitUntil(lambda: len(watched.ends) == 2)


def test_a_running_job_is_cancelled_and_the_next_one_runs(
    watch: Watch, document: Document, qtbot: QtBot
):
    watched = watch(engine=([progress(0), "obey"], [RESTORED]))
    first, second = watched.queue.restore(document), watched.queue.restore(document)
    qtbot.waitUntil(lambda: watched.done != [])

    watched.queue.cancel(first)

    qtbot.waitUntil(lambda: len(watched.ends) == 2)
    assert watched.ends == [(first.number, "Cancelled"), (second.number, "Restored")]


def test_everything_can_be_cancelled(watch: Watch, document: Document, qtbot: QtBot):
    watched = watch(engine=([progress(0), "obey"],))
    for _ in range(5):
        watched.queue.restore(document)
    watched.queue.inspect()
    qtbot.waitUntil(lambda: watched.done != [])

    watched.queue.cancel_all()

    qtbot.waitUntil(lambda: len(watched.ends) == 6)
    assert set(watched.kinds) == {"Cancelled"}
    assert document.state is State.OPENED
    assert watched.queue.jobs == ()


def test_a_preview_goes_ahead_and_changes_nothing(watch: Watch, document: Document, qtbot: QtBot):
    watched = watch(engine=([RESTORED],))
    first, second = watched.queue.restore(document), watched.queue.restore(document)
    before = document.edit

    preview = watched.queue.preview(document, Recipe(checkpoint="fake"))
    assert watched.queue.jobs == (first, preview, second)
    for job in (second, first):
        watched.queue.cancel(job)

    qtbot.waitUntil(lambda: watched.queue.jobs == ())
    assert watched.ends[-1] == (preview.number, "Restored")
    assert document.edit is before


def test_runs_and_saves_are_missed_when_they_are_stopped_and_nothing_else(
    watch: Watch, document: Document, qtbot: QtBot
):
    watched = watch()
    queue = watched.queue
    restore_with(document, noise(90, 120))
    run, save = queue.restore(document), queue.save(document, Path("b.png"))
    export = queue.export(document, Path("b.gif"), "wipe")

    queue.inspect()
    queue.open(document)
    queue.preview(document, Recipe(checkpoint="fake"))

    assert set(queue.unfinished) == {run, save, export}
    queue.cancel_all()
    qtbot.waitUntil(lambda: queue.jobs == ())


def test_progress_never_falls(watch: Watch, document: Document, qtbot: QtBot):
    steps = [progress(0), progress(3), progress(2), progress(1, 5), progress(8), progress(0, 0)]
    watched = watch(engine=([*steps, RESTORED],))

    watched.queue.restore(document)

    qtbot.waitUntil(lambda: watched.kinds == ["Restored"])
    assert watched.done == sorted(watched.done)
    assert watched.done[-1] == 0.8


class Clock:
    """Stands still until it is set."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_the_time_left_is_that_of_the_tiles_left(scripted: Callable[..., Lane], document: Document):
    files, engine, clock = scripted([OPENED]), scripted([RESTORED]), Clock()
    queue = Queue(files, engine, Lane("models"), clock=clock)
    job = queue.restore(document)

    def tell(number: int, done: float) -> None:
        message = messages.Progress(job=number, done=done, total=10, stage="deblurring")
        engine.answered.emit(message)

    tell(job.number, 0)
    clock.now = 60  # the model was loaded, and the first tile is slow
    tell(job.number, 1)
    assert job.remaining_s is None
    for done in (2, 3, 7):
        clock.now = 60 + 4 * (done - 1)
        tell(job.number, done)
        assert job.remaining_s == pytest.approx((10 - done) * 4)


def test_each_job_has_an_estimate_of_its_own(scripted: Callable[..., Lane], document: Document):
    files, engine, clock = scripted([OPENED]), scripted([RESTORED]), Clock()
    queue = Queue(files, engine, Lane("models"), clock=clock)
    job, other = queue.restore(document), queue.inspect()

    for number, done, now in ((1, 1, 0), (2, 1, 3), (2, 2, 4), (1, 2, 5)):
        clock.now = now
        engine.answered.emit(messages.Progress(job=number, done=done, total=10, stage=""))

    assert (job.number, other.number) == (1, 2)
    assert job.remaining_s == pytest.approx(40)


def test_jobs_of_the_program_belong_to_no_document(watch: Watch, qtbot: QtBot):
    inspected = {"type": "Inspected", "devices": {"cpu": "a CPU"}, "checkpoints": ["fake"]}
    watched = watch(engine=([inspected],))

    job = watched.queue.inspect()

    qtbot.waitUntil(lambda: watched.kinds == ["Inspected"])
    assert job.document is None


def test_an_answer_for_nobody_is_passed_over(watch: Watch, document: Document, qtbot: QtBot):
    watched = watch(engine=([{**RESTORED, "job": 77}, RESTORED],))

    watched.queue.restore(document)

    qtbot.waitUntil(lambda: watched.kinds == ["Restored"])


def test_closing_ends_both_workers(watch: Watch, document: Document, qtbot: QtBot):
    watched = watch(engine=([progress(0), "silence"],))
    watched.queue.restore(document)
    watched.queue.open(document)
    qtbot.waitUntil(lambda: watched.done != [])

    watched.queue.close()

    assert (watched.queue.files.process_id, watched.queue.engine.process_id) == (0, 0)
