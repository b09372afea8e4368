"""Mynet: say in a sentence what it removes, and whose work it is."""

from itertools import count, takewhile
from typing import Any

from deblur_desktop.api import Architecture, Network, Shapes, Tiling, has

from .network import Mynet


def build(shapes: Shapes, **options: Any) -> Network:
    """The network that the tensors of a checkpoint tell of; every number follows from their shapes."""
    width = shapes["mynet_first.weight"][0]
    blocks = sum(1 for _ in takewhile(lambda i: f"mynet_blocks.{i}.0.weight" in shapes, count()))
    # `half` promises that bfloat16 gives the same picture: measure it before you say so.
    return Network(Mynet(width, blocks), tiling=Tiling(overlap=2 * blocks + 2), half=False)


architecture = Architecture(
    id="mynet",
    name="Mynet",
    paper="Somebody et al., Title, 2026",
    license="MIT",
    detect=has("mynet_first.weight", "mynet_last.weight"),
    build=build,
)
