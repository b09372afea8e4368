"""The canvas, looked at pixel by pixel."""

from collections.abc import Generator
from dataclasses import replace

import numpy as np
import pytest
from fakes.window import diagnosed, noise, open_with, restore_with
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deblur_desktop.gui.canvas import Canvas
from deblur_desktop.gui.document import Document
from deblur_desktop.gui.lane import Lane
from deblur_desktop.gui.pictures import SURROUND
from deblur_desktop.gui.queue import Job
from deblur_desktop.gui.scene import Mode
from deblur_desktop.gui.selection import Selection
from deblur_desktop.gui.tools import all_tools
from deblur_desktop.jobs.messages import Restore
from deblur_desktop.photo.box import Box
from deblur_desktop.photo.photo import Pixels

Picture = NDArray[np.uint8]
WIDTH, HEIGHT = 300, 200


def grabbed(canvas: Canvas) -> Picture:
    image = canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()


def in_8_bits(pixels: Pixels) -> Picture:
    return (pixels * 255).round().astype(np.uint8)


@pytest.fixture
def canvas(qtbot: QtBot) -> Canvas:
    canvas = Canvas()
    qtbot.addWidget(canvas)
    canvas.resize(WIDTH, HEIGHT)
    canvas.show()
    qtbot.waitExposed(canvas)
    return canvas


BEFORE, AFTER = noise(400, 500, 1), noise(400, 500, 2)


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


def cut(canvas: Canvas, pixels: Pixels) -> Picture:
    """What of *pixels* is seen at 100 %."""
    left, top = canvas.viewport.to_photo(0, 0)
    x, y = round(left), round(top)
    return in_8_bits(pixels)[y : y + HEIGHT, x : x + WIDTH]


def test_an_empty_canvas_is_gray(canvas: Canvas):
    assert (grabbed(canvas) == SURROUND.red()).all()


@pytest.mark.parametrize("height", [80, 81, 513])
@pytest.mark.parametrize("width", [120, 121, 511])
def test_a_pixel_of_the_photo_is_a_pixel_of_the_screen(
    canvas: Canvas, height: int, width: int, document: Document
):
    pixels = noise(height, width, 3)
    other = Document(document.path)
    open_with(other, pixels)
    canvas.resize(600, 600)
    canvas.show_document(other)
    canvas.zoom_to(1)

    seen = grabbed(canvas)

    left, top = canvas.viewport.to_canvas(0, 0)
    x, y = int(np.floor(left + 0.5)), int(np.floor(top + 0.5))
    assert np.array_equal(seen[y : y + height, x : x + width], in_8_bits(pixels))
    seen[y : y + height, x : x + width] = SURROUND.red()
    assert (seen == SURROUND.red()).all()
    other.close()


def test_the_result_is_shown_at_full_strength(shown: Canvas):
    assert np.array_equal(grabbed(shown), cut(shown, AFTER))


def test_the_original_is_shown_while_a_key_is_held(shown: Canvas, qtbot: QtBot):
    for key in (Qt.Key.Key_Backslash, Qt.Key.Key_Tab):
        qtbot.keyPress(shown, key)
        assert np.array_equal(grabbed(shown), cut(shown, BEFORE))
        qtbot.keyRelease(shown, key)
        assert np.array_equal(grabbed(shown), cut(shown, AFTER))


@pytest.mark.parametrize("strength", [0.0, 0.25, 0.8, 1.0, 1.5])
def test_the_strength_mixes_both(shown: Canvas, large: Document, strength: float):
    large.change("Amount", strength=strength)

    seen = grabbed(shown).astype(float)

    before, after = cut(shown, BEFORE).astype(float), cut(shown, AFTER).astype(float)
    expected = np.clip(before + strength * (after - before), 0, 255)
    assert np.abs(seen - expected).max() <= 1


def test_without_texture_the_finest_change_is_left_out(shown: Canvas, large: Document):
    change = np.abs(grabbed(shown).astype(float) - cut(shown, BEFORE)).mean()

    large.change("Texture", texture=0.0)

    smoother = np.abs(grabbed(shown).astype(float) - cut(shown, BEFORE)).mean()
    assert smoother < change / 2


