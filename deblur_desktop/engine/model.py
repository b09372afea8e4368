"""A model: a checkpoint loaded on a device, ready to be called."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import torch
from torch import Tensor

from deblur_desktop.engine.architecture import Network
from deblur_desktop.engine.device import choose_precision, dtype_of, find_device, is_out_of_memory
from deblur_desktop.engine.identify import build_fitting, identify
from deblur_desktop.engine.weights import read_shapes, read_state
from deblur_desktop.errors import OutOfMemory
from deblur_desktop.library.card import Checkpoint
from deblur_desktop.library.library import Installed
from deblur_desktop.recipe import Precision

logger = logging.getLogger(__name__)


def _nothing() -> None:
    pass


@dataclass(slots=True, eq=False)
class Model:
    """A network with its weights on a device.

    Attributes:
        network: Whose parameters are in `precision`.
        checkpoint: The card.
        path: Of the weights, to load them again in float32.
        device: Where it runs.
        precision: Never ``auto``.
        beat: Called before each block of the network; it may raise to stop the work.
    """

    network: Network
    checkpoint: Checkpoint
    path: Path
    device: torch.device
    precision: Precision
    beat: Callable[[], None] = field(default=_nothing)

    @property
    def sha256(self) -> str:
        """Of the weight file, as its card says and as was checked on loading."""
        return self.checkpoint.sha256

    def __post_init__(self) -> None:
        for module in self.network.module.modules():
            module.register_forward_pre_hook(lambda *_: self.beat())

    @torch.inference_mode()
    def __call__(self, pixels_BCHW: Tensor) -> Tensor:
        """float32 (B, C, H, W) in [0, 1], on any device, to float32 (B, 3, H, W) on the processor."""
        return self.network(pixels_BCHW.to(self.device)).float().cpu()

    def exact(self) -> "Model":
        """The same model in float32; itself when it is already."""
        if self.precision == "fp32":
            return self
        installed = Installed(checkpoint=self.checkpoint, path=self.path)
        return load_model(installed, device=str(self.device), precision="fp32")


def load_model(
    installed: Installed, *, device: str = "auto", precision: Precision = "auto"
) -> Model:
    """The network of *installed* with its weights on *device*.

    Raises:
        CheckpointError: The file is missing, damaged, unsafe, or of an unknown architecture.
        DeviceLost: This machine does not have the device.
        OutOfMemory: The weights do not fit.
    """
    place = find_device(device)
    network = build_network(installed)
    chosen = choose_precision(precision, place, network)
    state = read_state(installed.path, sha256=installed.checkpoint.sha256)
    network.module.load_state_dict(state, assign=True, strict=True)
    network.module.eval().requires_grad_(requires_grad=False)
    try:
        network.module.to(device=place, dtype=dtype_of(chosen))
        network.module.to(memory_format=torch.channels_last)  # pyright: ignore[reportCallIssue]
    except RuntimeError as error:
        if not is_out_of_memory(error):
            raise
        raise OutOfMemory(
            f"the checkpoint does not fit into the memory of {place}: {installed.checkpoint.id}",
            "close other programs, or choose --device cpu",
        ) from error
    logger.info("loaded %s on %s in %s", installed.checkpoint.id, place, chosen)
    return Model(network, installed.checkpoint, installed.path, place, chosen)


def build_network(installed: Installed) -> Network:
    """The network of *installed* without weights, on the meta device."""
    shapes = read_shapes(installed.path)
    return build_fitting(identify(shapes), shapes, installed.checkpoint.options)
