"""MLWNet for motion blur.

`build` derives everything from names and shapes. The option ``tlc`` (on unless a card says otherwise)
takes the channel attention's mean over windows as large as the authors measure with; off, over the whole
tile.
"""

from itertools import count, takewhile
from typing import Any

from torch import Tensor

from deblur_desktop.api import Architecture, Network, Shapes, Tiling, has, layers

from .network import Layout, MLWNet

_WINDOW = 384  # 1.5 times the side of a training crop
_MULTIPLE = 16


def build(shapes: Shapes, *, tlc: bool = True, **_: Any) -> Network:
    """MLWNet in the size that *shapes* tell; float32 to float32."""
    layout = Layout(
        width=shapes["encoder.feature_embed.weight"][0],
        encoder=tuple(_blocks(shapes, f"encoder.b{level}") for level in range(1, 5)),
        fusion=tuple(_blocks(shapes, f"fusion.d{level}") for level in range(2, 4)),
        decoder=tuple(_blocks(shapes, f"decoder.d{level}") for level in range(1, 5)),
        kernel=shapes["decoder.d1.0.wavelet_block1.conv2.weight"][-1],
        window=_WINDOW if tlc else 0,
    )
    module = MLWNet(layout)

    def forward(pixels_BCHW: Tensor) -> Tensor:
        return layers.reflected(module, pixels_BCHW, _MULTIPLE)

    tiling = Tiling(multiple=_MULTIPLE, minimum=64, overlap=64, whole_image=not tlc)
    return Network(module, tiling=tiling, half=False, forward=forward)


def _blocks(shapes: Shapes, level: str) -> int:
    return sum(1 for _ in takewhile(lambda i: f"{level}.{i}.beta" in shapes, count()))


architecture = Architecture(
    id="mlwnet",
    name="MLWNet",
    paper="Gao et al., Learnable Discrete Wavelet Transform, CVPR 2024, arXiv 2401.00027",
    license="Apache-2.0",
    detect=has("decoder.d1.*.wavelet_block1.conv2.weight", "encoder.feature_embed.weight"),
    build=build,
)
