"""MAXIM, a U-shaped network of multi-axis gated MLPs (Tu et al., CVPR 2022, arXiv 2201.02973).

From the top: `Maxim` runs one to three stages; each is an encoder, a bottleneck and a decoder over three
levels, whose skips pass a `CrossGatingBlock`. The paper's idea is in `SplitHeadMultiAxisGmlpLayer`: half
of the channels mixes over a grid (the same place of every cell, so over the whole picture), the other
half over blocks (the pixels of one cell, so nearby).

Letters: B batch, H height, W width, C channels, K what is mixed (16 x 16 or 8 x 8), R what is not.
Activations are BHWC. Names of modules are those of the published weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol, cast

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from deblur_desktop.api import layers

from .layout import Layout


class Carried(NamedTuple):
    """What a stage hands to the next one, for each level."""

    encoded: list[Tensor]
    decoded: list[Tensor]
    attended: list[Tensor]


class Maxim(nn.Module):
    """All stages; each one sees the photo at three sizes, and the features of the stage before.

    Each stage ends with a restored photo, so the first *stages* of them are a network, too.

    The photo stays in float32 where the parameters are bfloat16: only what is added to it is coarser.
    """

    def __init__(self, layout: Layout, stages: int) -> None:
        super().__init__()
        self.layout = layout
        self.stages = stages
        self.levels = range(len(layout.features))
        for stage in range(layout.stages):
            self._add_encoder(stage)
            self._add_decoder(stage)
            self._add_resizers(stage)
            self._add_heads(stage)

    def forward(self, pixels_BCHW: Tensor) -> Tensor:
        """(B, 3, H, W) to float32 of that shape; sides are multiples of what grids and blocks ask."""
        photo = pixels_BCHW.float().permute(0, 2, 3, 1).contiguous()
        photos = [photo, photo[:, 1::2, 1::2], photo[:, 2::4, 2::4]]
        restored, carried = photo, None
        for stage in range(self.stages):
            x, encoded = self._encode(stage, photos, carried)
            skips = self._gate(stage, x, encoded)
            decoded = self._decode(stage, x, skips)
            restored, attended = self._show(stage, photos, decoded)
            carried = Carried(encoded, decoded, attended)
        return restored.permute(0, 3, 1, 2)

    def _encode(
        self, stage: int, photos: list[Tensor], carried: Carried | None
    ) -> tuple[Tensor, list[Tensor]]:
        """What leaves the bottleneck, and the features of each level."""
        encoded: list[Tensor] = []
        x: Tensor | None = None
        for level in self.levels:
            side, before = self._look(stage, level, photos[level], carried)
            parts = [Plain(side if x is None else x), Plain(side)]
            x, features = self.part(stage, "encoder_block", level)(parts, before)
            encoded.append(features)
        for index in range(self.layout.bottleneck):
            x = self.part(stage, "global_block", index)(x)
        assert x is not None
        return x, encoded

    def _look(
        self, stage: int, level: int, photo: Tensor, carried: Carried | None
    ) -> tuple[Tensor, Tensor | None]:
        """The photo as features, and the features of the stage before."""
        x = self.part(stage, "input_conv", level)(photo)
        if carried is None:
            return x, None
        fuse = self.part(stage, "input_fuse_sam", level)
        x, _ = fuse([Plain(x)], Plain(carried.attended[level]))
        return x, carried.encoded[level] + carried.decoded[level]

    def _gate(self, stage: int, x: Tensor, encoded: list[Tensor]) -> list[Tensor]:
        skips = list(encoded)
        for level in reversed(self.levels):
            gating = self.part(stage, "cross_gating_block", level)
            sides = [self._resized(stage, "gate", source, level, encoded) for source in self.levels]
            skips[level], x = gating(sides, Transposed(x, gating.ConvTranspose_0))
        return skips

    def _decode(self, stage: int, x: Tensor, skips: list[Tensor]) -> list[Tensor]:
        decoded = list(skips)
        for level in reversed(self.levels):
            sides = [
                self._resized(stage, "decode", source, level, skips)
                for source in reversed(self.levels)
            ]
            x = decoded[level] = self.part(stage, "decoder_block", level)(x, sides)
        return decoded

    def _resized(
        self, stage: int, use: str, source: int, level: int, features: list[Tensor]
    ) -> Resized:
        number = self._number(stage, use, source, level)
        conv = self.get_submodule(f"UpSampleRatio_{number}.Conv_0")
        return Resized(features[source], cast("nn.Conv2d", conv), source - level)

    def _number(self, stage: int, use: str, source: int, level: int) -> int:
        """The published names count all resizers in the order of their use."""
        last = len(self.levels) - 1
        place = source if use == "gate" else last - source
        before = 2 * stage + (use == "decode")
        return (before * len(self.levels) + last - level) * len(self.levels) + place

    def _show(
        self, stage: int, photos: list[Tensor], decoded: list[Tensor]
    ) -> tuple[Tensor, list[Tensor]]:
        """The restored picture of a stage, and what the next one takes from its attention modules."""
        if self._last(stage) and not self.layout.cut:
            return photos[0] + self.part(stage, "output_conv", 0)(decoded[0]), []
        levels = range(1) if stage == self.stages - 1 else self.levels
        shown = [
            self.part(stage, "supervised_attention_module", level)(decoded[level], photos[level])
            for level in levels
        ]
        return shown[0][1], [attended for attended, _ in shown]

    def _add_encoder(self, stage: int) -> None:
        layout, below = self.layout, self.layout.features[0]
        for level, (c, k) in enumerate(zip(layout.features, layout.cells, strict=True)):
            self.add(stage, "input_conv", level, layers.PhotoConv(3, c, 3, padding=1))
            if stage > 0:
                self.add(stage, "input_fuse_sam", level, CrossGatingBlock(c, c, c, k))
            block = UNetEncoderBlock(below + c, c, k, layout.groups, down=True, cross=stage > 0)
            self.add(stage, "encoder_block", level, block)
            below = c
        for index in range(layout.bottleneck):
            block = BottleneckBlock(below, layout.wide, layout.wide_cell, layout.groups)
            self.add(stage, "global_block", index, block)
            below = layout.wide

    def _add_decoder(self, stage: int) -> None:
        layout = self.layout
        above = (*layout.features[1:], layout.wide)
        for level, (c, k) in enumerate(zip(layout.features, layout.cells, strict=True)):
            sides = c * len(self.levels)
            gating = CrossGatingBlock(sides, c, c, k, up=above[level])
            self.add(stage, "cross_gating_block", level, gating)
            decoder = UNetDecoderBlock(above[level], sides, c, k, layout.groups)
            self.add(stage, "decoder_block", level, decoder)

    def _add_resizers(self, stage: int) -> None:
        features = self.layout.features
        for use in ("gate", "decode"):
            for level in self.levels:
                for source in self.levels:
                    resizer = UpSampleRatio(features[source], features[level])
                    number = self._number(stage, use, source, level)
                    self.add_module(f"UpSampleRatio_{number}", resizer)

    def _add_heads(self, stage: int) -> None:
        last, features = self._last(stage), self.layout.features
        if last and not self.layout.cut:
            self.add(stage, "output_conv", 0, layers.Conv(features[0], 3, 3, padding=1))
            return
        for level, c in enumerate(features[:1] if last else features):
            module = SupervisedAttentionModule(c, attend=not last)
            self.add(stage, "supervised_attention_module", level, module)

    def _last(self, stage: int) -> bool:
        return stage == self.layout.stages - 1

    def add(self, stage: int, kind: str, index: int, module: nn.Module) -> None:
        self.add_module(f"stage_{stage}_{kind}_{index}", module)

    def part(self, stage: int, kind: str, index: int) -> Any:
        return self.get_submodule(f"stage_{stage}_{kind}_{index}")


# ---- Blocks of the U ------------------------------------------------------------------------------


class UNetEncoderBlock(nn.Module):
    """Multi-axis and channel-attention blocks; gated by the stage before, then halved."""

    def __init__(
        self, inputs: int, c: int, k: int, groups: int, *, down: bool = False, cross: bool = False
    ) -> None:
        super().__init__()
        self.groups, self.down, self.cross = groups, down, cross
        self.Conv_0 = nn.Conv2d(inputs, c, 1)
        for group in range(groups):
            self.add_module(
                f"SplitHeadMultiAxisGmlpLayer_{group}", SplitHeadMultiAxisGmlpLayer(c, k)
            )
            self.add_module(f"channel_attention_block_1{group}", ResidualChannelAttention(c))
        if cross:
            self.cross_gating_block = CrossGatingBlock(c, c, c, k)
        if down:
            self.Conv_1 = layers.Conv(c, c, 4, stride=2, padding=1)

    def forward(self, parts: Sequence[Part], before: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """(the result at half the size or, without *down*, itself; the result)."""
        x = shortcut = project(self.Conv_0, parts)
        for group in range(self.groups):
            x = self.get_submodule(f"SplitHeadMultiAxisGmlpLayer_{group}")(x)
            x = self.get_submodule(f"channel_attention_block_1{group}")(x)
        x = x + shortcut
        if self.cross and before is not None:
            x, _ = self.cross_gating_block([Plain(x)], Plain(before))
        return (self.Conv_1(x) if self.down else x), x


class UNetDecoderBlock(nn.Module):
    """Doubles the features of the level below and joins them with the skips."""

    def __init__(self, below: int, sides: int, c: int, k: int, groups: int) -> None:
        super().__init__()
        self.ConvTranspose_0 = nn.ConvTranspose2d(below, c, 2, stride=2)
        self.UNetEncoderBlock_0 = UNetEncoderBlock(c + sides, c, k, groups)

    def forward(self, x: Tensor, sides: Sequence[Part]) -> Tensor:
        x, _ = self.UNetEncoderBlock_0([Transposed(x, self.ConvTranspose_0), *sides])
        return x


class BottleneckBlock(nn.Module):
    """As the encoder's block, but its channel attention has no 3 x 3 convolutions."""

    def __init__(self, inputs: int, c: int, k: int, groups: int) -> None:
        super().__init__()
        self.groups = groups
        self.input_proj = nn.Conv2d(inputs, c, 1)
        for group in range(groups):
            self.add_module(
                f"SplitHeadMultiAxisGmlpLayer_{group}", SplitHeadMultiAxisGmlpLayer(c, k)
            )
            self.add_module(f"channel_attention_block_1_{group}", ResidualDenseChannelAttention(c))

    def forward(self, x: Tensor) -> Tensor:
        x = shortcut = project(self.input_proj, [Plain(x)])
        for group in range(self.groups):
            x = self.get_submodule(f"SplitHeadMultiAxisGmlpLayer_{group}")(x)
            x = self.get_submodule(f"channel_attention_block_1_{group}")(x)
        return x + shortcut


