"""The network itself: its modules are named as in the published file."""

from torch import Tensor, nn


class Mynet(nn.Module):
    """Adds to the photo what a few residual blocks find missing. Replace it by yours."""

    def __init__(self, width: int, blocks: int) -> None:
        super().__init__()
        self.mynet_first = nn.Conv2d(3, width, 3, padding=1)
        self.mynet_blocks = nn.ModuleList(block(width) for _ in range(blocks))
        self.mynet_last = nn.Conv2d(width, 3, 3, padding=1)
        # Untrained, it gives the photo back.
        nn.init.zeros_(self.mynet_last.weight)
        nn.init.zeros_(self.mynet_last.bias)  # pyright: ignore[reportArgumentType] - it has one

    def forward(self, pixels: Tensor) -> Tensor:
        """(B, 3, H, W) float32 in [0, 1] to the same, for every H and W."""
        # Parameters may be bfloat16; the photo stays in float32.
        x = self.mynet_first(pixels.to(self.mynet_first.weight.dtype))
        for inner in self.mynet_blocks:
            x = x + inner(x)
        return pixels + self.mynet_last(x).float()


def block(width: int) -> nn.Sequential:
    """Two convolutions."""
    return nn.Sequential(
        nn.Conv2d(width, width, 3, padding=1), nn.GELU(), nn.Conv2d(width, width, 3, padding=1)
    )
