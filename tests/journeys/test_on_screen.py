"""The program as it is, on a real screen, with real clicks."""

import os
import shutil
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path

import pytest
from fakes.networks import install, write_fake_plugin

from deblur_desktop.bundle import bundled, cache_folder

SAMPLE = bundled("resources") / "samples" / "hand-held.jpg"
NEEDED = ("Xvfb", "xdotool")
missing = [program for program in NEEDED if shutil.which(program) is None]
pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="X11"),
    pytest.mark.skipif(bool(missing), reason=f"not installed: {', '.join(missing)}"),
]

# Starts the program and tells on standard output where its widgets are, so that clicks meet them.
PROGRAM = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPushButton
from deblur_desktop.gui import app

made = app.make_window

def make_window(preferred):
    window = made(preferred)
    window.setGeometry(0, 0, 1280, 800)
    told = set()

    def tell(name, widget):
        if widget.isVisible() and widget.isEnabled() and name not in told:
            told.add(name)
            place = widget.mapToGlobal(widget.rect().center())
            print(name, place.x(), place.y(), flush=True)

    def look():
        for button in window.findChildren(QPushButton):
            tell(button.text().replace("&", "").replace(" ", "-"), button)
        document = window.session.current
        if document is not None:
            state = f"state-{document.state}"
            if state not in told:
                told.add(state)
                print(state, window.canvas.mode, flush=True)
            if document.diagnosis is not None:
                tell("canvas", window.canvas)

    timer = QTimer(window, interval=50)
    timer.timeout.connect(look)
    timer.start()
    return window

app.make_window = make_window
sys.exit(app.run([]))
"""


class Screen:
    """An X server of its own."""

    def __init__(self) -> None:
        reader, writer = os.pipe()
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1400x900x24", "-nolisten", "tcp"],
            pass_fds=[writer],
            stderr=subprocess.DEVNULL,
        )
        os.close(writer)
        with os.fdopen(reader) as file:
            self.display = f":{file.readline().strip()}"

    def click(self, x: int, y: int) -> None:
        self.do("mousemove", str(x), str(y), "click", "1")

    def do(self, *arguments: str) -> None:
        environment = os.environ | {"DISPLAY": self.display}
        subprocess.run(["xdotool", *arguments], env=environment, check=True)

    def close(self) -> None:
        self.server.terminate()
        self.server.wait()


class Program:
    """The program, and what it told."""

    def __init__(self, screen: Screen, log: Path) -> None:
        environment = {k: v for k, v in os.environ.items() if not k.startswith("QT_QPA")}
        environment |= {"DISPLAY": screen.display, "QT_QPA_PLATFORM": "xcb"}
        self._log = log.open("w")
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
        )
        self.told: dict[str, list[str]] = {}

    def wait_for(self, name: str) -> list[str]:
        """What follows *name*."""
        assert self.process.stdout is not None
        while name not in self.told:
            line = self.process.stdout.readline()
            assert line, f"the program ended before `{name}`; it told {self.told}"
            word, *rest = line.split()
            self.told[word] = rest
        return self.told[name]

    def place_of(self, name: str) -> tuple[int, int]:
        x, y = self.wait_for(name)
        return int(x), int(y)

    def close(self) -> None:
        self.process.terminate()
        self.process.wait(10)
        assert self.process.stdout is not None
        self.process.stdout.close()
        self._log.close()


@pytest.fixture
def screen() -> Generator[Screen]:
    screen = Screen()
    yield screen
    screen.close()


@pytest.fixture
def program(screen: Screen, tmp_path: Path) -> Generator[Program]:
    write_fake_plugin()
    install("sharpens")
    program = Program(screen, tmp_path / "log")
    yield program
    program.close()


def test_the_sample_is_deblurred_by_clicks(program: Program, screen: Screen):
    before = SAMPLE.read_bytes()

    screen.click(*program.place_of("Try-a-Sample-Photo"))
    program.wait_for("state-opened")
    screen.click(*program.place_of("Deblur"))
    program.wait_for("state-running")
    (mode,) = program.wait_for("state-restored")

    assert mode in ("after", "split")
    assert SAMPLE.read_bytes() == before
    assert sorted(path.name for path in SAMPLE.parent.iterdir()) == ["README.md", SAMPLE.name]
    assert list(cache_folder().rglob("result-1.display.npy"))


def test_the_window_is_closed_by_the_keyboard(program: Program, screen: Screen):
    program.wait_for("Try-a-Sample-Photo")
    screen.click(*program.place_of("Try-a-Sample-Photo"))
    program.wait_for("state-opened")
    program.wait_for("canvas")

    screen.click(*program.place_of("canvas"))
    screen.do("key", "ctrl+q")

    assert program.process.wait(10) == 0
    assert not list(cache_folder().glob("workspaces/*"))
