"""OpenVINO and CUDA graphs give what PyTorch gives, and a stop stops them."""

import math
from pathlib import Path

import pytest
import torch
from torch import nn

from deblur_desktop.bundle import cache_folder
from deblur_desktop.engine.architecture import Network, Tiling
from deblur_desktop.engine.backends import compiled, trials
from deblur_desktop.engine.backends.compiled import Compiled
from deblur_desktop.engine.backends.eager import Eager
from deblur_desktop.engine.backends.graphs import Graphs
from deblur_desktop.engine.backends.trials import Trial, better_backend
from deblur_desktop.engine.device import choose_backend
from deblur_desktop.engine.model import Model, load_model
from deblur_desktop.engine.tuning import tune
from deblur_desktop.errors import PluginError, UsageError
from deblur_desktop.library.card import Checkpoint, Task
from deblur_desktop.library.library import Library
from deblur_desktop.recipe import Backend

CPU = torch.device("cpu")
KEY = "0" * 64
needs_openvino = pytest.mark.skipif(not compiled.is_installed(), reason="OpenVINO is not installed")
needs_gpu = pytest.mark.skipif(not torch.cuda.is_available(), reason="there is no CUDA device")


class Stack(nn.Sequential):
    """Convolutions in a row; *depth* makes them slow."""

    def __init__(self, depth: int = 2, width: int = 8) -> None:
        torch.manual_seed(0)
        inner = [nn.Conv2d(width, width, 3, padding=1) for _ in range(depth)]
        super().__init__(nn.Conv2d(3, width, 3, padding=1), *inner, nn.Conv2d(width, 3, 1))


def network(depth: int = 2, width: int = 8) -> Network:
    module = Stack(depth, width).eval().requires_grad_(requires_grad=False)
    return Network(module, tiling=Tiling(multiple=8))


def picture(height: int = 32, width: int = 40) -> torch.Tensor:
    return torch.rand((1, 3, height, width), generator=torch.Generator().manual_seed(1))


def go_on() -> None:
    pass


def blobs() -> list[Path]:
    return sorted((cache_folder() / "compiled").glob("*.blob"))


@needs_openvino
def test_openvino_gives_the_picture_of_torch():
    pixels = picture()

    restored = Compiled(network(), "fp32", KEY).start(pixels, go_on)()

    expected = Eager(network(), CPU).start(pixels, go_on)()
    assert (restored - expected).abs().max() < 1e-5


@needs_openvino
def test_openvino_takes_tiles_of_several_sizes_in_turn():
    runner = Compiled(network(), "fp32", KEY)

    shapes = [runner.start(picture(side, 32), go_on)().shape[2] for side in (32, 24, 32)]

    assert shapes == [32, 24, 32]


@needs_openvino
def test_what_was_compiled_is_kept_and_what_rots_is_compiled_anew():
    first = Compiled(network(), "fp32", KEY).start(picture(), go_on)()
    (kept,) = blobs()
    whole = kept.read_bytes()
    again = Compiled(network(), "fp32", KEY).start(picture(), go_on)()
    kept.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))

    anew = Compiled(network(), "fp32", KEY).start(picture(), go_on)()

    assert torch.equal(first, again)
    assert torch.equal(first, anew)
    assert blobs() == [kept]


@needs_openvino
def test_a_stop_acts_within_a_tile():
    runner = Compiled(network(depth=30, width=64), "fp32", KEY)
    pixels = picture(512, 512)
    runner.start(pixels, go_on)()

    calls = 0

    def stop_at_second() -> None:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        runner.start(pixels, stop_at_second)()

    assert runner.start(pixels, go_on)().isfinite().all()  # it can be used again


@needs_openvino
def test_a_network_that_openvino_cannot_run_is_told():
    class Odd(nn.Module):
        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return x * 2 if bool(x.sum() > 0) else x

    with pytest.raises(PluginError, match="OpenVINO cannot run this network"):
        Compiled(Network(Odd()), "fp32", KEY).start(picture(), go_on)


