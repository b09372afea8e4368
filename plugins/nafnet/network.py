"""NAFNet, a U-shaped network without activation functions (Chen et al., ECCV 2022, arXiv 2204.04676).

`NAFNet` halves and doubles; all the work is in `naf.NAFBlock`, whose only nonlinearities are a product
of two halves and a channel attention. Between training and use the attention's mean changes from the
whole picture to a window as large as the authors trained on (TLC, Chu et al., ECCV 2022):
`layers.LocalMean`.

Letters: B batch, H height, W width, C channels. Activations are BHWC. Names of modules are those of the
published weights.
"""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor, nn
from torch.nn import functional as F

from deblur_desktop.api import layers, naf


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
        self.intro = layers.PhotoConv(3, c, 3, padding=1)
        self.encoders, self.downs = nn.ModuleList(), nn.ModuleList()
        for blocks in layout.encoders:
            self.encoders.append(stack(blocks, c, window))
            self.downs.append(layers.Conv(c, 2 * c, 2, stride=2))
            c, window = 2 * c, window // 2
        self.middle_blks = stack(layout.middle, c, window)
        self.ups, self.decoders = nn.ModuleList(), nn.ModuleList()
        for blocks in layout.decoders:
            self.ups.append(nn.Sequential(layers.Shuffle(c, 2 * c, bias=False)))
            c, window = c // 2, window * 2
            self.decoders.append(stack(blocks, c, window))
        self.ending = layers.Conv(c, 3, 3, padding=1)

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
    return nn.Sequential(*(naf.NAFBlock(c, window) for _ in range(blocks)))
