"""Importing a checkpoint in the worker of a window: slow, stopped, killed."""

import os
import signal
import sys
from collections.abc import Callable, Generator
from pathlib import Path

import pytest
from fakes.process import wait_until_gone
from fakes.window import Heard
from library.tiny import tiny_state, write_plugin
from pytestqt.qtbot import QtBot
from safetensors.torch import save_file

from deblur_desktop import plugins
from deblur_desktop.bundle import models_folder, plugins_folder
from deblur_desktop.gui.lane import Lane
from deblur_desktop.jobs import messages

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="signals and /proc")
# Hangs where a file is converted, and tells its number.
HANGS = """
import os, sys, time
if sys.argv[0].endswith("conversion.py"):
    with open(os.environ["DEBLUR_DESKTOP_DATA"] + "/child.new", "w") as file:
        file.write(str(os.getpid()))
    os.rename(file.name, os.environ["DEBLUR_DESKTOP_DATA"] + "/child")
    time.sleep(1000)
"""


@pytest.fixture
def engine(qtbot: QtBot) -> Generator[Lane]:
    del qtbot
    write_plugin(plugins_folder(), "tiny")
    write_plugin(plugins_folder(), "zz", init=HANGS)
    plugins.enable("tiny")
    plugins.enable("zz")
    lane = Lane("engine")
    yield lane
    lane.close()


def begin(engine: Lane, job: int, path: Path, data_folder: Path, qtbot: QtBot) -> int:
    """Import *path*, and give the number of the process that hangs with it."""
    engine.submit(messages.Import(job=job, path=str(path), unverified=True))
    wait_for((data_folder / "child").exists, qtbot)
    child = int((data_folder / "child").read_text())
    (data_folder / "child").unlink()
    return child


def test_F95_F97_an_import_that_takes_long_is_alive_and_can_be_stopped(
    engine: Lane, tmp_path: Path, data_folder: Path, qtbot: QtBot
):
    path = tmp_path / "a.safetensors"
    save_file(tiny_state(), path)
    before = path.read_bytes()
    heard = Heard(engine)

    first = begin(engine, 1, path, data_folder, qtbot)
    beats = len(heard)
    engine.silence_ms = 1_500
    wait_for(lambda: len(heard) >= beats + 2, qtbot)  # a beat a second, so it is not silent
    worker = engine.process_id
    engine.cancel(1)
    wait_for(lambda: heard.ends() == ["Cancelled"], qtbot)
    wait_until_gone(first)
    assert engine.process_id == worker

    second = begin(engine, 2, path, data_folder, qtbot)
    os.kill(worker, signal.SIGKILL)
    wait_for(lambda: heard.ends() == ["Cancelled", "Failed"], qtbot)
    wait_until_gone(second)
    assert not list(models_folder().glob("*.safetensors"))
    assert path.read_bytes() == before


def wait_for(condition: Callable[[], bool], qtbot: QtBot) -> None:
    qtbot.waitUntil(condition, timeout=30_000)
