"""What is drawn over the photo, looked at pixel by pixel."""

from dataclasses import replace

import numpy as np
import pytest
from fakes.pixels import AFTER, HEIGHT, WIDTH, cut, grabbed, on_canvas, select
from fakes.window import diagnosed, noise, restore_with

from deblur_desktop.gui.canvas import Canvas
from deblur_desktop.gui.document import Document
from deblur_desktop.gui.lane import Lane
from deblur_desktop.gui.queue import Job
from deblur_desktop.gui.scene import Mode
from deblur_desktop.jobs.messages import Restore
from deblur_desktop.photo.box import Box


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
