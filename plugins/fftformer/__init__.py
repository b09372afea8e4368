"""FFTformer for motion blur.

`build` derives everything from names and shapes. The option ``multiple`` says to which multiple of
pixels the authors of the checkpoint pad a photo: 32 as the network needs, or 128.
"""

from itertools import count, takewhile
from typing import Any

from torch import Tensor

from deblur_desktop.api import Architecture, Network, Shapes, Tiling, has, layers

from .network import FFTformer, Layout

_MULTIPLE = 32
_LEVELS = ("encoder_level1", "encoder_level2", "encoder_level3")


def build(shapes: Shapes, *, multiple: int = _MULTIPLE, **_: Any) -> Network:
    """FFTformer in the size that *shapes* tell; float32 to float32."""
    layout = Layout(
        width=shapes["patch_embed.proj.weight"][0],
        blocks=tuple(_blocks(shapes, level) for level in _LEVELS),
        refinement=_blocks(shapes, "refinement"),
        hidden=tuple(_hidden(shapes, f"{level}.0") for level in _LEVELS),
        fusing=tuple(_hidden(shapes, f"{fuse}.att_channel") for fuse in ("fuse1", "fuse2")),
    )
    module = FFTformer(layout)

    def forward(pixels_BCHW: Tensor) -> Tensor:
        return layers.reflected(module, pixels_BCHW, multiple)

    tiling = Tiling(multiple=_MULTIPLE, minimum=64, overlap=64)
    return Network(module, tiling=tiling, half=False, forward=forward)


def _blocks(shapes: Shapes, level: str) -> int:
    return sum(1 for _ in takewhile(lambda i: f"{level}.{i}.ffn.fft" in shapes, count()))


def _hidden(shapes: Shapes, block: str) -> int:
    return shapes[f"{block}.ffn.project_out.weight"][1]


architecture = Architecture(
    id="fftformer",
    name="FFTformer",
    paper="Kong et al., Efficient Frequency Domain-based Transformers, CVPR 2023, arXiv 2211.12250",
    license="Apache-2.0",
    detect=has("patch_embed.proj.weight", "*.ffn.fft", "fuse1.att_channel.*"),
    build=build,
)
