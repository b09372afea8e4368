"""What runs a network on tiles.

`eager` is PyTorch as it is, on every device. `graphs` records on a CUDA device what PyTorch launches for
a tile, and replays it for the next ones, so that the processor no longer holds the GPU up. `compiled` is
OpenVINO on the processor, an extra that `tuning` measures: ``auto`` takes it where it was faster.

All have one method, `Runner.start`. It gives a function that waits for the result; on a GPU the work
has begun by then, so the caller can prepare the next tile meanwhile.
"""

from collections.abc import Callable
from typing import Protocol

from torch import Tensor, nn

from deblur_desktop.recipe import Backend

Beat = Callable[[], None]
Finish = Callable[[], Tensor]


class Runner(Protocol):
    """Runs the network that it was made for.

    Attributes:
        backend: Its name in a recipe.
        ahead: How many tiles may be started before the first one is finished.
    """

    backend: Backend
    ahead: int

    def start(self, pixels_BCHW: Tensor, beat: Beat) -> Finish:
        """Begin with a tile.

        Args:
            pixels_BCHW: float32 on the processor.
            beat: Called often while it goes on, here or in what is given; it may raise to stop the work.

        Returns:
            Gives float32 (B, 3, H, W) on the processor.
        """
        ...


class Beats:
    """Calls `beat` before each block of a network, so that a run can be stopped within a tile."""

    def __init__(self, module: nn.Module) -> None:
        self.beat: Beat = _nothing
        for block in module.modules():
            block.register_forward_pre_hook(lambda *_: self.beat())

    def stop(self) -> None:
        """Call nothing until the next `beat` is set."""
        self.beat = _nothing


def _nothing() -> None:
    pass
