"""The worker as a real process: its protocol, its borders, its end."""

import sys
import time
from pathlib import Path

import numpy as np
import pytest
from fakes.networks import child_file, install_all
from fakes.process import WorkerProcess, is_running, wait_until_gone, worker_process
from PIL import Image

from deblur_desktop.jobs import messages
from deblur_desktop.jobs.messages import Message
from deblur_desktop.jobs.workspace import Workspace, temporary_workspace
from deblur_desktop.photo.photo import Photo, Pixels
from deblur_desktop.recipe import Recipe

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


@pytest.fixture
def files(tmp_path: Path):
    with worker_process("files", tmp_path / "files.log") as worker:
        assert isinstance(worker.next(), messages.Ready)
        yield worker


@pytest.fixture(scope="module")
def shared_folder(tmp_path_factory: pytest.TempPathFactory):
    """The data folder of the engine that the tests of this module share."""
    folder = tmp_path_factory.mktemp("shared")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DEBLUR_DESKTOP_DATA", str(folder))
        install_all()
        yield folder


@pytest.fixture(scope="module")
def shared_engine(shared_folder: Path):
    with worker_process("engine", shared_folder / "engine.log") as worker:
        assert isinstance(worker.next(), messages.Ready)
        yield worker


@pytest.fixture
def engine(shared_engine: WorkerProcess):
    """Has every fake checkpoint; starting one takes seconds, so it serves several tests."""
    assert shared_engine.process.poll() is None
    return shared_engine


@pytest.fixture
def own_engine(tmp_path: Path):
    """An engine to be ended."""
    install_all()
    with worker_process("engine", tmp_path / "engine.log") as worker:
        assert isinstance(worker.next(), messages.Ready)
        yield worker


@pytest.fixture
def workspace():
    """With a small photo."""
    with temporary_workspace() as workspace:
        workspace.store_photo(Photo(soft_pixels(60, 80)))
        yield workspace


def soft_pixels(height: int, width: int) -> Pixels:
    """Waves: sharpening changes them, but not wildly."""
    y, x = np.mgrid[:height, :width]
    waves = 0.5 + 0.2 * np.sin(x / 2) + 0.2 * np.cos(y / 3)
    return np.repeat(waves[:, :, None], 3, axis=2).astype(np.float32)


def restore(workspace: Workspace, checkpoint: str, job: int = 1) -> messages.Restore:
    recipe = Recipe(checkpoint=checkpoint, color_lock=False).to_json()
    return messages.Restore(
        job=job,
        workspace=str(workspace.folder),
        recipe=recipe,
        result=f"r{job}",
        device="cpu",
    )


@pytest.mark.parametrize("lane", ["files", "engine"])
def test_ready_comes_first_and_tells_the_process(lane: str, tmp_path: Path):
    with worker_process(lane, tmp_path / "log") as worker:
        assert worker.next() == messages.Ready(job=0, pid=worker.process.pid)


def test_the_files_worker_never_loads_torch(files: WorkerProcess, workspace: Workspace):
    files.send(messages.Diagnose(job=1, workspace=str(workspace.folder)))

    assert isinstance(files.answer(), messages.Diagnosed)
    loaded = Path(f"/proc/{files.process.pid}/maps").read_text()
    assert "libtorch" not in loaded


def test_a_photo_is_opened_into_the_workspace(files: WorkerProcess, tmp_path: Path):
    pixels = np.random.default_rng(1).integers(0, 256, (30, 40, 3)).astype(np.uint8)
    Image.fromarray(pixels).save(tmp_path / "a.png")

    with temporary_workspace() as workspace:
        files.send(
            messages.Open(job=7, path=str(tmp_path / "a.png"), workspace=str(workspace.folder))
        )
        opened = files.answer()

        assert isinstance(opened, messages.Opened)
        assert (opened.job, opened.width, opened.height, opened.depth) == (7, 40, 30, 8)
        assert np.array_equal(workspace.display(), pixels)


def test_a_photo_is_restored_into_the_workspace(engine: WorkerProcess, workspace: Workspace):
    engine.send(restore(workspace, "sharpens"))

    restored = engine.answer()

    assert isinstance(restored, messages.Restored)
    assert restored.box == [0, 0, 80, 60]
    pixels, _ = workspace.result("r1")
    assert np.abs(pixels - workspace.photo().pixels).mean() > 0.005
    assert workspace.display("r1.display").shape == (60, 80, 3)


def test_the_tiles_are_told_while_the_network_is_at_work(
    engine: WorkerProcess, workspace: Workspace
):
    engine.send(restore(workspace, "sharpens"))

    tiles: dict[str, tuple[list[int], list[int]]] = {}
    while isinstance(message := engine.next(), messages.Progress):
        tiles[message.stage] = message.columns, message.rows

    assert tiles == {"preparing the model": ([], []), "deblurring": ([0, 80], [0, 60])}


def test_an_error_is_told_with_its_hint_and_details(files: WorkerProcess, tmp_path: Path):
    with temporary_workspace() as workspace:
        files.send(messages.Open(job=1, path=str(tmp_path / "no"), workspace=str(workspace.folder)))
        failed = files.answer()

    assert isinstance(failed, messages.Failed)
    assert failed.error == "UnreadablePhoto"
    assert "Traceback" in failed.details


