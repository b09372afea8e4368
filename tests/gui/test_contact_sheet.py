"""The contact sheet: real cells and keys, a worker that answers by script."""

import json
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
from gui.fake_lane import FakeLane
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from deblur_desktop.gui.contact_cell import Cell, Pane
from deblur_desktop.gui.contact_sheet import LONGEST_SIDE, ContactSheet, middle_of
from deblur_desktop.gui.document import Document
from deblur_desktop.gui.queue import Queue
from deblur_desktop.jobs import messages
from deblur_desktop.jobs.workspace import Workspace
from deblur_desktop.library.card import Checkpoint, Task
from deblur_desktop.photo.box import Box
from deblur_desktop.photo.photo import Photo

# Said by the offscreen platform of every window.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

BOX = Box(10, 20, 100, 80)
CARDS = tuple(Checkpoint(n, n.upper(), "tiny", Task.MOTION, "CC0-1.0") for n in ("a", "b", "c"))


@pytest.fixture
def engine() -> FakeLane:
    return FakeLane()


@pytest.fixture
def queue(engine: FakeLane, qtbot: QtBot) -> Queue:
    del qtbot
    return Queue(cast(Any, FakeLane()), cast(Any, engine), cast(Any, FakeLane()))


@pytest.fixture
def document(queue: Queue):
    document = Document(Path("/photos/a.jpg"), queue)
    document.workspace.store_photo(Photo(np.full((300, 400, 3), 0.5, np.float32)))
    document.take_opened(
        messages.Opened(
            job=1, workspace=str(document.workspace.folder), width=400, height=300, depth=8,
            gray=False, has_alpha=False, has_views=False, profile="", format="png", notices=[],
        )
    )  # fmt: skip
    yield document
    document.close()


@pytest.fixture
def sheet(queue: Queue, document: Document, qtbot: QtBot) -> ContactSheet:
    sheet = ContactSheet(queue, document, BOX, CARDS)
    qtbot.addWidget(sheet)
    sheet.show()
    return sheet


def restore(engine: FakeLane, gray: float) -> str:
    """Answer the running preview with a gray picture; gives the checkpoint's id."""
    request = engine.running
    assert isinstance(request, messages.Restore)
    assert request.preview
    recipe = json.loads(request.recipe)
    box = Box(*recipe["region"])
    picture = np.full((box.height, box.width, 3), gray, np.float32)
    Workspace(Path(request.workspace)).store_display(f"{request.result}.display", picture)
    engine.finish(
        messages.Restored(
            job=request.job, result=request.result, recipe=request.recipe, box=list(box), seconds=1,
        )
    )  # fmt: skip
    return recipe["checkpoint"]


def cells(sheet: ContactSheet) -> dict[str, Cell]:
    return {cell.title: cell for cell in sheet.findChildren(Cell)}


