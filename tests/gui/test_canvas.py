"""What the canvas shows of a photo and its result."""

from dataclasses import replace

import numpy as np
import pytest
from fakes.pixels import AFTER, BEFORE, HEIGHT, WIDTH, cut, grabbed, in_8_bits, move, on_canvas
from fakes.window import noise, open_with, opened, restore_with
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from pytestqt.qtbot import QtBot

from deblur_desktop.gui.canvas import Canvas
from deblur_desktop.gui.document import Document
from deblur_desktop.gui.layers import Preview
from deblur_desktop.gui.pictures import SURROUND
from deblur_desktop.gui.scene import Mode
from deblur_desktop.photo.box import Box
from deblur_desktop.photo.photo import Photo, Pixels


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


def preview_of(document: Document, pixels: Pixels, box: Box) -> Preview:
    document.workspace.store_display("preview.display", pixels[box.slices])
    return Preview(document, "preview", box)


def test_a_preview_is_seen_in_its_place_as_long_as_there_is_no_result(
    shown: Canvas, large: Document
):
    large.undo_stack.undo()
    box = Box(200, 150, 100, 80)
    shown.show_preview(preview_of(large, AFTER, box))

    seen = grabbed(shown)

    inside = on_canvas(shown, box).grown(-1)
    expected = cut(shown, BEFORE)
    expected[inside.slices] = cut(shown, AFTER)[inside.slices]
    frame = np.zeros((HEIGHT, WIDTH), bool)
    frame[inside.grown(2).slices] = True
    frame[inside.slices] = False
    assert np.array_equal(seen[~frame], expected[~frame])
    large.undo_stack.redo()
    assert np.array_equal(grabbed(shown), cut(shown, AFTER))


@pytest.mark.parametrize("strength", [0.5, 1.2])
def test_a_preview_follows_the_strength(shown: Canvas, large: Document, strength: float):
    large.undo_stack.undo()
    box = Box(0, 0, 500, 400)
    shown.show_preview(preview_of(large, AFTER, box))

    large.change("Amount", strength=strength)

    before, after = cut(shown, BEFORE).astype(float), cut(shown, AFTER).astype(float)
    expected = np.clip(before + strength * (after - before), 0, 255)
    assert np.abs(grabbed(shown) - expected).max() <= 1


def test_a_preview_that_is_being_made_has_a_frame(shown: Canvas, large: Document):
    large.undo_stack.undo()
    plain = grabbed(shown)

    shown.show_pending(Box(200, 150, 100, 80))
    assert not np.array_equal(plain, grabbed(shown))

    shown.show_pending(None)
    assert np.array_equal(plain, grabbed(shown))


def test_transparent_parts_show_a_checkerboard(canvas: Canvas, document: Document):
    alpha = np.ones((90, 120), np.float32)
    alpha[:, :60] = 0
    other = Document(document.path)
    other.workspace.store_photo(Photo(noise(90, 120), alpha=alpha))
    folder = str(other.workspace.folder)
    other.take_opened(replace(opened(90, 120, workspace=folder), has_alpha=True))
    canvas.show_document(other)
    canvas.zoom_to(1)

    seen = grabbed(canvas)

    x, y = canvas.viewport.snapped(0, 0)
    photo = seen[y : y + 90, x : x + 120]
    assert set(np.unique(photo[:, :60])) == {153, 204}
    assert photo[0, 0, 0] != photo[0, 16, 0] != photo[16, 16, 0]
    assert np.array_equal(photo[:, 60:], in_8_bits(noise(90, 120))[:, 60:])
    other.close()
