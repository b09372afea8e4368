"""LaKDNet, a U-shaped network of large depthwise kernels (Ruan et al., arXiv 2302.02234).

The skeleton is Restormer's; where that has attention, a `Mixer` looks far by kernels of 7 x 7 or 9 x 9.

Letters: B batch, H height, W width, C channels. Features are BHWC. Names of modules are those of the
published weights.
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
        inputs: Channels of the input: 3, or 9 for left view, right view and photo.
        width: Channels of the finest level; they double with each of the four levels.
        blocks: Of each level, finest first.
        kernels: Side of the mixer's kernels of each level, likewise.
        hidden: Half of the hidden channels of the feed-forward at each level, likewise.
    """

    inputs: int
    width: int
    blocks: tuple[int, ...]
    kernels: tuple[int, ...]
    hidden: tuple[int, ...]


class LaKDNet(nn.Module):
    """The whole network. Its result is clipped to [0, 1], in training too."""

    def __init__(self, layout: Layout) -> None:
        super().__init__()
        c = [layout.width * 2**level for level in range(4)]

        def level(index: int) -> nn.Sequential:
            side, hidden = layout.kernels[index], layout.hidden[index]
            blocks = (Mixerblock(c[index], side, hidden) for _ in range(layout.blocks[index]))
            return nn.Sequential(*blocks)

        self.embed = layers.PhotoConv(layout.inputs, c[0], 3, padding=1, bias=False)
        self.encoder_level1, self.down1_2 = level(0), layers.Downsample(c[0])
        self.encoder_level2, self.down2_3 = level(1), layers.Downsample(c[1])
        self.encoder_level3, self.down3_4 = level(2), layers.Downsample(c[2])
        self.latent = level(3)
        self.up4_3, self.reduce_chan_level3 = (
            layers.Upsample(c[3]),
            layers.Pointwise(c[3], c[2], bias=False),
        )
        self.decoder_level3 = level(2)
        self.up3_2, self.reduce_chan_level2 = (
            layers.Upsample(c[2]),
            layers.Pointwise(c[2], c[1], bias=False),
        )
        self.decoder_level2 = level(1)
        self.up2_1 = layers.Upsample(c[1])
        # The finest level keeps both halves, so its blocks are as wide as those below.
        side, hidden = layout.kernels[0], layout.hidden[1]
        last = (Mixerblock(c[1], side, hidden) for _ in range(layout.blocks[0]))
        self.decoder_level1 = nn.Sequential(*last)
        self.output = layers.Conv(c[1], 3, 3, padding=1, bias=False)

    def forward(self, pixels_BCHW: Tensor) -> Tensor:
        """(B, C, H, W) to float32 (B, 3, H, W); sides are multiples of 8."""
        return self.unclipped(pixels_BCHW).clamp(0, 1)

    def unclipped(self, pixels_BCHW: Tensor) -> Tensor:
        """The last three channels of the input, and the change that the network makes to them."""
        photo = pixels_BCHW.float()
        change = self._change(photo.permute(0, 2, 3, 1))
        return photo[:, -3:] + change.permute(0, 3, 1, 2)

    def _change(self, photo: Tensor) -> Tensor:
        level1 = self.encoder_level1(self.embed(photo))
        level2 = self.encoder_level2(self.down1_2(level1))
        level3 = self.encoder_level3(self.down2_3(level2))
        x = self.latent(self.down3_4(level3))
        x = self.reduce_chan_level3(torch.cat((self.up4_3(x), level3), -1))
        x = self.decoder_level3(x)
        x = self.reduce_chan_level2(torch.cat((self.up3_2(x), level2), -1))
        x = self.decoder_level2(x)
        x = self.decoder_level1(torch.cat((self.up2_1(x), level1), -1))
        return self.output(x)


class Mixerblock(nn.Module):
    """The feed-forward sees what was mixed, but what it makes is added to the block's input."""

    def __init__(self, c: int, side: int, hidden: int) -> None:
        super().__init__()
        self.norm1, self.norm2 = layers.BodyNorm(c), layers.BodyNorm(c)
        self.mixer = Mixer(c, side)
        self.ffn = layers.GatedFeedForward(c, hidden)

    def forward(self, x: Tensor) -> Tensor:
        mixed = self.mixer(self.norm1(x)).add_(x)
        return self.ffn(self.norm2(mixed)).add_(x)


class Mixer(nn.Module):
    """Two rounds of looking far and mixing channels; each step starts from the mixer's own input."""

    def __init__(self, c: int, side: int) -> None:
        super().__init__()
        self.dense_depth_1 = layers.Depthwise(c, side, bias=False)
        self.dense_point_1 = layers.Pointwise(c, c)
        self.dense_depth_2 = layers.Depthwise(c, side, bias=False)
        self.dense_point_2 = layers.Pointwise(c, c)

    def forward(self, z: Tensor) -> Tensor:
        once = mixed(z, z, self.dense_depth_1, self.dense_point_1)
        return mixed(once, z, self.dense_depth_2, self.dense_point_2)


def mixed(x: Tensor, z: Tensor, depth: nn.Conv2d, point: nn.Conv2d) -> Tensor:
    """One round on *x*; *z* is the shortcut."""
    far = layers.depthwise(x, depth.weight, gelu=True).add_(z)
    return layers.linear_gelu(far, point.weight.flatten(1), point.bias).add_(z)
