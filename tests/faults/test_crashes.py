"""F104: the window itself crashes. Real processes, really ended; each start is the whole program."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from library.tiny import write_plugin

from deblur_desktop import plugins
from deblur_desktop.bundle import bundled, data_folder, plugins_folder

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="signals")
SAMPLE = bundled("resources") / "samples" / "hand-held.jpg"

# The program, which tells what it shows once it has begun, and then ends in one way or another.
PROGRAM = """
import ctypes, json, os, signal, sys
from PySide6.QtCore import QTimer
from deblur_desktop import plugins
from deblur_desktop.cli import main
from deblur_desktop.gui import app
from deblur_desktop.gui.lane import Lane

Lane.submit = lambda *_, **__: None  # the workers are not wanted
begin = app._begin

def begin_and_end(window, paths, crash=None):
    begin(window, paths, crash)
    window.messages._copy_all()
    said = {
        "text": window.messages.text,
        "copied": app.QApplication.clipboard().text(),
        "open": [document.path.name for document in window.session.documents],
        "on": [found.name for found in plugins.find() if found.enabled],
    }
    print(json.dumps(said), flush=True)
    ends = {
        "segfault": lambda: ctypes.string_at(0),
        "abort": os.abort,
        "kill": lambda: os.kill(os.getpid(), signal.SIGKILL),
        "close": window.close,
        "term": lambda: os.kill(os.getpid(), signal.SIGTERM),
        "hangup": lambda: os.kill(os.getpid(), signal.SIGHUP),
    }
    QTimer.singleShot(0, ends[sys.argv[1]])

app._begin = begin_and_end
sys.exit(main(sys.argv[2:]))
"""


def run(end: str, *arguments: object) -> dict[str, Any]:
    """What the program told; *end* is how it ended."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, end, *(map(str, arguments or ("window",)))],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    codes = {
        "segfault": -signal.SIGSEGV,
        "abort": -signal.SIGABRT,
        "kill": -signal.SIGKILL,
    }
    assert done.returncode == codes.get(end, 0), done.stderr
    return json.loads(done.stdout)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    (tmp_path / "a.jpg").write_bytes(SAMPLE.read_bytes())
    return tmp_path / "a.jpg"


def test_F104_a_crash_is_told_once_with_its_trace_and_what_was_open_is_back(photo: Path):
    assert run("segfault", photo)["text"] == ""

    second, third = run("close"), run("close")

    assert "ended unexpectedly" in second["text"]
    assert "Fatal Python error: Segmentation fault" in second["copied"]
    assert "deblur-desktop" in second["copied"]
    assert str(Path(plugins.__file__).parent) not in second["copied"]
    assert str(Path.home()) + "/" not in second["copied"]
    assert (third["text"], third["open"]) == ("", ["a.jpg"])
    assert second["open"] == ["a.jpg"]


@pytest.mark.parametrize(("end", "trace"), [("kill", "left no trace"), ("abort", "Aborted")])
def test_F104_every_end_that_is_not_wished_is_told(end: str, trace: str, photo: Path):
    run(end, photo)

    assert trace in run("close")["copied"]


@pytest.mark.parametrize("end", ["close", "term", "hangup"])
def test_F96_an_end_that_is_wished_is_no_crash(end: str, photo: Path):
    run(end, photo)

    assert not (data_folder() / "running.txt").exists()


def test_F104_after_two_crashes_within_five_minutes_safe_mode_helps(photo: Path):
    write_plugin(plugins_folder())
    plugins.enable("tiny")
    crashes: Sequence[dict[str, Any]] = [run("kill", photo), run("segfault")]
    assert all("tiny" in told["on"] and told["open"] == ["a.jpg"] for told in crashes)

    safe, after = run("close"), run("close")

    assert "safe mode" in safe["text"]
    assert "Segmentation fault" in safe["copied"]
    assert (safe["open"], "tiny" in safe["on"], "maxim" in safe["on"]) == ([], False, True)
    assert after["text"] == ""
    assert (after["open"], "tiny" in after["on"]) == (["a.jpg"], True)


def test_F104_crashes_far_from_each_other_are_each_told_alone(photo: Path):
    (data_folder() / "crashed.txt").touch()
    os.utime(data_folder() / "crashed.txt", (time.time() - 3600, time.time() - 3600))
    run("segfault", photo)

    told = run("close")

    assert "safe mode" not in told["text"]
    assert told["open"] == ["a.jpg"]


def test_safe_mode_can_be_wished_and_forgets_nothing(photo: Path):
    run("close", photo)
    other = shutil.copy(photo, photo.with_name("b.jpg"))

    safe, after = run("close", "--safe", other), run("close")

    assert "safe mode" in safe["text"]
    assert (safe["open"], after["open"]) == (["b.jpg"], ["a.jpg"])


def test_a_crash_that_cannot_be_noticed_does_not_stop_the_program(photo: Path):
    (data_folder() / "running.txt").mkdir()
    (data_folder() / "crashed.txt").mkdir()

    assert run("close", photo)["open"] == ["a.jpg"]


FILE_OPEN = """
import sys
from pathlib import Path
from PySide6.QtCore import QUrl
from PySide6.QtGui import QFileOpenEvent
from deblur_desktop.gui import app
from deblur_desktop.settings import Settings

application = app.make_application(Settings())
application.open_wished.connect(lambda paths: print(*paths, sep="\\n"))
for event in (QFileOpenEvent(sys.argv[1]), QFileOpenEvent(QUrl("https://example.org/a.jpg"))):
    app.QApplication.sendEvent(application, event)
"""


def test_a_photo_that_macos_asks_to_open_is_opened(tmp_path: Path):
    path = tmp_path / "ü b.jpg"

    done = subprocess.run(
        [sys.executable, "-c", FILE_OPEN, str(path)], capture_output=True, text=True, check=True
    )

    assert done.stdout == f"{path}\n"
