"""Importing a checkpoint in the worker of a window: slow, stopped, killed."""

import os
import signal
import sys
import time
from collections.abc import Callable, Generator
from pathlib import Path

import pytest
import torch
from fakes.process import wait_until_gone
from fakes.window import Heard
from faults.hostile_server import TLS, Request, in_turn, serving, whole
from library.tiny import CARDS, tiny_state, write_plugin
from pytestqt.qtbot import QtBot
from safetensors.torch import save_file

from deblur_desktop import plugins
from deblur_desktop.bundle import models_folder, plugins_folder
from deblur_desktop.gui.lane import Lane
from deblur_desktop.jobs import messages
from deblur_desktop.library.storage import sha256_of

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
def models(qtbot: QtBot) -> Generator[Lane]:
    del qtbot
    write_plugin(plugins_folder(), "tiny")
    write_plugin(plugins_folder(), "zz", init=HANGS)
    plugins.enable("tiny")
    plugins.enable("zz")
    lane = Lane("models")
    yield lane
    lane.close()


def begin(models: Lane, job: int, path: Path, data_folder: Path, qtbot: QtBot) -> int:
    """Import *path*, and give the number of the process that hangs with it."""
    models.submit(messages.Import(job=job, path=str(path), unverified=True))
    wait_for((data_folder / "child").exists, qtbot)
    child = int((data_folder / "child").read_text())
    (data_folder / "child").unlink()
    return child


def test_F95_F97_an_import_that_takes_long_is_alive_and_can_be_stopped(
    models: Lane, tmp_path: Path, data_folder: Path, qtbot: QtBot
):
    path = tmp_path / "a.safetensors"
    save_file(tiny_state(), path)
    before = path.read_bytes()
    heard = Heard(models)

    first = begin(models, 1, path, data_folder, qtbot)
    beats = len(heard)
    models.silence_ms = 1_500
    wait_for(lambda: len(heard) >= beats + 2, qtbot)  # a beat a second, so it is not silent
    worker = models.process_id
    models.cancel(1)
    wait_for(lambda: heard.ends() == ["Cancelled"], qtbot)
    wait_until_gone(first)
    assert models.process_id == worker

    second = begin(models, 2, path, data_folder, qtbot)
    os.kill(worker, signal.SIGKILL)
    wait_for(lambda: heard.ends() == ["Cancelled", "Failed"], qtbot)
    wait_until_gone(second)
    assert not list(models_folder().glob("*.safetensors"))
    assert path.read_bytes() == before


def test_F30_a_fetch_that_was_stopped_goes_on(
    monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, models: Lane, tmp_path: Path
):
    path = tmp_path / "tiny.pth"
    torch.save({"params": tiny_state(), "more": torch.rand(100_000)}, path)
    content = path.read_bytes()
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(TLS / "ca.pem"))
    heard = Heard(models)

    def stalls(request: Request) -> None:
        request.begin(200, {"Content-Length": len(content), "ETag": '"1"'})
        request.send(content[:200_000])
        time.sleep(10)

    with serving("good") as server:
        server.routes["/tiny.pth"] = in_turn(stalls, whole(content))
        url, digest = server.url("/tiny.pth"), sha256_of(path)
        cards = CARDS + f'urls = ["{url}"]\nsource_sha256 = "{digest}"\n'
        (plugins_folder() / "tiny" / "models.toml").write_text(cards, "utf-8")
        plugins.disable("zz")
        plugins.enable("tiny")
        models.submit(messages.Install(job=1, checkpoint="tiny-1"))
        wait_for(
            lambda: any("fetching" in m.stage and m.done > 1e5 for m in progress(heard)), qtbot
        )
        started = time.monotonic()
        models.cancel(1)
        wait_for(lambda: heard.ends() == ["Cancelled"], qtbot)
        assert time.monotonic() - started < 3
        models.submit(messages.Install(job=2, checkpoint="tiny-1"))
        wait_for(lambda: heard.ends() == ["Cancelled", "Imported"], qtbot)

    assert server.asked[-1][1]["range"] == "bytes=196608-", "all whole blocks were kept"
    assert (models_folder() / "tiny-1.safetensors").is_file()


def progress(heard: Heard) -> list[messages.Progress]:
    return [message for message in heard if isinstance(message, messages.Progress)]


def wait_for(condition: Callable[[], bool], qtbot: QtBot) -> None:
    qtbot.waitUntil(condition, timeout=30_000)
