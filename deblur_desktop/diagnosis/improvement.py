"""Whether a result is better than the photo it came from, measured and said in one sentence.

Sharper alone would be easy to please: noise and echoes around edges look like detail to a simple
measure. So a result counts as improved only if it is clearly sharper, its gradients have not spread
to places without edges, and the noise has not grown out of proportion.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from deblur_desktop.diagnosis.sharpness import Detail, detail_of, mean_detail, typical_noise
from deblur_desktop.diagnosis.windows import SMALLEST, Grid, luma_window, plan_grid
from deblur_desktop.photo.box import Box

Floats = NDArray[np.float32]

_CLEARLY = 0.06  # relative gain of sharpness; noise alone stays below it
_SPREAD = 0.97  # of the sparseness of gradients must be kept; echoes take more
_NOISIER = (4.0, 2 / 255)  # factor and allowance by which noise may grow
_CHANGED = 2 / 255  # a pixel counts as changed when a channel differs by more
_SAMPLES = 4_000_000  # pixels that are compared to find the share that changed


@dataclass(frozen=True, slots=True)
class Improvement:
    """What a restoration did, measured inside the region that it was given.

    Attributes:
        sharper: Relative gain of `sharpness.sharpness` over the parts that changed; 0.38 is 38 %.
        changed: Share of the whole picture's pixels that differ by more than 2/255, 0 to 1.
        improved: Whether the result is better: sharper without echoes or much noise.
    """

    sharper: float
    changed: float
    improved: bool

    @property
    def sentence(self) -> str:
        """What a person is told, without a final period."""
        if not self.improved:
            return "no improvement measured"
        share = f"{self.changed * 100:.0f}" if self.changed >= 0.01 else "under 1"
        return f"sharper by {self.sharper * 100:.0f} %, {share} % of the picture changed"


def compare(
    before: Floats, after: Floats, box: Box | None = None, mask: Floats | None = None
) -> Improvement:
    """How *after* differs from *before*.

    Looks at windows and rows of the pictures one at a time, so memory-mapped files will do and little
    memory is needed; a 24-megapixel pair takes a second or two.

    Args:
        before: float32 (H, W, 3) in [0, 1].
        after: The same shape.
        box: The part that was to be restored; the whole by default.
        mask: float32 (box.height, box.width); windows where it is mostly zero do not count.
    """
    box = box or Box(0, 0, before.shape[1], before.shape[0])
    inside_before, inside_after = before[box.slices], after[box.slices]
    share = changed_share(inside_before, inside_after)
    changed = share * box.width * box.height / (before.shape[0] * before.shape[1])
    if share == 0 or min(box.width, box.height) < SMALLEST:
        return Improvement(0.0, changed, improved=False)
    pairs = _pairs(inside_before, inside_after, mask)
    return _judged(pairs, changed) if pairs else Improvement(0.0, changed, improved=False)


def changed_share(before: Floats, after: Floats) -> float:
    """The share of pixels that differ by more than 2/255, from every n-th row of large pictures."""
    height, width = before.shape[:2]
    rows = range(0, height, 1 + height * width // _SAMPLES)
    changed = (np.abs(after[row] - before[row]).max(axis=-1) > _CHANGED for row in rows)
    return sum(int(row.sum()) for row in changed) / (len(rows) * width)


def _pairs(before: Floats, after: Floats, mask: Floats | None) -> list[tuple[Floats, Floats]]:
    """Luma of the windows that changed, before and after."""
    grid = plan_grid(before.shape[0], before.shape[1])
    pairs: list[tuple[Floats, Floats]] = []
    for top, left in grid.corners:
        if mask is not None and _masked(mask, top, left, grid):
            continue
        pair = luma_window(before, top, left, grid), luma_window(after, top, left, grid)
        if np.mean(np.abs(pair[1] - pair[0]) > _CHANGED / 2) > 0.01:
            pairs.append(pair)
    return pairs


def _masked(mask: Floats, top: int, left: int, grid: Grid) -> bool:
    return float(mask[top : top + grid.height, left : left + grid.width].mean()) < 0.5


def _judged(pairs: list[tuple[Floats, Floats]], changed: float) -> Improvement:
    (old, old_noise), (new, new_noise) = (
        _measured(list(side)) for side in zip(*pairs, strict=True)
    )
    sharper = new.sharpness / old.sharpness - 1 if old.sharpness > 0 else 0.0
    clean = new.sparseness >= _SPREAD * old.sparseness
    quiet = new_noise <= _NOISIER[0] * old_noise + _NOISIER[1]
    return Improvement(sharper, changed, improved=sharper >= _CLEARLY and clean and quiet)


def _measured(windows: list[Floats]) -> tuple[Detail, float]:
    noise = typical_noise(windows)
    return mean_detail([detail_of(window, noise) for window in windows]), noise
