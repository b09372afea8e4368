"""Where a photo is looked at: a grid of windows, small enough in number for a photo of any size."""

import math
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from deblur_desktop.diagnosis.features import SIDE

Floats = NDArray[np.float32]

SMALLEST = 32  # side in pixels below which nothing can be said
_LUMA = np.array([0.299, 0.587, 0.114], np.float32)


class Grid(NamedTuple):
    """Windows of *height* x *width* pixels whose corners stand at all of *tops* x *lefts*."""

    height: int
    width: int
    tops: tuple[int, ...]
    lefts: tuple[int, ...]

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return len(self.tops), len(self.lefts)

    @property
    def corners(self) -> list[tuple[int, int]]:
        """(top, left) of each window, row by row."""
        return [(top, left) for top in self.tops for left in self.lefts]


def plan_grid(height: int, width: int, most: int = 64) -> Grid:
    """About *most* windows at most, evenly over a picture of at least SMALLEST a side.

    Neighbors overlap by half where that needs no more windows; in larger photos they stand apart.
    """
    tall, wide = min(SIDE, height), min(SIDE, width)
    rows, columns = (max(1, round(size / (SIDE // 2)) - 1) for size in (height, width))
    excess = math.sqrt(max(1.0, rows * columns / most))
    rows, columns = max(1, round(rows / excess)), max(1, round(columns / excess))
    return Grid(tall, wide, _spread(height - tall, rows), _spread(width - wide, columns))


def _spread(room: int, count: int) -> tuple[int, ...]:
    """*count* places from 0 to *room*; one alone stands in the middle."""
    places = np.linspace(0, room, count) if count > 1 else np.array([room / 2])
    return tuple(int(place) for place in places)


def luma_window(pixels: Floats, top: int, left: int, grid: Grid, step: int = 1) -> Floats:
    """Luma of one window, float32 (grid.height, grid.width) in [0, 1].

    Args:
        pixels: float32 (H, W, 3); only the window is read, so a memory-mapped file will do.
        top: Row of the window's corner, in the picture made smaller by *step*.
        left: Column, likewise.
        grid: Gives the size.
        step: Each pixel of the window is the mean of step x step of the photo.
    """
    rows = slice(top * step, (top + grid.height) * step)
    columns = slice(left * step, (left + grid.width) * step)
    luma = np.clip(np.nan_to_num(pixels[rows, columns] @ _LUMA), 0, 1)
    if step == 1:
        return luma
    small = cv2.resize(luma, (grid.width, grid.height), interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.float32)


def noise_of(window: Floats) -> float:
    """Standard deviation of the noise in a window, from its calmest blocks.

    The finest diagonal detail of a block (Haar) is nearly all noise where the picture is smooth
    (Donoho & Johnstone 1994); blocks rather than the whole, since texture would be taken for noise.
    """
    even = window[: window.shape[0] // 16 * 16, : window.shape[1] // 16 * 16]
    a, b, c, d = even[::2, ::2], even[::2, 1::2], even[1::2, ::2], even[1::2, 1::2]
    blocks = ((a - b - c + d) / 2).reshape(even.shape[0] // 16, 8, even.shape[1] // 16, 8)
    return float(np.quantile(blocks.std(axis=(1, 3)), 0.15))
