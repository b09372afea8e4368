"""Restormer for motion blur and defocus, also from the two views of a dual-pixel camera.

`build` derives everything from names and shapes; the count of heads is that of their temperatures.
"""

from itertools import count, takewhile
from typing import Any

from torch import Tensor

from deblur_desktop.api import Architecture, Network, Shapes, Tiling, has, layers

from .network import Layout, Restormer

_MULTIPLE = 8
_LEVELS = ("encoder_level1", "encoder_level2", "encoder_level3", "latent")


def build(shapes: Shapes, **_: Any) -> Network:
    """Restormer in the size that *shapes* tell; float32 to float32 in every precision."""
    width, inputs = shapes["patch_embed.proj.weight"][:2]
    layout = Layout(
        inputs=inputs,
        width=width,
        blocks=tuple(_blocks(shapes, level) for level in _LEVELS),
        heads=tuple(shapes[f"{level}.0.attn.temperature"][0] for level in _LEVELS),
        hidden=tuple(shapes[f"{level}.0.ffn.project_out.weight"][1] for level in _LEVELS),
        refinement=_blocks(shapes, "refinement"),
    )
    module = Restormer(layout)

    def forward(pixels_BCHW: Tensor) -> Tensor:
        return layers.reflected(module, pixels_BCHW, _MULTIPLE)

    tiling = Tiling(multiple=_MULTIPLE, minimum=64, overlap=64, whole_image=True)
    return Network(module, channels=inputs, tiling=tiling, half=True, forward=forward)


def _blocks(shapes: Shapes, level: str) -> int:
    return sum(1 for _ in takewhile(lambda i: f"{level}.{i}.norm1.body.weight" in shapes, count()))


architecture = Architecture(
    id="restormer",
    name="Restormer",
    paper="Zamir et al., Restormer, CVPR 2022, arXiv 2111.09881",
    license="Apache-2.0",
    detect=has("patch_embed.proj.weight", "*.attn.temperature", "*.attn.qkv_dwconv.weight"),
    build=build,
)
