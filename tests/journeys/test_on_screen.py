"""The program as it is, on a real screen, with real clicks and keys."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Generator
from pathlib import Path

import pytest
from fakes.networks import install, write_fake_plugin
from fakes.screen import Program, Screen
from PIL import Image

from deblur_desktop.bundle import bundled, cache_folder
from deblur_desktop.photo.files import open_photo

SAMPLE = bundled("resources") / "samples" / "hand-held.jpg"
NEEDED = ("Xvfb", "xdotool")
missing = [program for program in NEEDED if shutil.which(program) is None]
pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="X11"),
    pytest.mark.skipif(bool(missing), reason=f"not installed: {', '.join(missing)}"),
]

Start = Callable[..., Program]


@pytest.fixture(scope="module")
def screen() -> Generator[Screen]:
    screen = Screen()
    yield screen
    screen.close()


@pytest.fixture
def start(screen: Screen, tmp_path: Path) -> Generator[Start]:
    """Starts the program with photos."""
    write_fake_plugin()
    programs: list[Program] = []

    def start(*photos: Path) -> Program:
        programs.append(Program(screen, tmp_path / "log", *photos))
        return programs[-1]

    yield start
    for program in programs:
        program.close()
    assert "Traceback" not in (tmp_path / "log").read_text("utf-8")


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """Blurred, 300 x 220."""
    (tmp_path / "photos").mkdir()
    path = tmp_path / "photos" / "a.png"
    with Image.open(SAMPLE, formats=["JPEG"]) as sample:
        sample.crop((300, 300, 600, 520)).save(path)
    return path


def opened(program: Program, screen: Screen) -> None:
    program.wait(lambda seen: seen.get("diagnosed") and seen["state"] == "opened")
    # Without a window manager, a click is what gives the keyboard.
    screen.click(*program.place(5, 5))
    program.wait(lambda seen: seen["focus"] == "Canvas")


def select(program: Program, screen: Screen) -> tuple[int, int, int, int]:
    """Drag a rectangle; gives its box."""
    screen.press("m")
    screen.drag(program.place(60, 50), program.place(180, 150))
    x, y, width, height = program.wait(lambda seen: seen.get("selection"))["selection"]
    return x, y, width, height


def test_the_sample_is_deblurred_by_clicks(start: Start, screen: Screen):
    install("sharpens")
    before = SAMPLE.read_bytes()
    program = start()

    screen.click(*program.wait_for_button("Try a Sample Photo"))
    opened(program, screen)
    screen.click(*program.wait_for_button("Deblur"))
    seen = program.wait(lambda seen: seen["state"] == "restored" and seen["mode"] == "split")

    assert seen["photos"] == [SAMPLE.name]
    assert SAMPLE.read_bytes() == before
    assert sorted(path.name for path in SAMPLE.parent.iterdir()) == ["README.md", SAMPLE.name]
    assert list(cache_folder().rglob("result-1.display.npy"))


def test_a_part_is_selected_deblurred_compared_and_saved_by_hand(
    start: Start, screen: Screen, photo: Path
):
    install("sharpens")
    program = start(photo)
    opened(program, screen)

    x, y, width, height = select(program, screen)
    assert max(abs(x - 60), abs(y - 50), abs(width - 120), abs(height - 100)) <= 3
    screen.click(*program.wait_for_button("Deblur Selection"))
    program.wait(lambda seen: seen["state"] == "restored" and seen["mode"] == "split")
    screen.click(*program.place(20, 20))
    for key, mode in (("d", "side"), ("f", "flicker"), ("l", "loupe"), ("s", "split")):
        screen.press(key)
        program.wait(lambda seen, mode=mode: seen["mode"] == mode)
    screen.press("ctrl+s")
    result = Path(program.wait(lambda seen: seen.get("saved"))["saved"])

    assert result == photo.with_name("a_deblurred.png")
    changed = (open_photo(photo).pixels != open_photo(result).pixels).any(axis=2)
    assert changed[y : y + height, x : x + width].mean() > 0.3
    changed[y : y + height, x : x + width] = False
    assert not changed.any()


def test_a_run_is_stopped_by_escape(start: Start, screen: Screen, photo: Path):
    install("is-slow")
    program = start(photo)
    opened(program, screen)

    screen.press("ctrl+r")
    program.wait(lambda seen: seen["state"] == "running" and seen["runs"])
    screen.press("Escape")
    program.wait(lambda seen: seen["state"] == "opened" and not seen["runs"])

    assert [path.name for path in photo.parent.iterdir()] == ["a.png"]
    program.wait_for_button("Deblur")  # again


def test_the_palette_runs_a_command_by_its_name(start: Start, screen: Screen, photo: Path):
    program = start(photo)
    opened(program, screen)

    screen.press("ctrl+k")
    seen = program.wait(lambda seen: "CommandPalette" in seen["dialogs"])
    screen.click(*seen["dialogs"]["CommandPalette"])
    program.wait(lambda seen: seen["focus"] == "QLineEdit")
    screen.type("select all")
    screen.press("Return")

    assert program.wait(lambda seen: seen.get("selection"))["selection"] == [0, 0, 300, 220]
    program.wait(lambda seen: "CommandPalette" not in seen["dialogs"])


def test_a_second_start_hands_its_photo_over_and_a_third_has_all_back(
    start: Start, screen: Screen, photo: Path
):
    shutil.copy(photo, photo.with_name("b.png"))
    first = start(photo)
    opened(first, screen)
    box = select(first, screen)

    second = start(photo.with_name("b.png"))
    assert second.process.wait(20) == 0
    first.wait(lambda seen: seen["photos"] == ["a.png", "b.png"] and seen["photo"] == "b.png")
    screen.press("ctrl+q")
    assert first.process.wait(10) == 0
    assert not list(cache_folder().glob("workspaces/*"))

    third = start()
    third.wait(lambda seen: seen["photos"] == ["a.png", "b.png"] and seen["photo"] == "b.png")
    opened(third, screen)
    screen.press("Prior")
    found = third.wait(lambda seen: seen.get("photo") == "a.png" and seen["selection"])
    assert tuple(found["selection"]) == box


def test_a_saved_photo_is_dragged_into_another_program(start: Start, screen: Screen, photo: Path):
    install("sharpens")
    other = subprocess.Popen(
        [sys.executable, "-c", DROP_TARGET],
        env=screen.environment(),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "ready\n"
    program = start(photo)
    opened(program, screen)
    screen.press("ctrl+r")
    program.wait(lambda seen: seen["state"] == "restored")
    screen.press("ctrl+s")
    result = Path(program.wait(lambda seen: seen.get("saved"))["saved"])

    screen.drag((40, 130), (1340, 450))

    assert other.stdout.readline().split() == [result.as_uri(), "CopyAction"]
    other.kill()
    other.wait()
    other.stdout.close()
    assert result.exists()


DROP_TARGET = """
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

class Target(QWidget):
    def dragEnterEvent(self, event):
        event.acceptProposedAction()

    def dropEvent(self, event):
        url, = event.mimeData().urls()
        print(url.toString(), event.proposedAction().name, flush=True)
        event.acceptProposedAction()

app = QApplication([])
target = Target()
target.setWindowFlags(Qt.WindowType.FramelessWindowHint)
target.setAcceptDrops(True)
target.setGeometry(1300, 400, 100, 100)
target.show()
app.processEvents()
print("ready", flush=True)
app.exec()
"""