def test_without_openvino_the_wish_is_refused_and_auto_is_torch(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(compiled, "is_installed", lambda: False)

    assert better_backend(KEY, "fp32") == "torch"
    with pytest.raises(UsageError, match="not installed"):
        Compiled(network(), "fp32", KEY)


def test_a_gpu_has_no_choice():
    assert choose_backend("auto", torch.device("cuda:0")) == "torch"
    assert choose_backend("auto", CPU) is None
    with pytest.raises(UsageError, match="processor only"):
        choose_backend("openvino", torch.device("cuda:0"))


@pytest.mark.parametrize(
    ("trial", "better"),
    [
        (Trial(100, 80, 1e-6), "openvino"),
        (Trial(100, 95, 1e-6), "torch"),
        (Trial(100, 50, 0.1), "torch"),
        (Trial(100, 50, math.nan), "torch"),
    ],
    ids=["faster", "hardly faster", "faster but another picture", "faster but invalid"],
)
def test_the_better_backend_is_faster_and_gives_the_same_picture(trial: Trial, better: str):
    assert trial.better == better


@needs_openvino
def test_auto_takes_what_was_measured_to_be_faster():
    trials.remember(KEY, "fp32", Trial(100, 50, 0))

    assert better_backend(KEY, "fp32") == "openvino"
    assert better_backend(KEY, "bf16") == "torch"
    assert better_backend("1" * 64, "fp32") == "torch"


@needs_openvino
def test_a_broken_record_is_forgotten():
    (cache_folder() / "backends.json").write_text("[1]")

    assert better_backend(KEY, "fp32") == "torch"


def model_with(backend: Backend) -> Model:
    card = Checkpoint("tiny", "Tiny", "tiny", Task.MOTION, "CC0-1.0", sha256=KEY)
    tiny = network()
    runner = Compiled(tiny, "fp32", KEY) if backend == "openvino" else Eager(tiny, CPU)
    return Model(tiny, card, Path("tiny"), CPU, "fp32", runner)


@needs_openvino
def test_tuning_measures_both_and_remembers():
    trial = tune(model_with)

    assert trial.difference < 1e-5
    assert min(trial.torch_ms, trial.openvino_ms) > 0
    assert better_backend(KEY, "fp32") == trial.better


@needs_openvino
@pytest.mark.slow
def test_the_bundled_checkpoint_runs_with_openvino():
    bundled = next(item for item in Library().installed() if item.origin == "bundled")
    pixels = picture(256, 256)

    restored = load_model(bundled, precision="fp32", backend="openvino")(pixels)

    expected = load_model(bundled, precision="fp32", backend="torch")(pixels)
    assert (restored - expected).abs().max() < 1e-4


@needs_gpu
@pytest.mark.gpu
def test_a_recorded_graph_gives_what_was_recorded_for_other_pixels():
    device = torch.device("cuda:0")
    on_gpu = network()
    on_gpu.module.to(device)
    runner = Graphs(on_gpu, device)
    tiles = [picture() * share for share in (1, 0.5, 0.25, 0.1)]

    waiting = [runner.start(tile, go_on) for tile in tiles]

    eager = Eager(network(), CPU)
    for tile, finish in zip(tiles, waiting, strict=True):
        assert (finish() - eager.start(tile, go_on)()).abs().max() < 1e-4


@needs_gpu
@pytest.mark.gpu
def test_a_network_that_cannot_be_recorded_is_run_all_the_same(caplog: pytest.LogCaptureFixture):
    class Reads(nn.Module):
        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return x * float(x.mean().item() > 0)

    runner = Graphs(Network(Reads()), torch.device("cuda:0"))

    results = [runner.start(picture(), go_on)() for _ in range(3)]

    assert all(torch.equal(each, picture()) for each in results)
    assert "cannot be recorded" in caplog.text
