"""The laws of the viewport."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deblur_desktop.gui.viewport import MAX_ZOOM, Viewport

places = st.floats(-5_000, 20_000)
sides = st.integers(1, 20_000)
viewports = st.builds(
    Viewport,
    width=st.floats(1, 4_000),
    height=st.floats(1, 3_000),
    zoom=st.floats(0.01, MAX_ZOOM),
    x=places,
    y=places,
)


@given(viewports, places, places)
def test_there_and_back_is_the_same_point(view: Viewport, x: float, y: float):
    assert view.to_photo(*view.to_canvas(x, y)) == pytest.approx((x, y), abs=1e-6)
    assert view.to_canvas(*view.to_photo(x, y)) == pytest.approx((x, y), abs=1e-6)


@given(viewports)
def test_the_center_is_in_the_middle_of_the_canvas(view: Viewport):
    assert view.to_canvas(view.x, view.y) == pytest.approx((view.width / 2, view.height / 2))


@given(viewports, st.floats(0, 4_000), st.floats(0, 3_000), st.floats(0.001, 100))
def test_zooming_keeps_the_point_under_the_mouse(view: Viewport, x: float, y: float, zoom: float):
    zoomed = view.zoomed_at(x, y, zoom, 0.05)

    assert zoomed.to_photo(x, y) == pytest.approx(view.to_photo(x, y), abs=1e-5)
    assert 0.05 <= zoomed.zoom <= MAX_ZOOM


@given(viewports, st.floats(-900, 900), st.floats(-900, 900), places, places)
def test_a_drag_moves_every_point_as_far_as_the_mouse(
    view: Viewport, dx: float, dy: float, x: float, y: float
):
    before, after = view.to_canvas(x, y), view.moved(dx, dy).to_canvas(x, y)

    assert (after[0] - before[0], after[1] - before[1]) == pytest.approx((dx, dy), abs=1e-4)


@given(viewports, sides, sides)
def test_a_fitting_photo_is_seen_whole_and_never_enlarged(view: Viewport, width: int, height: int):
    fitting = view.fitting(width, height)
    left, top = fitting.to_canvas(0, 0)
    right, bottom = fitting.to_canvas(width, height)

    assert min(left, top) >= -1e-6
    assert right <= view.width + 1e-6
    assert bottom <= view.height + 1e-6
    assert fitting.zoom <= 1
    fills = right - left > view.width - 1e-6 or bottom - top > view.height - 1e-6
    assert fills or fitting.zoom == 1


@given(viewports, sides, sides)
def test_a_clamped_photo_stays_in_sight(view: Viewport, width: int, height: int):
    clamped = view.clamped(width, height)
    left, top = clamped.to_canvas(0, 0)
    right, bottom = clamped.to_canvas(width, height)

    for first, last, room in ((left, right, view.width), (top, bottom, view.height)):
        if last - first <= room:
            assert first == pytest.approx(room - last, abs=1e-4), "not centered"
        else:
            assert first <= 1e-4
            assert last >= room - 1e-4
    again = clamped.clamped(width, height)
    assert (again.x, again.y) == pytest.approx((clamped.x, clamped.y))


@given(viewports, st.floats(1, 4_000), st.floats(1, 3_000))
def test_another_size_keeps_center_and_zoom(view: Viewport, width: float, height: float):
    resized = view.resized(width, height)

    assert (resized.x, resized.y, resized.zoom) == (view.x, view.y, view.zoom)
