"""Pads a picture of any size as networks ask, and crops the result."""

from collections.abc import Callable

import torch
from torch import Tensor


def reflected(
    network: Callable[[Tensor], Tensor],
    pixels_BCHW: Tensor,
    multiple: int,
    *,
    centered: bool = False,
) -> Tensor:
    """*network* on pixels of any size from 1 x 1 up, whose sides become multiples.

    The border is reflected without repeating the edge; where a side is smaller than its border, the
    reflection goes to and fro.

    Args:
        network: Gives as many pixels as it gets.
        pixels_BCHW: (B, C, H, W).
        multiple: Of both sides.
        centered: Half of the border goes to the left and above; else all to the right and below.
    """
    height, width = pixels_BCHW.shape[-2:]
    top, bottom = _border(height, multiple, centered=centered)
    left, right = _border(width, multiple, centered=centered)
    if not (top or bottom or left or right):
        return network(pixels_BCHW)
    pixels = _reflect(_reflect(pixels_BCHW, -2, top, bottom), -1, left, right)
    return network(pixels)[..., top : top + height, left : left + width]


def _border(side: int, multiple: int, *, centered: bool) -> tuple[int, int]:
    missing = -side % multiple
    before = missing // 2 if centered else 0
    return before, missing - before


def _reflect(pixels: Tensor, dim: int, before: int, after: int) -> Tensor:
    side = pixels.shape[dim]
    period = max(2 * (side - 1), 1)
    place = torch.arange(-before, side + after, device=pixels.device) % period
    return pixels.index_select(dim, torch.minimum(place, period - place))
