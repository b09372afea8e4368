"""MLWNet, whose decoder works in learned wavelets (Gao et al., CVPR 2024, arXiv 2401.00027).

Each level of the decoder can show a picture; only the finest is the result, the others are for training.

Letters: B batch, H height, W width, C channels. Features are BHWC. Names of modules are those of the
published weights.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from deblur_desktop.api import layers, naf, wavelet


@dataclass(frozen=True)
class Layout:
    """The hyper-parameters.

    Attributes:
        width: Channels of the finest level; they double with each of the four levels.
        encoder: Blocks of each level of the encoder, finest first.
        fusion: Blocks of its second and third level.
        decoder: Blocks of each level of the decoder, finest first.
        kernel: Side of the convolution of wavelet bands.
        window: Side of the window of the channel attention's mean, in pixels of the photo; 0 for the
            whole picture.
    """

    width: int
    encoder: tuple[int, ...]
    fusion: tuple[int, ...]
    decoder: tuple[int, ...]
    kernel: int
    window: int

    def channels(self, level: int) -> int:
        """Of a level, 0 is the finest."""
        return self.width * 2**level

    def wavelets(self, blocks: int, level: int) -> nn.Sequential:
        """Wavelet blocks one after the other."""
        c, window = self.channels(level), self.window // 2**level
        kernels = (self.kernel,)
        return nn.Sequential(*(wavelet.WaveletBlock(c, window, kernels) for _ in range(blocks)))


class MLWNet(nn.Module):
    """The whole network."""

    def __init__(self, layout: Layout) -> None:
        super().__init__()
        self.encoder, self.fusion = Encoder(layout), Fusion(layout)
        self.decoder = Decoder(layout)

    def forward(self, pixels_BCHW: Tensor) -> Tensor:
        """(B, 3, H, W) to float32 of that shape; sides are multiples of 16."""
        photo = pixels_BCHW.float()
        change = self.decoder.head1(self._decoded(photo)[0])
        return photo + change.permute(0, 3, 1, 2)

    def pictures(self, pixels_BCHW: Tensor) -> list[Tensor]:
        """The pictures of all levels, the finest first, each half as large as the one before."""
        photo, decoder = pixels_BCHW.float(), self.decoder
        heads = decoder.head1, decoder.head2, decoder.head3, decoder.head4
        pairs = zip(heads, self._decoded(photo), strict=True)
        shown = [head(x).permute(0, 3, 1, 2).float() for head, x in pairs]
        return [photo + shown[0], *shown[1:]]

    def _decoded(self, photo: Tensor) -> list[Tensor]:
        return self.decoder(self.fusion(self.encoder(photo.permute(0, 2, 3, 1))))


class Encoder(nn.Module):
    def __init__(self, layout: Layout) -> None:
        super().__init__()
        c = [layout.channels(level) for level in range(4)]

        def level(index: int) -> nn.Sequential:
            window = layout.window // 2**index
            blocks = range(layout.encoder[index])
            return nn.Sequential(*(naf.NAFBlock(c[index], window) for _ in blocks))

        self.feature_embed = layers.PhotoConv(3, c[0], 3, padding=1)
        self.b1, self.down1 = level(0), layers.Conv(c[0], c[1], 2, stride=2)
        self.b2, self.down2 = level(1), layers.Conv(c[1], c[2], 2, stride=2)
        self.b3, self.down3 = level(2), layers.Conv(c[2], c[3], 2, stride=2)
        self.b4 = level(3)

    def forward(self, photo: Tensor) -> list[Tensor]:
        x1 = self.b1(self.feature_embed(photo))
        x2 = self.b2(self.down1(x1))
        x3 = self.b3(self.down2(x2))
        return [x1, x2, x3, self.b4(self.down3(x3))]


class Fusion(nn.Module):
    """Carries what coarse levels found to the finer ones."""

    def __init__(self, layout: Layout) -> None:
        super().__init__()
        self.up43, self.d3 = double(layout.channels(3)), layout.wavelets(layout.fusion[1], 2)
        self.up32, self.d2 = double(layout.channels(2)), layout.wavelets(layout.fusion[0], 1)

    def forward(self, features: list[Tensor]) -> list[Tensor]:
        x1, x2, x3, x4 = features
        f3 = self.d3(self.up43(x4).add_(x3))
        f2 = self.d2(self.up32(f3).add_(x2))
        return [x1, f2, f3, x4]


class Decoder(nn.Module):
    def __init__(self, layout: Layout) -> None:
        super().__init__()
        c, blocks = [layout.channels(level) for level in range(4)], layout.decoder
        self.alpha = nn.Parameter(torch.zeros(1, c[1], 1, 1))
        self.d4, self.head4, self.up43 = layout.wavelets(blocks[3], 3), Head(c[3]), double(c[3])
        self.d3, self.head3, self.up32 = layout.wavelets(blocks[2], 2), Head(c[2]), double(c[2])
        self.d2, self.head2, self.up21 = layout.wavelets(blocks[1], 1), Head(c[1]), double(c[1])
        self.d1, self.head1 = layout.wavelets(blocks[0], 0), Head(c[0])

    def forward(self, features: list[Tensor]) -> list[Tensor]:
        """The features of each level, finest first."""
        x1, f2, f3, x4 = features
        t4 = self.d4(x4)
        t3 = self.d3(self.up43(t4).add_(f3))
        t2 = self.d2(self.up32(t3).add_(f2))
        mixed = torch.addcmul(t2, f2, self.alpha.permute(0, 2, 3, 1))
        return [self.d1(self.up21(mixed).add_(x1)), t2, t3, t4]


class Head(nn.Module):
    def __init__(self, c: int) -> None:
        super().__init__()
        self.block = nn.Sequential(layers.Conv(c, 3, 3, padding=1))

    def forward(self, x: Tensor) -> Tensor:
        return self.block(x)


def double(c: int) -> nn.Sequential:
    """One pixel to 2 x 2 of half the channels."""
    return nn.Sequential(layers.Shuffle(c, 2 * c, bias=False))
