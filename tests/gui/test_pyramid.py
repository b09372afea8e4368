"""Pyramids: levels that fit the zoom, and pixmaps that are made once."""

import numpy as np
import pytest
from fakes.window import noise
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColorSpace, QImage, QPixmap
from pytestqt.qtbot import QtBot

from deblur_desktop.gui.layers import squares
from deblur_desktop.gui.pyramid import Picture, PixmapCache, Pyramid, to_pixmap
from deblur_desktop.gui.viewport import MAX_ZOOM
from deblur_desktop.photo.region import Box

LARGE = Pyramid(np.zeros((5000, 5001, 3), np.uint8))


def picture(height: int, width: int) -> Picture:
    return (noise(height, width) * 255).round().astype(np.uint8)


def pixels_of(pixmap: QPixmap) -> Picture:
    image = pixmap.toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()


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
    assert np.array_equal(pyramid.square(0, Box(10, 20, 30, 40)), base[20:60, 10:40])


def test_a_level_keeps_the_mean():
    base = picture(1024, 1024)

    pyramid = Pyramid(base)

    for level in pyramid.levels:
        assert np.abs(level.mean() - base.mean()) < 1


@given(st.integers(1, 2000), st.integers(1, 2000), st.integers(-600, 2500), st.integers(-600, 2500))
def test_squares_cover_what_is_seen_once(width: int, height: int, x: int, y: int):
    seen = Box(x, y, 700, 400)

    found = squares(seen, width, height)

    whole = Box(0, 0, width, height)
    wanted = seen & whole
    areas = [(box & wanted).width * (box & wanted).height for box in found]
    assert sum(areas) == wanted.width * wanted.height
    assert all((box & whole) == box for box in found)
    assert all((a & b).is_empty for a in found for b in found if a != b)


def test_a_pixmap_has_the_pixels_of_the_picture(qtbot: QtBot):
    del qtbot
    base = picture(61, 83)
    srgb = QColorSpace(QColorSpace.NamedColorSpace.SRgb)

    for colors in (QColorSpace(), srgb):
        assert np.array_equal(
            pixels_of(to_pixmap(base[3:50, 5:77], colors, srgb)), base[3:50, 5:77]
        )


def test_another_color_space_is_converted(qtbot: QtBot):
    del qtbot
    base = np.full((4, 4, 3), (200, 50, 50), np.uint8)
    wide = QColorSpace(QColorSpace.NamedColorSpace.DisplayP3)
    srgb = QColorSpace(QColorSpace.NamedColorSpace.SRgb)

    shown = pixels_of(to_pixmap(base, wide, srgb))

    assert shown[0, 0, 0] > 205


def test_a_pixmap_is_made_once(qtbot: QtBot):
    del qtbot
    cache = PixmapCache(squares=2)
    made: list[str] = []

    def get(key: str) -> QPixmap:
        return cache.get(key, lambda: (made.append(key), QPixmap(1, 1))[1])

    for key in "abacab":
        get(key)

    assert "".join(made) == "abcb"
    cache.clear()
    get("a")
    assert "".join(made) == "abcba"


@pytest.mark.parametrize("zoom", [1.0, 0.99, 0.5, 0.26, 0.25, 0.01])
def test_a_small_picture_has_its_only_level_at_any_zoom(zoom: float):
    assert Pyramid(np.zeros((200, 5000, 3), np.uint8)).level_for(zoom) == 0
