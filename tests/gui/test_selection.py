"""The laws of selections."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn
from numpy.typing import NDArray
from strategies import boxes

from deblur_desktop.gui.selection import SIDE, Selection
from deblur_desktop.photo.box import Box

Mask = NDArray[np.uint8]

HEIGHT, WIDTH = SIDE + 40, 2 * SIDE + 9
WHOLE = Box(0, 0, WIDTH, HEIGHT)


@st.composite
def masks(draw: DrawFn, height: int = 20, width: int = 30) -> Mask:
    random = np.random.default_rng(draw(st.integers(0, 2**32)))
    levels = draw(st.sampled_from([[0, 255], [0, 0, 0, 0, 128], [0], [255], list(range(256))]))
    return random.choice(np.array(levels, np.uint8), (height, width))


@st.composite
def places(draw: DrawFn, width: int = 30, height: int = 20) -> Box:
    """Boxes that cross the edges of squares and of the photo."""
    x = draw(st.sampled_from([0, -9, SIDE - 12, 2 * SIDE - 3, WIDTH - 5, WIDTH]))
    y = draw(st.sampled_from([0, -7, SIDE - 11, HEIGHT - 4, 100]))
    return Box(x, y, width, height)


@st.composite
def selections(draw: DrawFn) -> Selection:
    selection = Selection(HEIGHT, WIDTH)
    for _ in range(draw(st.integers(0, 3))):
        selection = selection.added(draw(places()), draw(masks()))
    return selection


def painted(mask: Mask, box: Box, patch: Mask) -> Mask:
    """*mask* with *patch* in the place of what was in *box*."""
    result = mask.copy()
    inner = box & WHOLE
    if not inner.is_empty:
        result[inner.slices] = patch[inner.moved(-box.x, -box.y).slices]
    return result


@given(selections())
def test_a_selection_is_its_mask(selection: Selection):
    mask = selection.mask()

    assert mask.shape == (HEIGHT, WIDTH)
    assert np.array_equal(Selection.from_mask(mask).mask(), mask)
    assert selection.is_empty == (not mask.any())


@given(selections(), places(), masks())
def test_what_was_drawn_is_there_and_nothing_else_changed(
    selection: Selection, box: Box, patch: Mask
):
    before = selection.mask()

    drawn = selection.drawn(box, patch)

    assert np.array_equal(drawn.mask(), painted(before, box, patch))
    assert np.array_equal(selection.mask(), before)


@given(selections(), boxes(0, 40))
def test_a_part_is_the_part_of_the_mask(selection: Selection, box: Box):
    box = box.moved(SIDE - 20, SIDE - 20) & WHOLE

    assert np.array_equal(selection.part(box), selection.mask()[box.slices])


@given(selections(), places(), masks())
def test_adding_is_the_maximum_and_taking_away_the_minimum(
    selection: Selection, box: Box, patch: Mask
):
    before = selection.mask()
    other = painted(np.zeros_like(before), box, patch)

    assert np.array_equal(selection.added(box, patch).mask(), np.maximum(before, other))
    assert np.array_equal(selection.without(box, patch).mask(), np.minimum(before, 255 - other))


@given(selections(), places(), masks())
def test_what_is_added_and_taken_away_again_is_gone(selection: Selection, box: Box, patch: Mask):
    hard = np.where(patch > 127, 255, 0).astype(np.uint8)

    again = selection.added(box, hard).without(box, hard)

    assert np.array_equal(again.mask(), selection.without(box, hard).mask())
    assert np.array_equal(selection.added(box, hard).added(box, hard).mask(),
                          selection.added(box, hard).mask())  # fmt: skip


@given(selections())
def test_inverting_twice_changes_nothing(selection: Selection):
    inverted = selection.inverted()

    assert np.array_equal(inverted.mask(), 255 - selection.mask())
    assert np.array_equal(inverted.inverted().mask(), selection.mask())


@given(selections())
def test_the_box_is_the_smallest_around_everything(selection: Selection):
    rows, columns = np.nonzero(selection.mask())

    if rows.size == 0:
        assert selection.box == Box(0, 0, 0, 0)
    else:
        expected = Box(
            int(columns.min()),
            int(rows.min()),
            int(np.ptp(columns)) + 1,
            int(np.ptp(rows)) + 1,
        )
        assert selection.box == expected


@given(selections(), places(), masks())
def test_squares_that_were_not_touched_are_shared(selection: Selection, box: Box, patch: Mask):
    changed = selection.added(box, patch)
    inner = box & WHOLE

    for key, square in selection.squares.items():
        row, column = key
        here = Box(column * SIDE, row * SIDE, SIDE, SIDE)
        if (here & inner).is_empty:
            assert changed.squares[key] is square


def test_squares_without_a_selected_pixel_are_not_kept():
    patch = np.full((10, 10), 255, np.uint8)
    selection = Selection(HEIGHT, WIDTH).added(Box(0, 0, 10, 10), patch)
    selection = selection.added(Box(SIDE + 5, 0, 10, 10), patch)

    assert set(selection.squares) == {(0, 0), (0, 1)}
    assert set(selection.without(Box(0, 0, 10, 10), patch).squares) == {(0, 1)}


@pytest.mark.parametrize("by", [1, 5, 30])
def test_growing_adds_all_around_and_shrinking_takes_it_back(by: int):
    mask = np.zeros((200, 300), np.uint8)
    mask[60:140, 100:220] = 255
    selection = Selection.from_mask(mask)

    grown = selection.grown(by)

    assert grown.box == selection.box.grown(by)
    assert np.array_equal(grown.grown(-by).mask(), mask)
    assert (grown.mask() >= mask).all()
    assert (selection.grown(-by).mask() <= mask).all()


def test_growing_by_nothing_and_growing_nothing_change_nothing():
    empty = Selection(40, 50)

    assert empty.grown(9) is empty
    full = Selection.from_mask(np.full((40, 50), 255, np.uint8))
    assert full.grown(0) is full
    assert np.array_equal(full.grown(-9).mask(), full.mask())