class SupervisedAttentionModule(nn.Module):
    """The restored picture of a stage, and the features that agree with it."""

    def __init__(self, c: int, *, attend: bool) -> None:
        super().__init__()
        self.attend = attend
        self.Conv_1 = layers.Conv(c, 3, 3, padding=1)
        if attend:
            self.Conv_0 = layers.Conv(c, c, 3, padding=1)
            self.Conv_2 = layers.PhotoConv(3, c, 3, padding=1)

    def forward(self, x: Tensor, photo: Tensor) -> tuple[Tensor, Tensor]:
        picture = self.Conv_1(x) + photo
        if not self.attend:
            return x, picture
        gate = self.Conv_2(picture).sigmoid_()
        return torch.addcmul(x, self.Conv_0(x), gate), picture


# ---- Multi-axis gated MLPs ------------------------------------------------------------------------


class SplitHeadMultiAxisGmlpLayer(nn.Module):
    """One half of the channels mixes over the grid, the other over blocks."""

    def __init__(self, c: int, k: int) -> None:
        super().__init__()
        self.k = k
        self.LayerNorm_in = LayerNorm(c)
        self.in_project = Dense(c, 2 * c)
        self.GridGmlpLayer = GridGmlpLayer(c, k)
        self.BlockGmlpLayer = BlockGmlpLayer(c, k)
        self.out_project = Dense(2 * c, c)

    def forward(self, x: Tensor) -> Tensor:
        y = self.LayerNorm_in(x)
        u = self.GridGmlpLayer(GRID.gather(half_gelu(self.in_project, y, 0), self.k))
        v = self.BlockGmlpLayer(BLOCK.gather(half_gelu(self.in_project, y, 1), self.k))
        return rejoin(self.out_project, x, u, v, self.k)


