"""What the tests of the window share: lanes and documents without a real worker."""

import json
import sys
from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import Any

import fakes.worker
import pytest
from fakes.pixels import AFTER, BEFORE, HEIGHT, WIDTH
from fakes.window import noise, open_with, restore_with
from pytestqt.qtbot import QtBot

from deblur_desktop.gui.canvas import Canvas
from deblur_desktop.gui.document import Document
from deblur_desktop.gui.lane import Lane


@pytest.fixture
def scripted(qtbot: QtBot, tmp_path: Path) -> Generator[Callable[..., Lane]]:
    """Makes lanes whose worker answers by a script, see `fakes.worker`."""
    del qtbot
    lanes: list[Lane] = []

    def make(*steps: Sequence[Any], name: str = "fake") -> Lane:
        counter = tmp_path / f"{name}-{len(lanes)}"
        script = [sys.executable, fakes.worker.__file__, json.dumps(steps), str(counter)]
        lanes.append(Lane(name, script))
        return lanes[-1]

    yield make
    for lane in lanes:
        lane.close()


@pytest.fixture
def document(qtbot: QtBot) -> Generator[Document]:
    """An open photo of 90 x 120 pixels."""
    del qtbot
    document = Document(Path("photo.png"))
    open_with(document, noise(90, 120))
    yield document
    document.close()


@pytest.fixture
def canvas(qtbot: QtBot) -> Canvas:
    canvas = Canvas()
    qtbot.addWidget(canvas)
    canvas.resize(WIDTH, HEIGHT)
    canvas.show()
    qtbot.waitExposed(canvas)
    return canvas


@pytest.fixture
def large(document: Document) -> Generator[Document]:
    """Larger than the canvas, with a result, at 100 %."""
    large = Document(document.path)
    open_with(large, BEFORE)
    restore_with(large, AFTER)
    yield large
    large.close()


@pytest.fixture
def shown(canvas: Canvas, large: Document) -> Canvas:
    canvas.show_document(large)
    canvas.zoom_to(1)
    return canvas
