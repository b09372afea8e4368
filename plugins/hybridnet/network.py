"""HybridNet: an encoder of simple blocks, and a decoder that filters frequencies.

The blocks of the encoder look at two distances at once.

Each level of the decoder can show a picture; only the finest is the result, the others are for training
and left out of some files.

Letters: B batch, H height, W width, C channels. Features are BHWC. Names of modules are those of the
published weights.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from deblur_desktop.api import fourier, layers, naf

DILATIONS = (1, 2)


@dataclass(frozen=True)
class Layout:
    """The hyper-parameters.

    Attributes:
        width: Channels of the finest level; they double with each of the four levels.
        encoder: Blocks of each level of the encoder, finest first.
        bridge: Blocks of its second and third level.
        decoder: Blocks of each level of the decoder, finest first.
        has_heads: The three coarser levels can show a picture.
    """

    width: int
    encoder: tuple[int, ...]
    bridge: tuple[int, ...]
    decoder: tuple[int, ...]
    has_heads: bool

    def channels(self, level: int) -> int:
        """Of a level, 0 is the finest."""
        return self.width * 2**level

    def decoders(self, blocks: int, level: int) -> nn.Sequential:
        """Decoder blocks one after the other."""
        return nn.Sequential(*(DecoderBlock(self.channels(level)) for _ in range(blocks)))


class HybridNet(nn.Module):
    """The whole network."""

    def __init__(self, layout: Layout) -> None:
        super().__init__()
        self.embedding = Embedding(layout.width)
        self.encoder, self.bridge = Encoder(layout), Bridge(layout)
        self.decoder = Decoder(layout)

    def forward(self, pixels_BCHW: Tensor) -> Tensor:
        """(B, 3, H, W) to float32 of that shape; sides are multiples of 64."""
        photo = pixels_BCHW.float()
        change = self.decoder.head(self._decoded(photo)[0])
        return photo + change.permute(0, 3, 1, 2)

    def pictures(self, pixels_BCHW: Tensor) -> list[Tensor]:
        """The pictures of all levels that have one, the finest first."""
        photo = pixels_BCHW.float()
        pairs = zip(self.decoder.heads(), self._decoded(photo), strict=False)
        shown = [head(x).permute(0, 3, 1, 2).float() for head, x in pairs]
        return [photo + shown[0], *shown[1:]]

    def _decoded(self, photo: Tensor) -> list[Tensor]:
        x = self.embedding(photo.permute(0, 2, 3, 1))
        return self.decoder(self.bridge(self.encoder(x)))


class Embedding(nn.Module):
    def __init__(self, c: int) -> None:
        super().__init__()
        self.conv = layers.PhotoConv(3, c, 3, padding=1)

    def forward(self, photo: Tensor) -> Tensor:
        return self.conv(photo)


class Encoder(nn.Module):
    def __init__(self, layout: Layout) -> None:
        super().__init__()
        c = [layout.channels(level) for level in range(4)]

        def level(index: int) -> nn.Sequential:
            blocks = range(layout.encoder[index])
            return nn.Sequential(*(naf.NAFBlock(c[index], 0, DILATIONS) for _ in blocks))

        self.fuse1, self.down1 = level(0), layers.Conv(c[0], c[1], 2, stride=2)
        self.fuse2, self.down2 = level(1), layers.Conv(c[1], c[2], 2, stride=2)
        self.fuse3, self.down3 = level(2), layers.Conv(c[2], c[3], 2, stride=2)
        self.fuse4 = level(3)

    def forward(self, x: Tensor) -> list[Tensor]:
        x1 = self.fuse1(x)
        x2 = self.fuse2(self.down1(x1))
        x3 = self.fuse3(self.down2(x2))
        return [x1, x2, x3, self.fuse4(self.down3(x3))]


class Bridge(nn.Module):
    """Carries what coarse levels found to the finer ones."""

    def __init__(self, layout: Layout) -> None:
        super().__init__()
        c = [layout.channels(level) for level in range(4)]
        self.up4, self.ch_reduce3 = double(c[3]), layers.Pointwise(c[3], c[2])
        self.fuse3 = layout.decoders(layout.bridge[1], 2)
        self.up3, self.ch_reduce2 = double(c[2]), layers.Pointwise(c[2], c[1])
        self.fuse2 = layout.decoders(layout.bridge[0], 1)
        self.up2, self.ch_reduce1 = double(c[1]), layers.Pointwise(c[1], c[0])

    def forward(self, features: list[Tensor]) -> list[Tensor]:
        x1, x2, x3, x4 = features
        x3 = self.fuse3(self.ch_reduce3(torch.cat((x3, self.up4(x4)), -1)))
        x2 = self.fuse2(self.ch_reduce2(torch.cat((x2, self.up3(x3)), -1)))
        x1 = self.ch_reduce1(torch.cat((x1, self.up2(x2)), -1))
        return [x1, x2, x3, x4]


class Decoder(nn.Module):
    def __init__(self, layout: Layout) -> None:
        super().__init__()
        c, blocks = [layout.channels(level) for level in range(4)], layout.decoder
        self.fuse4, self.up4 = layout.decoders(blocks[3], 3), double(c[3])
        self.ch_reduce3, self.fuse3 = layers.Pointwise(c[3], c[2]), layout.decoders(blocks[2], 2)
        self.up3, self.ch_reduce2 = double(c[2]), layers.Pointwise(c[2], c[1])
        self.fuse2, self.up2 = layout.decoders(blocks[1], 1), double(c[1])
        self.ch_reduce1, self.fuse1 = layers.Pointwise(c[1], c[0]), layout.decoders(blocks[0], 0)
        self.head = layers.Conv(c[0], 3, 3, padding=1)
        self._heads = ["head"]
        for level in range(1, 4) if layout.has_heads else ():
            self._heads.append(f"aux_head{level + 1}")
            self.add_module(self._heads[-1], layers.Conv(c[level], 3, 3, padding=1))

    def heads(self) -> list[nn.Module]:
        """Those that are there, finest first."""
        return [self.get_submodule(name) for name in self._heads]

    def forward(self, features: list[Tensor]) -> list[Tensor]:
        """The features of each level, finest first."""
        x1, x2, x3, x4 = features
        t4 = self.fuse4(x4)
        t3 = self.fuse3(self.ch_reduce3(torch.cat((x3, self.up4(t4)), -1)))
        t2 = self.fuse2(self.ch_reduce2(torch.cat((x2, self.up3(t3)), -1)))
        t1 = self.fuse1(self.ch_reduce1(torch.cat((x1, self.up2(t2)), -1)))
        return [t1, t2, t3, t4]


class DecoderBlock(nn.Module):
    def __init__(self, c: int) -> None:
        super().__init__()
        self.norm1, self.norm2 = layers.LayerNorm2d(c), layers.LayerNorm2d(c)
        self.conv1_pw = layers.Pointwise(c, 4 * c)
        self.conv2_pw = nn.Sequential(layers.Depthwise(4 * c, 3), layers.DepthwiseGelu(4 * c, 3))
        self.conv3_pw = layers.Pointwise(4 * c, c)
        self.ffn = fourier.FilteredFeedForward(c, 2 * c, bias=True)
        self.beta, self.gamma = (nn.Parameter(torch.zeros(1, c, 1, 1)) for _ in range(2))

    def forward(self, x: Tensor) -> Tensor:
        y = layers.by_rows(self._convolved, x, halo=2, features=self.conv1_pw.out_channels)
        y = torch.addcmul(x, y, self.beta.permute(0, 2, 3, 1))
        return torch.addcmul(y, self.ffn(self.norm2(y)), self.gamma.permute(0, 2, 3, 1))

    def _convolved(self, x: Tensor) -> Tensor:
        return self.conv3_pw(self.conv2_pw(self.conv1_pw(self.norm1(x))))


def double(c: int) -> nn.Sequential:
    """One pixel to 2 x 2 of half the channels."""
    return nn.Sequential(layers.Shuffle(c, 2 * c))
