"""The window survives what may happen to it and around it."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import pytest
from fakes.networks import install_all
from fakes.process import is_running, wait_until_gone
from library.tiny import write_plugin
from PIL import Image
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from deblur_desktop import plugins
from deblur_desktop.bundle import bundled, cache_folder, plugins_folder
from deblur_desktop.gui import app
from deblur_desktop.gui.document import Document, State
from deblur_desktop.gui.lane import Lane
from deblur_desktop.gui.main_window import MainWindow
from deblur_desktop.gui.queue import Queue
from deblur_desktop.gui.session import Session
from deblur_desktop.jobs.workspace import new_workspace, sweep
from deblur_desktop.settings import Settings

# Said by Qt's offscreen screen alone.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
linux = pytest.mark.skipif(sys.platform != "linux", reason="signals, /proc, user namespaces")
SAMPLE = bundled("resources") / "samples" / "hand-held.jpg"
LONG = 30_000


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    with Image.open(SAMPLE, formats=["JPEG"]) as sample:
        (tmp_path / "photos").mkdir()
        sample.crop((300, 300, 500, 450)).save(tmp_path / "photos" / "a.png")
    return tmp_path / "photos" / "a.png"


@pytest.fixture
def make(
    qtbot: QtBot, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Generator[Callable[..., MainWindow]]:
    """Makes windows as the program does, with other lanes when they are given."""
    for name in ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR"):
        monkeypatch.delenv(name, raising=False)
    windows: list[MainWindow] = []

    def make(files: Lane | None = None, engine: Lane | None = None) -> MainWindow:
        if files or engine:
            queue = Queue(files or Lane("files"), engine or Lane("engine"), Lane("models"))
            state = QSettings(str(data_folder / "x.ini"), QSettings.Format.IniFormat)
            window = MainWindow(Session(queue), state, Settings())
        else:
            window = app.make_window()
        windows.append(window)
        monkeypatch.setattr(window, "_may_quit", lambda: True)
        window.show()
        app._begin(window, [])
        return window

    yield make
    for window in windows:
        window.session.queue.cancel_all()
        window.close()
        window.deleteLater()


MakeWindow = Callable[..., MainWindow]


def opened(window: MainWindow, path: Path, qtbot: QtBot) -> Document:
    window.session.open_paths([path])
    document = window.session.current
    assert document is not None
    qtbot.waitUntil(lambda: document.diagnosis is not None, timeout=LONG)
    return document


def deblur(window: MainWindow, document: Document, qtbot: QtBot) -> None:
    document.change("Model", checkpoint="sharpens")
    window.actions_["deblur"].trigger()
    qtbot.waitUntil(lambda: document.state in (State.RESTORED, State.FAILED), timeout=LONG)


# What lies in the person's folder


GARBAGE = {
    "nothing": b"",
    "binary": bytes(range(256)) * 40,
    "half": b'{"photos": [{"path": "/a.png", "edit": {"stre',
    "deep": b"[" * 100_000,
}
WRONG_SESSIONS: dict[str, Any] = {
    "a list": [1],
    "numbers": {"photos": 3, "current": "x", "recent": 7},
    "photos of another type": {"photos": [1, None, {}, {"path": 3}, {"path": "PHOTO"}]},
    "edit of another type": {"photos": [{"path": "PHOTO", "edit": [1]}], "current": 10**30},
    "values of another type": {
        "photos": [
            {
                "path": "PHOTO",
                "edit": {
                    "checkpoint": 3, "feather": "x", "strength": None, "texture": [], "tile": 1e99,
                    "precision": "wild", "color_lock": "yes",
                },
            }
        ],
        "current": None,
        "recent": [1, None, {}],
    },
    "values out of range": {
        "photos": [
            {
                "path": "PHOTO",
                "edit": {"feather": -5, "strength": 99.0, "texture": float("nan"), "tile": -1},
            }
        ],
        "current": -7,
    },
}  # fmt: skip


@pytest.mark.parametrize("name", GARBAGE)
def test_N16_the_window_opens_with_garbage_in_every_file(
    name: str,
    make: MakeWindow,
    data_folder: Path,
    photo: Path,
    qtbot: QtBot,
    caplog: pytest.LogCaptureFixture,
):
    for file in ("window.ini", "session.json", "settings.toml"):
        (data_folder / file).write_bytes(GARBAGE[name])
    started = time.monotonic()

    window = make()

    assert time.monotonic() - started < 5
    assert opened(window, photo, qtbot).is_open
    assert name == "nothing" or "settings file was damaged" in caplog.text
    caplog.clear()


@pytest.mark.parametrize("name", WRONG_SESSIONS)
def test_F06_a_wrong_memory_of_what_was_open_is_passed_over(
    name: str, make: MakeWindow, data_folder: Path, photo: Path, qtbot: QtBot
):
    text = json.dumps(WRONG_SESSIONS[name]).replace("PHOTO", str(photo))
    (data_folder / "session.json").write_text(text)

    window = make()
    document = opened(window, photo, qtbot)

    assert 0 <= document.edit.strength <= 1.5
    assert document.recipe().precision == "auto"
    assert window.close()


def test_what_was_open_is_brought_back_with_its_choices(
    make: MakeWindow, photo: Path, qtbot: QtBot
):
    others = [photo.with_name("0.png"), photo.with_name("z.png")]
    for other in others:
        shutil.copy(photo, other)
    first = make()
    first.session.open_paths([others[1], photo, others[0]])
    for number, document in enumerate(first.session.documents):
        document.change("Amount", strength=number / 10)
    before = {d.path: d.edit.strength for d in first.session.documents}
    assert first.close()
    others[0].unlink()

    second = make()

    after = {d.path: d.edit.strength for d in second.session.documents}
    assert after == {path: strength for path, strength in before.items() if path != others[0]}
    assert second.session.current is not None


def test_a_plugin_that_raises_leaves_the_others_working(
    make: MakeWindow, photo: Path, qtbot: QtBot
):
    install_all()
    write_plugin(plugins_folder(), "evil", init="raise RuntimeError('boom')")
    plugins.enable("evil")

    window = make()
    document = opened(window, photo, qtbot)
    deblur(window, document, qtbot)

    assert document.state is State.RESTORED


# Workers


def test_a_worker_that_will_not_start_is_told_in_the_window(
    make: MakeWindow, photo: Path, qtbot: QtBot, tmp_path: Path
):
    window = make(engine=Lane("engine", [str(tmp_path / "missing")]))
    document = opened(window, photo, qtbot)

    deblur(window, document, qtbot)

    assert document.state is State.FAILED
    assert "engine worker cannot be started" in window.messages.text
    assert document.is_open
    window.actions_["view-after"].trigger()


def test_without_torch_photos_are_opened_and_deblurring_says_what_is_missing(
    make: MakeWindow, photo: Path, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    install_all()
    (tmp_path / "no").mkdir()
    (tmp_path / "no" / "torch.py").write_text("raise ImportError('no torch here')\n")
    paths = [str(tmp_path / "no"), str(Path(app.__file__).parents[2])]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(paths))
    window = make()

    document = opened(window, photo, qtbot)
    deblur(window, document, qtbot)

    assert document.state is State.FAILED
    assert document.failure is not None
    assert "no torch here" in document.failure.details
    assert "engine worker" in window.messages.text


# Files that go


def test_F10_a_photo_that_vanishes_before_it_is_read_is_told(
    make: MakeWindow, photo: Path, qtbot: QtBot
):
    window = make()
    document = Document(photo, window.session)
    window.session.documents.append(document)
    window.session.documents_changed.emit()
    photo.unlink()

    window.session.show(document)

    qtbot.waitUntil(lambda: document.state is State.FAILED, timeout=LONG)
    assert "a.png" in window.messages.text


def test_F10_a_photo_that_vanishes_later_can_be_deblurred_and_saved(
    make: MakeWindow, photo: Path, qtbot: QtBot
):
    install_all()
    window = make()
    document = opened(window, photo, qtbot)
    photo.unlink()

    deblur(window, document, qtbot)
    window.actions_["save"].trigger()

    qtbot.waitUntil(lambda: document.state is State.SAVED, timeout=LONG)
    assert (photo.parent / "a_deblurred.png").is_file()


def test_a_folder_that_vanishes_is_told_when_saving_and_the_result_stays(
    make: MakeWindow, photo: Path, qtbot: QtBot
):
    install_all()
    window = make()
    document = opened(window, photo, qtbot)
    deblur(window, document, qtbot)
    shutil.rmtree(photo.parent)
    photo.parent.write_text("a file now")

    window.actions_["save"].trigger()

    qtbot.waitUntil(lambda: document.state is State.FAILED, timeout=LONG)
    assert window.messages.text
    assert document.edit.result is not None


def test_a_workspace_that_vanishes_is_told_and_the_window_goes_on(
    make: MakeWindow, photo: Path, qtbot: QtBot
):
    install_all()
    window = make()
    document = opened(window, photo, qtbot)
    for path in document.workspace.folder.iterdir():
        path.unlink()

    deblur(window, document, qtbot)

    assert document.state is State.FAILED
    window.canvas.grab()
    assert window.close()


# The end


CLOSED_FULL = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from deblur_desktop.gui import app

sys.excepthook = lambda *error: (sys.__excepthook__(*error), print("RAISED"))
application = QApplication([])
Path(sys.argv[1], "filler").write_bytes(b"x")
window = app.make_window()
window.show()
app._begin(window, [Path(sys.argv[2])])
document = window.session.current

def fill():
    with open(Path(sys.argv[1], "filler"), "wb", buffering=0) as file:
        try:
            while file.write(b"x" * 4096):
                pass
        except OSError:
            pass

def changed():
    if document.state == "failed":
        print("FAILED", document.failure.message)
        QTimer.singleShot(0, end)

def end():
    fill()
    print("CLOSED", window.close())
    application.quit()

document.state_changed.connect(changed)
QTimer.singleShot(20000, application.quit)
application.exec()
"""


