import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deblur_desktop.engine.architecture import Tiling
from deblur_desktop.engine.tiles import Grid, choose_grid, plan_tiles, smaller, tile_borders
from deblur_desktop.errors import UsageError
from deblur_desktop.photo.box import Box

MAXIM = Tiling(multiple=64, minimum=64, overlap=64, sizes=(256, 512))


@given(
    height=st.integers(1, 700),
    width=st.integers(1, 700),
    side=st.sampled_from([32, 64, 96, 128]),
    overlap=st.integers(0, 32),
)
def test_windows_sum_to_one_everywhere(height: int, width: int, side: int, overlap: int):
    tiling = Tiling(multiple=8, minimum=16)
    grid = choose_grid(height, width, tiling, side, overlap)
    total = np.zeros((max(height, grid.height), max(width, grid.width), 1))

    for tile in plan_tiles(*total.shape[:2], grid):
        total[tile.read.slices] += tile.window

    assert np.abs(total - 1).max() < 1e-6


@given(length=st.integers(64, 3000), overlap=st.integers(1, 16))
def test_neighbours_overlap_by_at_least_what_was_asked(length: int, overlap: int):
    tiles = plan_tiles(64, length, Grid(64, 64, overlap))

    lefts = [tile.read.x for tile in tiles]

    assert all(64 - (right - left) >= overlap for left, right in itertools.pairwise(lefts))


@given(length=st.integers(64, 3000), overlap=st.integers(1, 16))
def test_every_tile_is_full_and_inside(length: int, overlap: int):
    tiles = plan_tiles(64, length, Grid(64, 64, overlap))

    assert {(tile.read.width, tile.read.height) for tile in tiles} == {(64, 64)}
    assert tiles[0].read.x == 0
    assert tiles[-1].read.right == length


@given(
    height=st.integers(1, 400), width=st.integers(1, 400),
    side=st.sampled_from([32, 64, 128]), overlap=st.integers(0, 32),
)  # fmt: skip
def test_each_pixel_belongs_to_one_tile_that_saw_it(
    height: int, width: int, side: int, overlap: int
):
    grid = choose_grid(height, width, Tiling(multiple=8, minimum=16), side, overlap)
    owners = np.zeros((height, width), int)

    columns, rows = map(list, map(itertools.pairwise, tile_borders(height, width, grid)))

    areas = [Box(x, y, right - x, bottom - y) for y, bottom in rows for x, right in columns]
    tiles = plan_tiles(max(height, grid.height), max(width, grid.width), grid)
    for area, tile in zip(areas, tiles, strict=True):
        owners[area.slices] += 1
        assert area & tile.read == area
    assert (owners == 1).all()


@pytest.mark.parametrize(
    ("size", "sides"),
    [
        ((100, 100), (256, 256)),
        ((256, 257), (256, 512)),
        ((200, 5000), (256, 512)),
        ((4000, 6000), (512, 512)),
    ],
)
def test_a_network_that_bears_two_sizes_gets_the_one_that_fits(
    size: tuple[int, int], sides: tuple[int, int]
):
    grid = choose_grid(*size, MAXIM)

    assert (grid.height, grid.width) == sides


def test_a_tile_that_the_network_does_not_bear_is_refused():
    with pytest.raises(UsageError, match="300"):
        choose_grid(1000, 1000, MAXIM, tile=300)


def test_the_overlap_is_at_most_a_quarter_of_the_tile():
    assert choose_grid(1000, 1000, MAXIM, tile=256, overlap=128).overlap == 64


@pytest.mark.parametrize(
    ("tiling", "sides"),
    [(MAXIM, [512, 256, None]), (Tiling(multiple=16, minimum=64), [512, 256, 128, 64, None])],
    ids=["fixed", "free"],
)
def test_smaller_tiles_halve_down_to_the_minimum(tiling: Tiling, sides: list[int | None]):
    seen: list[int | None] = [512]

    while (last := seen[-1]) is not None:
        seen.append(smaller(last, tiling))

    assert seen == sides