class Gmlp(nn.Module):
    """A gated MLP over cells, (K, R, C)."""

    gating = ""

    def __init__(self, c: int, k: int) -> None:
        super().__init__()
        self.LayerNorm = LayerNorm(c)
        self.in_project = Dense(c, 2 * c)
        self.add_module(self.gating, GatingUnit(c, k))
        self.out_project = Dense(c, c)

    def forward(self, x_KRC: Tensor) -> Tensor:
        y = self.LayerNorm(x_KRC)
        u = half_gelu(self.in_project, y, 0)
        v = half_gelu(self.in_project, y, 1)
        y = self.get_submodule(self.gating)(u, v)
        return self.out_project(y).add_(x_KRC)


class GridGmlpLayer(Gmlp):
    gating = "GridGatingUnit"


class BlockGmlpLayer(Gmlp):
    gating = "BlockGatingUnit"


class GatingUnit(nn.Module):
    """``u * (dense(norm(v)) + 1)``."""

    def __init__(self, c: int, k: int) -> None:
        super().__init__()
        self.intermediate_layernorm = LayerNorm(c)
        self.Dense_0 = CellDense(k)

    def forward(self, u_KRC: Tensor, v_KRC: Tensor) -> Tensor:
        return torch.addcmul(u_KRC, u_KRC, self.Dense_0(self.intermediate_layernorm(v_KRC)))