@linux
def test_F05_a_full_disk_is_told_and_the_window_can_be_closed(photo: Path, data_folder: Path):
    with Image.open(SAMPLE, formats=["JPEG"]) as sample:
        sample.save(photo)  # needs more than there is
    command = (
        f"mount -t tmpfs -o size=1m tmpfs {data_folder} && "
        f"exec {sys.executable} -c '{CLOSED_FULL}' {data_folder} {photo}"
    )

    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", command], capture_output=True, text=True, check=False
    )

    if "unshare" in done.stderr or "mount:" in done.stderr:
        pytest.skip(f"no user namespaces here: {done.stderr.strip()}")
    assert "FAILED no room" in done.stdout, done.stderr
    assert "CLOSED True" in done.stdout, done.stderr
    assert "RAISED" not in done.stdout, done.stderr
    assert "Traceback" not in done.stderr


def children_of(process: int) -> list[int]:
    text = Path(f"/proc/{process}/task/{process}/children").read_text()
    return [int(number) for number in text.split()]


@pytest.fixture
def running_window(photo: Path) -> Generator["subprocess.Popen[bytes]"]:
    """`deblur-desktop PHOTO`, once both workers are there."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("QT_QPA_FONT")}
    process = subprocess.Popen(
        [sys.executable, "-m", "deblur_desktop", "window", str(photo)],
        env=environment,
        stderr=subprocess.DEVNULL,
    )
    try:
        end = time.monotonic() + 30
        while len(children_of(process.pid)) < 2 or not list(cache_folder().rglob("photo.json")):
            assert process.poll() is None
            assert time.monotonic() < end, "the window did not get ready"
            time.sleep(0.05)
        yield process
    finally:
        process.kill()
        process.wait()


@linux
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_F96_F97_a_window_that_is_ended_leaves_no_worker_and_the_next_one_cleans_up(
    how: signal.Signals, running_window: "subprocess.Popen[bytes]", photo: Path
):
    before = photo.read_bytes()
    workers = children_of(running_window.pid)
    assert all(is_running(worker) for worker in workers)

    running_window.send_signal(how)

    running_window.wait(5)
    wait_until_gone(*workers)
    assert photo.read_bytes() == before
    assert [path.name for path in photo.parent.iterdir()] == ["a.png"]
    mine = new_workspace()
    sweep()
    assert [path.name for path in mine.folder.parent.iterdir()] == [mine.folder.name]


@linux
def test_F104_after_a_crash_the_next_start_brings_back_what_was_open(
    running_window: "subprocess.Popen[bytes]", photo: Path, make: MakeWindow
):
    running_window.kill()
    running_window.wait(5)

    window = make()

    assert [document.path for document in window.session.documents] == [photo]