def gray_of(pane: Pane) -> int:
    image = pane.grab().toImage()
    return image.pixelColor(image.width() // 2, image.height() // 2).red()


def finish_all(engine: FakeLane) -> None:
    while engine.running is not None:
        restore(engine, 0.9)


def test_the_original_comes_first_and_every_model_is_asked(sheet: ContactSheet, engine: FakeLane):
    assert sheet.titles == ["Original", "1: A", "2: B", "3: C"]
    assert gray_of(cells(sheet)["Original"].pane) == 128

    asked = {restore(engine, gray) for gray in (0.1, 0.2, 0.3)}

    assert asked == {"a", "b", "c"}
    assert engine.running is None


def test_each_cell_shows_what_its_model_made(sheet: ContactSheet, engine: FakeLane):
    grays = {"a": 0.2, "b": 0.4, "c": 0.8}
    while engine.running is not None:
        request = cast(messages.Restore, engine.running)
        restore(engine, grays[json.loads(request.recipe)["checkpoint"]])

    shown = {title: gray_of(cell.pane) for title, cell in cells(sheet).items()}

    assert shown == {"Original": 128, "1: A": 51, "2: B": 102, "3: C": 204}


@pytest.mark.parametrize(("key", "winner"), [("1", "a"), ("3", "c")])
def test_a_number_picks_the_winner(
    key: str, winner: str, sheet: ContactSheet, engine: FakeLane, qtbot: QtBot
):
    finish_all(engine)

    with qtbot.waitSignal(sheet.chosen) as chosen:
        qtbot.keyClicks(sheet, key)

    assert chosen.args == [winner]
    assert cells(sheet)[f"{key}: {winner.upper()}"].state == "chosen"


def test_the_button_of_a_cell_picks_it_too(sheet: ContactSheet, engine: FakeLane, qtbot: QtBot):
    finish_all(engine)
    button = cells(sheet)["2: B"].findChild(QPushButton)

    with qtbot.waitSignal(sheet.chosen) as chosen:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    assert chosen.args == ["b"]


@pytest.mark.parametrize("key", ["1", "9", "0"])
def test_what_is_not_there_cannot_win(key: str, sheet: ContactSheet, qtbot: QtBot):
    with qtbot.assertNotEmitted(sheet.chosen):
        qtbot.keyClicks(sheet, key)


def test_all_cells_zoom_and_move_together(sheet: ContactSheet, engine: FakeLane, qtbot: QtBot):
    finish_all(engine)
    panes = [cell.pane for cell in cells(sheet).values()]
    center = QPointF(panes[1].rect().center())
    wheel = QWheelEvent(
        center, panes[1].mapToGlobal(center), QPoint(), QPoint(0, 1200),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip

    QApplication.sendEvent(panes[1], wheel)
    before = panes[0].viewport
    qtbot.mousePress(panes[2], Qt.MouseButton.LeftButton, pos=QPoint(50, 50))
    qtbot.mouseMove(panes[2], QPoint(40, 50))
    qtbot.mouseRelease(panes[2], Qt.MouseButton.LeftButton, pos=QPoint(40, 50))

    views = {(p.viewport.zoom, p.viewport.x, p.viewport.y) for p in panes}
    assert len(views) == 1
    assert before.zoom > 5
    assert panes[0].viewport.x > before.x
    qtbot.keyClicks(sheet, "0")
    assert panes[0].viewport.zoom == 1


def test_blind_hides_the_names_until_one_is_chosen(
    sheet: ContactSheet, engine: FakeLane, qtbot: QtBot
):
    finish_all(engine)
    blind = sheet.findChild(QCheckBox)
    assert blind is not None

    blind.click()

    assert sheet.titles == ["Original", "1: Model", "2: Model", "3: Model"]
    with qtbot.waitSignal(sheet.chosen) as chosen:
        qtbot.keyClicks(sheet, "2")
    assert chosen.args is not None
    assert sheet.titles[2] == f"2: {chosen.args[0].upper()}"


def test_a_model_that_fails_says_why_and_the_others_go_on(sheet: ContactSheet, engine: FakeLane):
    engine.fail("needs two views")
    finish_all(engine)

    states = [cell.state for cell in cells(sheet).values()]
    assert states.count("Failed: Needs two views") == 1
    assert states.count("") == 3


def test_models_are_taken_off_and_put_on_again(sheet: ContactSheet, engine: FakeLane):
    finish_all(engine)
    menu = sheet.findChild(QMenu)
    assert menu is not None
    actions = {action.text(): action for action in menu.actions()}

    actions["B"].trigger()
    assert sheet.titles == ["Original", "1: A", "2: C"]
    actions["B"].trigger()

    assert sheet.titles == ["Original", "1: A", "2: C", "3: B"]
    assert restore(engine, 0.5) == "b"


def test_closing_stops_what_nobody_will_look_at(
    sheet: ContactSheet, engine: FakeLane, queue: Queue, qtbot: QtBot
):
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)

    assert queue.jobs == ()
    assert engine.running is None


def test_of_a_large_crop_the_middle_is_taken():
    assert middle_of(Box(100, 0, 1000, 50)) == Box(216, 0, LONGEST_SIDE, 50)