class SplitHeadMultiAxisGating(nn.Module):
    """Weights in (0 to 1, roughly) for the other input of a cross gating block."""

    def __init__(self, c: int, k: int) -> None:
        super().__init__()
        self.k = k
        self.LayerNorm_in = LayerNorm(c)
        self.in_project = Dense(c, 2 * c)
        self.Dense_0 = CellDense(k)
        self.Dense_1 = CellDense(k)
        self.out_project = Dense(2 * c, c)

    def forward(self, x: Tensor) -> Tensor:
        y = self.LayerNorm_in(x)
        u = self.Dense_0(GRID.gather(half_gelu(self.in_project, y, 0), self.k))
        v = self.Dense_1(BLOCK.gather(half_gelu(self.in_project, y, 1), self.k))
        return rejoin(self.out_project, x, u, v, self.k, residual=False)


class CrossGatingBlock(nn.Module):
    """Two inputs gate each other."""

    def __init__(self, x_inputs: int, y_inputs: int, c: int, k: int, up: int = 0) -> None:
        super().__init__()
        if up:
            self.ConvTranspose_0 = nn.ConvTranspose2d(up, c, 2, stride=2)
        self.Conv_0 = nn.Conv2d(x_inputs, c, 1)
        self.Conv_1 = nn.Conv2d(y_inputs, c, 1)
        self.LayerNorm_x, self.LayerNorm_y = LayerNorm(c), LayerNorm(c)
        self.in_project_x, self.in_project_y = Dense(c, c), Dense(c, c)
        self.SplitHeadMultiAxisGating_x = SplitHeadMultiAxisGating(c, k)
        self.SplitHeadMultiAxisGating_y = SplitHeadMultiAxisGating(c, k)
        self.out_project_x, self.out_project_y = Dense(c, c), Dense(c, c)

    def forward(self, x_parts: Sequence[Part], y_part: Part) -> tuple[Tensor, Tensor]:
        shortcut_x, shortcut_y = project(self.Conv_0, x_parts), project(self.Conv_1, [y_part])
        x = apply_gelu(self.in_project_x, self.LayerNorm_x(shortcut_x))
        y = apply_gelu(self.in_project_y, self.LayerNorm_y(shortcut_y))
        gate_x, gate_y = self.SplitHeadMultiAxisGating_x(x), self.SplitHeadMultiAxisGating_y(y)
        y = self.out_project_y(y * gate_x).add_(shortcut_y)
        x = self.out_project_x(x * gate_y).add_(y).add_(shortcut_x)
        return x, y


