"""What a plug-in offers: an architecture, and the network that it builds from names and shapes.

Tensors here are BCHW: batch, channels, height, width; RGB in [0, 1].
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from torch import Tensor, nn

from deblur_desktop.engine.detect import Condition

Shapes = Mapping[str, tuple[int, ...]]
"""Names of tensors and their shapes: all that is read of a checkpoint before its network is built."""


@dataclass(frozen=True, slots=True)
class Tiling:
    """What a network bears when a photo is cut into tiles.

    Attributes:
        multiple: Both sides of a tile are multiples of this; `Network.forward` pads what is not.
        minimum: The smallest side.
        overlap: The least overlap of neighbours that shows no seam, in pixels.
        sizes: The only sides that the network bears, or empty for any. For networks that mix over the
            whole tile, whose result depends on its size.
        whole_image: The network uses statistics of its whole input, so tiles change the picture.
    """

    multiple: int = 1
    minimum: int = 16
    overlap: int = 48
    sizes: tuple[int, ...] = ()
    whole_image: bool = False


@dataclass(frozen=True, slots=True)
class Network:
    """A built network.

    Attributes:
        module: With parameters named as in the published checkpoints.
        channels: Of the input: 3, or with dual-pixel views 6 (left, right) or 9 (left, right, photo).
        tiling: See `Tiling`.
        half: Whether bfloat16 gives the same picture (a mean difference below one 8-bit step; tried by
            the tests). False keeps float32.
        forward: (B, channels, H, W) to (B, 3, H, W), for every H and W from 1 up: it pads as the authors
            do and crops. Defaults to the module itself. Not clipped, unless the authors clip.
    """

    module: nn.Module
    channels: int = 3
    tiling: Tiling = field(default_factory=Tiling)
    half: bool = False
    forward: Callable[[Tensor], Tensor] | None = None

    def __call__(self, pixels_BCHW: Tensor) -> Tensor:
        """The restored pixels, (B, 3, H, W)."""
        return (self.forward or self.module)(pixels_BCHW)


class Build(Protocol):
    """Makes a network from names and shapes alone; every hyper-parameter is derived from them."""

    def __call__(self, shapes: Shapes, **options: Any) -> Network:
        """*options* come from the card and say what a shape cannot (the count of heads, say)."""
        ...


State = Mapping[str, Any]
"""Names to arrays (NumPy or torch)."""


@dataclass(frozen=True, slots=True)
class Architecture:
    """Code that recognises a checkpoint and builds its network. Each plug-in offers one.

    Attributes:
        id: The folder's name.
        name: For people.
        paper: Citation or link.
        license: SPDX, of the code; that of the weights stands on the card.
        detect: Which names mark a checkpoint as this architecture's.
        build: See `Build`. Called under ``torch.device("meta")``.
        convert: Reads a published file of another form than torch's or safetensors' (a path to a file
            or folder) and gives names and arrays, or None when the file is not of that form.
    """

    id: str
    name: str
    paper: str
    license: str
    detect: Condition
    build: Build
    convert: Callable[[Path], State | None] | None = None
