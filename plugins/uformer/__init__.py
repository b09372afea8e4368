"""Uformer for motion blur.

`build` derives everything from names and shapes but one thing: the authors' program does not move the
windows of a level that was not larger than a window when it was built. The option ``train_size`` says
for which side of a picture that was.
"""

from itertools import count, takewhile
from typing import Any

from torch import Tensor

from deblur_desktop.api import Architecture, Network, Shapes, Tiling, has

from .network import SIDE, Layout, Uformer
from .padding import squared


def build(shapes: Shapes, *, train_size: int = 256, **_: Any) -> Network:
    """Uformer in the size that *shapes* tell; float32 to float32 in every precision."""
    levels = _count(shapes, "encoderlayer_{}.blocks.0.norm1.weight")
    stages = [
        *(f"encoderlayer_{level}" for level in range(levels)),
        "conv",
        *(f"decoderlayer_{level}" for level in range(levels)),
    ]
    depths = [*range(levels), levels, *reversed(range(levels))]
    layout = Layout(
        width=shapes["input_proj.proj.0.weight"][0],
        blocks=tuple(_count(shapes, f"{stage}.blocks.{{}}.norm1.weight") for stage in stages),
        heads=tuple(
            shapes[f"{stage}.blocks.0.attn.relative_position_bias_table"][1] for stage in stages
        ),
        hidden=tuple(shapes[f"{stage}.blocks.0.mlp.linear1.0.weight"][0] for stage in stages),
        moves=tuple(train_size // 2**depth > SIDE for depth in depths),
    )
    module = Uformer(layout)

    def forward(pixels_BCHW: Tensor) -> Tensor:
        return squared(module, pixels_BCHW, layout.multiple)

    tiling = Tiling(multiple=layout.multiple, minimum=layout.multiple, overlap=64)
    return Network(module, tiling=tiling, half=True, forward=forward)


def _count(shapes: Shapes, name: str) -> int:
    return sum(1 for _ in takewhile(lambda i: name.format(i) in shapes, count()))


architecture = Architecture(
    id="uformer",
    name="Uformer",
    paper="Wang et al., Uformer, CVPR 2022, arXiv 2106.03106",
    license="Apache-2.0",
    detect=has("input_proj.proj.0.weight", "encoderlayer_0.*", "*.mlp.dwconv.0.weight"),
    build=build,
)
