"""From the network's picture to the result: color lock, texture, strength and mask.

All of it is cheap, so the strength can change without running the network again. It works band by
band, since a photo may be larger than memory.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from deblur_desktop.photo.box import Box
from deblur_desktop.photo.photo import Photo, Pixels
from deblur_desktop.photo.region import Region
from deblur_desktop.recipe import Recipe

BLOCK = 64
_BAND = 4 * BLOCK


def finish(photo: Photo, restored: Pixels, reading: Box, region: Region, recipe: Recipe) -> Pixels:
    """The pixels of *photo* with its region replaced as *recipe* says.

    Args:
        photo: Not changed.
        restored: float32 (reading.height, reading.width, 3), what the network gave for *reading*. It is
            used up: where *reading* is the whole photo, the result lies in its memory.
        reading: Holds `region.box`.
        region: Where pixels change, and by how much.
        recipe: Strength, texture and color lock.

    Returns:
        float32 (H, W, 3). Where the region has no share the values are those of *photo*, bit for bit.
    """
    lock = _Lock(photo, restored, reading) if recipe.color_lock else None
    result = restored if reading == photo.box else np.array(photo.pixels)
    # The network's rows just above a band, which are overwritten by then.
    above = restored[:0].copy()
    for top in range(0, reading.height, _BAND):
        bottom = min(top + _BAND, reading.height)
        rows = np.concatenate([above, restored[top : bottom + 2]])
        above = restored[max(bottom - 2, 0) : bottom].copy()
        band = Box(reading.x, reading.y + top, reading.width, bottom - top)
        change = _change(photo, rows, band, reading, recipe)
        if lock is not None:
            change -= lock.rows(top, bottom)
        _apply(photo, result, change, band, region, recipe)
    return result


def _change(photo: Photo, rows: Pixels, band: Box, reading: Box, recipe: Recipe) -> Pixels:
    """What the network adds to each pixel of *band*; *rows* reach up to two rows beyond it."""
    around = band.grown(2) & reading & Box(reading.x, band.y - 2, reading.width, band.height + 4)
    change = rows - clipped(photo, around)
    if recipe.texture < 1:
        coarse = cv2.GaussianBlur(change, (5, 5), 1, borderType=cv2.BORDER_REFLECT_101)
        change = coarse + recipe.texture * (change - coarse)
    first = band.y - around.y
    return change[first : first + band.height]


def _apply(
    photo: Photo, result: Pixels, change: Pixels, band: Box, region: Region, recipe: Recipe
) -> None:
    """Write *band* of the result; outside of the region the photo's own values."""
    source = photo.pixels[band.slices]
    target = result[band.slices] if result.shape == photo.pixels.shape else result
    inner = band & region.box
    target[:] = source
    if inner.is_empty:
        return
    here = inner.moved(-band.x, -band.y).slices
    share: NDArray[np.float32] | float = recipe.strength
    if region.mask is not None:
        cut = inner.moved(-region.box.x, -region.box.y).slices
        share = recipe.strength * region.mask[cut][:, :, None]
    new = source[here] + share * _gray_change(photo, change[here])
    if photo.depth < 32:
        np.clip(new, 0, 1, out=new)
    target[here] = new if region.mask is None else np.where(share > 0, new, source[here])


def _gray_change(photo: Photo, change: Pixels) -> Pixels:
    return change.mean(axis=2, keepdims=True) if photo.gray else change


def clipped(photo: Photo, box: Box) -> Pixels:
    """float32 (box.height, box.width, 3) in [0, 1]: what the network sees of *photo*; a copy."""
    return np.clip(photo.pixels[box.slices], 0, 1)


class _Lock:
    """The lowest frequencies of the network's change, to be taken off again.

    They are a linear interpolation between the centers of blocks, chosen so that without them each
    block's mean change is zero.
    """

    def __init__(self, photo: Photo, restored: Pixels, reading: Box) -> None:
        means = _block_means(photo, restored, reading)
        self._rows, self._columns = _Taps(reading.height), _Taps(reading.width)
        # One axis after the other: first across the columns, then down the rows.
        across = _solved(self._columns, means.transpose(1, 0, 2)).transpose(1, 0, 2)
        self._grid = _solved(self._rows, across).astype(np.float32)

    def rows(self, top: int, bottom: int) -> Pixels:
        """float32 (bottom - top, W, 3)."""
        lines = self._rows.between(self._grid, slice(top, bottom))
        whole = self._columns.between(lines.transpose(1, 0, 2), slice(None))
        return whole.transpose(1, 0, 2)


def _solved(taps: "_Taps", means: NDArray[np.float64]) -> NDArray[np.float64]:
    """The values at the centers whose interpolation has *means* (blocks, …) along the first axis."""
    solved = np.linalg.solve(taps.means(), means.reshape(len(means), -1))
    return np.asarray(solved, np.float64).reshape(means.shape)


class _Taps:
    """Each position of an axis lies between two centers of blocks: which, and how far along."""

    def __init__(self, length: int) -> None:
        positions = np.arange(length, dtype=np.float64) + 0.5
        centers = _group_means(positions)
        self._blocks = np.arange(length) // BLOCK
        last = max(len(centers) - 2, 0)
        self._first = np.clip(np.searchsorted(centers, positions) - 1, 0, last)
        self._second = np.minimum(self._first + 1, len(centers) - 1)
        gap = np.maximum(centers[self._second] - centers[self._first], 1.0)
        self._share = np.clip((positions - centers[self._first]) / gap, 0, 1)

    def between(self, values: NDArray[np.float32], part: slice) -> NDArray[np.float32]:
        """*values* (blocks, …) interpolated at the positions of *part*, along the first axis."""
        share = self._share[part].astype(np.float32).reshape(-1, *[1] * (values.ndim - 1))
        first, second = values[self._first[part]], values[self._second[part]]
        return np.asarray(first + share * (second - first), np.float32)

    def means(self) -> NDArray[np.float64]:
        """(blocks, blocks): how much of each block's value is in the mean of each block."""
        count = int(self._blocks[-1]) + 1
        result = np.zeros((count, count))
        np.add.at(result, (self._blocks, self._first), 1 - self._share)
        np.add.at(result, (self._blocks, self._second), self._share)
        return result / np.bincount(self._blocks)[:, None]


def _block_means(photo: Photo, restored: Pixels, reading: Box) -> NDArray[np.float64]:
    """(rows, columns, 3) of blocks: the mean of what the network changed."""
    lines: list[NDArray[np.float64]] = []
    for top in range(0, reading.height, BLOCK):
        rows = restored[top : top + BLOCK]
        box = Box(reading.x, reading.y + top, reading.width, len(rows))
        columns = (rows - clipped(photo, box)).mean(axis=0, dtype=np.float64)
        lines.append(_group_means(columns))
    return np.stack(lines)


def _group_means(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Means of each `BLOCK` entries along the first axis; the last group may be smaller."""
    starts = np.arange(0, len(values), BLOCK)
    sizes = np.diff([*starts.tolist(), len(values)])
    return np.add.reduceat(values, starts, axis=0) / sizes.reshape(-1, *[1] * (values.ndim - 1))