def test_undoing_the_result_shows_the_original(shown: Canvas, large: Document):
    large.undo_stack.undo()
    assert np.array_equal(grabbed(shown), cut(shown, BEFORE))

    large.undo_stack.redo()
    assert np.array_equal(grabbed(shown), cut(shown, AFTER))


def test_split_shows_before_on_the_left_and_after_on_the_right(shown: Canvas):
    shown.set_mode(Mode.SPLIT)

    seen = grabbed(shown)

    middle, handle = WIDTH // 2, 14
    before, after = cut(shown, BEFORE), cut(shown, AFTER)
    assert np.array_equal(seen[:, : middle - handle], before[:, : middle - handle])
    assert np.array_equal(seen[:, middle + handle :], after[:, middle + handle :])


def test_the_wipe_can_be_dragged(shown: Canvas, qtbot: QtBot):
    shown.set_mode(Mode.SPLIT)

    qtbot.mousePress(shown, Qt.MouseButton.LeftButton, pos=QPoint(WIDTH // 2, 50))
    move(shown, QPoint(60, 50), Qt.MouseButton.LeftButton)
    qtbot.mouseRelease(shown, Qt.MouseButton.LeftButton, pos=QPoint(60, 50))

    seen = grabbed(shown)
    assert np.array_equal(seen[:, :46], cut(shown, BEFORE)[:, :46])
    assert np.array_equal(seen[:, 74:], cut(shown, AFTER)[:, 74:])


@pytest.mark.parametrize("when", ["fitting", "at 100 %"])
def test_side_by_side_shows_the_same_part_twice(canvas: Canvas, large: Document, when: str):
    canvas.show_document(large)
    if when == "at 100 %":
        canvas.zoom_to(1)
    canvas.set_mode(Mode.SIDE)

    seen = grabbed(canvas)

    half = WIDTH // 2
    left, top = canvas.viewport.to_photo(0, 0)
    if when == "at 100 %":
        x, y = round(left), round(top)
        window = np.s_[y : y + HEIGHT, x : x + half - 1]
        assert np.array_equal(seen[:, : half - 1], in_8_bits(BEFORE)[window])
        window = np.s_[y : y + HEIGHT, x + 1 : x + half]
        assert np.array_equal(seen[:, half + 1 :], in_8_bits(AFTER)[window])
        assert (canvas.viewport.x, canvas.viewport.y) == (250, 200)
    else:
        assert canvas.viewport.zoom == pytest.approx(half / 500)
        assert canvas.viewport.to_canvas(500, 400)[0] == pytest.approx(half)


def test_a_point_stays_where_it_is_when_the_mode_changes(shown: Canvas):
    before = shown.viewport.x, shown.viewport.y

    for mode in (Mode.SIDE, Mode.SPLIT, Mode.SIDE, Mode.FLICKER, Mode.LOUPE, Mode.AFTER):
        shown.set_mode(mode)
        assert (shown.viewport.x, shown.viewport.y) == before, mode
        assert shown.viewport.width == (WIDTH / 2 if mode is Mode.SIDE else WIDTH), mode


def test_a_result_that_comes_side_by_side_gives_each_half_its_picture(
    canvas: Canvas, document: Document
):
    canvas.set_mode(Mode.SIDE)
    canvas.show_document(document)
    assert canvas.viewport.width == WIDTH

    restore_with(document, noise(90, 120, 2))

    assert canvas.viewport.width == WIDTH / 2
    document.undo_stack.undo()
    assert canvas.viewport.width == WIDTH


def test_the_loupe_is_a_round_window_on_the_result(shown: Canvas):
    shown.resize(500, 400)
    shown.zoom_to(1)
    shown.set_mode(Mode.LOUPE)
    move(shown, QPoint(200, 190))

    seen = grabbed(shown)

    before, after = in_8_bits(BEFORE), in_8_bits(AFTER)
    assert np.array_equal(seen[150:230, 150:250], after[150:230, 150:250])
    assert np.array_equal(seen[:, 400:], before[:, 400:])
    assert np.array_equal(seen[35:50, 45:60], before[35:50, 45:60]), "a corner of its square"


def test_flickering_swaps_both(shown: Canvas):
    shown.set_mode(Mode.FLICKER)
    first = grabbed(shown)

    shown._swap()

    pictures = {first.tobytes(), grabbed(shown).tobytes()}
    assert pictures == {cut(shown, BEFORE).tobytes(), cut(shown, AFTER).tobytes()}


def move(canvas: Canvas, to: QPoint, buttons: Qt.MouseButton = Qt.MouseButton.NoButton) -> None:
    """QTest moves without the buttons that are held."""
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(to),
        canvas.mapToGlobal(QPointF(to)),
        Qt.MouseButton.NoButton,
        buttons,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(canvas, event)


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


def select(document: Document, box: Box) -> Selection:
    height, width = document.size
    mask = np.zeros((height, width), np.uint8)
    mask[box.slices] = 255
    selection = Selection.from_mask(mask)
    document.change("Select", selection=selection)
    return selection


def on_canvas(canvas: Canvas, box: Box) -> Box:
    """Where *box* of the photo is seen at 100 %."""
    return box.moved(*canvas.viewport.snapped(0, 0)) & Box(0, 0, canvas.width(), canvas.height())


def test_the_outline_of_a_selection_is_black_and_white_and_the_rest_is_as_it_was(
    shown: Canvas, large: Document
):
    box = Box(200, 150, 100, 80)
    select(large, box)

    seen, plain = grabbed(shown), cut(shown, AFTER)

    inside = on_canvas(shown, box)
    outline = np.zeros((HEIGHT, WIDTH), bool)
    outline[inside.grown(1).slices] = True
    outline[inside.grown(-1).slices] = False
    assert np.array_equal(seen[~outline], plain[~outline])
    edge = seen[inside.y : inside.y + 1, inside.x : inside.right]
    assert {tuple(pixel) for pixel in edge.reshape(-1, 3).tolist()} == {(0, 0, 0), (255, 255, 255)}


def test_the_outline_marches(shown: Canvas, large: Document):
    select(large, Box(200, 150, 100, 80))
    first = grabbed(shown)

    shown._step()

    assert not np.array_equal(first, grabbed(shown))


def test_what_touches_the_edge_of_the_photo_is_outlined_there(canvas: Canvas, document: Document):
    canvas.show_document(document)
    canvas.zoom_to(1)
    select(document, Box(0, 0, 120, 90))

    seen = grabbed(canvas)

    left, top = canvas.viewport.snapped(0, 0)
    for line in (seen[top + 1 : top + 89, left], seen[top, left + 1 : left + 119]):
        assert {tuple(pixel) for pixel in line.tolist()} <= {(0, 0, 0), (255, 255, 255)}


def test_the_mask_tints_what_is_not_selected(shown: Canvas, large: Document):
    box = Box(200, 150, 100, 80)
    select(large, box)
    shown.show_overlays(map=False, mask=True)

    seen, plain = grabbed(shown).astype(int), cut(shown, AFTER).astype(int)

    inside = on_canvas(shown, box).grown(-2)
    assert np.array_equal(seen[inside.slices], plain[inside.slices])
    tinted = plain[:10] + (np.array([230, 0, 0]) - plain[:10]) * 127 / 255
    assert np.abs(seen[:10] - tinted).max() <= 2


def job_of(document: Document, *, done: float, mask: str = "") -> Job:
    request = Restore(
        job=1, workspace=str(document.workspace.folder), recipe="", result="r", mask=mask
    )
    job = Job(1, document, request, Lane("engine"))
    job.done, job.columns, job.rows = done, [0, 250, 500], [0, 180, 400]
    return job


def test_tiles_that_are_still_to_be_done_are_dark(shown: Canvas, large: Document):
    shown.show_run(job_of(large, done=0.5))  # the upper two of four

    seen, plain = grabbed(shown), cut(shown, AFTER)

    edge = 180 + shown.viewport.snapped(0, 0)[1]
    assert np.array_equal(seen[:edge], plain[:edge])
    assert np.abs(seen[edge:] - plain[edge:] * (1 - 90 / 255)).max() <= 2

    shown.show_run(job_of(large, done=1))
    assert np.array_equal(grabbed(shown), plain)


def test_of_a_selection_only_what_is_selected_is_dark(shown: Canvas, large: Document):
    box = Box(200, 150, 100, 80)
    large.workspace.store_mask("selection", select(large, box).mask())
    large.undo_stack.undo()
    shown.show_run(job_of(large, done=0.25, mask="selection"))  # all but the upper left tile

    seen, plain = grabbed(shown), cut(shown, AFTER)

    waiting = np.zeros((HEIGHT, WIDTH), bool)
    waiting[on_canvas(shown, box).slices] = True
    waiting[on_canvas(shown, Box(0, 0, 250, 180)).slices] = False
    assert np.array_equal(seen[~waiting], plain[~waiting])
    assert np.abs(seen[waiting] - plain[waiting] * (1 - 90 / 255)).max() <= 2


CELLS = {
    "kinds": ["sharp", "motion", "defocus", "unsure"],
    "cell": [100, 100],
    "kind": [[3, 1], [2, 0]],
    "sureness": [[1, 1], [1, 0.1]],
    "length": [[0, 30], [20, 0]],
    "angle_deg": [[0, 90], [0, 0]],
}


def test_the_map_draws_the_blur_of_each_cell(shown: Canvas, large: Document):
    large.workspace.store_facts("map", CELLS)
    large.take_diagnosed(diagnosed())
    shown.resize(500, 400)
    plain = grabbed(shown)

    shown.show_overlays(map=True, mask=False)

    changed = (grabbed(shown) != plain).any(axis=2)
    assert not changed[:100, :100].any(), "nothing is known here"
    up = changed[:100, 100:200]
    assert up[50 - 12 : 50 + 12, 50].all(), "straight up and down"
    assert not up[:, :30].any()
    assert not changed[100:200, 100:200].any(), "too unsure"
    assert changed[138:162, 38:62].any()
    assert not changed[148:152, 48:52].any(), "a circle is hollow"
    assert changed[300:, :200].any(), "that of the whole photo"


@pytest.mark.parametrize("kind", ["motion", "defocus", "sharp", "unsure"])
def test_the_blur_of_the_whole_photo_is_drawn_until_there_is_a_result(
    canvas: Canvas, document: Document, kind: str
):
    canvas.show_document(document)
    plain = grabbed(canvas)

    document.take_diagnosed(replace(diagnosed(), kind=kind))

    drawn = (grabbed(canvas) != plain).any(axis=2)
    assert drawn[HEIGHT - 60 : HEIGHT - 10, 10:100].any() == (kind in ("motion", "defocus"))
    assert not drawn[: HEIGHT - 60].any()
    restore_with(document, noise(90, 120))
    after = grabbed(canvas)
    document.take_diagnosed(replace(diagnosed(), kind="sharp"))
    assert np.array_equal(after, grabbed(canvas))


def test_both_halves_show_the_selection(shown: Canvas, large: Document):
    shown.set_mode(Mode.SIDE)
    plain = grabbed(shown)

    select(large, Box(220, 170, 60, 60))

    changed = (grabbed(shown) != plain).any(axis=2)
    assert changed.any()
    assert np.array_equal(changed[:, : WIDTH // 2 - 1], changed[:, WIDTH // 2 : -1])


def test_another_document_is_shown_from_its_own_pixels(
    shown: Canvas, document: Document, large: Document
):
    shown.show_document(document)
    assert grabbed(shown)[HEIGHT // 2, WIDTH // 2].tolist() == (
        document.workspace.display()[45, 60].tolist()
    )
    large.change("Amount", strength=0.1)  # the one that is not shown any more

    shown.show_document(None)

    assert (grabbed(shown) == SURROUND.red()).all()


@given(st.floats(0.02, 32), st.floats(-50, 600), st.floats(-50, 500))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_visible_box_is_what_is_seen_of_the_photo(
    shown: Canvas, zoom: float, x: float, y: float
):
    shown.zoom_to(zoom, QPointF(x, y))

    box = shown.visible_box()

    left, top = shown.viewport.to_photo(0, 0)
    right, bottom = shown.viewport.to_photo(WIDTH, HEIGHT)
    assert 0 <= box.x <= max(left, 0)
    assert 0 <= box.y <= max(top, 0)
    assert min(right, 500) <= box.right <= 500
    assert min(bottom, 400) <= box.bottom <= 400
