"""Hypothesis strategies for what the program works on."""

import numpy as np
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from deblur_desktop.photo.box import Box
from deblur_desktop.photo.photo import Photo
from deblur_desktop.recipe import PRECISIONS, Recipe

sides = st.integers(1, 40)


def boxes(least: int = -20, most: int = 40) -> SearchStrategy[Box]:
    """Boxes with corners and sides in this range; sides are not negative."""
    places, lengths = st.integers(least, most), st.integers(0, most)
    return st.builds(Box, places, places, lengths, lengths)


def recipes() -> SearchStrategy[Recipe]:
    """Any recipe."""
    places = st.builds(Box, *[st.integers(0, 9000)] * 2, *[st.integers(1, 9000)] * 2)
    return st.builds(
        Recipe,
        checkpoint=st.text(min_size=1),
        sha256=st.text("0123456789abcdef"),
        strength=st.floats(0, 1.5),
        texture=st.floats(0, 1),
        region=st.none() | places,
        feather=st.integers(0, 500),
        mask=st.text(),
        tile=st.integers(0, 4096),
        overlap=st.integers(0, 512),
        precision=st.sampled_from(PRECISIONS),
        color_lock=st.booleans(),
    )


@st.composite
def photos(draw: DrawFn, depths: tuple[int, ...] = (8, 16, 32)) -> Photo:
    """Small photos whose samples are code values of their depth; float ones leave [0, 1]."""
    depth = draw(st.sampled_from(depths))
    shape = draw(sides), draw(sides)
    random = np.random.default_rng(draw(st.integers(0, 2**32)))
    gray = draw(st.booleans())
    pixels = np.repeat(
        _samples(random, (*shape, 1 if gray else 3), depth), 3 if gray else 1, axis=2
    )
    alpha = np.clip(_samples(random, shape, depth), 0, 1) if draw(st.booleans()) else None
    return Photo(pixels=pixels, alpha=alpha, depth=depth, gray=gray)


def _samples(random: np.random.Generator, shape: tuple[int, ...], depth: int) -> np.ndarray:
    if depth == 32:
        return random.normal(0.5, 1, shape).astype(np.float32)
    full = 2**depth - 1
    return random.integers(0, full, shape, endpoint=True).astype(np.float32) / np.float32(full)
