"""FFTformer, which attends and filters by frequencies (Kong et al., CVPR 2023, arXiv 2211.12250).

`FSAS` convolves queries with keys in small patches, which is a product of their spectra. The
feed-forward weighs the frequencies of its hidden features. Encoders have no attention.

Letters: B batch, H height, W width, C channels. Features are BHWC. Names of modules are those of the
published weights.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from deblur_desktop.api import fourier, layers


@dataclass(frozen=True)
class Layout:
    """The hyper-parameters.

    Attributes:
        width: Channels of the finest level; they Double with each of the three levels.
        blocks: Of each level, finest first.
        refinement: Blocks after the decoder.
        hidden: Half of the hidden channels of the feed-forward of each level.
        fusing: Likewise, where the two finest levels are joined.
    """

    width: int
    blocks: tuple[int, ...]
    refinement: int
    hidden: tuple[int, ...]
    fusing: tuple[int, ...]


class FFTformer(nn.Module):
    """The whole network."""

    def __init__(self, layout: Layout) -> None:
        super().__init__()
        c = [layout.width * 2**level for level in range(3)]

        def level(index: int, *, attend: bool, blocks: int = 0) -> nn.Sequential:
            count = blocks or layout.blocks[index]
            return stack(count, c[index], layout.hidden[index], attend=attend)

        self.patch_embed = PatchEmbed(c[0])
        self.encoder_level1, self.down1_2 = level(0, attend=False), Resample(c[0], 2 * c[0], Halve)
        self.encoder_level2, self.down2_3 = level(1, attend=False), Resample(c[1], 2 * c[1], Halve)
        self.encoder_level3 = level(2, attend=False)
        self.decoder_level3 = level(2, attend=True)
        self.up3_2 = Resample(c[2], c[1], Double)
        # Published, and used by nobody.
        self.reduce_chan_level2 = layers.Pointwise(c[2], c[1], bias=False)
        self.fuse2, self.decoder_level2 = Fuse(c[1], layout.fusing[1]), level(1, attend=True)
        self.up2_1 = Resample(c[1], c[0], Double)
        self.fuse1, self.decoder_level1 = Fuse(c[0], layout.fusing[0]), level(0, attend=True)
        self.refinement = level(0, attend=True, blocks=layout.refinement)
        self.output = layers.Conv(c[0], 3, 3, padding=1, bias=False)

    def forward(self, pixels_BCHW: Tensor) -> Tensor:
        """(B, 3, H, W) to float32 of that shape; sides are multiples of 32."""
        photo = pixels_BCHW.float()
        change = self._change(photo.permute(0, 2, 3, 1))
        return photo + change.permute(0, 3, 1, 2)

    def _change(self, photo: Tensor) -> Tensor:
        level1 = self.encoder_level1(self.patch_embed(photo))
        level2 = self.encoder_level2(self.down1_2(level1))
        level3 = self.encoder_level3(self.down2_3(level2))
        x = self.decoder_level3(level3)
        x = self.decoder_level2(self.fuse2(self.up3_2(x), level2))
        x = self.decoder_level1(self.fuse1(self.up2_1(x), level1))
        return self.output(self.refinement(x))


def stack(blocks: int, c: int, hidden: int, *, attend: bool) -> nn.Sequential:
    """Blocks one after the other."""
    return nn.Sequential(*(TransformerBlock(c, hidden, attend=attend) for _ in range(blocks)))


class PatchEmbed(nn.Module):
    def __init__(self, c: int) -> None:
        super().__init__()
        self.proj = layers.PhotoConv(3, c, 3, padding=1, bias=False)

    def forward(self, photo: Tensor) -> Tensor:
        return self.proj(photo)


class TransformerBlock(nn.Module):
    def __init__(self, c: int, hidden: int, *, attend: bool) -> None:
        super().__init__()
        self.attend = attend
        if attend:
            self.norm1, self.attn = layers.BodyNorm(c), FSAS(c)
        self.norm2 = layers.BodyNorm(c)
        self.ffn = fourier.FilteredFeedForward(c, hidden, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        if self.attend:
            x = self.attn(self.norm1(x)).add_(x)
        return self.ffn(self.norm2(x)).add_(x)


class FSAS(nn.Module):
    """Values, weighed by the convolution of queries and keys."""

    def __init__(self, c: int) -> None:
        super().__init__()
        self.to_hidden = layers.Pointwise(c, 6 * c, bias=False)
        self.to_hidden_dw = layers.Depthwise(6 * c, 3, bias=False)
        self.norm = layers.BodyNorm(2 * c)
        self.project_out = layers.Pointwise(2 * c, c, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        features = self.to_hidden.out_channels
        rows = layers.strips(x, halo=1, features=features)
        parts = [self._attended(self.to_hidden_dw(self.to_hidden(s))[:, own]) for s, own in rows]
        return parts[0] if len(parts) == 1 else torch.cat(parts, dim=1)

    def _attended(self, hidden: Tensor) -> Tensor:
        values = hidden.shape[-1] // 3
        likeness = self.norm(fourier.convolved(hidden[..., :-values]))
        return self.project_out(likeness * hidden[..., -values:])


class Fuse(nn.Module):
    """Joins the decoder with the encoder."""

    def __init__(self, c: int, hidden: int) -> None:
        super().__init__()
        self.conv = layers.Pointwise(2 * c, 2 * c)
        self.att_channel = TransformerBlock(2 * c, hidden, attend=False)
        self.conv2 = layers.Pointwise(2 * c, 2 * c)

    def forward(self, decoded: Tensor, encoded: Tensor) -> Tensor:
        x = self.att_channel(self.conv(torch.cat((decoded, encoded), -1)))
        # The halves of the last convolution are added, so their weights are.
        assert self.conv2.bias is not None
        weight = self.conv2.weight.flatten(1).unflatten(0, (2, -1)).sum(0)
        return layers.linear(x, weight, self.conv2.bias.unflatten(0, (2, -1)).sum(0))


class Resample(nn.Module):
    """Another size, then a convolution."""

    def __init__(self, inputs: int, c: int, resize: type[nn.Module]) -> None:
        super().__init__()
        self.body = nn.Sequential(resize(), layers.Conv(inputs, c, 3, padding=1, bias=False))

    def forward(self, x: Tensor) -> Tensor:
        return self.body(x)


class Halve(nn.Module):
    """Bilinear by a half: the mean of 2 x 2."""

    def forward(self, x: Tensor) -> Tensor:
        return F.avg_pool2d(x.permute(0, 3, 1, 2), 2).permute(0, 2, 3, 1)


class Double(nn.Module):
    """Bilinear by two."""

    def forward(self, x: Tensor) -> Tensor:
        y = F.interpolate(x.permute(0, 3, 1, 2), scale_factor=2.0, mode="bilinear")
        return y.permute(0, 2, 3, 1)
