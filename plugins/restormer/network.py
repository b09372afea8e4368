"""Restormer, a U-shaped network of channel attention (Zamir et al., CVPR 2022, arXiv 2111.09881).

`Attention` compares channels over the whole picture, so its matrix is as small as the channels are few,
and mixing by it is one more product with the features. What is compared is made in strips of rows.

Letters: B batch, H height, W width, C channels, N heads, D channels of a head. Features are BHWC. Names
of modules are those of the published weights.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from deblur_desktop.api import layers


@dataclass(frozen=True)
class Layout:
    """The hyper-parameters.

    Attributes:
        inputs: Channels of the input: 3, or 6 for left and right view.
        width: Channels of the finest level; they double with each of the four levels.
        blocks: Of each level, finest first.
        heads: Of the attention of each level, likewise.
        hidden: Half of the hidden channels of the feed-forward of each level, likewise.
        refinement: Blocks after the decoder.
    """

    inputs: int
    width: int
    blocks: tuple[int, ...]
    heads: tuple[int, ...]
    hidden: tuple[int, ...]
    refinement: int


class Restormer(nn.Module):
    """The whole network. From two views it makes a picture; else it changes the photo."""

    def __init__(self, layout: Layout) -> None:
        super().__init__()
        c = [layout.width * 2**level for level in range(4)]

        def level(index: int) -> nn.Sequential:
            heads, hidden = layout.heads[index], layout.hidden[index]
            return stack(layout.blocks[index], c[index], heads, hidden)

        def finest(blocks: int) -> nn.Sequential:
            """The finest level keeps both halves, so its blocks are as wide as those below."""
            return stack(blocks, c[1], layout.heads[0], layout.hidden[1])

        self.patch_embed = PatchEmbed(layout.inputs, c[0])
        self.encoder_level1, self.down1_2 = level(0), layers.Downsample(c[0])
        self.encoder_level2, self.down2_3 = level(1), layers.Downsample(c[1])
        self.encoder_level3, self.down3_4 = level(2), layers.Downsample(c[2])
        self.latent = level(3)
        self.up4_3 = layers.Upsample(c[3])
        self.reduce_chan_level3 = layers.Pointwise(c[3], c[2], bias=False)
        self.decoder_level3 = level(2)
        self.up3_2 = layers.Upsample(c[2])
        self.reduce_chan_level2 = layers.Pointwise(c[2], c[1], bias=False)
        self.decoder_level2 = level(1)
        self.up2_1 = layers.Upsample(c[1])
        self.decoder_level1, self.refinement = finest(layout.blocks[0]), finest(layout.refinement)
        if layout.inputs == 6:
            self.skip_conv = layers.Pointwise(c[0], c[1], bias=False)
        self.output = layers.Conv(c[1], 3, 3, padding=1, bias=False)
        self.has_views = layout.inputs == 6

    def forward(self, pixels_BCHW: Tensor) -> Tensor:
        """(B, C, H, W) to float32 (B, 3, H, W); sides are multiples of 8."""
        photo = pixels_BCHW.float()
        embedded = self.patch_embed(photo.permute(0, 2, 3, 1))
        x = self._refined(embedded)
        if self.has_views:
            return self.output(x + self.skip_conv(embedded)).permute(0, 3, 1, 2).float()
        return photo + self.output(x).permute(0, 3, 1, 2)

    def _refined(self, embedded: Tensor) -> Tensor:
        level1 = self.encoder_level1(embedded)
        level2 = self.encoder_level2(self.down1_2(level1))
        level3 = self.encoder_level3(self.down2_3(level2))
        x = self.latent(self.down3_4(level3))
        x = self.reduce_chan_level3(torch.cat((self.up4_3(x), level3), -1))
        x = self.decoder_level3(x)
        x = self.reduce_chan_level2(torch.cat((self.up3_2(x), level2), -1))
        x = self.decoder_level2(x)
        return self.refinement(self.decoder_level1(torch.cat((self.up2_1(x), level1), -1)))


def stack(blocks: int, c: int, heads: int, hidden: int) -> nn.Sequential:
    """Blocks one after the other."""
    return nn.Sequential(*(TransformerBlock(c, heads, hidden) for _ in range(blocks)))


class PatchEmbed(nn.Module):
    def __init__(self, inputs: int, c: int) -> None:
        super().__init__()
        self.proj = layers.PhotoConv(inputs, c, 3, padding=1, bias=False)

    def forward(self, photo: Tensor) -> Tensor:
        return self.proj(photo)


class TransformerBlock(nn.Module):
    def __init__(self, c: int, heads: int, hidden: int) -> None:
        super().__init__()
        self.norm1, self.norm2 = layers.BodyNorm(c), layers.BodyNorm(c)
        self.attn = Attention(c, heads)
        self.ffn = layers.GatedFeedForward(c, hidden)

    def forward(self, x: Tensor) -> Tensor:
        x = self.attn(self.norm1(x)).add_(x)
        return self.ffn(self.norm2(x)).add_(x)


class Attention(nn.Module):
    """Each channel becomes a mixture of those that resemble it."""

    def __init__(self, c: int, heads: int) -> None:
        super().__init__()
        self.temperature = nn.Parameter(torch.ones(heads, 1, 1))
        self.qkv = layers.Pointwise(c, 3 * c, bias=False)
        self.qkv_dwconv = layers.Depthwise(3 * c, 3, bias=False)
        self.project_out = layers.Pointwise(c, c, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        likeness, values = self._compared(x)
        shares_BNDD = (likeness * self.temperature).softmax(-1)
        # Mixing by the shares and projecting are two products, so their matrices become one.
        heads = self.temperature.shape[0]
        project_CND = self.project_out.weight.flatten(1).unflatten(1, (heads, -1))
        weights = torch.einsum("ond,bnde->bone", project_CND, shares_BNDD.to(x.dtype)).flatten(2)
        mixed = [layers.linear(v[None], w) for v, w in zip(values, weights, strict=True)]
        return mixed[0] if len(mixed) == 1 else torch.cat(mixed)

    def _compared(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Cosines between the channels of queries and keys, (B, N, D, D); and the values."""
        sums = queries = keys = torch.zeros((), device=x.device)
        values: list[Tensor] = []
        for strip, own in layers.strips(x, halo=1, features=self.qkv.out_channels):
            q, k, v = self.qkv_dwconv(self.qkv(strip))[:, own].chunk(3, dim=-1)
            q, k = self._headed(q), self._headed(k)
            sums = sums + (q.mT @ k).float()
            queries, keys = queries + _squares(q), keys + _squares(k)
            values.append(v)
        lengths = queries.sqrt().clamp_min(1e-12).mT * keys.sqrt().clamp_min(1e-12)
        return sums / lengths, torch.cat(values, dim=1)

    def _headed(self, x: Tensor) -> Tensor:
        """(B, H, W, C) to (B, N, H W, D), without a copy."""
        heads = self.temperature.shape[0]
        return x.flatten(1, 2).unflatten(2, (heads, -1)).transpose(1, 2)


def _squares(x: Tensor) -> Tensor:
    """The sums of squares of each channel, (B, N, 1, D)."""
    return torch.linalg.vector_norm(x, dim=-2, keepdim=True, dtype=torch.float32).square()
