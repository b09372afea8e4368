"""What a window of a photo shows of its blur, laid out so that a small network can read it.

A blur multiplies the spectrum of the picture by the spectrum of its kernel, which leaves dark rings
(defocus) or dark stripes (motion) in it. Two maps over direction and scale keep them: the power
spectrum over log frequency, and its cepstrum over log distance, where a kernel of length L leaves a
trace at distance L. On these axes a longer blur is a shift and a turned blur is a cyclic shift.
Spectra forget phase, that is whether the picture has edges, so moments of gradients go along.
"""

from functools import cache
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

SIDE = 256  # of a window, pixels; six periods of the longest blur that is measured at this scale
ANGLES = 24  # over 180 degrees, counter-clockwise from the x axis as a person sees it
SCALES = 36  # steps of frequency and of distance, both logarithmic
_FREQUENCIES = np.geomspace(0.01, 0.5, SCALES)  # cycles per pixel
_DISTANCES = np.geomspace(1.5, 96, SCALES)  # pixels
MOST = 8  # windows that were averaged in training; more count as this many
_LEVELS = 4  # of the pyramid, for gradients
GRADIENTS = (_LEVELS, 4, 4)  # levels, orientations (0, 45, 90, 135 degrees), moments
_FLOOR = 1e-7  # power; a tenth of what rounding to 8 bits adds, so that black has a logarithm


class Features(NamedTuple):
    """What some windows show.

    Attributes:
        maps: float32 (windows, 2, ANGLES, SCALES), spectrum and cepstrum, about -3 to 3.
        gradients: float32 (windows, levels, orientations, moments), logarithms, about -3 to 3.
        facts: float32 (windows, 2): log contrast; log count of windows averaged into this one.
    """

    maps: Floats
    gradients: Floats
    facts: Floats

    @classmethod
    def joined(cls, several: "list[Features]") -> "Features":
        """The windows of all."""
        maps, gradients, facts = (np.concatenate(part) for part in zip(*several, strict=True))
        return cls(maps, gradients, facts)

    def mean(self) -> "Features":
        """One window, the mean of all: the kernel stays while the content averages out."""
        maps, gradients, facts = (part.mean(axis=0, keepdims=True) for part in self)
        facts[:, 1] = np.log(min(len(self.maps), MOST))
        return Features(maps, gradients, facts)


def extract(window: Floats) -> Features:
    """The features of one window, float32 (h, w) luma in [0, 1], each side 32 to SIDE."""
    spectrum = _log_power(window)
    cepstrum = np.fft.irfft2(spectrum[:, : SIDE // 2 + 1]).astype(np.float32)
    rings = _sampled(spectrum, *_frequency_points()) + 2 * np.log(_FREQUENCIES).astype(np.float32)
    traces = _sampled(cepstrum, *_distance_points()) * (4 * _DISTANCES).astype(np.float32)
    maps = np.stack([(rings - rings.mean()) / 2, np.clip(traces, -4, 4)])
    contrast = float(np.log(window.std() + 1e-4))
    facts = np.array([[contrast / 2 + 1, 0]], np.float32)
    return Features(maps[None], _gradient_moments(window, contrast)[None], facts)


def _log_power(window: Floats) -> Floats:
    """Logarithm of the power spectrum, float32 (SIDE, SIDE), frequency zero first."""
    taper = _taper(*window.shape)
    mean = float((window * taper).sum() / taper.sum())
    padded = np.zeros((SIDE, SIDE), np.float32)
    padded[: window.shape[0], : window.shape[1]] = (window - mean) * taper
    halves = cv2.dft(padded, flags=cv2.DFT_COMPLEX_OUTPUT)
    power = (halves[..., 0] ** 2 + halves[..., 1] ** 2) / float((taper**2).sum())
    return np.log(power + _FLOOR)


@cache
def _taper(height: int, width: int) -> Floats:
    return np.outer(np.hanning(height + 2)[1:-1], np.hanning(width + 2)[1:-1]).astype(np.float32)


def _sampled(plane: Floats, places: NDArray[np.intp], weights: Floats) -> Floats:
    """*plane* over (ANGLES, SCALES), each the weighted mean of some of its samples."""
    return np.einsum("asn,asn->as", plane.reshape(-1)[places], weights)


@cache
def _frequency_points() -> tuple[NDArray[np.intp], Floats]:
    return _polar_points(_FREQUENCIES * SIDE)


@cache
def _distance_points() -> tuple[NDArray[np.intp], Floats]:
    return _polar_points(_DISTANCES)


def _polar_points(radii: NDArray[np.float64]) -> tuple[NDArray[np.intp], Floats]:
    """Places (flat indices) and weights, (ANGLES, SCALES, n), that average each polar cell.

    A cell is averaged over 5 x 5 points spread over it, each interpolated from four samples.
    """
    spread = (np.arange(5) - 2) / 5
    angles = (np.arange(ANGLES)[:, None] + spread) * np.pi / ANGLES
    rings = radii[:, None] * (radii[1] / radii[0]) ** spread
    x = np.cos(angles)[:, None, :, None] * rings[None, :, None, :]
    y = -np.sin(angles)[:, None, :, None] * rings[None, :, None, :]
    left, top = np.floor(x), np.floor(y)
    places, weights = [], []
    for across, down in ((0, 0), (1, 0), (0, 1), (1, 1)):
        places.append((top + down) % SIDE * SIDE + (left + across) % SIDE)
        weights.append((1 - abs(x - left - across)) * (1 - abs(y - top - down)) / spread.size**2)
    flat = (ANGLES, SCALES, -1)
    joined = np.stack(places, -1).reshape(flat).astype(np.intp)
    return joined, np.stack(weights, -1).reshape(flat).astype(np.float32)


def _gradient_moments(window: Floats, contrast: float) -> Floats:
    """Logarithms of the 1st, 2nd, 4th and highest moment of differences, relative to contrast."""
    moments = np.empty(GRADIENTS, np.float32)
    for level in range(_LEVELS):
        for orientation, difference in enumerate(_differences(window)):
            moments[level, orientation] = _moments(difference)
        half = (max(1, window.shape[1] // 2), max(1, window.shape[0] // 2))
        window = np.asarray(cv2.resize(window, half, interpolation=cv2.INTER_AREA), np.float32)
    return ((np.log(moments + 1e-4) - contrast + 1) / 1.5).astype(np.float32)


def _differences(window: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    return (
        window[:, 1:] - window[:, :-1],
        window[:-1, 1:] - window[1:, :-1],
        window[1:, :] - window[:-1, :],
        window[1:, 1:] - window[:-1, :-1],
    )


def _moments(difference: Floats) -> tuple[float, float, float, float]:
    size = np.abs(difference)
    square = difference * difference
    fourth = float(np.vdot(square, square)) / size.size
    return float(size.mean()), float(square.mean()) ** 0.5, fourth**0.25, float(size.max())
