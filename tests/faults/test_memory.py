"""Memory runs out: in the network, in the process, or in the whole computer. Workers are real."""

import json
import os
import signal
import sys
import time
from collections.abc import Generator
from pathlib import Path

import pytest
from fakes.networks import install_all
from fakes.window import Heard, noise
from pytestqt.qtbot import QtBot

from deblur_desktop.gui.document import Document, State
from deblur_desktop.gui.lane import Lane
from deblur_desktop.gui.queue import Queue
from deblur_desktop.gui.session import Session
from deblur_desktop.jobs import messages
from deblur_desktop.jobs.workspace import Workspace, temporary_workspace
from deblur_desktop.photo.photo import Photo
from deblur_desktop.recipe import Recipe

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="signals and limits of memory")
LONG = 60_000
SIDE = 600  # larger than a tile


@pytest.fixture
def workspace() -> Generator[Workspace]:
    with temporary_workspace() as workspace:
        workspace.store_photo(Photo(0.4 + 0.2 * noise(SIDE, SIDE)))
        yield workspace


@pytest.fixture
def engine(qtbot: QtBot) -> Generator[Lane]:
    del qtbot
    install_all()
    lane = Lane("engine")
    yield lane
    lane.close()


def restore(workspace: Workspace, checkpoint: str, job: int = 1) -> messages.Restore:
    recipe = Recipe(checkpoint=checkpoint, color_lock=False).to_json()
    return messages.Restore(
        job=job, workspace=str(workspace.folder), recipe=recipe, result=f"r{job}", device="cpu"
    )


def stages(heard: Heard) -> list[str]:
    told = [message.stage for message in heard if isinstance(message, messages.Progress)]
    return list(dict.fromkeys(told))


def wait_for_ends(heard: Heard, count: int, qtbot: QtBot) -> list[messages.Message]:
    qtbot.waitUntil(lambda: len(heard.ends()) == count, timeout=LONG)
    return [message for message in heard if not isinstance(message, messages.Progress)]


def test_F81_a_network_that_takes_too_much_gets_smaller_tiles_or_fails_and_that_is_told(
    engine: Lane, workspace: Workspace, qtbot: QtBot
):
    heard = Heard(engine)
    for job, checkpoint in enumerate(("starves", "is-hungry", "is-hungry")):
        engine.submit(restore(workspace, checkpoint, job))
    worker = engine.process_id

    failed, first, second = wait_for_ends(heard, 3, qtbot)

    assert isinstance(failed, messages.Failed)
    assert (failed.error, bool(failed.hint)) == ("OutOfMemory", True)
    assert isinstance(first, messages.Restored)
    assert isinstance(second, messages.Restored)
    assert "deblurring in smaller tiles" in stages(heard)
    assert "memory ran short" in "".join(first.notices)
    assert "memory ran short" in "".join(json.loads(first.receipt)["notices"])
    # What the first photo taught holds for the next.
    assert second.notices == []
    assert Recipe.from_json(second.recipe).tile == 256
    assert engine.process_id == worker


def test_F82_a_worker_that_the_system_ends_does_its_photo_again_in_smaller_tiles(
    engine: Lane, workspace: Workspace, qtbot: QtBot
):
    heard = Heard(engine)
    engine.submit(restore(workspace, "is-slow"))
    qtbot.waitUntil(lambda: "deblurring" in stages(heard), timeout=LONG)
    started = time.monotonic()
    os.kill(engine.process_id, signal.SIGKILL)
    qtbot.waitUntil(lambda: "deblurring in smaller tiles" in stages(heard), timeout=LONG)
    assert time.monotonic() - started < 20  # 5 on a computer that has nothing else to do
    assert heard.ends() == []
    assert isinstance(engine.running, messages.Restore)

    os.kill(engine.process_id, signal.SIGKILL)

    (failed,) = wait_for_ends(heard, 1, qtbot)
    assert isinstance(failed, messages.Failed)
    assert "SIGKILL" in failed.message
    assert "memory" in failed.hint


def test_F84_pixels_that_are_none_are_told_in_the_window_and_the_photo_is_kept(
    engine: Lane, tmp_path: Path, qtbot: QtBot
):
    files = Lane("files")
    session = Session(Queue(files, engine, Lane("models")))
    said: list[str] = []
    session.noticed.connect(lambda text, hint: said.append(f"{text}: {hint}"))
    document = Document(tmp_path / "a.png", session)
    document.workspace.store_photo(Photo(0.4 + 0.2 * noise(SIDE, SIDE)))
    document.change("Model", checkpoint="is-wild")

    session.queue.restore(document)

    qtbot.waitUntil(lambda: document.state is State.RESTORED, timeout=LONG)
    assert "no valid pixels in 4 of 4 tiles" in said[0]
    assert said[0].startswith("a.png")
    assert document.edit.result is not None
    shown = document.workspace.display(f"{document.edit.result.name}.display")
    assert (shown == document.workspace.display()).all()
    document.close()
    files.close()
