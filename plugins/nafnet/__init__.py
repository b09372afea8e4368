"""NAFNet for motion blur.

`build` derives the width and the counts of blocks from names. The option ``tlc`` (on unless a card says
otherwise) takes the channel attention's mean over windows as large as the authors' training crops, which
is how they measure; off, over the whole tile.
"""

from itertools import count, takewhile
from typing import Any

from deblur_desktop.api import Architecture, Network, Shapes, Tiling, has

from .network import Layout, NAFNet

_WINDOW = 384  # 1.5 times the side of a training crop


def build(shapes: Shapes, *, tlc: bool = True, **_: Any) -> Network:
    """NAFNet in the size that *shapes* tell. It takes float32 and gives float32, in every precision."""
    layout = Layout(
        width=shapes["intro.weight"][0],
        encoders=_counts(shapes, "encoders.{}.{}.beta"),
        middle=_count(shapes, "middle_blks.{}.beta"),
        decoders=_counts(shapes, "decoders.{}.{}.beta"),
    )
    tiling = Tiling(
        multiple=layout.multiple, minimum=layout.multiple, overlap=64, whole_image=not tlc
    )
    return Network(NAFNet(layout, window=_WINDOW if tlc else 0), tiling=tiling, half=True)


def _counts(shapes: Shapes, name: str) -> tuple[int, ...]:
    levels = takewhile(lambda level: name.format(level, 0) in shapes, count())
    return tuple(_count(shapes, name.replace("{}", str(level), 1)) for level in levels)


def _count(shapes: Shapes, name: str) -> int:
    return sum(1 for _ in takewhile(lambda index: name.format(index) in shapes, count()))


architecture = Architecture(
    id="nafnet",
    name="NAFNet",
    paper="Chen et al., Simple Baselines for Image Restoration, ECCV 2022, arXiv 2204.04676",
    license="Apache-2.0",
    detect=has("intro.weight", "ending.weight", "encoders.0.0.sca.1.weight", "ups.0.0.weight"),
    build=build,
)
