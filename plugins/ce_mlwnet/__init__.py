"""CE-MLWNet for motion blur.

`build` derives everything from names and shapes, also whether the coarser levels can show a picture. A
photo is padded to a multiple of 128 as its authors do; the network itself asks for 16.
"""

from itertools import count, takewhile
from typing import Any

from torch import Tensor

from deblur_desktop.api import Architecture, Network, Shapes, Tiling, has, layers

from .network import CEMLWNet, Layout

_MULTIPLE = 128


def build(shapes: Shapes, **_: Any) -> Network:
    """CE-MLWNet in the size that *shapes* tell; float32 to float32 in every precision."""
    convs = "decoder.d1.0.wavelet_block1.conv2.{}.weight"
    layout = Layout(
        width=shapes["encoder.feature_embed.weight"][0],
        encoder=tuple(_count(shapes, f"encoder.b{level}.{{}}.beta") for level in range(1, 5)),
        fusion=tuple(_count(shapes, f"fusion.d{level}.{{}}.beta") for level in range(2, 4)),
        decoder=tuple(_count(shapes, f"decoder.d{level}.{{}}.beta") for level in range(1, 5)),
        kernels=tuple(shapes[convs.format(i)][-1] for i in range(_count(shapes, convs))),
        heads=_count(shapes, "decoder.head{}.block.weight", first=1),
    )
    module = CEMLWNet(layout)

    def forward(pixels_BCHW: Tensor) -> Tensor:
        return layers.reflected(module, pixels_BCHW, _MULTIPLE)

    tiling = Tiling(multiple=_MULTIPLE, minimum=_MULTIPLE, overlap=64, whole_image=True)
    return Network(module, tiling=tiling, half=True, forward=forward)


def _count(shapes: Shapes, name: str, first: int = 0) -> int:
    return sum(1 for _ in takewhile(lambda i: name.format(i) in shapes, count(first)))


architecture = Architecture(
    id="ce_mlwnet",
    name="CE-MLWNet",
    paper="Single Image Blind Motion Deblurring, github.com/EEGuizhi",
    license="Apache-2.0",
    detect=has("decoder.d1.*.wavelet_block1.conv2.0.weight", "decoder.ch_reduce1.weight"),
    build=build,
)
