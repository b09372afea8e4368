"""MAXIM for motion blur, with the weights of Google Research.

`build` derives everything from names and shapes, also how many of the three stages a file holds: the
first stage alone is a good and much cheaper network. `package.py` reads the weights as npm carries them.
"""

from typing import Any

from torch import Tensor

from deblur_desktop.api import Architecture, Network, Shapes, Tiling, has, layers

from .layout import layout_of
from .network import Maxim
from .package import convert


def build(shapes: Shapes, *, stages: int = 3, **_: Any) -> Network:
    """MAXIM in the size that *shapes* tell, left after *stages* of it.

    It takes float32 and gives float32, in every precision.
    """
    layout = layout_of(shapes)
    if stages < 1:
        raise ValueError(f"MAXIM has at least one stage, not {stages}")
    module, multiple = Maxim(layout, min(stages, layout.stages)), layout.multiple

    def forward(pixels_BCHW: Tensor) -> Tensor:
        return layers.reflected(module, pixels_BCHW, multiple, centered=True)

    tiling = Tiling(multiple=multiple, minimum=multiple, overlap=64, sizes=(256, 512))
    return Network(module, tiling=tiling, half=True, forward=forward)


architecture = Architecture(
    id="maxim",
    name="MAXIM",
    paper="Tu et al., MAXIM: Multi-Axis MLP for Image Processing, CVPR 2022, arXiv 2201.02973",
    license="Apache-2.0",
    detect=has("stage_0_input_conv_0.weight", "stage_0_*.GridGmlpLayer.*", "UpSampleRatio_0.*"),
    build=build,
    convert=convert,
)
