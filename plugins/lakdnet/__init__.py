"""LaKDNet for motion blur and defocus, also from the two views of a dual-pixel camera.

`build` derives everything from names and shapes: width, blocks, kernels, and whether the views go in.
"""

from itertools import count, takewhile
from typing import Any

from torch import Tensor

from deblur_desktop.api import Architecture, Network, Shapes, Tiling, has, layers

from .network import LaKDNet, Layout

_MULTIPLE = 8
_LEVELS = ("encoder_level1", "encoder_level2", "encoder_level3", "latent")


def build(shapes: Shapes, **_: Any) -> Network:
    """LaKDNet in the size that *shapes* tell. It takes float32 and gives float32, in every precision."""
    width, inputs = shapes["embed.weight"][:2]
    layout = Layout(
        inputs=inputs,
        width=width,
        blocks=tuple(_blocks(shapes, level) for level in _LEVELS),
        kernels=tuple(shapes[f"{level}.0.mixer.dense_depth_1.weight"][-1] for level in _LEVELS),
        hidden=tuple(shapes[f"{level}.0.ffn.project_out.weight"][1] for level in _LEVELS),
    )
    module = LaKDNet(layout)

    def forward(pixels_BCHW: Tensor) -> Tensor:
        return layers.reflected(module, pixels_BCHW, _MULTIPLE)

    tiling = Tiling(multiple=_MULTIPLE, minimum=64, overlap=64)
    return Network(module, channels=inputs, tiling=tiling, half=True, forward=forward)


def _blocks(shapes: Shapes, level: str) -> int:
    return sum(1 for _ in takewhile(lambda i: f"{level}.{i}.norm1.body.weight" in shapes, count()))


architecture = Architecture(
    id="lakdnet",
    name="LaKDNet",
    paper="Ruan et al., Revisiting Image Deblurring with an Efficient ConvNet, arXiv 2302.02234",
    license="Apache-2.0",
    detect=has("embed.weight", "*.mixer.dense_depth_1.weight"),
    build=build,
)
