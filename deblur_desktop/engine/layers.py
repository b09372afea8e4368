"""Layers that several networks share, written for speed with features in BHWC.

A 1 x 1 convolution is then a product of matrices, a norm over channels reads memory in order, and
PyTorch sees a convolution's input as channels-last. Names of parameters are those of `nn.Conv2d` and
`nn.LayerNorm`, hence of published weights.
"""

from collections.abc import Callable, Iterable, Iterator

import torch
from torch import Tensor, nn
from torch.nn import functional

from deblur_desktop.engine.fused import depthwise, linear, linear_gelu
from deblur_desktop.engine.padding import reflected

__all__ = [
    "BodyNorm", "Conv", "Depthwise", "DepthwiseGelu", "Downsample", "GatedFeedForward", "LayerNorm2d",
    "LocalMean", "PhotoConv", "Pointwise", "Shuffle", "Upsample", "bordered", "by_rows", "depthwise",
    "gate", "linear", "linear_gelu", "pixel_shuffle", "pixel_unshuffle", "reflected", "strips",
]  # fmt: skip


class Conv(nn.Conv2d):
    """A convolution of BHWC features."""

    def forward(self, input: Tensor) -> Tensor:
        """(B, H, W, C) to (B, H', W', C')."""
        return super().forward(input.permute(0, 3, 1, 2)).permute(0, 2, 3, 1)


class PhotoConv(nn.Conv2d):
    """A convolution of a photo, computed in float32 in every precision.

    Differences of neighbors matter in it, and a photo rounded to bfloat16 keeps little of those.
    """

    def forward(self, input: Tensor) -> Tensor:
        """float32 (B, H, W, C) to (B, H', W', C') in the dtype of the weight."""
        bias = None if self.bias is None else self.bias.float()
        photo = input.permute(0, 3, 1, 2)
        y = functional.conv2d(photo, self.weight.float(), bias, self.stride, self.padding)
        return y.permute(0, 2, 3, 1).to(self.weight.dtype)


class Pointwise(nn.Conv2d):
    """A 1 x 1 convolution, as a product of matrices."""

    def __init__(self, inputs: int, c: int, *, bias: bool = True) -> None:
        super().__init__(inputs, c, 1, bias=bias)

    def forward(self, input: Tensor) -> Tensor:
        """(B, H, W, C) to (B, H, W, C')."""
        return linear(input, self.weight.flatten(1), self.bias)


class Depthwise(nn.Conv2d):
    """Each channel's own convolution of odd side, with zeros around."""

    def __init__(self, c: int, side: int, *, dilation: int = 1, bias: bool = True) -> None:
        super().__init__(
            c, c, side, padding=side // 2 * dilation, dilation=dilation, groups=c, bias=bias
        )

    def forward(self, input: Tensor) -> Tensor:
        """(B, H, W, C) to the same shape."""
        return depthwise(input, self.weight, self.bias, dilation=self.dilation[0])


class DepthwiseGelu(Depthwise):
    """`Depthwise`, and the exact GELU of it."""

    def forward(self, input: Tensor) -> Tensor:
        """(B, H, W, C) to the same shape."""
        return depthwise(input, self.weight, self.bias, dilation=self.dilation[0], gelu=True)


class LayerNorm2d(nn.LayerNorm):
    """Over the channels of each pixel."""

    def __init__(self, c: int, eps: float = 1e-6) -> None:
        super().__init__(c, eps=eps)


