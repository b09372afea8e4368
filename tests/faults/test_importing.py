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


@pytest.mark.parametrize("how", ["cancelled", "killed"])
def test_F95_F97_an_import_that_takes_long_is_alive_and_can_be_stopped(
    how: str, engine: Lane, tmp_path: Path, data_folder: Path, qtbot: QtBot
):
    save_file(tiny_state(), tmp_path / "a.safetensors")
    before = (tmp_path / "a.safetensors").read_bytes()
    heard = Heard(engine)
    engine.submit(messages.Import(job=1, path=str(tmp_path / "a.safetensors"), unverified=True))
    qtbot.waitUntil((data_folder / "child").exists, timeout=30_000)
    child = int((data_folder / "child").read_text())
    beats = len(heard)
    engine.silence_ms = 1_500
    wait_for(lambda: len(heard) >= beats + 2, qtbot)  # a beat a second, so it is not silent
    worker = engine.process_id

    ends: dict[str, Callable[[], object]] = {
        "cancelled": lambda: engine.cancel(1),
        "killed": lambda: os.kill(worker, signal.SIGKILL),
    }
    ends[how]()

    wait_for(lambda: heard.ends() != [], qtbot)
    wait_until_gone(child)
    assert heard.ends() == [{"cancelled": "Cancelled", "killed": "Failed"}[how]]
    assert (engine.process_id == worker) is (how == "cancelled")
    assert not list(models_folder().glob("*.safetensors"))
    assert (tmp_path / "a.safetensors").read_bytes() == before


def wait_for(condition: Callable[[], bool], qtbot: QtBot) -> None:
    qtbot.waitUntil(condition, timeout=10_000)