def test_malformed_lines_are_ignored(files: WorkerProcess, workspace: Workspace):
    files.send_bytes(
        b'hello\n{}\n\n\xff\xfe\n{"type":"Explode","job":1}\n' + b"[" * 300_000 + b"\n"
    )
    files.send(messages.Diagnose(job=2, workspace=str(workspace.folder)))

    assert isinstance(answer := files.answer(), messages.Diagnosed)
    assert answer.job == 2


@pytest.mark.parametrize(
    "message",
    [
        messages.Inspect(job=1),
        messages.Cancelled(job=1),
        messages.Ready(job=1, pid=1),
        messages.Diagnose(job=1, workspace="/nowhere"),
    ],
    ids=lambda message: type(message).__name__,
)
def test_what_cannot_be_done_fails_and_the_next_request_is_done(
    message: Message, files: WorkerProcess, workspace: Workspace
):
    files.send(message, messages.Diagnose(job=2, workspace=str(workspace.folder)))

    first, second = files.answer(), files.answer()

    assert isinstance(first, messages.Failed)
    assert isinstance(second, messages.Diagnosed)


def test_F91_what_a_network_prints_does_not_break_the_protocol(
    engine: WorkerProcess, workspace: Workspace, shared_folder: Path
):
    engine.send(restore(workspace, "prints"))

    assert isinstance(engine.answer(), messages.Restored)
    assert (shared_folder / "engine.log").stat().st_size >= 10_000_000


@pytest.mark.parametrize(("checkpoint", "word"), [("raises", "on purpose"), ("exits", "7")])
def test_F88_a_network_that_raises_or_exits_fails_its_job_alone(
    checkpoint: str, word: str, engine: WorkerProcess, workspace: Workspace
):
    engine.send(restore(workspace, checkpoint, 1), restore(workspace, "sharpens", 2))

    first, second = engine.answer(), engine.answer()

    assert isinstance(first, messages.Failed)
    assert word in first.message
    assert isinstance(second, messages.Restored)


def test_a_cancel_acts_within_a_block(engine: WorkerProcess, workspace: Workspace):
    engine.send(restore(workspace, "is-slow"))
    while not (isinstance(p := engine.next(), messages.Progress) and p.stage == "deblurring"):
        pass
    started = time.monotonic()

    engine.send(messages.Cancel(job=1))

    assert engine.answer() == messages.Cancelled(job=1)
    assert time.monotonic() - started < 1
    assert not list(workspace.folder.glob("r1*"))


def test_a_cancelled_request_that_waits_is_never_begun(engine: WorkerProcess, workspace: Workspace):
    engine.send(
        restore(workspace, "sharpens", 1),
        restore(workspace, "sharpens", 2),
        messages.Cancel(job=2),
        restore(workspace, "sharpens", 3),
    )

    answers = [engine.answer() for _ in range(3)]

    assert [type(answer).__name__ for answer in answers] == ["Restored", "Cancelled", "Restored"]


@pytest.mark.parametrize("lane", ["files", "engine"])
def test_F97_the_end_of_the_input_ends_an_idle_worker(lane: str, tmp_path: Path):
    with worker_process(lane, tmp_path / "log") as worker:
        worker.next()
        worker.close_input()

        worker.process.wait(2)


@pytest.mark.parametrize("checkpoint", ["is-slow", "waits"])
def test_F97_the_end_of_the_input_ends_a_busy_worker_and_its_children(
    checkpoint: str, own_engine: WorkerProcess, workspace: Workspace, data_folder: Path
):
    own_engine.send(restore(workspace, checkpoint))
    while not (isinstance(p := own_engine.next(), messages.Progress) and p.stage == "deblurring"):
        pass
    children: list[int] = []
    if checkpoint == "waits":
        children = [wait_for_child(data_folder)]

    own_engine.close_input()

    own_engine.process.wait(2)
    wait_until_gone(*children)


def wait_for_child(data_folder: Path) -> int:
    end = time.monotonic() + 10
    while not child_file(data_folder).exists():
        assert time.monotonic() < end
        time.sleep(0.01)
    child = int(child_file(data_folder).read_text())
    assert is_running(child)
    return child


def test_a_worker_whose_window_does_not_listen_any_more_ends(
    files: WorkerProcess, workspace: Workspace
):
    assert files.process.stdout is not None
    files.process.stdout.close()

    files.send(messages.Diagnose(job=1, workspace=str(workspace.folder)))

    files.process.wait(5)


def test_F82_the_kernel_ends_the_worker_rather_than_the_window(files: WorkerProcess):
    score = Path(f"/proc/{files.process.pid}/oom_score_adj").read_text()

    assert int(score) >= 500


def test_a_failure_is_short_enough_to_be_sent(files: WorkerProcess):
    recipe = Recipe(checkpoint="x").to_json()
    with temporary_workspace() as workspace:
        folder = str(workspace.folder)
        files.send(
            messages.Save(
                job=1, workspace=folder, recipe=recipe, result="x" * 3_000_000, source="a", path="b"
            )
        )
        answer = files.answer()

    assert isinstance(answer, messages.Failed)
    assert len(messages.encode(answer)) < messages.MAX_LINE / 4
