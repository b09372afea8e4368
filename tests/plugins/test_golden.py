"""Every network gives what the authors' own program gives, on noise, with weights made by a rule."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import torch

from deblur_desktop.api import Network
from deblur_desktop.engine.identify import identify
from plugins import golden


@dataclass(frozen=True)
class Variant:
    """How the authors ran a network: the names and shapes it shares with others, and its options."""

    shapes: str
    options: dict[str, Any] = field(default_factory=dict[str, Any])


VARIANTS = {
    "lakdnet_motion_s": Variant("lakdnet_motion_s"),
    "lakdnet_motion_l": Variant("lakdnet_motion_l"),
    "lakdnet_defocus_s": Variant("lakdnet_defocus_s"),
    "lakdnet_defocus_l": Variant("lakdnet_defocus_l"),
    "lakdnet_defocus_dual_s": Variant("lakdnet_defocus_dual_s"),
    "lakdnet_defocus_dual_l": Variant("lakdnet_defocus_dual_l"),
    "restormer_motion": Variant("restormer_motion"),
    "restormer_defocus_single": Variant("restormer_motion"),
    "restormer_defocus_dual": Variant("restormer_defocus_dual"),
    "fftformer": Variant("fftformer"),
    "fftformer_eeguizhi": Variant("fftformer", {"multiple": 128}),
    "mlwnet_d32": Variant("mlwnet_d32", {"tlc": False}),
    "mlwnet_d64": Variant("mlwnet_d64", {"tlc": False}),
    "mlwnet_eeguizhi_d32": Variant("mlwnet_d32", {"tlc": False}),
    "mlwnet_local_d32": Variant("mlwnet_d32"),
    "mlwnet_local_d64": Variant("mlwnet_d64"),
    "mlwnet_local_eeguizhi_d32": Variant("mlwnet_d32"),
    "hybridnet_d32": Variant("hybridnet_d32"),
    "hybridnet_d32_aux": Variant("hybridnet_d32_aux"),
    "cemlwnet_d32": Variant("cemlwnet_d32"),
    "cemlwnet_d32_aux": Variant("cemlwnet_d32_aux"),
    "cemlwnet_d64": Variant("cemlwnet_d64"),
    "cemlwnet_d64_aux": Variant("cemlwnet_d64_aux"),
    "uformer_b_ps256": Variant("uformer_b_ps256", {"train_size": 256}),
    "uformer_b_ps128": Variant("uformer_b_ps256", {"train_size": 128}),
    "nafnet_w32": Variant("nafnet_w32", {"tlc": False}),
    "nafnet_w64": Variant("nafnet_w64", {"tlc": False}),
    "nafnet_local_w32": Variant("nafnet_w32", {"tlc": True}),
    "nafnet_local_w64": Variant("nafnet_w64", {"tlc": True}),
}
# The same code as their siblings; tried when somebody asks for all.
REPEATED = {
    "lakdnet_motion_l", "lakdnet_defocus_l", "lakdnet_defocus_dual_l", "lakdnet_defocus_s",
    "fftformer_eeguizhi", "restormer_defocus_single", "mlwnet_d64", "mlwnet_local_d64",
    "mlwnet_eeguizhi_d32", "mlwnet_local_eeguizhi_d32", "hybridnet_d32_aux", "cemlwnet_d32_aux",
    "cemlwnet_d64", "cemlwnet_d64_aux",
}  # fmt: skip
# Rounding of float32; FFTformer amplifies it.
TOLERANCE = {"fftformer": 1e-4}
# With strong weights the output spreads ten times wider, and rounding with it.
HOT = 5e-5


@pytest.fixture(scope="module", autouse=True)
def _no_gradients():
    with torch.inference_mode():
        yield


def cases() -> Iterator[Any]:
    for name in VARIANTS:
        figures = golden.figures_of(name)
        for section in ("cases", "hot"):
            for index, case in enumerate(figures.get(section, [])):
                size = "x".join(map(str, case["input_shape"][2:]))
                marks = [pytest.mark.slow] if _is_slow(name, case) else []
                yield pytest.param(name, section, index, id=f"{name}-{section}-{size}", marks=marks)


def _is_slow(name: str, case: dict[str, Any]) -> bool:
    """Large networks on large pictures repeat what a smaller one says."""
    return name in REPEATED or (case["input_shape"][2] > 400 and name.endswith("64"))


def network_of(name: str, gain: float = 0.5) -> Network:
    variant = VARIANTS[name]
    shapes = golden.shapes_of(variant.shapes)
    return golden.build(identify(shapes), golden.filled(shapes, gain), **variant.options)


@pytest.mark.parametrize(("name", "section", "index"), list(cases()))
def test_the_picture_is_that_of_the_authors(name: str, section: str, index: int):
    case = golden.figures_of(name)[section][index]
    network = network_of(name, case.get("fill_gain", 0.5))
    pixels = golden.noise(*case["input_shape"][2:], channels=case["input_shape"][1])
    if case.get("input_ramp"):
        pixels = pixels * torch.linspace(0.2, 1, pixels.shape[-1])

    # Strong weights leave [0, 1] so far that a network which clips would show nothing else.
    run: Any = network.module.unclipped if case.get("before_clip") is True else network

    difference = golden.difference(run(pixels), case)

    normal = TOLERANCE.get(name.partition("_")[0], 1e-5)
    assert difference < (HOT * case["std"] if section == "hot" else normal)


def aux_cases() -> Iterator[Any]:
    for name in VARIANTS:
        case = golden.figures_of(name).get("cases", [{}])[0]
        if any(case.get("aux") or []):
            slow = [pytest.mark.slow] if "d64" in name or "local" in name else []
            yield pytest.param(name, case, id=name, marks=slow)


@pytest.mark.parametrize(("name", "case"), list(aux_cases()))
def test_the_pictures_of_coarser_levels_are_those_of_the_authors(name: str, case: dict[str, Any]):
    module: Any = network_of(name).module

    pictures = module.pictures(golden.noise(*case["input_shape"][2:]))

    assert len(pictures) == 1 + len(case["aux"])
    assert golden.difference(pictures[0], case) < 1e-5
    assert max(map(golden.difference, pictures[1:], case["aux"])) < 1e-5


@pytest.mark.parametrize("name", VARIANTS)
def test_the_count_of_parameters_is_the_published_one(name: str):
    variant = VARIANTS[name]
    shapes = golden.shapes_of(variant.shapes)
    with torch.device("meta"):
        network = identify(shapes).build(shapes, **variant.options)

    count = sum(parameter.numel() for parameter in network.module.parameters())

    assert count == golden.figures_of(name)["params"]
