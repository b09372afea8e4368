"""PyTorch as it is."""

import torch
from torch import Tensor

from deblur_desktop.engine.architecture import Network
from deblur_desktop.engine.backends import Beat, Beats, Finish
from deblur_desktop.recipe import Backend


class Eager:
    """Runs a network block by block; see `Runner`."""

    backend: Backend = "torch"
    ahead = 0

    def __init__(self, network: Network, device: torch.device) -> None:
        self._network, self._device = network, device
        self._beats = Beats(network.module)

    def start(self, pixels_BCHW: Tensor, beat: Beat) -> Finish:
        """Run the whole tile; see `Runner.start`."""
        self._beats.beat = beat
        with torch.inference_mode():
            restored = self._network(pixels_BCHW.to(self._device)).float().cpu()
        return lambda: restored