class GatedFeedForward(nn.Module):
    """GDFN of Restormer (Zamir et al., CVPR 2022): one half of the hidden channels gates the other."""

    def __init__(self, c: int, hidden: int) -> None:
        super().__init__()
        self.project_in = Pointwise(c, 2 * hidden, bias=False)
        self.dwconv = Depthwise(2 * hidden, 3, bias=False)
        self.project_out = Pointwise(hidden, c, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        """(B, H, W, C) to the same shape."""
        return by_rows(self._whole, x, halo=1, features=2 * self.project_out.in_channels)

    def _whole(self, x: Tensor) -> Tensor:
        to_a, to_b = self.project_in.weight.flatten(1).chunk(2)
        a, b = self.dwconv.weight.chunk(2)
        gating = depthwise(linear(x, to_a), a, gelu=True)
        return self.project_out(depthwise(linear(x, to_b), b, times=gating))


_STRIP_BYTES = 2 << 20  # what stays in a processor's cache, roughly


def strips(x: Tensor, *, halo: int, features: int) -> Iterator[tuple[Tensor, slice]]:
    """Strips of rows of *x*, so that what is made of one stays in cache.

    On a GPU and in training there is one, the whole.

    Args:
        x: (B, H, W, C).
        halo: How many rows above and below are wanted with each.
        features: The most channels that are made of it.

    Yields:
        (B, h, W, C), and which of its rows are the strip without its halo.
    """
    height = x.shape[1]
    row_bytes = x[:, 0, :, 0].numel() * features * x.element_size()
    rows = max(_STRIP_BYTES // row_bytes // 8 * 8, 8)
    if x.device.type != "cpu" or torch.is_grad_enabled():
        rows = height
    for top in range(0, height, rows):
        above = min(halo, top)
        yield x[:, top - above : top + rows + halo], slice(above, above + rows)


def by_rows(function: Callable[[Tensor], Tensor], x: Tensor, *, halo: int, features: int) -> Tensor:
    """*function* of *x*, computed in `strips`; each row it gives comes from those up to *halo* away."""
    parts = [function(strip)[:, own] for strip, own in strips(x, halo=halo, features=features)]
    return parts[0] if len(parts) == 1 else torch.cat(parts, dim=1)


def bordered(parts: Iterable[Tensor], *, halo: int) -> Iterator[tuple[Tensor, slice]]:
    """Neighboring strips, (…, h, W, C), each with *halo* rows of the one above and the one below.

    Yields:
        The strip, and which of its rows are its own.
    """
    for before, part, after in _with_neighbors(parts):
        rows = [part] if before is None else [before[..., -halo:, :, :], part]
        if after is not None:
            rows.append(after[..., :halo, :, :])
        above = 0 if before is None else halo
        strip = rows[0] if len(rows) == 1 else torch.cat(rows, dim=-3)
        yield strip, slice(above, above + part.shape[-3])


def _with_neighbors(
    parts: Iterable[Tensor],
) -> Iterator[tuple[Tensor | None, Tensor, Tensor | None]]:
    before: Tensor | None = None
    part: Tensor | None = None
    for after in parts:
        if part is not None:
            yield before, part, after
        before, part = part, after
    if part is not None:
        yield before, part, None


class BodyNorm(nn.Module):
    """A `LayerNorm2d` by the name that Restormer and its followers publish it under."""

    def __init__(self, c: int) -> None:
        super().__init__()
        self.body = LayerNorm2d(c, eps=1e-5)

    def forward(self, x: Tensor) -> Tensor:
        """(B, H, W, C) to the same shape."""
        return self.body(x)


class Downsample(nn.Module):
    """2 x 2 pixels to one of twice the channels, as Restormer does it."""

    def __init__(self, c: int) -> None:
        super().__init__()
        self.body = nn.Sequential(Conv(c, c // 2, 3, padding=1, bias=False))

    def forward(self, x: Tensor) -> Tensor:
        """(B, 2 H, 2 W, C) to (B, H, W, 2 C)."""
        return pixel_unshuffle(self.body(x))


class Upsample(nn.Module):
    """One pixel to 2 x 2 of half the channels, as Restormer does it."""

    def __init__(self, c: int) -> None:
        super().__init__()
        self.body = nn.Sequential(Conv(c, 2 * c, 3, padding=1, bias=False))

    def forward(self, x: Tensor) -> Tensor:
        """(B, H, W, C) to (B, 2 H, 2 W, C / 2)."""
        return pixel_shuffle(self.body(x))


class Shuffle(Pointwise):
    """A 1 x 1 convolution and a pixel shuffle: one pixel becomes 2 x 2."""

    def forward(self, input: Tensor) -> Tensor:
        """(B, H, W, C) to (B, 2 H, 2 W, C' / 4)."""
        c = self.out_channels // 4
        # Rows and columns of the 2 x 2 go before the channels, so that the channels stay together.
        weight = self.weight.view(c, 2, 2, -1).permute(1, 2, 0, 3).reshape(4 * c, -1)
        bias = None if self.bias is None else self.bias.view(c, 4).t().reshape(-1)
        return _spread(linear(input, weight, bias))


def pixel_shuffle(x: Tensor) -> Tensor:
    """(B, H, W, 4 C) to (B, 2 H, 2 W, C), as `nn.PixelShuffle` does it."""
    b, h, w, c = x.shape
    return x.view(b, h, w, c // 4, 2, 2).permute(0, 1, 4, 2, 5, 3).reshape(b, 2 * h, 2 * w, c // 4)


def pixel_unshuffle(x: Tensor) -> Tensor:
    """(B, 2 H, 2 W, C) to (B, H, W, 4 C), as `nn.PixelUnshuffle` does it."""
    b, h, w, c = x.shape
    x = x.view(b, h // 2, 2, w // 2, 2, c)
    return x.permute(0, 1, 3, 5, 2, 4).reshape(b, h // 2, w // 2, 4 * c)


def _spread(x: Tensor) -> Tensor:
    b, h, w, c = x.shape
    x = x.view(b, h, w, 2, 2, c // 4)
    return x.permute(0, 1, 3, 2, 4, 5).reshape(b, 2 * h, 2 * w, c // 4)


def gate(x: Tensor) -> Tensor:
    """The product of the halves of the channels."""
    a, b = x.chunk(2, dim=-1)
    return a * b


class LocalMean(nn.Module):
    """The mean over a window around each pixel, or over the picture where the window covers it.

    Near the border the window stays inside: the mean of the nearest whole window is repeated
    (TLC, Chu et al., ECCV 2022).

    Args:
        window: Its side in features; 0 for the whole picture.
    """

    def __init__(self, window: int) -> None:
        super().__init__()
        self.window = window

    def forward(self, x: Tensor) -> Tensor:
        """(B, H, W, C) to the same shape, or to (B, 1, 1, C)."""
        height, width = x.shape[1:3]
        if not self.window or self.window >= max(height, width):
            return x.mean(dim=(1, 2), keepdim=True)
        means = _sums(_sums(x, 1, self.window), 2, self.window)
        means /= min(self.window, height) * min(self.window, width)
        return _repeat_border(_repeat_border(means.to(x.dtype), 1, height), 2, width)


def _sums(x: Tensor, dim: int, window: int) -> Tensor:
    """The sums of *window* neighbors along *dim*, in float32; shorter by ``window - 1``.

    Only the first is added up; each other one differs by what enters and what leaves.
    """
    side = x.shape[dim]
    window = min(window, side)
    first = x.narrow(dim, 0, window).sum(dim, keepdim=True, dtype=torch.float32)
    rest = side - window
    change = x.narrow(dim, window, rest).float() - x.narrow(dim, 0, rest)
    return torch.cat((first, change), dim).cumsum_(dim)


def _repeat_border(x: Tensor, dim: int, side: int) -> Tensor:
    """*x* as long as *side* along *dim*, with its outermost elements repeated."""
    before = (side - x.shape[dim]) // 2
    place = torch.arange(-before, side - before, device=x.device).clamp_(0, x.shape[dim] - 1)
    return x.index_select(dim, place)
