"""Cutting a picture into overlapping tiles whose windows sum to one.

Along each axis the tiles are spread evenly, first and last flush with the borders. Where two
neighbours overlap, one fades out as the other fades in, by a raised cosine over the whole overlap, so
no seam shows. A pixel takes part in at most two tiles along an axis.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from deblur_desktop.engine.architecture import Tiling
from deblur_desktop.errors import UsageError
from deblur_desktop.photo.box import Box

DEFAULT_TILE = 512


@dataclass(frozen=True, slots=True, eq=False)
class Tile:
    """One piece of the plan.

    Attributes:
        read: What the network sees; inside the picture.
        rows: float32 (read.height,), the fade along the vertical, in [0, 1].
        columns: float32 (read.width,), likewise along the horizontal.
    """

    read: Box
    rows: NDArray[np.float32]
    columns: NDArray[np.float32]

    @property
    def window(self) -> NDArray[np.float32]:
        """float32 (height, width, 1): the share of this tile in the result."""
        return np.outer(self.rows, self.columns)[:, :, None]


@dataclass(frozen=True, slots=True)
class Grid:
    """How large the tiles are.

    Attributes:
        height, width: Of every tile.
        overlap: The least overlap of neighbours.
    """

    height: int
    width: int
    overlap: int


def choose_grid(height: int, width: int, tiling: Tiling, tile: int = 0, overlap: int = 0) -> Grid:
    """The grid for a picture of *height* x *width*, as the network bears it.

    Args:
        height: Of the picture, in pixels.
        width: Likewise.
        tiling: Of the network.
        tile: Wished side; 0 is `DEFAULT_TILE`. A side that fits the whole picture is made no larger.
        overlap: Wished; 0 is the network's own. At most a quarter of the tile is taken.

    Raises:
        UsageError: The network bears only certain sides, and the wished one is none of them.
    """
    side = choose_side(tiling, tile)
    rows, columns = min(side, _fitting(height, tiling)), min(side, _fitting(width, tiling))
    wished = overlap or tiling.overlap
    return Grid(rows, columns, min(wished, rows // 4, columns // 4))


def choose_side(tiling: Tiling, tile: int = 0) -> int:
    """The side of tiles, before it is fitted to a picture; arguments and errors as `choose_grid`."""
    return _allowed(tile or DEFAULT_TILE, tiling, exact=bool(tile))


def smaller(side: int, tiling: Tiling) -> int | None:
    """The next smaller side that the network bears, about half of *side*; None at the minimum."""
    if tiling.sizes:
        return max((size for size in tiling.sizes if size < side), default=None)
    half = side // 2 // tiling.multiple * tiling.multiple
    return half if half >= max(tiling.minimum, tiling.multiple) else None


def plan_tiles(height: int, width: int, grid: Grid) -> tuple[Tile, ...]:
    """The tiles of a picture of at least one tile, row by row."""
    spans_y = _spans(height, grid.height, grid.overlap)
    spans_x = _spans(width, grid.width, grid.overlap)
    return tuple(
        Tile(Box(x, y, len(columns), len(rows)), rows, columns)
        for y, rows in spans_y
        for x, columns in spans_x
    )


def tile_borders(height: int, width: int, grid: Grid) -> tuple[list[int], list[int]]:
    """Along x and y: where the tiles of a plan meet, in the middle of their overlaps.

    The picture's own borders come first and last, so that each tile lies between two neighbours.
    """
    return (
        _borders(width, grid.width, grid.overlap),
        _borders(height, grid.height, grid.overlap),
    )


def _borders(length: int, side: int, overlap: int) -> list[int]:
    starts = _starts(max(length, side), side, overlap)
    middles = [(first + side + second) // 2 for first, second in pairwise(starts)]
    return [0, *middles, length]


def _allowed(side: int, tiling: Tiling, *, exact: bool) -> int:
    if not tiling.sizes:
        return max(tiling.minimum, -(-side // tiling.multiple) * tiling.multiple)
    if exact and side not in tiling.sizes:
        sizes = ", ".join(map(str, tiling.sizes))
        raise UsageError(f"this network does not bear the tile: {side}", f"choose one of {sizes}")
    return max((size for size in tiling.sizes if size <= side), default=min(tiling.sizes))


def _fitting(length: int, tiling: Tiling) -> int:
    """The smallest side that holds *length*, or the largest there is."""
    if not tiling.sizes:
        return max(tiling.minimum, -(-length // tiling.multiple) * tiling.multiple)
    return min((size for size in tiling.sizes if size >= length), default=max(tiling.sizes))


def _spans(length: int, side: int, overlap: int) -> list[tuple[int, NDArray[np.float32]]]:
    starts = _starts(length, side, overlap)
    count = len(starts)
    fades = [_fade_region(starts, i, side) for i in range(count - 1)]
    spans: list[tuple[int, NDArray[np.float32]]] = []
    for i, start in enumerate(starts):
        window = np.ones(side, np.float32)
        if i > 0:
            _fade_in(window, fades[i - 1][0] - start, fades[i - 1][1] - start)
        if i < count - 1:
            _fade_in(window[::-1], start + side - fades[i][1], start + side - fades[i][0])
        spans.append((start, window))
    return spans


def _starts(length: int, side: int, overlap: int) -> list[int]:
    count = 1 + max(0, -(-(length - side) // (side - overlap)))
    return np.linspace(0, length - side, count).round().astype(int).tolist()


def _fade_region(starts: list[int], i: int, side: int) -> tuple[int, int]:
    """Where tile *i* hands over to its successor: their overlap, less what a third tile reaches."""
    first, last = starts[i + 1], starts[i] + side
    if i > 0:
        first = max(first, starts[i - 1] + side)
    if i + 2 < len(starts):
        last = min(last, starts[i + 2])
    return first, last


def _fade_in(window: NDArray[np.float32], first: int, last: int) -> None:
    steps = (np.arange(last - first) + 0.5) / (last - first)
    window[:first] = 0
    window[first:last] = 0.5 - 0.5 * np.cos(np.pi * steps)
