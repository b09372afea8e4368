"""A lane: what it tells when its worker crashes, hangs, leaves children, or never starts."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import fakes.worker
import pytest
from fakes.networks import child_file, install_all
from fakes.process import is_running, wait_until_gone
from fakes.window import Heard, noise
from pytestqt.qtbot import QtBot

from deblur_desktop.gui import lane as lane_module
from deblur_desktop.gui.lane import Lane
from deblur_desktop.jobs import messages
from deblur_desktop.jobs.workspace import Workspace, temporary_workspace
from deblur_desktop.photo.photo import Photo
from deblur_desktop.recipe import Recipe

posix = pytest.mark.skipif(sys.platform != "linux", reason="signals and /proc")
ANSWER = {"type": "Inspected", "devices": {}, "checkpoints": []}
MakeLane = Callable[..., Lane]


def ask(lane: Lane, *jobs: int) -> None:
    for job in jobs:
        lane.submit(messages.Inspect(job=job))


# By a script


def test_requests_are_answered_in_their_order(scripted: MakeLane, qtbot: QtBot):
    lane = scripted([ANSWER])
    heard = Heard(lane)

    ask(lane, 1, 2, 3)

    qtbot.waitUntil(lambda: len(heard) == 3)
    assert [message.job for message in heard] == [1, 2, 3]
    assert lane.running is None


def test_a_request_ahead_is_done_before_those_that_wait(scripted: MakeLane, qtbot: QtBot):
    lane = scripted([ANSWER])
    heard = Heard(lane)

    ask(lane, 1, 2, 3)
    lane.submit(messages.Inspect(job=4), ahead=True)

    qtbot.waitUntil(lambda: len(heard) == 4)
    assert [message.job for message in heard] == [1, 4, 2, 3]


def test_waiting_requests_can_be_reordered(scripted: MakeLane, qtbot: QtBot):
    lane = scripted([ANSWER])
    heard = Heard(lane)

    ask(lane, 1, 2, 3, 4)
    lane.reorder([4, 2])

    assert [request.job for request in lane.waiting] == [4, 2, 3]
    qtbot.waitUntil(lambda: len(heard) == 4)
    assert [message.job for message in heard] == [1, 4, 2, 3]


def test_a_waiting_request_is_dropped_at_once(scripted: MakeLane, qtbot: QtBot):
    lane = scripted([ANSWER])
    heard = Heard(lane)
    ask(lane, 1, 2)

    lane.cancel(2)

    assert heard == [messages.Cancelled(job=2)]
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert heard.kinds() == ["Cancelled", "Inspected"]


def test_a_request_that_the_worker_has_not_heard_of_is_dropped_at_once(
    scripted: MakeLane, qtbot: QtBot
):
    lane = scripted([ANSWER])
    heard = Heard(lane)
    ask(lane, 1)
    assert lane.running is not None

    lane.cancel(1)
    ask(lane, 2)

    assert heard == [messages.Cancelled(job=1)]
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert (heard[1].job, lane.running) == (2, None)


def test_a_running_request_is_asked_to_stop(scripted: MakeLane, qtbot: QtBot):
    lane = scripted([{"type": "Progress", "done": 0, "total": 1}, "obey"], [ANSWER])
    heard = Heard(lane)
    ask(lane, 1, 2)
    qtbot.waitUntil(lambda: heard.kinds() == ["Progress"])
    worker = lane.process_id

    lane.cancel(1)
    lane.cancel(1)

    qtbot.waitUntil(lambda: len(heard) == 3)
    assert heard.ends() == ["Cancelled", "Inspected"]
    assert lane.process_id == worker


def test_cancelling_what_is_not_there_does_nothing(scripted: MakeLane):
    lane = scripted([ANSWER])

    lane.cancel(7)
    lane.kill("for no reason")

    assert lane.process_id == 0


def test_what_is_no_message_is_told_in_the_log_and_passed_over(
    scripted: MakeLane, qtbot: QtBot, caplog: pytest.LogCaptureFixture
):
    lane = scripted(["noise", {**ANSWER, "job": 99}, "drip"])
    heard = Heard(lane)

    ask(lane, 1)

    qtbot.waitUntil(lambda: len(heard) == 1)
    assert heard.kinds() == ["Inspected"]
    assert "sent no message" in caplog.text
    caplog.clear()


@posix
def test_F89_a_crash_fails_its_request_alone_and_names_the_signal(
    scripted: MakeLane, qtbot: QtBot, capfdbinary: pytest.CaptureFixture[bytes]
):
    lane = scripted(["stderr", "crash"], [ANSWER])
    heard = Heard(lane)

    ask(lane, 1, 2)

    qtbot.waitUntil(lambda: len(heard) == 2)
    failed = heard[0]
    assert isinstance(failed, messages.Failed)
    assert (failed.job, failed.error) == (1, "WorkerCrashed")
    assert "SIGSEGV" in failed.message
    assert "last words" in failed.details
    assert heard.kinds() == ["Failed", "Inspected"]
    assert b"last words" in capfdbinary.readouterr().err


def test_a_worker_that_exits_by_itself_fails_its_request_with_the_code(
    scripted: MakeLane, qtbot: QtBot
):
    lane = scripted(["exit"])
    heard = Heard(lane)

    ask(lane, 1)

    qtbot.waitUntil(lambda: len(heard) == 1)
    assert "code 3" in getattr(heard[0], "message", "")


@posix
def test_a_worker_that_dies_idle_is_replaced_without_a_word(scripted: MakeLane, qtbot: QtBot):
    lane = scripted([ANSWER])
    heard = Heard(lane)
    ask(lane, 1)
    qtbot.waitUntil(lambda: len(heard) == 1)
    first = lane.process_id

    os.kill(first, signal.SIGKILL)
    qtbot.waitUntil(lambda: lane.process_id == 0)
    ask(lane, 2)

    qtbot.waitUntil(lambda: len(heard) == 2)
    assert heard.kinds() == ["Inspected", "Inspected"]
    assert lane.process_id != first


def test_F85_a_silent_worker_is_killed_and_the_next_request_done(scripted: MakeLane, qtbot: QtBot):
    lane = scripted([{"type": "Progress", "done": 0, "total": 1}, "silence"], [ANSWER])
    heard = Heard(lane)
    lane.silence_ms = 2_000

    ask(lane, 1, 2)

    qtbot.waitUntil(lambda: len(heard) == 3, timeout=10_000)
    assert heard.ends() == ["Failed", "Inspected"]
    assert "stopped answering" in getattr(heard[1], "message", "")


def test_F85_signs_of_life_keep_a_worker_alive(scripted: MakeLane, qtbot: QtBot):
    beat = {"type": "Progress", "done": 0, "total": 1}
    drip = [step for _ in range(12) for step in (beat, {"wait": 0.1})]
    lane = scripted([*drip, ANSWER])
    heard = Heard(lane)
    ask(lane, 1)
    qtbot.waitUntil(lambda: len(heard) > 0)

    lane.silence_ms = 600

    qtbot.waitUntil(lambda: heard.ends() != [])
    assert heard.ends() == ["Inspected"]


def test_a_hanging_worker_is_killed_when_it_does_not_stop(
    scripted: MakeLane, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(lane_module, "CANCEL_MS", 300)
    lane = scripted([{"type": "Progress", "done": 0, "total": 1}, "silence"], [ANSWER])
    heard = Heard(lane)
    ask(lane, 1, 2)
    qtbot.waitUntil(lambda: len(heard) == 1)

    lane.cancel(1)

    qtbot.waitUntil(lambda: len(heard) == 3)
    assert heard.ends() == ["Cancelled", "Inspected"]


def test_a_program_that_is_not_there_fails_every_request_clearly(qtbot: QtBot, tmp_path: Path):
    lane = Lane("engine", [str(tmp_path / "missing")])
    heard = Heard(lane)

    ask(lane, 1, 2, 3)

    qtbot.waitUntil(lambda: len(heard) == 3)
    assert heard.ends() == ["Failed"] * 3
    assert "cannot be started" in getattr(heard[0], "message", "")
    assert "doctor" in getattr(heard[2], "hint", "")
    lane.close()


def test_a_worker_that_ends_before_it_is_ready_is_not_tried_for_every_request(
    scripted: MakeLane, qtbot: QtBot, tmp_path: Path
):
    lane = scripted(["refuse"])
    heard = Heard(lane)

    ask(lane, *range(1, 11))

    qtbot.waitUntil(lambda: len(heard) == 10)
    assert heard.ends() == ["Failed"] * 10
    assert "no such library" in getattr(heard[9], "details", "")
    assert "doctor" in getattr(heard[9], "hint", "")
    assert (tmp_path / "fake-0").stat().st_size == 2


def test_after_a_failed_start_another_try_is_made_when_asked(
    scripted: MakeLane, qtbot: QtBot, tmp_path: Path
):
    lane = scripted(["refuse"])
    heard = Heard(lane)
    ask(lane, 1, 2)
    qtbot.waitUntil(lambda: len(heard) == 2)

    ask(lane, 3)

    qtbot.waitUntil(lambda: len(heard) == 3)
    assert (tmp_path / "fake-0").stat().st_size == 3


def test_an_idle_worker_can_be_replaced(scripted: MakeLane, qtbot: QtBot):
    lane = scripted([ANSWER])
    heard = Heard(lane)
    ask(lane, 1)
    qtbot.waitUntil(lambda: len(heard) == 1)
    first = lane.process_id

    lane.restart_when_idle()
    ask(lane, 2)

    qtbot.waitUntil(lambda: len(heard) == 2)
    assert heard.kinds() == ["Inspected", "Inspected"]
    assert lane.process_id not in (0, first)
    wait_until_gone(first)


def test_a_busy_worker_is_not_replaced(scripted: MakeLane, qtbot: QtBot):
    lane = scripted([{"type": "Progress", "done": 0, "total": 1}, "obey"])
    heard = Heard(lane)
    ask(lane, 1)
    qtbot.waitUntil(lambda: len(heard) == 1)
    first = lane.process_id

    lane.restart_when_idle()

    assert lane.process_id == first
    lane.cancel(1)
    qtbot.waitUntil(lambda: heard.ends() == ["Cancelled"])


def test_closing_lets_the_worker_go(scripted: MakeLane, qtbot: QtBot):
    lane = scripted([ANSWER])
    heard = Heard(lane)
    ask(lane, 1)
    qtbot.waitUntil(lambda: len(heard) == 1)
    worker = lane.process_id

    lane.close()

    wait_until_gone(worker)
    assert lane.process_id == 0


@posix
def test_closing_ends_a_worker_that_does_not_listen(
    scripted: MakeLane, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(lane_module, "_GOODBYE_MS", 200)
    lane = scripted([{"type": "Progress", "done": 0, "total": 1}, "silence"])
    heard = Heard(lane)
    ask(lane, 1, 2)
    qtbot.waitUntil(lambda: len(heard) == 1)
    worker = lane.process_id

    lane.close()

    wait_until_gone(worker)
    assert heard.ends() == []


SOME_RESTORE = messages.Restore(
    job=1, workspace="/nowhere", recipe=Recipe(checkpoint="any").to_json(), result="r"
)
BEGUN = {"type": "Progress", "done": 0, "total": 1}


@posix
def test_F82_a_photo_whose_worker_is_killed_is_tried_once_more_and_then_fails(
    scripted: MakeLane, qtbot: QtBot, tmp_path: Path
):
    lane = scripted([BEGUN, "killed"], [BEGUN, "killed"], [ANSWER])
    heard = Heard(lane)
    lane.submit(SOME_RESTORE)
    ask(lane, 2)

    qtbot.waitUntil(lambda: len(heard.ends()) == 2)

    assert heard.ends() == ["Failed", "Inspected"]
    failed = next(m for m in heard if isinstance(m, messages.Failed))
    assert "SIGKILL" in failed.message
    assert "memory may have run out" in failed.hint
    assert (tmp_path / "fake-0").stat().st_size == 3


@posix
def test_F82_a_cancelled_photo_is_not_tried_once_more(scripted: MakeLane, qtbot: QtBot):
    lane = scripted([BEGUN, "silence"])
    heard = Heard(lane)
    lane.submit(SOME_RESTORE)
    qtbot.waitUntil(lambda: len(heard) == 1)

    lane.cancel(1)
    os.kill(lane.process_id, signal.SIGKILL)

    qtbot.waitUntil(lambda: heard.ends() == ["Cancelled"])


@posix
@pytest.mark.parametrize(
    ("how", "word"), [("abort", "SIGABRT"), ("leave", "code 9"), ("exec", "code 0")]
)
def test_F89_however_a_worker_ends_its_request_fails_and_the_next_is_done(
    how: str, word: str, scripted: MakeLane, qtbot: QtBot
):
    lane = scripted([BEGUN, how], [ANSWER])
    heard = Heard(lane)
    ask(lane, 1, 2)

    qtbot.waitUntil(lambda: len(heard.ends()) == 2)

    assert heard.ends() == ["Failed", "Inspected"]
    assert word in next(m for m in heard if isinstance(m, messages.Failed)).message


# With the real engine


@pytest.fixture
def engine(qtbot: QtBot):
    del qtbot
    install_all()
    lane = Lane("engine")
    yield lane
    lane.close()


@pytest.fixture
def workspace():
    with temporary_workspace() as workspace:
        pixels = 0.4 + 0.2 * noise(64, 64)
        workspace.store_photo(Photo(pixels))
        yield workspace


def restore(workspace: Workspace, checkpoint: str, job: int) -> messages.Restore:
    recipe = Recipe(checkpoint=checkpoint, color_lock=False).to_json()
    return messages.Restore(
        job=job, workspace=str(workspace.folder), recipe=recipe, result=f"r{job}", device="cpu"
    )


def wait_for_forward(heard: Heard, qtbot: QtBot) -> None:
    """Until the network has begun."""
    qtbot.waitUntil(
        lambda: any(isinstance(m, messages.Progress) and m.stage == "deblurring" for m in heard),
        timeout=30_000,
    )


@posix
def test_F89_a_network_that_crashes_fails_its_photo_alone(
    engine: Lane, workspace: Workspace, qtbot: QtBot, data_folder: Path
):
    heard = Heard(engine)

    engine.submit(restore(workspace, "leaves-a-child", 1))
    engine.submit(restore(workspace, "sharpens", 2))

    qtbot.waitUntil(lambda: len(heard.ends()) == 2, timeout=30_000)
    assert heard.ends() == ["Failed", "Restored"]
    failed = next(m for m in heard if isinstance(m, messages.Failed))
    assert "SIGSEGV" in failed.message
    wait_until_gone(int(child_file(data_folder).read_text()))


@posix
def test_F90_a_network_that_will_not_go_is_killed_with_its_children(
    engine: Lane, workspace: Workspace, qtbot: QtBot, data_folder: Path
):
    heard = Heard(engine)
    engine.submit(restore(workspace, "will-not-go", 1))
    engine.submit(restore(workspace, "sharpens", 2))
    qtbot.waitUntil(child_file(data_folder).exists, timeout=30_000)
    worker, child = engine.process_id, int(child_file(data_folder).read_text())
    assert is_running(child)
    started = time.monotonic()

    engine.cancel(1)
    qtbot.waitUntil(lambda: heard.ends() != [], timeout=10_000)
    took = time.monotonic() - started

    assert heard.ends() == ["Cancelled"]
    assert 2.5 < took < 4.5
    wait_until_gone(worker, child)
    qtbot.waitUntil(lambda: heard.ends() == ["Cancelled", "Restored"], timeout=30_000)


@posix
def test_F85_a_network_that_holds_the_lock_is_killed_for_its_silence(
    engine: Lane, workspace: Workspace, qtbot: QtBot
):
    heard = Heard(engine)
    engine.submit(restore(workspace, "holds-the-lock", 1))
    wait_for_forward(heard, qtbot)
    engine.silence_ms = 300
    engine._restart_pulse()

    qtbot.waitUntil(lambda: heard.ends() != [], timeout=5_000)

    assert heard.ends() == ["Failed"]
    assert "stopped answering" in getattr(heard[-1], "message", "")


@posix
def test_N8_thirty_cancels_at_any_time_stop_the_work_within_a_second(
    engine: Lane, workspace: Workspace, qtbot: QtBot
):
    heard = Heard(engine)
    engine.submit(restore(workspace, "sharpens", 1000))
    qtbot.waitUntil(lambda: heard.ends() == ["Restored"], timeout=30_000)
    chance, worker = random.Random(8), engine.process_id
    replies: list[float] = []
    stops: list[float] = []

    for job in range(1, 31):
        del heard[:]
        engine.submit(restore(workspace, "is-slow", job))
        qtbot.wait(chance.randrange(150))
        started = time.monotonic()
        engine.cancel(job)
        replies.append(time.monotonic() - started)
        qtbot.waitUntil(lambda: engine.running is None)
        stops.append(time.monotonic() - started)
        assert heard.ends() == ["Cancelled"]

    assert engine.process_id == worker
    # One of thirty may meet a busy computer.
    assert sorted(replies)[-2] < 0.1
    assert sorted(stops)[-2] < 1
    left = {path.name for path in workspace.folder.iterdir() if path.name.startswith("r")}
    assert left == {name for name in left if name.startswith("r1000")}


def wait_for_file(path: Path) -> None:
    end = time.monotonic() + 10
    while not path.exists():
        assert time.monotonic() < end
        time.sleep(0.01)


WINDOW = """
import sys
from PySide6.QtCore import QCoreApplication
from deblur_desktop.gui.lane import Lane
from deblur_desktop.jobs.messages import Restore, Progress

