"""Blocks of MLWNet that mix in a learned wavelet domain (Gao et al., CVPR 2024).

A 2 x 2 wavelet transform and the 1 x 1 convolution beside it are both linear maps of a 2 x 2 cell, so
they are done as one. Features are BHWC; sides are even.
"""

import torch
from torch import Tensor, nn

from deblur_desktop.engine.fused import linear
from deblur_desktop.engine.layers import Depthwise, DepthwiseGelu, Pointwise, by_rows
from deblur_desktop.engine.naf import GatedBlock

__all__ = ["LWN", "WaveletBlock"]

_HAAR = 0.70710677


class WaveletBlock(GatedBlock):
    """A gated block whose first half mixes wavelet bands.

    Args:
        c: Channels.
        window: Of the attention's mean, see `LocalMean`.
        kernels: Sides of the depthwise convolutions of the bands, one after the other.
    """

    def __init__(self, c: int, window: int, kernels: tuple[int, ...]) -> None:
        super().__init__(c, window)
        self.wavelet_block1 = LWN(c, kernels)

    def mixed(self, x: Tensor) -> Tensor:
        """See `GatedBlock`."""
        return self.wavelet_block1(self.norm1(x))


class Taps(nn.Module):
    """The taps of a transform, by the second name that they are published under."""

    def __init__(self, **taps: nn.Parameter) -> None:
        super().__init__()
        for name, tap in taps.items():
            self.register_parameter(name, tap)


class LWN(nn.Module):
    """Learned wavelet transform, convolution of all bands, and back.

    Args:
        c: Channels.
        kernels: See `WaveletBlock`.
    """

    def __init__(self, c: int, kernels: tuple[int, ...]) -> None:
        super().__init__()
        self.dec_lo, self.rec_lo = (nn.Parameter(torch.full((1, 2), _HAAR)) for _ in range(2))
        self.dec_hi, self.rec_hi = (
            nn.Parameter(torch.full((1, 2), _HAAR) * torch.tensor([1.0, -1.0])) for _ in range(2)
        )
        self._name_twice()
        self.register_load_state_dict_post_hook(lambda module, _: module._name_twice())
        self.conv1 = Pointwise(4 * c, 6 * c)
        convs = [Depthwise(6 * c, side) for side in kernels[:-1]]
        convs.append(DepthwiseGelu(6 * c, kernels[-1]))
        self.conv2 = convs[0] if len(convs) == 1 else nn.Sequential(*convs)
        self.conv3 = Pointwise(6 * c, 4 * c)
        self._halo = sum(side // 2 for side in kernels)

    def forward(self, x: Tensor) -> Tensor:
        """(B, H, W, C) to the same shape."""
        b, h, w, c = x.shape
        cells = x.view(b, h // 2, 2, w // 2, 2, c).permute(0, 1, 3, 2, 4, 5)
        cells = cells.reshape(b, h // 2, w // 2, 4 * c)
        apart, together, offset = self._maps()
        y = by_rows(
            lambda rows: linear(self.conv2(linear(rows, apart, self.conv1.bias)), together, offset),
            cells,
            halo=self._halo,
            features=self.conv1.out_channels,
        )
        y = y.view(b, h // 2, w // 2, 2, 2, c).permute(0, 1, 3, 2, 4, 5)
        return y.reshape(b, h, w, c)

    def _maps(self) -> tuple[Tensor, Tensor, Tensor]:
        """Weight from cells to bands, which is also that of `conv1`; weight and bias of the way back."""
        assert self.conv3.bias is not None
        apart = self.conv1.weight.view(self.conv1.out_channels, 4, -1)
        apart = torch.einsum("obc,bk->okc", apart, _bands(self.dec_lo, self.dec_hi)).flatten(1)
        back = _bands(self.rec_lo, self.rec_hi)
        together = self.conv3.weight.view(4, -1, self.conv3.in_channels)
        together = torch.einsum("bco,bk->kco", together, back).flatten(0, 1)
        offset = torch.einsum("bc,bk->kc", self.conv3.bias.view(4, -1), back).flatten()
        return apart, together, offset

    def _name_twice(self) -> None:
        """The same tensors again by other names, as files have them; loading would set them apart."""
        self.wavedec = Taps(dec_lo=self.dec_lo, dec_hi=self.dec_hi)
        self.waverec = Taps(rec_lo=self.rec_lo, rec_hi=self.rec_hi)


def _bands(low: Tensor, high: Tensor) -> Tensor:
    """(4, 4): what each band takes of each pixel of a cell, row by row.

    Of the bands two are high in one direction: first that along the height, then that along the width.
    """
    pairs = (low, low), (high, low), (low, high), (high, high)
    return torch.stack([torch.outer(rows[0], columns[0]).flatten() for rows, columns in pairs])
