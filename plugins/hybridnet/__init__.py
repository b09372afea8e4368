"""HybridNet for motion blur.

`build` derives everything from names and shapes, also whether the coarser levels can show a picture. A
photo is padded to a multiple of 128 as its authors do; the network itself asks for 64.
"""

from itertools import count, takewhile
from typing import Any

from torch import Tensor

from deblur_desktop.api import Architecture, Network, Shapes, Tiling, has, layers

from .network import HybridNet, Layout

_MULTIPLE = 128


def build(shapes: Shapes, **_: Any) -> Network:
    """HybridNet in the size that *shapes* tell; float32 to float32 in every precision."""
    layout = Layout(
        width=shapes["embedding.conv.weight"][0],
        encoder=tuple(_blocks(shapes, f"encoder.fuse{level}") for level in range(1, 5)),
        bridge=tuple(_blocks(shapes, f"bridge.fuse{level}") for level in range(2, 4)),
        decoder=tuple(_blocks(shapes, f"decoder.fuse{level}") for level in range(1, 5)),
        has_heads="decoder.aux_head2.weight" in shapes,
    )
    module = HybridNet(layout)

    def forward(pixels_BCHW: Tensor) -> Tensor:
        return layers.reflected(module, pixels_BCHW, _MULTIPLE)

    tiling = Tiling(multiple=_MULTIPLE, minimum=_MULTIPLE, overlap=64, whole_image=True)
    return Network(module, tiling=tiling, half=True, forward=forward)


def _blocks(shapes: Shapes, level: str) -> int:
    return sum(1 for _ in takewhile(lambda i: f"{level}.{i}.beta" in shapes, count()))


architecture = Architecture(
    id="hybridnet",
    name="HybridNet",
    paper="Single Image Blind Motion Deblurring, github.com/EEGuizhi",
    license="Apache-2.0",
    detect=has("embedding.conv.weight", "bridge.fuse2.*.ffn.fft"),
    build=build,
)
