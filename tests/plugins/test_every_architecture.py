"""What every architecture promises is tried on each published checkpoint's names and shapes."""

import ast
import re
import sys
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.numpy import load_file

from deblur_desktop import plugins
from deblur_desktop.api import Architecture, Network, Shapes
from deblur_desktop.bundle import bundled
from deblur_desktop.engine.identify import architecture_of, architectures, identify
from deblur_desktop.library.card import read_cards
from plugins import golden

BUNDLED = [found for found in plugins.find() if found.origin == "bundled"]
CHECKPOINTS = golden.names()
STEP = 1 / 255
PUBLISHED_AND_UNUSED = {"reduce_chan_level2.weight"}  # of FFTformer
FETCHED_BY_HAND = re.compile(r"drive\.google|sharepoint|1drv|baidu|dropbox")

every_checkpoint = pytest.mark.parametrize("checkpoint", CHECKPOINTS)
# A second size runs the same code.
ONE_OF_EACH = [
    "lakdnet_defocus_dual_s", "restormer_defocus_dual", "fftformer", "mlwnet_d32", "hybridnet_d32_aux",
    "cemlwnet_d32", "uformer_b_ps256", "nafnet_w32", "maxim_1s_gopro",
]  # fmt: skip
every_network = pytest.mark.parametrize("checkpoint", ONE_OF_EACH)
every_plugin = pytest.mark.parametrize("found", BUNDLED, ids=lambda found: found.name)


@pytest.fixture(scope="module", autouse=True)
def _no_gradients():
    with torch.inference_mode():
        yield


def network_of(checkpoint: str) -> Network:
    shapes = golden.shapes_of(checkpoint)
    return golden.build(identify(shapes), golden.filled(shapes, 0.5))


def noise(network: Network, height: int, width: int) -> torch.Tensor:
    return golden.noise(height, width, channels=network.channels)


def pictures(network: Network, pixels: torch.Tensor) -> torch.Tensor:
    """All that the network shows in training, which may be more than its result."""
    module: Any = network.module
    shown = module.pictures(pixels) if hasattr(module, "pictures") else [network(pixels)]
    return torch.cat([picture.flatten() for picture in shown])


def built(architecture: Architecture, shapes: Shapes) -> dict[str, tuple[int, ...]]:
    with torch.device("meta"):
        state = architecture.build(shapes).module.state_dict()
    return {name: tuple(values.shape) for name, values in state.items()}


def test_every_shipped_architecture_is_tried():
    tried = {identify(golden.shapes_of(checkpoint)).id for checkpoint in CHECKPOINTS}

    assert tried == {found.name for found in BUNDLED}


@every_checkpoint
def test_exactly_one_architecture_claims_a_checkpoint(checkpoint: str):
    names = golden.shapes_of(checkpoint).keys()

    claiming = [each.id for each in architectures() if each.detect(set(names))]

    assert len(claiming) == 1


@every_checkpoint
def test_what_is_built_has_the_shapes_it_was_built_from(checkpoint: str):
    shapes = golden.shapes_of(checkpoint)
    architecture = identify(shapes)

    once = built(architecture, shapes)

    assert once == shapes
    assert built(architecture, once) == once


@every_network
@pytest.mark.parametrize("size", [(1, 1), (1, 17), (33, 65), (67, 50)], ids=str)
def test_every_size_is_borne(checkpoint: str, size: tuple[int, int]):
    network = network_of(checkpoint)

    output = network(noise(network, *size))

    assert output.shape == (1, 3, *size)
    assert output.isfinite().all()


@every_network
def test_the_multiple_and_the_minimum_are_honest(checkpoint: str):
    network = network_of(checkpoint)
    tiling = network.tiling
    side = -(-tiling.minimum // tiling.multiple) * tiling.multiple
    pixels = noise(network, side, side + tiling.multiple)

    # The module alone, which pads nothing.
    assert torch.equal(network.module(pixels), network(pixels))
    assert all(size % tiling.multiple == 0 for size in tiling.sizes)


@every_network
def test_pictures_of_a_batch_do_not_touch(checkpoint: str):
    network = network_of(checkpoint)
    pixels = torch.cat((noise(network, 64, 64), noise(network, 64, 64).flip(-1)))

    together = network(pixels)

    alone = torch.cat([network(pixels[:1]), network(pixels[1:])])
    assert (together - alone).abs().max() < 1e-5


@every_network
def test_half_precision_gives_the_same_picture(checkpoint: str):
    network, half = network_of(checkpoint), network_of(checkpoint)
    if not half.half:
        pytest.skip("the network does not claim it")
    half.module.to(torch.bfloat16)
    pixels = noise(network, 64, 64)

    output = half(pixels)

    assert output.dtype == torch.float32
    assert (output - network(pixels)).abs().mean() < STEP


def test_half_precision_holds_with_real_weights():
    state = load_file(bundled("resources") / "models" / "maxim-gopro-1.safetensors")
    weights = {name: values.astype("float32") for name, values in state.items()}
    architecture = identify(golden.shapes_of("maxim_1s_gopro"))
    network, half = golden.build(architecture, weights), golden.build(architecture, weights)
    half.module.to(torch.bfloat16)
    pixels = golden.noise(128, 128)

    assert (half(pixels) - network(pixels)).abs().mean() < STEP


@every_network
def test_training_and_use_give_the_same_picture(checkpoint: str):
    network = network_of(checkpoint)
    pixels = noise(network, 64, 64)
    used = network(pixels)

    with torch.inference_mode(mode=False), torch.enable_grad():
        trained = network_of(checkpoint)(pixels.clone())

    assert (used - trained).abs().max() < 1e-5


@every_network
def test_gradients_reach_every_parameter(checkpoint: str):
    with torch.inference_mode(mode=False), torch.enable_grad():
        network = network_of(checkpoint)
        network.module.requires_grad_(requires_grad=True)

        pictures(network, noise(network, 64, 64)).square().mean().backward()

        missing = {
            name
            for name, parameter in network.module.named_parameters()
            if parameter.grad is None or not parameter.grad.isfinite().all()
        }
    assert missing <= PUBLISHED_AND_UNUSED


@every_plugin
def test_detection_reads_names_alone(found: plugins.Found):
    architecture = architecture_of(found)

    assert not architecture.detect(set())
    assert architecture.detect.missed(set())


@every_plugin
def test_cards_are_complete(found: plugins.Found):
    cards = read_cards(plugins.cards(found))

    assert cards
    for card in cards:
        assert card.architecture == found.name
        assert card.license
        assert card.urls or card.page
        assert not any(FETCHED_BY_HAND.search(url) for url in card.urls)
        assert card.citation


@every_plugin
def test_plugins_import_the_public_names_only(found: plugins.Found):
    strange = {
        name
        for path in found.path.rglob("*.py")
        for name in imported(path)
        if name != "deblur_desktop.api"
        and name.partition(".")[0] not in {"torch", "numpy", *sys.stdlib_module_names}
    }

    assert not strange


def imported(path: Path) -> list[str]:
    """The absolute imports of a module; relative ones are its own."""
    names: list[str] = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names.append(node.module or "")
    return names
