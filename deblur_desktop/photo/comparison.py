"""Before and after in one picture."""

from collections.abc import Collection
from pathlib import Path

import cv2
import numpy as np

from deblur_desktop.photo.files import Saved, open_photo, save_photo
from deblur_desktop.photo.photo import Metadata, Photo, Pixels
from deblur_desktop.photo.writer import Existing

_GAP = 8


def save_side_by_side(
    before: Path, after: Path, target: Path, *, existing: Existing = Existing.NUMBER
) -> Saved:
    """Save both photos beside each other, and beneath them their busiest part at full size.

    Raises:
        PhotoError: A photo cannot be read, or the picture cannot be written.
    """
    first, second = open_photo(before), open_photo(after)
    return save_comparison(first, second, target, existing=existing, protect=(before, after))


def save_comparison(
    before: Photo,
    after: Photo,
    target: Path,
    *,
    existing: Existing = Existing.NUMBER,
    protect: Collection[Path] = (),
) -> Saved:
    """As `save_side_by_side`, of photos in memory, which have one size; without their metadata.

    Raises:
        PhotoError: The picture cannot be written.
    """
    pixels = _beside(np.asarray(before.pixels), np.asarray(after.pixels))
    picture = Photo(pixels, profile=before.profile, metadata=Metadata())
    return save_photo(picture, target, existing=existing, protect=protect)


def _beside(before: Pixels, after: Pixels) -> Pixels:
    crops = [pixels[_busiest(before)] for pixels in (before, after)]
    width = crops[0].shape[1]
    whole = [_scaled(pixels, width) for pixels in (before, after)]
    return np.concatenate([_labelled(_row(*whole)), _row(*crops)], axis=0)


def _labelled(row: Pixels) -> Pixels:
    """*row* with a line above that says which side is which."""
    height, half = 28, (row.shape[1] + _GAP) // 2
    # OpenCV 5 writes text into 8 bits only.
    line = np.full((height, row.shape[1], 3), 255, np.uint8)
    for text, x in (("before", 4), ("after", half + 4)):
        face = cv2.FONT_HERSHEY_SIMPLEX
        cv2.putText(line, text, (x, height - 9), face, 0.6, (51, 51, 51), 1, cv2.LINE_AA)
    return np.concatenate([np.divide(line, 255, dtype=np.float32), row])


def _row(left: Pixels, right: Pixels) -> Pixels:
    gap = np.ones((left.shape[0], _GAP, 3), np.float32)
    row = np.concatenate([left, gap, right], axis=1)
    return np.concatenate([row, np.ones((_GAP, row.shape[1], 3), np.float32)])


def _scaled(pixels: Pixels, width: int) -> Pixels:
    height = max(1, round(pixels.shape[0] * width / pixels.shape[1]))
    scaled = cv2.resize(pixels, (width, height), interpolation=cv2.INTER_AREA)
    return np.asarray(scaled, np.float32)


def _busiest(pixels: Pixels, side: int = 480) -> tuple[slice, slice]:
    """Where the most is going on: the square with the largest mean gradient."""
    height, width = min(side, pixels.shape[0]), min(side, pixels.shape[1])
    gray = pixels.mean(axis=2)
    gradient = np.abs(cv2.Laplacian(gray, cv2.CV_32F))
    means = cv2.boxFilter(
        gradient, -1, (width, height), anchor=(0, 0), borderType=cv2.BORDER_CONSTANT
    )
    inside = means[: pixels.shape[0] - height + 1, : pixels.shape[1] - width + 1]
    y, x = np.unravel_index(int(inside.argmax()), inside.shape)
    return slice(int(y), int(y) + height), slice(int(x), int(x) + width)
