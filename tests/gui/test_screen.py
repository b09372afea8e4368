"""The colors of the screen: which they are, and that photos are painted in them."""

import ctypes
import io
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from fakes.screen import Screen
from fakes.window import noise, opened
from numpy.typing import NDArray
from PIL import Image, ImageCms
from PySide6.QtGui import QColorSpace, QImage
from pytestqt.qtbot import QtBot

from deblur_desktop.gui.canvas import Canvas
from deblur_desktop.gui.colors import SRGB
from deblur_desktop.gui.document import Document
from deblur_desktop.gui.screen import ScreenColors, screen_colors
from deblur_desktop.photo.photo import Photo

Picture = NDArray[np.uint8]
P3 = QColorSpace(QColorSpace.NamedColorSpace.DisplayP3)
PIXELS = noise(60, 80)
CODES = (PIXELS * 255).round().astype(np.uint8)
_FIND = """
from PySide6.QtWidgets import QApplication
from deblur_desktop.gui.screen import screen_colors
app = QApplication([])
print(screen_colors("auto", app.primaryScreen()).name)
"""


def icc(space: QColorSpace) -> bytes:
    return bytes(space.iccProfile().data())


@pytest.fixture
def p3_file(tmp_path: Path) -> str:
    (tmp_path / "wide.icc").write_bytes(icc(P3))
    return str(tmp_path / "wide.icc")


def test_a_profile_is_taken_from_its_file(p3_file: str):
    colors = screen_colors(p3_file)

    assert colors == ScreenColors(P3, "Display P3")


@pytest.mark.parametrize("wish", ["auto", "srgb"])
def test_where_nothing_is_known_it_is_srgb(wish: str):
    assert screen_colors(wish) == ScreenColors(SRGB, "sRGB")


@pytest.mark.parametrize("content", [None, b"", b"no profile", "gray"])
def test_a_file_that_is_no_profile_of_a_screen_is_told(tmp_path: Path, content: bytes | str | None):
    path = tmp_path / "a.icc"
    if content == "gray":
        lab = ImageCms.createProfile("LAB")
        path.write_bytes(ImageCms.ImageCmsProfile(lab).tobytes())
    elif isinstance(content, bytes):
        path.write_bytes(content)

    colors = screen_colors(str(path))

    assert colors.space == SRGB
    assert str(path) in colors.trouble


@pytest.mark.skipif(sys.platform != "linux", reason="X11")
@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="not installed: Xvfb")
def test_on_x11_the_root_window_has_the_profile():
    screen = Screen()
    try:
        x11 = ctypes.CDLL("libX11.so.6")
        x11.XOpenDisplay.restype = ctypes.c_void_p
        x11.XInternAtom.restype = x11.XDefaultRootWindow.restype = ctypes.c_ulong
        display = ctypes.c_void_p(x11.XOpenDisplay(screen.display.encode()))
        root = ctypes.c_ulong(x11.XDefaultRootWindow(display))
        atom = ctypes.c_ulong(x11.XInternAtom(display, b"_ICC_PROFILE", False))
        profile, cardinal = icc(P3), ctypes.c_ulong(6)
        x11.XChangeProperty(display, root, atom, cardinal, 8, 0, profile, len(profile))
        x11.XSync(display, False)

        found = subprocess.run(
            [sys.executable, "-c", _FIND], env=screen.environment(), check=True, capture_output=True
        )
    finally:
        screen.close()

    assert found.stdout.decode().strip() == "Display P3"


# Painting


def seen(canvas: Canvas) -> Picture:
    """The photo's pixels as they are painted at 100 %."""
    image = canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    picture = rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3)
    x, y = canvas.viewport.snapped(0, 0)
    return picture[y : y + 60, x : x + 80].copy()


def by_littlecms(source: QColorSpace, target: QColorSpace) -> Picture:
    first, second = (ImageCms.ImageCmsProfile(io.BytesIO(icc(s))) for s in (source, target))
    intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
    result = ImageCms.profileToProfile(Image.fromarray(CODES), first, second, intent)
    return np.asarray(result)


def shown(qtbot: QtBot, profile: bytes | None) -> Canvas:
    """A canvas with a photo of 60 x 80 in the colors of *profile*, at 100 %."""
    document = Document(Path("photo.png"))
    document.workspace.store_photo(Photo(PIXELS, profile=profile))
    document.take_opened(opened(60, 80, workspace=str(document.workspace.folder)))
    canvas = Canvas()
    qtbot.addWidget(canvas, before_close_func=lambda _: document.close())
    canvas.resize(200, 150)
    canvas.show()
    qtbot.waitExposed(canvas)
    canvas.show_document(document)
    return canvas


def test_a_photo_of_wide_colors_is_converted_for_the_screen(qtbot: QtBot):
    canvas = shown(qtbot, icc(P3))

    off = np.abs(seen(canvas).astype(int) - by_littlecms(P3, SRGB))

    assert off.max() <= 3
    assert np.abs(seen(canvas).astype(int) - CODES).max() > 20


def test_a_photo_without_a_profile_counts_as_srgb(qtbot: QtBot, p3_file: str):
    canvas = shown(qtbot, None)
    assert np.array_equal(seen(canvas), CODES)

    canvas.set_screen(p3_file)

    assert np.abs(seen(canvas).astype(int) - by_littlecms(SRGB, P3)).max() <= 3


def test_another_screen_is_painted_for_at_once_and_told(qtbot: QtBot, p3_file: str):
    canvas, told = shown(qtbot, icc(P3)), list[ScreenColors]()
    canvas.colored.connect(told.append)
    before = seen(canvas)

    canvas.set_screen(p3_file)

    assert np.array_equal(seen(canvas), CODES)
    canvas.set_screen("srgb")
    assert np.array_equal(seen(canvas), before)
    assert [colors.name for colors in told] == ["Display P3", "sRGB"]
