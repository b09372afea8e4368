"""Uformer, a U-shaped network of attention within windows (Wang et al., CVPR 2022, arXiv 2106.03106).

`WindowAttention` mixes the 64 pixels of 8 x 8 windows; every other block moves its windows by half, so
that they overlap those before. `LeFF` is a feed-forward that also sees the neighbors of a pixel.

Letters: B batch, H height, W width, C channels, N heads. Features are BHWC. Names of modules are those
of the published weights.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from deblur_desktop.api import layers

SIDE = 8
SHIFT = SIDE // 2
AREA = SIDE * SIDE


@dataclass(frozen=True)
class Layout:
    """The hyper-parameters.

    Attributes:
        width: Channels of the finest level; they double with each level on the way down.
        blocks: Of each stage: encoder, bottleneck, decoder, in the order of their use.
        heads: Likewise.
        hidden: Channels of the feed-forward of each stage, likewise.
        moves: Whether every other block of a stage moves its windows, likewise.
    """

    width: int
    blocks: tuple[int, ...]
    heads: tuple[int, ...]
    hidden: tuple[int, ...]
    moves: tuple[bool, ...]

    @property
    def levels(self) -> int:
        """Of the encoder."""
        return len(self.blocks) // 2

    @property
    def multiple(self) -> int:
        """Of both sides of a picture."""
        return SIDE * 2**self.levels

    def stage(self, index: int, c: int, *, modulated: bool = False) -> Stage:
        """The blocks of a stage."""
        heads, hidden = self.heads[index], self.hidden[index]
        blocks = [
            Block(c, heads, hidden, move=self.moves[index] and i % 2 == 1, modulated=modulated)
            for i in range(self.blocks[index])
        ]
        return Stage(blocks)


class Uformer(nn.Module):
    """The whole network."""

    def __init__(self, layout: Layout) -> None:
        super().__init__()
        levels, c = layout.levels, layout.width
        self.levels = levels
        self.input_proj = InputProj(c)
        for level in range(levels):
            self.add_module(f"encoderlayer_{level}", layout.stage(level, c))
            self.add_module(f"dowsample_{level}", Downsample(c))
            c *= 2
        self.conv = layout.stage(levels, c)
        for step in range(levels):
            beside = layout.width * 2 ** (levels - 1 - step)
            self.add_module(f"upsample_{step}", Upsample(c, beside))
            c = 2 * beside
            stage = layout.stage(levels + 1 + step, c, modulated=True)
            self.add_module(f"decoderlayer_{step}", stage)
        self.output_proj = OutputProj(c)

    def forward(self, pixels_BCHW: Tensor) -> Tensor:
        """(B, 3, H, W) to float32 of that shape; sides are multiples of 128."""
        photo = pixels_BCHW.float()
        change = self._change(photo.permute(0, 2, 3, 1))
        return photo + change.permute(0, 3, 1, 2)

    def _change(self, photo: Tensor) -> Tensor:
        x, skips = self.input_proj(photo), list[Tensor]()
        for level in range(self.levels):
            x = self.get_submodule(f"encoderlayer_{level}")(x)
            skips.append(x)
            x = self.get_submodule(f"dowsample_{level}")(x)
        x = self.conv(x)
        for step in range(self.levels):
            x = torch.cat((self.get_submodule(f"upsample_{step}")(x), skips.pop()), -1)
            x = self.get_submodule(f"decoderlayer_{step}")(x)
        return self.output_proj(x)


class InputProj(nn.Module):
    def __init__(self, c: int) -> None:
        super().__init__()
        self.proj = nn.Sequential(layers.PhotoConv(3, c, 3, padding=1), nn.LeakyReLU(0.01))

    def forward(self, photo: Tensor) -> Tensor:
        return self.proj(photo)


class OutputProj(nn.Module):
    def __init__(self, c: int) -> None:
        super().__init__()
        self.proj = nn.Sequential(layers.Conv(c, 3, 3, padding=1))

    def forward(self, x: Tensor) -> Tensor:
        return self.proj(x)


class Downsample(nn.Module):
    def __init__(self, c: int) -> None:
        super().__init__()
        self.conv = nn.Sequential(layers.Conv(c, 2 * c, 4, stride=2, padding=1))

    def forward(self, x: Tensor) -> Tensor:
        return self.conv(x)


class Upsample(nn.Module):
    def __init__(self, inputs: int, c: int) -> None:
        super().__init__()
        self.deconv = nn.Sequential(Spread(inputs, c))

    def forward(self, x: Tensor) -> Tensor:
        return self.deconv(x)


class Spread(nn.ConvTranspose2d):
    """A transposed convolution of 2 x 2 with stride 2: each pixel alone gives four."""

    def __init__(self, inputs: int, c: int) -> None:
        super().__init__(inputs, c, 2, stride=2)

    def forward(self, input: Tensor, output_size: list[int] | None = None) -> Tensor:
        assert self.bias is not None
        assert output_size is None
        b, h, w, _ = input.shape
        weight = self.weight.permute(2, 3, 1, 0).flatten(0, 2)
        y = layers.linear(input, weight, self.bias.repeat(4)).view(b, h, w, 2, 2, -1)
        return y.permute(0, 1, 3, 2, 4, 5).reshape(b, 2 * h, 2 * w, -1)


class Stage(nn.Module):
    def __init__(self, blocks: list[Block]) -> None:
        super().__init__()
        self.blocks = nn.ModuleList(blocks)

    def forward(self, x: Tensor) -> Tensor:
        for block in self.blocks:
            x = block(x)
        return x


class Block(nn.Module):
    """Args: *move* the windows by half; *modulated* windows get learned values added to their pixels."""

    def __init__(self, c: int, heads: int, hidden: int, *, move: bool, modulated: bool) -> None:
        super().__init__()
        self.move = move
        self.modulator = nn.Embedding(AREA, c) if modulated else None
        self.norm1, self.norm2 = nn.LayerNorm(c), nn.LayerNorm(c)
        self.attn, self.mlp = WindowAttention(c, heads), LeFF(c, hidden)

    def forward(self, x: Tensor) -> Tensor:
        y = self.norm1(x)
        if self.move:
            y = y.roll((-SHIFT, -SHIFT), (1, 2))
        extra = None if self.modulator is None else self.modulator.weight
        y = self.attn(y, extra, cut=self.move)
        if self.move:
            y = y.roll((SHIFT, SHIFT), (1, 2))
        x = x + y
        return self.mlp(self.norm2(x)).add_(x)


class WindowAttention(nn.Module):
    def __init__(self, c: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        table = torch.zeros((2 * SIDE - 1) ** 2, heads)
        self.relative_position_bias_table = nn.Parameter(table)
        self.register_buffer("relative_position_index", torch.from_numpy(relative_positions()))
        self.relative_position_index: Tensor
        self.qkv = Projections(c)
        self.proj = Linear(c, c)

    def forward(self, x: Tensor, extra: Tensor | None, *, cut: bool) -> Tensor:
        """Mixes the windows of *x*.

        Args:
            x: (B, H, W, C).
            extra: (64, C), added to the pixels of each window, or None.
            cut: *x* was rolled, so what meets in the last windows does not belong together.
        """
        height, done, parts = x.shape[1], 0, list[Tensor]()
        for strip, _ in layers.strips(x, halo=0, features=4 * x.shape[3] + AREA * self.heads):
            done += strip.shape[1]
            parts.append(self._mixed(strip, extra, cut=cut, is_last=done == height))
        return parts[0] if len(parts) == 1 else torch.cat(parts, dim=1)

    def _mixed(self, x: Tensor, extra: Tensor | None, *, cut: bool, is_last: bool) -> Tensor:
        b, h, w, c = x.shape
        rows, columns = h // SIDE, w // SIDE
        windows = x.view(b, rows, SIDE, columns, SIDE, c).permute(0, 1, 3, 2, 4, 5)
        windows = windows.reshape(-1, AREA, c)
        if extra is not None:
            windows = windows + extra
        bias = self._bias(b, rows, columns, cut=cut, is_last=is_last)
        q, k, v = (y.unflatten(2, (self.heads, -1)).transpose(1, 2) for y in self.qkv(windows))
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        y = self.proj(mixed.transpose(1, 2).flatten(2)).view(b, rows, columns, SIDE, SIDE, c)
        return y.permute(0, 1, 3, 2, 4, 5).reshape(b, h, w, c)

    def _bias(self, batch: int, rows: int, columns: int, *, cut: bool, is_last: bool) -> Tensor:
        """What is added before the softmax, (windows or 1, N, 64, 64)."""
        index = self.relative_position_index.flatten()
        bias = self.relative_position_bias_table[index].view(AREA, AREA, -1).permute(2, 0, 1)
        if not cut:
            return bias[None].contiguous()
        below, beside = apart(bias)
        whole = bias.repeat(rows, columns, 1, 1, 1)
        whole[:, -1] += beside
        if is_last:
            whole[-1] += below
        return whole.flatten(0, 1).repeat(batch, 1, 1, 1)


def apart(like: Tensor) -> tuple[Tensor, Tensor]:
    """(64, 64) each: -100 where a window's upper and lower half meet, and its left and right half."""
    place = torch.arange(AREA, device=like.device)
    low, right = place // SIDE >= SHIFT, place % SIDE >= SHIFT
    masks = [(half[:, None] != half).to(like.dtype) * -100.0 for half in (low, right)]
    return masks[0], masks[1]


