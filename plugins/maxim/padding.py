"""Pads a picture as the authors of MAXIM do, and crops the result."""

from collections.abc import Callable

import torch
from torch import Tensor


def padded(network: Callable[[Tensor], Tensor], pixels_BCHW: Tensor, multiple: int) -> Tensor:
    """*network* on pixels of any size from 1 x 1 up.

    The border is reflected without repeating the edge, half of it left and above; where a side is
    smaller than its border, the reflection goes to and fro.
    """
    height, width = pixels_BCHW.shape[-2:]
    top, bottom = _border(height, multiple)
    left, right = _border(width, multiple)
    if not (top or bottom or left or right):
        return network(pixels_BCHW)
    pixels = _reflect(_reflect(pixels_BCHW, -2, top, bottom), -1, left, right)
    return network(pixels)[..., top : top + height, left : left + width]


def _border(side: int, multiple: int) -> tuple[int, int]:
    missing = -side % multiple
    return missing // 2, missing - missing // 2


def _reflect(pixels: Tensor, dim: int, before: int, after: int) -> Tensor:
    side = pixels.shape[dim]
    period = max(2 * (side - 1), 1)
    place = torch.arange(-before, side + after, device=pixels.device) % period
    return pixels.index_select(dim, torch.minimum(place, period - place))