app = QCoreApplication([])
lane = Lane("engine")

def heard(message):
    if isinstance(message, Progress) and message.stage == "deblurring":
        print(lane.process_id, flush=True)

lane.answered.connect(heard)
lane.submit(Restore(job=1, workspace=sys.argv[1], recipe=sys.argv[2], result="r", device="cpu"))
app.exec()
"""


@posix
@pytest.mark.parametrize("checkpoint", ["waits", "holds-the-lock"])
def test_F97_when_the_window_is_killed_its_workers_go_too(
    checkpoint: str, workspace: Workspace, data_folder: Path
):
    install_all()
    recipe = Recipe(checkpoint=checkpoint).to_json()
    with subprocess.Popen(
        [sys.executable, "-c", WINDOW, str(workspace.folder), recipe], stdout=subprocess.PIPE
    ) as window:
        assert window.stdout is not None
        worker = int(window.stdout.readline())
        children: list[int] = []
        if checkpoint == "waits":
            wait_for_file(child_file(data_folder))
            children.append(int(child_file(data_folder).read_text()))
        assert is_running(worker)

        window.kill()

    wait_until_gone(worker, *children)


SLEEPER = """
import json, sys
from PySide6.QtCore import QCoreApplication, QTimer
from deblur_desktop.gui.lane import Lane
from deblur_desktop.jobs.messages import Inspect

