"""NAFNet, a U-shaped network without activation functions (Chen et al., ECCV 2022, arXiv 2204.04676).

`NAFNet` halves and doubles; all the work is in `NAFBlock`, whose only nonlinearities are a product of
two halves and a channel attention. Between training and use the attention's mean changes from the whole
picture to a window as large as the authors trained on (TLC, Chu et al., ECCV 2022): `LocalMean`.

Letters: B batch, H height, W width, C channels. Activations are BHWC. Names of modules are those of the
published weights.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from .fused import linear


@dataclass(frozen=True)
class Layout:
    """The hyper-parameters.

    Attributes:
        width: Channels of the finest level; they double with each level.
        encoders: Blocks of each level on the way down, finest first.
        middle: Blocks at the bottom.
        decoders: Blocks of each level on the way up, coarsest first.
    """

    width: int
    encoders: tuple[int, ...]
    middle: int
    decoders: tuple[int, ...]

    @property
    def multiple(self) -> int:
        """Of both sides of a picture."""
        return 2 ** len(self.encoders)


class NAFNet(nn.Module):
    """The whole network.

    The photo stays in float32 where the parameters are bfloat16: only what is added to it is coarser.

    Args:
        layout: Its size.
        window: Side of the window of the channel attention's mean, in pixels of the photo; 0 for the
            whole picture.
    """

    def __init__(self, layout: Layout, window: int) -> None:
        super().__init__()
        self.multiple = layout.multiple
        c = layout.width
        self.intro = PhotoConv(3, c, 3, padding=1)
        self.encoders, self.downs = nn.ModuleList(), nn.ModuleList()
        for blocks in layout.encoders:
            self.encoders.append(stack(blocks, c, window))
            self.downs.append(Conv(c, 2 * c, 2, stride=2))
            c, window = 2 * c, window // 2
        self.middle_blks = stack(layout.middle, c, window)
        self.ups, self.decoders = nn.ModuleList(), nn.ModuleList()
        for blocks in layout.decoders:
            self.ups.append(nn.Sequential(Double(c)))
            c, window = c // 2, window * 2
            self.decoders.append(stack(blocks, c, window))
        self.ending = Conv(c, 3, 3, padding=1)

    def forward(self, pixels_BCHW: Tensor) -> Tensor:
        """(B, 3, H, W) to float32 of that shape, for any size; zeros fill it up to whole cells."""
        height, width = pixels_BCHW.shape[-2:]
        border = (0, -width % self.multiple, 0, -height % self.multiple)
        photo = F.pad(pixels_BCHW.float(), border)
        change = self._change(photo.permute(0, 2, 3, 1))
        return (photo + change.permute(0, 3, 1, 2))[..., :height, :width]

    def _change(self, photo: Tensor) -> Tensor:
        x = self.intro(photo)
        skips: list[Tensor] = []
        for encoder, down in zip(self.encoders, self.downs, strict=True):
            x = encoder(x)
            skips.append(x)
            x = down(x)
        x = self.middle_blks(x)
        for up, decoder in zip(self.ups, self.decoders, strict=True):
            x = decoder(up(x).add_(skips.pop()))
        return self.ending(x)


def stack(blocks: int, c: int, window: int) -> nn.Sequential:
    """Blocks one after the other."""
    return nn.Sequential(*(NAFBlock(c, window) for _ in range(blocks)))


class NAFBlock(nn.Module):
    def __init__(self, c: int, window: int) -> None:
        super().__init__()
        self.norm1, self.norm2 = LayerNorm2d(c), LayerNorm2d(c)
        self.conv1 = Pointwise(c, 2 * c)
        self.conv2 = Conv(2 * c, 2 * c, 3, padding=1, groups=2 * c)
        self.sca = nn.Sequential(LocalMean(window), Pointwise(c, c))
        self.conv3 = Pointwise(c, c)
        self.conv4 = Pointwise(c, 2 * c)
        self.conv5 = Pointwise(c, c)
        self.beta, self.gamma = (nn.Parameter(torch.zeros(1, c, 1, 1)) for _ in range(2))

    def forward(self, x: Tensor) -> Tensor:
        y = gate(self.conv2(self.conv1(self.norm1(x))))
        y = torch.addcmul(x, self.conv3(y * self.sca(y)), self.beta.permute(0, 2, 3, 1))
        z = self.conv5(gate(self.conv4(self.norm2(y))))
        return torch.addcmul(y, z, self.gamma.permute(0, 2, 3, 1))


def gate(x: Tensor) -> Tensor:
    """The product of the halves of the channels."""
    a, b = x.chunk(2, dim=-1)
    return a * b


class LocalMean(nn.Module):
    """The mean over a window around each pixel, or over the picture where the window covers it.

    Near the border the window stays inside: the mean of the nearest whole window is repeated.
    """

    def __init__(self, window: int) -> None:
        super().__init__()
        self.window = window

    def forward(self, x: Tensor) -> Tensor:
        """(B, H, W, C) to the same shape, or to (B, 1, 1, C)."""
        height, width = x.shape[1:3]
        if not self.window or self.window >= max(height, width):
            return x.mean(dim=(1, 2), keepdim=True)
        means = sums(sums(x, 1, self.window), 2, self.window)
        means /= min(self.window, height) * min(self.window, width)
        return repeat_border(repeat_border(means.to(x.dtype), 1, height), 2, width)


def sums(x: Tensor, dim: int, window: int) -> Tensor:
    """The sums of *window* neighbors along *dim*, in float32; shorter by ``window - 1``.

    Only the first is added up; each other one differs by what enters and what leaves.
    """
    side = x.shape[dim]
    window = min(window, side)
    first = x.narrow(dim, 0, window).sum(dim, keepdim=True, dtype=torch.float32)
    rest = side - window
    change = x.narrow(dim, window, rest).float() - x.narrow(dim, 0, rest)
    return torch.cat((first, change), dim).cumsum_(dim)


def repeat_border(x: Tensor, dim: int, side: int) -> Tensor:
    """*x* as long as *side* along *dim*, with its outermost elements repeated."""
    before = (side - x.shape[dim]) // 2
    place = torch.arange(-before, side - before, device=x.device).clamp_(0, x.shape[dim] - 1)
    return x.index_select(dim, place)


class LayerNorm2d(nn.LayerNorm):
    def __init__(self, c: int) -> None:
        super().__init__(c, eps=1e-6)


class Conv(nn.Conv2d):
    """A convolution of BHWC features; PyTorch sees them as channels-last."""

    def forward(self, input: Tensor) -> Tensor:
        return super().forward(input.permute(0, 3, 1, 2)).permute(0, 2, 3, 1)


class PhotoConv(nn.Conv2d):
    """A convolution of a photo, computed in float32 in every precision.

    Differences of neighbors matter in it, and a photo rounded to bfloat16 keeps little of those.
    """

    def forward(self, input: Tensor) -> Tensor:
        assert self.bias is not None
        photo, weight, bias = input.permute(0, 3, 1, 2), self.weight.float(), self.bias.float()
        y = F.conv2d(photo, weight, bias, padding=self.padding)
        return y.permute(0, 2, 3, 1).to(self.weight.dtype)


class Pointwise(nn.Conv2d):
    """A 1 x 1 convolution of BHWC features, as a product of matrices."""

    def __init__(self, inputs: int, c: int, *, bias: bool = True) -> None:
        super().__init__(inputs, c, 1, bias=bias)

    def forward(self, input: Tensor) -> Tensor:
        return linear(input, self.weight.flatten(1), self.bias)


class Double(Pointwise):
    """One pixel to 2 x 2 of half the channels, by a pixel shuffle."""

    def __init__(self, c: int) -> None:
        super().__init__(c, 2 * c, bias=False)

    def forward(self, input: Tensor) -> Tensor:
        b, h, w, c = input.shape
        # Rows and columns of the 2 x 2 go before the channels, so that the channels stay together.
        weight = self.weight.view(c // 2, 2, 2, c).permute(1, 2, 0, 3).reshape(2 * c, c)
        y = linear(input, weight).view(b, h, w, 2, 2, c // 2)
        return y.permute(0, 1, 3, 2, 4, 5).reshape(b, 2 * h, 2 * w, c // 2)
