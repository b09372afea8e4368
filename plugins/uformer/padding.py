"""Pads a picture as the authors of Uformer do, and crops the result."""

from collections.abc import Callable

from torch import Tensor
from torch.nn import functional


def squared(network: Callable[[Tensor], Tensor], pixels_BCHW: Tensor, multiple: int) -> Tensor:
    """*network* on the picture in the center of a black square.

    A picture whose sides are multiples already is taken as it is, for the network bears rectangles.
    """
    height, width = pixels_BCHW.shape[-2:]
    if height % multiple == width % multiple == 0:
        return network(pixels_BCHW)
    side = -(-max(height, width) // multiple) * multiple
    top, left = (side - height) // 2, (side - width) // 2
    border = (left, side - width - left, top, side - height - top)
    restored = network(functional.pad(pixels_BCHW, border))
    return restored[..., top : top + height, left : left + width]
