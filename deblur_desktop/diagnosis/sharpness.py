"""One figure for the sharpness of a picture: how much fine gradient there is for the coarse.

Gradients are measured at two widths of Gaussian smoothing. At a step edge their energies stand in the
ratio of the widths, under blur the finer one loses more, and contrast and brightness cancel. What
noise adds to either is known from its standard deviation and subtracted. Both widths are large enough
that noise, which is mostly finer, weighs little.
"""

from functools import cache
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from deblur_desktop.diagnosis.windows import SMALLEST, luma_window, noise_of, plan_grid

Floats = NDArray[np.float32]

_FINE, _MIDDLE, _COARSE = 1.2, 1.6, 4.8  # standard deviations of the smoothing, pixels
_TINY = 1e-9  # energy of gradients in a picture without any


class Detail(NamedTuple):
    """What the gradients of one or more windows add up to, each a mean over pixels.

    Attributes:
        fine: Squared gradient after fine smoothing, of samples in [0, 1].
        coarse: After coarse smoothing.
        size: Size of the gradient after middle smoothing, where it stands out of the noise.
        square: Square of the same.
    """

    fine: float
    coarse: float
    size: float
    square: float

    @property
    def sharpness(self) -> float:
        """See `sharpness`."""
        return float(np.sqrt(max(self.fine, 0) / max(self.coarse, _TINY)))

    @property
    def sparseness(self) -> float:
        """How much the gradients gather in few places; echoes and spread-out noise lower it.

        The inverse of the blur measure of Krishnan et al. (CVPR 2011), but for a constant.
        """
        return float(np.sqrt(self.square) / max(self.size, _TINY))


def sharpness(pixels: Floats) -> float:
    """How sharp a picture is: near 0 under strong blur, 1.2 to 2 for most sharp photos.

    Higher is sharper for the same scene; between scenes it also tells how much fine texture they have.

    Args:
        pixels: float32 (H, W, 3) in [0, 1]; may be memory-mapped. 0.0 below 32 pixels a side.
    """
    height, width = pixels.shape[:2]
    if min(height, width) < SMALLEST:
        return 0.0
    grid = plan_grid(height, width)
    windows = [luma_window(pixels, top, left, grid) for top, left in grid.corners]
    noise = typical_noise(windows)
    return mean_detail([detail_of(window, noise) for window in windows]).sharpness


def typical_noise(windows: list[Floats]) -> float:
    """Standard deviation of the noise of a picture, from *windows* of its luma."""
    return float(np.median([noise_of(window) for window in windows]))


def detail_of(window: Floats, noise: float) -> Detail:
    """The detail of *window*, float32 (h, w) luma, without what *noise* adds."""
    fine, middle, coarse = (_gradient(window, width) for width in (_FINE, _MIDDLE, _COARSE))
    above = np.maximum(middle - 2.5 * noise * np.sqrt(_gain(_MIDDLE)), 0)
    return Detail(
        float(np.mean(fine**2)) - noise**2 * _gain(_FINE),
        float(np.mean(coarse**2)) - noise**2 * _gain(_COARSE),
        float(above.mean()),
        float(np.mean(above**2)),
    )


def mean_detail(details: list[Detail]) -> Detail:
    """The detail of several windows together."""
    return Detail(*(float(np.mean(part)) for part in zip(*details, strict=True)))


def _gradient(window: Floats, width: float) -> Floats:
    smooth = cv2.GaussianBlur(window, (0, 0), width)
    across = smooth[:-1, 1:] - smooth[:-1, :-1]
    down = smooth[1:, :-1] - smooth[:-1, :-1]
    return np.hypot(across, down).astype(np.float32)


@cache
def _gain(width: float) -> float:
    """The mean squared gradient that white noise of variance 1 has after smoothing."""
    spot = np.zeros((65, 65), np.float32)
    spot[32, 32] = 1
    return float((_gradient(spot, width) ** 2).sum())
