"""Layers that work on the Fourier transforms of 8 x 8 patches, without complex numbers.

In an orthonormal basis of cosines and sines the transform of a patch is a product with one 64 x 64
matrix for all channels, which is faster than thousands of small transforms, and the same on every
device. The order is: four frequencies that are real by themselves, 30 cosines, the 30 sines that belong
to them.

Features are BHWC; sides are multiples of 8. Computed in float32 in every precision.
"""

from collections.abc import Iterator
from functools import cache

import numpy as np
import torch
from torch import Tensor, nn

from deblur_desktop.engine.fused import depthwise
from deblur_desktop.engine.layers import Depthwise, Pointwise, bordered, strips

__all__ = ["PATCH", "FilteredFeedForward", "convolved"]

PATCH = 8
_REAL, _PAIRS = 4, 30
_HALF = PATCH // 2 + 1  # columns of a half spectrum, as `rfft2` gives it


class FilteredFeedForward(nn.Module):
    """DFFN of FFTformer (Kong et al., CVPR 2023): a gated feed-forward that weighs frequencies.

    Args:
        c: Channels in and out.
        hidden: Of each half.
        bias: Of the three convolutions.
    """

    def __init__(self, c: int, hidden: int, *, bias: bool) -> None:
        super().__init__()
        self.fft = nn.Parameter(torch.ones(2 * hidden, 1, 1, PATCH, _HALF))
        self.project_in = Pointwise(c, 2 * hidden, bias=bias)
        self.dwconv = Depthwise(2 * hidden, 3, bias=bias)
        self.project_out = Pointwise(hidden, c, bias=bias)

    def forward(self, x: Tensor) -> Tensor:
        """(B, H, W, C) to the same shape."""
        gains = _gains(self.fft)
        rows = strips(x, halo=0, features=self.project_in.out_channels)
        halves = (_halves(self.project_in(strip), gains) for strip, _ in rows)
        parts = [self._gated(half)[:, own] for half, own in bordered(halves, halo=1)]
        return parts[0] if len(parts) == 1 else torch.cat(parts, dim=1)

    def _gated(self, halves: Tensor) -> Tensor:
        a, b = self.dwconv.weight.chunk(2)
        bias_a, bias_b = (None, None) if self.dwconv.bias is None else self.dwconv.bias.chunk(2)
        gating = depthwise(halves[0], a, bias_a, gelu=True)
        return self.project_out(depthwise(halves[1], b, bias_b, times=gating))


def convolved(x: Tensor) -> Tensor:
    """The circular convolution of each patch of the first half of the channels with the second's.

    (B, H, W, 2 C) to (B, H, W, C); FSAS of FFTformer (Kong et al., CVPR 2023).
    """
    basis, inverse = _basis(x.device)
    q, k = (basis @ _patches(x)).view(PATCH**2, -1, x.shape[-1]).chunk(2, dim=-1)
    real, cosines, sines = slice(_REAL), slice(_REAL, _REAL + _PAIRS), slice(_REAL + _PAIRS, None)
    product = torch.cat(
        (
            q[real] * k[real],
            q[cosines] * k[cosines] - q[sines] * k[sines],
            q[cosines] * k[sines] + q[sines] * k[cosines],
        )
    )
    b, h, w, c = x.shape
    cells = (inverse @ product.flatten(1)).view(PATCH, PATCH, b, h // PATCH, w // PATCH, c // 2)
    return cells.permute(2, 3, 0, 4, 1, 5).reshape(b, h, w, c // 2).to(x.dtype)


def _halves(x: Tensor, gains: Tensor) -> Tensor:
    """*x* with its frequencies weighed, its two halves apart: (2, B, H, W, C / 2)."""
    b, h, w, c = x.shape
    basis = _basis(x.device)[0]
    spectra = (basis @ _patches(x)).view(PATCH**2, -1, c) * gains[:, None]
    cells = (basis.T @ spectra.flatten(1)).view(PATCH, PATCH, b, h // PATCH, w // PATCH, 2, c // 2)
    return cells.permute(5, 2, 3, 0, 4, 1, 6).reshape(2, b, h, w, c // 2).to(x.dtype)


def _patches(x: Tensor) -> Tensor:
    """float32 (64, everything else): each row is one place of all patches."""
    b, h, w, c = x.shape
    cells = x.view(b, h // PATCH, PATCH, w // PATCH, PATCH, c)
    return cells.permute(2, 4, 0, 1, 3, 5).reshape(PATCH**2, -1).float()


def _gains(fft: Tensor) -> Tensor:
    """float32 (64, C): the weight of each element of the basis.

    The published weights need not be those of a real filter. What the inverse transform makes of it
    on a processor, which drops what is imaginary in the first and the last column, is that opposite
    frequencies there get their mean.
    """
    return _selection(fft.device) @ fft.float().flatten(1).T


def _basis(device: torch.device) -> tuple[Tensor, Tensor]:
    """The basis (64, 64), and the inverse that also scales a product of two transforms."""
    return _constants(device)[:2] if not torch.compiler.is_compiling() else _made(device)[:2]


def _selection(device: torch.device) -> Tensor:
    return _constants(device)[2] if not torch.compiler.is_compiling() else _made(device)[2]


@cache
def _constants(device: torch.device) -> tuple[Tensor, Tensor, Tensor]:
    with torch.inference_mode(mode=False):  # they must also serve training
        return _made(device)


def _made(device: torch.device) -> tuple[Tensor, Tensor, Tensor]:
    y, x = np.divmod(np.arange(PATCH**2), PATCH)
    frequencies = list(_frequencies())
    angles = [2 * np.pi * (u * y + v * x) / PATCH for u, v in frequencies]
    real = [np.cos(angle) / PATCH for angle in angles[:_REAL]]
    scale = np.sqrt(2) / PATCH
    cosines = [np.cos(angle) * scale for angle in angles[_REAL:]]
    sines = [np.sin(angle) * scale for angle in angles[_REAL:]]
    basis = np.array(real + cosines + sines)
    product = np.array([PATCH] * _REAL + [1 / scale] * (2 * _PAIRS))
    places = [*frequencies, *frequencies[_REAL:]]
    selection = np.zeros((PATCH**2, PATCH * _HALF))
    for row, (u, v) in enumerate(places):
        opposite = -u % PATCH if v in (0, PATCH // 2) else u
        selection[row, u * _HALF + v] += 0.5
        selection[row, opposite * _HALF + v] += 0.5
    tables = basis, basis.T * product, selection
    made = tuple(torch.tensor(table, dtype=torch.float32, device=device) for table in tables)
    return made[0], made[1], made[2]


def _frequencies() -> Iterator[tuple[int, int]]:
    """One of each pair of opposite frequencies, those that are their own opposite first."""
    half = PATCH // 2
    yield from ((u, v) for v in (0, half) for u in (0, half))
    yield from ((u, v) for v in (0, half) for u in range(1, half))
    yield from ((u, v) for v in range(1, half) for u in range(PATCH))
