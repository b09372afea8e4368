"""What Deblur Desktop asks of a plug-in; run it with pytest."""

import pytest
import torch

from . import architecture
from .network import Mynet


def shapes() -> dict[str, tuple[int, ...]]:
    """As a checkpoint of yours would have them."""
    return {name: tuple(value.shape) for name, value in Mynet(16, 4).state_dict().items()}


def test_the_network_is_built_from_shapes_alone():
    with torch.device("meta"):
        module = architecture.build(shapes()).module

    built = {name: tuple(value.shape) for name, value in module.state_dict().items()}
    assert built == shapes()


def test_only_its_own_files_are_claimed():
    assert architecture.detect(shapes())
    assert not architecture.detect({"conv.weight": (3, 3, 3, 3)})


@pytest.mark.parametrize("size", [(64, 64), (37, 53), (1, 1)])
def test_every_size_of_a_photo_is_taken(size: tuple[int, int]):
    network = architecture.build(shapes())
    pixels = torch.rand(1, 3, *size)

    with torch.inference_mode():
        restored = network(pixels)

    assert restored.shape == pixels.shape
    assert restored.dtype == torch.float32
    assert bool(torch.isfinite(restored).all())
