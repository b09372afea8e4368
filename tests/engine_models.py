"""Small models for tests: plain functions dressed as networks."""

from collections.abc import Callable
from pathlib import Path

import torch
from torch import Tensor, nn

from deblur_desktop.engine.architecture import Network, Tiling
from deblur_desktop.engine.backends.eager import Eager
from deblur_desktop.engine.model import Model
from deblur_desktop.library.card import Checkpoint, Task

FREE = Tiling(multiple=8, minimum=16, overlap=16)


class Plain(nn.Module):
    """A network without weights that does *function*."""

    def __init__(self, function: Callable[[Tensor], Tensor]) -> None:
        super().__init__()
        self.function = function

    def forward(self, pixels_BCHW: Tensor) -> Tensor:
        return self.function(pixels_BCHW)


def model_of(
    function: Callable[[Tensor], Tensor], *, tiling: Tiling = FREE, channels: int = 3
) -> Model:
    network = Network(Plain(function), channels=channels, tiling=tiling)
    card = Checkpoint("fake", "Fake", "fake", Task.MOTION, "CC0-1.0", sha256="0" * 64)
    device = torch.device("cpu")
    return Model(network, card, Path("fake"), device, "fp32", Eager(network, device))


def identity(pixels_BCHW: Tensor) -> Tensor:
    return pixels_BCHW[:, -3:]


def sharpen(pixels_BCHW: Tensor) -> Tensor:
    """A local, shift-invariant change, so that tiles must not show."""
    padded = torch.nn.functional.pad(pixels_BCHW[:, -3:], (1, 1, 1, 1), "replicate")
    smooth = torch.nn.functional.avg_pool2d(padded, 3, 1)
    return 1.5 * pixels_BCHW[:, -3:] - 0.5 * smooth