def relative_positions() -> np.ndarray:
    """int64 (64, 64): where in the table the bias of a pair of pixels stands."""
    y, x = np.divmod(np.arange(AREA), SIDE)
    rows, columns = y[:, None] - y + SIDE - 1, x[:, None] - x + SIDE - 1
    return rows * (2 * SIDE - 1) + columns


class Projections(nn.Module):
    def __init__(self, c: int) -> None:
        super().__init__()
        self.to_q, self.to_kv = Linear(c, c), Linear(c, 2 * c)

    def forward(self, windows: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        k, v = self.to_kv(windows).chunk(2, dim=-1)
        return self.to_q(windows), k, v


class LeFF(nn.Module):
    def __init__(self, c: int, hidden: int) -> None:
        super().__init__()
        self.hidden = hidden
        self.linear1 = nn.Sequential(LinearGelu(c, hidden))
        self.dwconv = nn.Sequential(layers.DepthwiseGelu(hidden, 3))
        self.linear2 = nn.Sequential(Linear(hidden, c))

    def forward(self, x: Tensor) -> Tensor:
        return layers.by_rows(self._whole, x, halo=1, features=self.hidden)

    def _whole(self, x: Tensor) -> Tensor:
        return self.linear2(self.dwconv(self.linear1(x)))


class Linear(nn.Linear):
    def forward(self, input: Tensor) -> Tensor:
        return layers.linear(input, self.weight, self.bias)


class LinearGelu(nn.Linear):
    def forward(self, input: Tensor) -> Tensor:
        return layers.linear_gelu(input, self.weight, self.bias)