class Axes(NamedTuple):
    """How BHWC is cut into cells: (K, R, C), where a dense layer mixes over K.

    The grid takes the same place of k x k cells, a block the k x k pixels of one cell.
    """

    grid: bool

    def gather(self, x: Tensor, k: int) -> Tensor:
        order = (1, 3, 0, 2, 4, 5) if self.grid else (2, 4, 0, 1, 3, 5)
        return self.cut(x, k).permute(order).reshape(k * k, -1, x.shape[-1])

    def cut(self, x: Tensor, k: int) -> Tensor:
        """A view in six dimensions."""
        b, h, w, c = x.shape
        return (
            x.view(b, k, h // k, k, w // k, c) if self.grid else x.view(b, h // k, k, w // k, k, c)
        )

    def scatter(self, cells_KRC: Tensor, like: Tensor, k: int) -> Tensor:
        """The view of *cells* that fits `cut` of BHWC pixels."""
        b, h, w, _ = like.shape
        cells = cells_KRC.view(k, k, b, h // k, w // k, cells_KRC.shape[-1])
        return cells.permute((2, 0, 3, 1, 4, 5) if self.grid else (2, 3, 0, 4, 1, 5))


GRID, BLOCK = Axes(grid=True), Axes(grid=False)


class CellDense(nn.Linear):
    """A dense layer over the first dimension of cells, (K, R, C)."""

    def __init__(self, k: int) -> None:
        super().__init__(k * k, k * k)

    def forward(self, input: Tensor) -> Tensor:
        y = torch.addmm(self.bias[:, None], self.weight, input.flatten(1))
        return y.view_as(input)


def rejoin(
    out: nn.Linear, x: Tensor, u_KRC: Tensor, v_KRC: Tensor, k: int, *, residual: bool = True
) -> Tensor:
    """``out(cat(u, v))``, plus *x* for a residual block.

    Each half is projected where it lies, and added as a view: neither is put in order first.
    """
    weight_u, weight_v = out.weight.chunk(2, dim=1)
    u = GRID.scatter(layers.linear(u_KRC, weight_u, out.bias), x, k)
    v = BLOCK.scatter(layers.linear(v_KRC, weight_v), x, k)
    y = (GRID.cut(x, k) + u if residual else u.contiguous()).view(x.shape)
    BLOCK.cut(y, k).add_(v)
    return y


def half_gelu(layer: nn.Linear, x: Tensor, half: int) -> Tensor:
    """One half of the layer's output: two products give two dense tensors, one would give two views."""
    return layers.linear_gelu(x, layer.weight.chunk(2)[half], layer.bias.chunk(2)[half], "tanh")


# ---- Channel attention ----------------------------------------------------------------------------


class ChannelAttention(nn.Module):
    """A factor for each channel, from the mean of the picture."""

    def __init__(self, c: int) -> None:
        super().__init__()
        self.Conv_0 = nn.Conv2d(c, c // 4, 1)
        self.Conv_1 = nn.Conv2d(c // 4, c, 1)

    def forward(self, x: Tensor) -> Tensor:
        mean = x.mean(dim=(1, 2), keepdim=True)
        return project(self.Conv_1, [Plain(project(self.Conv_0, [Plain(mean)]).relu_())]).sigmoid_()


class ResidualChannelAttention(nn.Module):
    def __init__(self, c: int) -> None:
        super().__init__()
        self.LayerNorm = LayerNorm(c)
        self.conv1 = layers.Conv(c, c, 3, padding=1)
        self.conv2 = layers.Conv(c, c, 3, padding=1)
        self.channel_attention = ChannelAttention(c)

    def forward(self, x: Tensor) -> Tensor:
        y = self.conv2(F.leaky_relu_(self.conv1(self.LayerNorm(x)), 0.2))
        return torch.addcmul(x, y, self.channel_attention(y))


class ResidualDenseChannelAttention(nn.Module):
    def __init__(self, c: int) -> None:
        super().__init__()
        self.LayerNorm = LayerNorm(c)
        self.channel_mixing = ChannelMixing(c)
        self.channel_attention = ChannelAttention(c)

    def forward(self, x: Tensor) -> Tensor:
        y = self.channel_mixing(self.LayerNorm(x))
        return torch.addcmul(x, y, self.channel_attention(y))


class ChannelMixing(nn.Module):
    def __init__(self, c: int) -> None:
        super().__init__()
        self.Dense_0 = Dense(c, c)
        self.Dense_1 = Dense(c, c)

    def forward(self, x: Tensor) -> Tensor:
        return self.Dense_1(apply_gelu(self.Dense_0, x))


# ---- Parts of a concatenation ---------------------------------------------------------------------
#
# A 1 x 1 convolution of a concatenation is a sum over its parts, and most parts come from another linear
# layer, at a lower resolution. So the two layers are multiplied first and applied down there: nothing is
# concatenated, and the numbers agree to rounding.


class Part(Protocol):
    """One input of a concatenation."""

    @property
    def width(self) -> int:
        """Its count of channels."""
        ...

    def through(self, weight: Tensor, bias: Tensor | None) -> Tensor:
        """The part after a 1 x 1 convolution, in memory of its own."""
        ...


class Plain(NamedTuple):
    """Features as they are."""

    x: Tensor

    @property
    def width(self) -> int:
        return self.x.shape[-1]

    def through(self, weight: Tensor, bias: Tensor | None) -> Tensor:
        return layers.linear(self.x, weight, bias)


class Resized(NamedTuple):
    """Features of another level, resized and put through a 1 x 1 convolution.

    *levels* is how much coarser they are; negative for finer ones.
    """

    x: Tensor
    conv: nn.Conv2d
    levels: int

    @property
    def width(self) -> int:
        return self.conv.out_channels

    def through(self, weight: Tensor, bias: Tensor | None) -> Tensor:
        both = product(weight, self.conv.weight.flatten(1))
        offset = shifted(weight, self.conv.bias, bias)
        if self.levels > 0:
            return enlarge(layers.linear(self.x, both, offset), 2**self.levels)
        return layers.linear(shrink(self.x, 2**-self.levels), both, offset)


class Transposed(NamedTuple):
    """Features after a transposed 2 x 2 convolution of stride 2."""

    x: Tensor
    conv: nn.ConvTranspose2d

    @property
    def width(self) -> int:
        return self.conv.out_channels

    def through(self, weight: Tensor, bias: Tensor | None) -> Tensor:
        b, h, w, _ = self.x.shape
        both = product(weight, self.conv.weight.permute(2, 3, 1, 0))
        offset = shifted(weight, self.conv.bias, bias).repeat(4)
        y = layers.linear(self.x, both.flatten(0, 2), offset).view(b, h, w, 2, 2, -1)
        return y.permute(0, 1, 3, 2, 4, 5).reshape(b, 2 * h, 2 * w, -1)


def project(conv: nn.Conv2d, parts: Sequence[Part]) -> Tensor:
    """The 1 x 1 convolution of the concatenated parts."""
    weights = conv.weight.flatten(1).split([part.width for part in parts], dim=1)
    y = parts[0].through(weights[0], conv.bias)
    for part, weight in zip(parts[1:], weights[1:], strict=True):
        y.add_(part.through(weight, None))
    return y


def product(after: Tensor, before: Tensor) -> Tensor:
    """Two linear layers in one, multiplied in float32."""
    return (after.float() @ before.float()).to(after.dtype)


def shifted(after: Tensor, before: Tensor | None, bias: Tensor | None) -> Tensor:
    """The bias of two linear layers in one."""
    assert before is not None
    through = product(after, before)
    return through if bias is None else through + bias


# ---- Layers ---------------------------------------------------------------------------------------


class Dense(nn.Linear):
    def forward(self, input: Tensor) -> Tensor:
        return layers.linear(input, self.weight, self.bias)


class LayerNorm(nn.LayerNorm):
    def __init__(self, c: int) -> None:
        super().__init__(c, eps=1e-6)


class UpSampleRatio(nn.Module):
    """Holds the weights of `Resized`."""

    def __init__(self, inputs: int, c: int) -> None:
        super().__init__()
        self.Conv_0 = nn.Conv2d(inputs, c, 1)


def apply_gelu(layer: nn.Linear, x: Tensor) -> Tensor:
    """GELU of the layer."""
    return layers.linear_gelu(x, layer.weight, layer.bias, "tanh")


def enlarge(x: Tensor, ratio: int) -> Tensor:
    """Bilinear, (B, H, W, C) to (B, ratio * H, ratio * W, C)."""
    y = F.interpolate(x.permute(0, 3, 1, 2), scale_factor=float(ratio), mode="bilinear")
    return y.permute(0, 2, 3, 1).contiguous()


def shrink(x: Tensor, ratio: int) -> Tensor:
    """Bilinear with antialiasing, (B, H, W, C) to (B, H / ratio, W / ratio, C).

    Written as a convolution, since `interpolate` has no antialiasing for bfloat16 on processors.
    """
    if ratio == 1:
        return x
    odd = torch.arange(1, 2 * ratio, 2, dtype=x.dtype, device=x.device)
    taps = torch.cat((odd, odd.flip(0))) / (2 * ratio * ratio)
    c = x.shape[-1]
    kernel = torch.outer(taps, taps).expand(c, 1, -1, -1)
    y = F.conv2d(x.permute(0, 3, 1, 2), kernel, stride=ratio, padding=ratio // 2, groups=c)
    # At the border one tap in eight falls outside; the others share its weight.
    for edge in (0, -1):
        y[:, :, edge] *= 8 / 7
        y[:, :, :, edge] *= 8 / 7
    return y.permute(0, 2, 3, 1)
