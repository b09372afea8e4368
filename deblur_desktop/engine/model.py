"""A model: a checkpoint loaded on a device, ready to be called."""

import logging
from dataclasses import dataclass, field
from pathlib import Path

import torch
from torch import Tensor, nn

from deblur_desktop.engine.architecture import Network
from deblur_desktop.engine.backends import Beat, Finish, Runner
from deblur_desktop.engine.backends.compiled import Compiled
from deblur_desktop.engine.backends.eager import Eager
from deblur_desktop.engine.backends.graphs import Graphs
from deblur_desktop.engine.backends.trials import better_backend
from deblur_desktop.engine.device import (
    choose_backend,
    choose_precision,
    dtype_of,
    find_device,
    is_out_of_memory,
)
from deblur_desktop.engine.identify import build_fitting, identify
from deblur_desktop.engine.weights import read_shapes, read_state
from deblur_desktop.errors import OutOfMemory, PluginError, UnknownArchitecture
from deblur_desktop.library.card import Checkpoint
from deblur_desktop.library.library import Installed
from deblur_desktop.recipe import Backend, Precision

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
        runner: What runs it.
        beat: Called often during a run; it may raise to stop the work.
        side: Of the tiles that fitted when memory ran short, where later photos start; else 0.
    """

    network: Network
    checkpoint: Checkpoint
    path: Path
    device: torch.device
    precision: Precision
    runner: Runner
    beat: Beat = field(default=_nothing)
    side: int = 0

    @property
    def sha256(self) -> str:
        """Of the weight file, as its card says and as was checked on loading."""
        return self.checkpoint.sha256

    def start(self, pixels_BCHW: Tensor) -> Finish:
        """Begin with float32 (B, C, H, W) in [0, 1]; what is given waits for float32 (B, 3, H, W)."""
        return self.runner.start(pixels_BCHW, self.beat)

    def __call__(self, pixels_BCHW: Tensor) -> Tensor:
        """`start`, and wait."""
        return self.start(pixels_BCHW)()

    def exact(self) -> "Model":
        """The same model in float32; itself when it is already."""
        if self.precision == "fp32":
            return self
        installed = Installed(checkpoint=self.checkpoint, path=self.path)
        return load_model(installed, device=str(self.device), precision="fp32", backend="torch")


def load_model(
    installed: Installed,
    *,
    device: str = "auto",
    precision: Precision = "auto",
    backend: Backend = "auto",
) -> Model:
    """The network of *installed* with its weights on *device*.

    Raises:
        CheckpointError: The file is missing, damaged, unsafe, or of an unknown architecture.
        DeviceLost: This machine does not have the device.
        OutOfMemory: The weights do not fit.
        UsageError: The device has no such precision or backend.
    """
    place = find_device(device)
    network = build_network(installed)
    chosen = choose_precision(precision, place, network)
    card = installed.checkpoint
    runs = choose_backend(backend, place) or better_backend(card.sha256, chosen)
    state = read_state(installed.path, sha256=card.sha256)
    network.module.load_state_dict(state, assign=True, strict=True)
    network.module.eval().requires_grad_(requires_grad=False)
    # OpenVINO rounds the weights itself.
    _move(network, card.id, place, torch.float32 if runs == "openvino" else dtype_of(chosen))
    logger.info("loaded %s on %s in %s with %s", card.id, place, chosen, runs)
    runner = _runner(network, runs, place, chosen, card.sha256)
    return Model(network, card, installed.path, place, chosen, runner)


def _move(network: Network, name: str, place: torch.device, dtype: torch.dtype) -> None:
    try:
        network.module.to(device=place, dtype=dtype)
        lay_out(network.module)
    except RuntimeError as error:
        if not is_out_of_memory(error):
            raise
        raise OutOfMemory(
            f"the checkpoint does not fit into the memory of {place}: {name}",
            "close other programs, or choose --device cpu",
        ) from error


def lay_out(module: nn.Module) -> None:
    """Put the weights of convolutions in the order that BHWC features are fast with."""
    for parameter in module.parameters():
        if parameter.dim() == 4:
            parameter.data = parameter.data.contiguous(memory_format=torch.channels_last)


def _runner(
    network: Network, backend: Backend, place: torch.device, precision: Precision, sha256: str
) -> Runner:
    if backend == "openvino":
        return Compiled(network, precision, sha256)
    if place.type == "cuda":
        # float32 shall mean it: convolutions would silently be done in TF32.
        torch.backends.cudnn.allow_tf32 = False
        return Graphs(network, place)
    return Eager(network, place)


def build_network(installed: Installed) -> Network:
    """The network of *installed* without weights, on the meta device."""
    shapes = read_shapes(installed.path)
    try:
        architecture = identify(shapes)
    except UnknownArchitecture as error:
        if not installed.problem:
            raise
        name = installed.checkpoint.architecture
        raise PluginError(
            f"{installed.problem}; it is needed for {installed.checkpoint.id}",
            f"`deblur-desktop plugins enable {name}` turns it on, once it is there",
        ) from error
    return build_fitting(architecture, shapes, installed.checkpoint.options)
