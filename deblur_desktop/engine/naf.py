"""Blocks without activation functions, of NAFNet (Chen et al., ECCV 2022) and those that follow it.

Features are BHWC.
"""

import torch
from torch import Tensor, nn

from deblur_desktop.engine.fused import depthwise, linear
from deblur_desktop.engine.layers import Depthwise, LayerNorm2d, LocalMean, Pointwise, by_rows

__all__ = ["GatedBlock", "NAFBlock"]


class GatedBlock(nn.Module):
    """Something of one's own, weighed by channel attention; then a gated feed-forward.

    Those who follow give the first half by `mixed`.

    Args:
        c: Channels.
        window: Of the attention's mean, see `LocalMean`.
    """

    def __init__(self, c: int, window: int) -> None:
        super().__init__()
        self.norm1, self.norm2 = LayerNorm2d(c), LayerNorm2d(c)
        self.sca = nn.Sequential(LocalMean(window), Pointwise(c, c))
        self.conv3 = Pointwise(c, c)
        self.conv4 = Pointwise(c, 2 * c)
        self.conv5 = Pointwise(c, c)
        self.beta, self.gamma = (nn.Parameter(torch.zeros(1, c, 1, 1)) for _ in range(2))

    def mixed(self, x: Tensor) -> Tensor:
        """The first half before its attention, (B, H, W, C) to the same shape."""
        raise NotImplementedError

    def forward(self, x: Tensor) -> Tensor:
        """(B, H, W, C) to the same shape."""
        y = self._attended(self.mixed(x)).add_(x)
        weight, bias = _scaled(self.conv5, self.gamma)
        fed = by_rows(
            lambda rows: linear(self._gated_anew(rows), weight, bias),
            y,
            halo=0,
            features=2 * self.conv5.in_channels,
        )
        return fed.add_(y)

    def _attended(self, x: Tensor) -> Tensor:
        weight, bias = _scaled(self.conv3, self.beta)
        shares = self.sca(x)
        if shares.shape[1:3] != (1, 1):
            return linear(x * shares, weight, bias)
        # One share for a whole channel is a factor of its weights.
        each = [
            linear(x[i : i + 1], weight * share, bias) for i, share in enumerate(shares[:, 0, 0])
        ]
        return each[0] if len(each) == 1 else torch.cat(each)

    def _gated_anew(self, x: Tensor) -> Tensor:
        x = self.norm2(x)
        a, b = self.conv4.weight.flatten(1).chunk(2)
        bias_a, bias_b = _chunks(self.conv4.bias, 2)
        return linear(x, a, bias_a) * linear(x, b, bias_b)


class NAFBlock(GatedBlock):
    """NAFNet's block; with several *dilations* each takes its part of the channels and gates itself.

    Args:
        c: Channels.
        window: Of the attention's mean, see `LocalMean`.
        dilations: Of the depthwise convolutions.
    """

    def __init__(self, c: int, window: int = 0, dilations: tuple[int, ...] = (1,)) -> None:
        super().__init__(c, window)
        self.conv1 = Pointwise(c, 2 * c)
        own = 2 * c // len(dilations)
        convs = [Depthwise(own, 3, dilation=dilation) for dilation in dilations]
        self.conv2 = convs[0] if len(convs) == 1 else nn.ModuleList(convs)
        self._halo = max(dilations)

    def mixed(self, x: Tensor) -> Tensor:
        """See `GatedBlock`."""
        return by_rows(self._gated, x, halo=self._halo, features=self.conv1.out_channels)

    def _gated(self, x: Tensor) -> Tensor:
        x = self.norm1(x)
        convs = list(self.conv2) if isinstance(self.conv2, nn.ModuleList) else [self.conv2]
        weights = self.conv1.weight.flatten(1).chunk(len(convs))
        biases = _chunks(self.conv1.bias, len(convs))
        gated = [
            _gated(x, weight, bias, conv)
            for weight, bias, conv in zip(weights, biases, convs, strict=True)
        ]
        return gated[0] if len(gated) == 1 else torch.cat(gated, dim=-1)


def _gated(x: Tensor, weight: Tensor, bias: Tensor, conv: nn.Module) -> Tensor:
    """The product of the halves of a convolution of a linear layer."""
    assert isinstance(conv, Depthwise)
    (to_a, to_b), (to_bias_a, to_bias_b) = weight.chunk(2), bias.chunk(2)
    (a, b), (bias_a, bias_b) = conv.weight.chunk(2), _chunks(conv.bias, 2)
    dilation = conv.dilation[0]
    gating = depthwise(linear(x, to_a, to_bias_a), a, bias_a, dilation=dilation)
    return depthwise(linear(x, to_b, to_bias_b), b, bias_b, dilation=dilation, times=gating)


def _chunks(bias: Tensor | None, count: int) -> tuple[Tensor, ...]:
    assert bias is not None
    return bias.chunk(count)


def _scaled(layer: Pointwise, factor: Tensor) -> tuple[Tensor, Tensor]:
    """Weight and bias of a layer whose outputs are multiplied by *factor* (1, C, 1, 1)."""
    assert layer.bias is not None
    return layer.weight.flatten(1) * factor.view(-1, 1), layer.bias * factor.flatten()