app = QCoreApplication([])
lane = Lane("fake", json.loads(sys.argv[1]))
lane.silence_ms = 1500

def heard(message):
    print(type(message).__name__, flush=True)
    if type(message).__name__ != "Progress":
        lane.close()
        app.quit()

lane.answered.connect(heard)
lane.submit(Inspect(job=1))
app.exec()
"""


@posix
def test_F98_a_computer_that_slept_does_not_kill_its_worker(tmp_path: Path):
    beat = {"type": "Progress", "done": 0, "total": 1}
    script = [[beat, {"wait": 0.5}, beat, {"wait": 0.5}, ANSWER]]
    worker = [sys.executable, fakes.worker.__file__, json.dumps(script), str(tmp_path / "count")]
    with subprocess.Popen(
        [sys.executable, "-c", SLEEPER, json.dumps(worker)],
        stdout=subprocess.PIPE,
        start_new_session=True,
        text=True,
    ) as window:
        assert window.stdout is not None
        assert window.stdout.readline() == "Progress\n"
        children = Path(f"/proc/{window.pid}/task/{window.pid}/children").read_text().split()
        everybody = [window.pid, *map(int, children)]

        for process in everybody:
            os.kill(process, signal.SIGSTOP)
        time.sleep(2.5)  # longer than the silence that is borne
        for process in reversed(everybody):
            os.kill(process, signal.SIGCONT)

        rest = window.stdout.read().split()

    assert rest[-1] == "Inspected"
