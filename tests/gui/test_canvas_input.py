"""What mouse and keyboard do on the canvas."""

import numpy as np
import pytest
from fakes.pixels import AFTER, cut, grabbed, move
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deblur_desktop.gui.canvas import Canvas
from deblur_desktop.gui.document import Document
from deblur_desktop.gui.tools import all_tools


def test_a_drag_moves_the_photo(shown: Canvas, qtbot: QtBot):
    x, y = shown.viewport.x, shown.viewport.y

    qtbot.mousePress(shown, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    move(shown, QPoint(90, 115), Qt.MouseButton.LeftButton)
    qtbot.mouseRelease(shown, Qt.MouseButton.LeftButton, pos=QPoint(90, 115))

    assert (shown.viewport.x, shown.viewport.y) == (x + 10, y - 15)
    assert np.array_equal(grabbed(shown), cut(shown, AFTER))


def test_the_wheel_zooms_at_the_mouse(shown: Canvas):
    point = QPointF(200, 70)
    before = shown.viewport.to_photo(point.x(), point.y())
    zooms: list[float] = []
    shown.zoomed.connect(zooms.append)

    event = QWheelEvent(
        point,
        shown.mapToGlobal(point),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # not inverted
    )
    QApplication.sendEvent(shown, event)

    assert zooms == [1.25]
    assert shown.viewport.to_photo(point.x(), point.y()) == pytest.approx(before)


def test_a_rectangle_is_selected_with_the_mouse(shown: Canvas, large: Document, qtbot: QtBot):
    shown.set_tool(next(tool for tool in all_tools() if tool.id == "rectangle"))
    left, top = shown.viewport.to_photo(0, 0)

    with qtbot.waitSignal(shown.selected) as told:
        qtbot.mousePress(shown, Qt.MouseButton.LeftButton, pos=QPoint(50, 40))
        move(shown, QPoint(150, 120), Qt.MouseButton.LeftButton)
        qtbot.mouseRelease(shown, Qt.MouseButton.LeftButton, pos=QPoint(150, 120))

    assert told.args is not None
    text, selection = told.args
    assert text == "Rectangle"
    assert selection.box == (round(left) + 50, round(top) + 40, 100, 80)
    assert large.edit.selection is None


def test_escape_gives_a_stroke_up(shown: Canvas, qtbot: QtBot):
    shown.set_tool(next(tool for tool in all_tools() if tool.id == "lasso"))
    told: list[object] = []
    shown.selected.connect(lambda *args: told.append(args))
    qtbot.mousePress(shown, Qt.MouseButton.LeftButton, pos=QPoint(50, 40))

    assert shown.cancel_stroke()
    qtbot.mouseRelease(shown, Qt.MouseButton.LeftButton, pos=QPoint(150, 120))

    assert told == []
    assert not shown.cancel_stroke()


def test_space_pans_with_any_tool(shown: Canvas, qtbot: QtBot):
    shown.set_tool(next(tool for tool in all_tools() if tool.id == "brush"))
    x = shown.viewport.x

    qtbot.keyPress(shown, Qt.Key.Key_Space)
    qtbot.mousePress(shown, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    move(shown, QPoint(80, 100), Qt.MouseButton.LeftButton)
    qtbot.mouseRelease(shown, Qt.MouseButton.LeftButton, pos=QPoint(80, 100))
    qtbot.keyRelease(shown, Qt.Key.Key_Space)

    assert shown.viewport.x == x + 20
    assert not shown.cancel_stroke()


def test_escape_without_a_stroke_drops_the_tool(shown: Canvas, qtbot: QtBot):
    with qtbot.waitSignal(shown.tool_dropped):
        qtbot.keyClick(shown, Qt.Key.Key_Escape)


@pytest.mark.parametrize("draws", [True, False])
def test_escape_stops_a_run_only_when_there_is_no_stroke(
    shown: Canvas, qtbot: QtBot, *, draws: bool
):
    shown.set_tool(next(tool for tool in all_tools() if tool.id == "lasso"))
    if draws:
        qtbot.mousePress(shown, Qt.MouseButton.LeftButton, pos=QPoint(50, 40))
    none = Qt.KeyboardModifier.NoModifier
    asked = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Escape, none)
    asked.ignore()

    QApplication.sendEvent(shown, asked)

    assert asked.isAccepted() == draws  # accepted, it is no shortcut of the window


def test_two_fingers_zoom_where_they_are(shown: Canvas):
    point = QPointF(200, 70)
    before = shown.viewport.to_photo(point.x(), point.y())

    event = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture, QPointingDevice.primaryPointingDevice(), 2,
        point, point, point, 0.2, QPointF(),
    )  # fmt: skip
    QApplication.sendEvent(shown, event)

    assert shown.viewport.zoom == pytest.approx(1.2)
    assert shown.viewport.to_photo(point.x(), point.y()) == pytest.approx(before)
