"""Pyramids: levels that fit the zoom, and parts that fit together."""

import cv2
import numpy as np
import pytest
from fakes.window import noise
from hypothesis import given
from hypothesis import strategies as st

from deblur_desktop.gui.pyramid import Pyramid, Seen
from deblur_desktop.gui.scaling import Picture
from deblur_desktop.gui.viewport import MAX_ZOOM
from deblur_desktop.photo.box import Box

LARGE = Pyramid(np.zeros((5000, 5001, 3), np.uint8))


def picture(height: int, width: int) -> Picture:
    return (noise(height, width) * 255).round().astype(np.uint8)


# Without sharp edges, so that a part of a pixel more or less is a step of a few code values.
SOFT = Pyramid(np.asarray(cv2.GaussianBlur(picture(801, 1103), (0, 0), 4), np.uint8))


@given(st.integers(1, 1500), st.integers(1, 1500))
def test_each_level_has_half_the_sides(height: int, width: int):
    pyramid = Pyramid(np.zeros((height, width, 3), np.uint8))

    for upper, lower in zip(pyramid.levels, pyramid.levels[1:], strict=False):
        assert lower.shape == (upper.shape[0] // 2, upper.shape[1] // 2, 3)
    assert min(pyramid.levels[-1].shape[:2]) <= 256


@given(st.floats(0.0005, MAX_ZOOM))
def test_a_level_is_never_enlarged_nor_shrunk_by_more_than_two(zoom: float):
    level = LARGE.level_for(zoom)
    scaled = zoom * 2**level

    assert 0 <= level < len(LARGE.levels)
    if 0 < level < len(LARGE.levels) - 1:
        assert 0.5 < scaled <= 1


def test_the_first_level_is_the_picture_itself():
    base = picture(700, 900)

    pyramid = Pyramid(base)

    assert pyramid.levels[0] is base
    assert np.array_equal(pyramid.scaled(1, Box(10, 20, 30, 40)), base[20:60, 10:40])


def test_a_level_keeps_the_mean():
    base = picture(1024, 1024)

    pyramid = Pyramid(base)

    for level in pyramid.levels:
        assert np.abs(level.mean() - base.mean()) < 1


@pytest.mark.parametrize("zoom", [1.0, 0.99, 0.5, 0.26, 0.25, 0.01])
def test_a_small_picture_has_its_only_level_at_any_zoom(zoom: float):
    assert Pyramid(np.zeros((200, 5000, 3), np.uint8)).level_for(zoom) == 0


@given(st.integers(1, 60), st.integers(1, 60), st.floats(0.01, MAX_ZOOM))
def test_nothing_is_too_small_to_be_seen(height: int, width: int, zoom: float):
    pyramid = Pyramid(picture(height, width))

    whole = pyramid.whole(zoom)

    assert pyramid.scaled(zoom, whole).shape == (whole.height, whole.width, 3)
    assert abs(whole.width - max(width * zoom, 1)) <= 0.5
    assert abs(whole.height - max(height * zoom, 1)) <= 0.5


@given(st.floats(0.05, 2.5), st.data())
def test_a_part_is_cut_from_the_whole(zoom: float, data: st.DataObject):
    whole = SOFT.whole(zoom)
    x, y = data.draw(st.integers(0, whole.width - 1)), data.draw(st.integers(0, whole.height - 1))
    part = Box(x, y, data.draw(st.integers(1, 300)), data.draw(st.integers(1, 300))) & whole

    found = SOFT.scaled(zoom, part).astype(int)

    assert np.abs(found - SOFT.scaled(zoom, whole)[part.slices]).max() <= 2


@pytest.mark.parametrize("zoom", [0.55, 0.73, 0.998, 1.31, 1.9])
def test_a_scaled_picture_lies_where_the_photo_does(zoom: float):
    """Each of its pixels is what the photo is at that pixel's center."""
    base = SOFT.levels[0].astype(np.float32)

    found = SOFT.scaled(zoom, SOFT.whole(zoom))

    for row, column in ((7, 11), (50, 333), (300, 401)):
        y, x = (row + 0.5) / zoom - 0.5, (column + 0.5) / zoom - 0.5
        top, left = int(y), int(x)
        four = base[top : top + 2, left : left + 2]
        upper, lower = four[:, 0] + (x - left) * (four[:, 1] - four[:, 0])
        assert np.abs(found[row, column] - (upper + (y - top) * (lower - upper))).max() < 1.5


@pytest.mark.parametrize("zoom", [2, 3, 4, 7])
def test_large_pixels_are_squares(zoom: int):
    base = picture(40, 50)

    found = Pyramid(base).scaled(zoom, Box(zoom * 10, zoom * 5, zoom * 20, zoom * 15))

    assert np.array_equal(found, base[5:20, 10:30].repeat(zoom, 0).repeat(zoom, 1))


def test_a_mask_is_scaled_too():
    mask = np.zeros((100, 80), np.uint8)
    mask[50:] = 255

    found = Pyramid(mask).scaled(0.5, Box(0, 0, 40, 50))

    assert found.shape == (50, 40)
    assert np.array_equal(found, mask[::2, ::2])


@given(
    st.lists(
        st.tuples(st.integers(0, 60), st.integers(0, 60), st.integers(1, 40), st.integers(1, 40)),
        min_size=1,
        max_size=6,
    )
)
def test_what_was_seen_is_not_made_again(boxes: list[tuple[int, int, int, int]]):
    base, seen, before = picture(100, 100), Seen(), Box(0, 0, 0, 0)

    for box in (Box(*each) for each in boxes):
        made: list[Box] = []

        def make(part: Box, made: list[Box] = made) -> Picture:
            made.append(part)
            return base[part.slices]

        assert np.array_equal(seen.get("key", box, make), base[box.slices])
        assert all((part & before).is_empty for part in made)
        before = box if made else before


def test_another_key_is_made_anew():
    seen, box = Seen(), Box(0, 0, 5, 4)
    light, dark = np.full((4, 5, 3), 200, np.uint8), np.full((4, 5, 3), 20, np.uint8)

    assert np.array_equal(seen.get(1, box, lambda part: light), light)
    assert np.array_equal(seen.get(2, box, lambda part: dark), dark)
