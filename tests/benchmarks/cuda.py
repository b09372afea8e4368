"""What a CUDA device makes of the networks, and how fast.

python tests/benchmarks/cuda.py check [NAME...]     differences: from the golden figures, and of bfloat16
python tests/benchmarks/cuda.py speed [NAME...]     ms of a 256 x 256 picture, launched and replayed
python tests/benchmarks/cuda.py photo [MEGAPIXELS]  a whole photo through the bundled checkpoint

Times are medians between CUDA events after warm-up, batch of one, the picture on the device already.
"""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).parent.parent))

from plugins import golden
from plugins.test_golden import VARIANTS, Variant

from deblur_desktop.api import Network
from deblur_desktop.engine.backends.graphs import Graphs
from deblur_desktop.engine.identify import identify
from deblur_desktop.engine.inference import Report, infer
from deblur_desktop.engine.model import load_model
from deblur_desktop.engine.tiles import choose_grid
from deblur_desktop.library.library import Library

DEVICE = torch.device("cuda:0")
SIDE, RUNS, WARM_UPS = 256, 30, 5
ALL = VARIANTS | {name: Variant(name) for name in ("maxim_1s_gopro", "maxim_3s_gopro")}


def main() -> None:
    """Run one benchmark."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("what", choices=("check", "speed", "photo"))
    parser.add_argument("arguments", nargs="*")
    options = parser.parse_args()
    torch.backends.cudnn.allow_tf32 = False
    print(torch.cuda.get_device_name(DEVICE), torch.__version__, flush=True)
    with torch.inference_mode():
        if options.what == "photo":
            measure_photo(float(next(iter(options.arguments), "24")))
            return
        for name in options.arguments or ALL:
            try:
                (check if options.what == "check" else measure_speed)(name)
            except RuntimeError as error:
                print(f"{name:26} FAILED {error}", flush=True)


def check(name: str) -> None:
    """The largest difference from the golden figures, as a share of what is allowed on a processor."""
    figures = golden.figures_of(name)
    worst: dict[str, float] = {}
    for section in ("cases", "hot"):
        for case in figures.get(section, []):
            network: Any = made(name, torch.float32, case.get("fill_gain", 0.5))
            pixels = golden.noise(*case["input_shape"][2:], channels=case["input_shape"][1])
            if case.get("input_ramp"):
                pixels = pixels * torch.linspace(0.2, 1, pixels.shape[-1])
            run = network.module.unclipped if case.get("before_clip") is True else network
            found = golden.difference(run(pixels.to(DEVICE)).cpu(), case) / case["std"]
            worst[section] = max(worst.get(section, 0), found)
    pixels = golden.noise(SIDE, SIDE, channels=made(name, torch.float32).channels).to(DEVICE)
    exact, half = made(name, torch.float32)(pixels), made(name, torch.bfloat16)(pixels)
    graphs = Graphs(made(name, torch.float32), DEVICE)
    replayed = [graphs.start(pixels.cpu() * share, nothing)() for share in (0.1, 0.5, 1)][-1]
    print(
        f"{name:26} relative to std: "
        + ", ".join(f"{section} {value:.1e}" for section, value in worst.items())
        + f"; bf16 mean difference {float((exact - half).abs().mean()):.5f}"
        f"; replayed differs by {float((replayed - exact.cpu()).abs().max()):.1e}",
        flush=True,
    )


def measure_speed(name: str) -> None:
    """Milliseconds for one picture, and memory of a 512 x 512 tile."""
    cells: list[str] = []
    for dtype in (torch.float32, torch.bfloat16):
        network = made(name, dtype)
        pixels = torch.rand(1, network.channels, SIDE, SIDE, device=DEVICE)
        launched = milliseconds(lambda run=network, of=pixels: run(of))
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph):
            network(pixels)
        replayed = milliseconds(graph.replay)
        del graph
        cells.append(f"{str(dtype)[6:]} {launched:7.2f} launched {replayed:7.2f} replayed")
    network = made(name, torch.float32)
    torch.cuda.empty_cache()
    torch.cuda.reset_peak_memory_stats()
    before = torch.cuda.memory_allocated()
    network(torch.rand(1, network.channels, 512, 512, device=DEVICE))
    peak = (torch.cuda.max_memory_allocated() - before) / 1e9
    print(f"{name:26} {'; '.join(cells)}; 512 tile in fp32 {peak:.2f} GB", flush=True)


def measure_photo(megapixels: float) -> None:
    """Seconds of a whole photo, from float32 pixels to float32 pixels."""
    height = round((megapixels * 1e6 / 1.5) ** 0.5)
    width = round(height * 1.5)
    photo = np.random.default_rng(0).random((height, width, 3), np.float32)
    bundled = next(item for item in Library().installed() if item.origin == "bundled")
    for precision in ("fp32", "bf16"):
        model = load_model(bundled, device="cuda", precision=precision)
        grid = choose_grid(height, width, model.network.tiling)
        for ahead in (0, 1):
            model.runner.ahead = ahead
            started = time.perf_counter()
            infer(lambda box: photo[box.slices], height, width, model, grid, progress, Report())
            seconds = time.perf_counter() - started
            print(f"{megapixels:.0f} MP in {precision}, {ahead} tiles ahead: {seconds:.2f} s")


def made(name: str, dtype: torch.dtype, gain: float = 0.5) -> Network:
    """A network on the device, with weights made by the golden rule."""
    variant = ALL[name]
    shapes = golden.shapes_of(variant.shapes)
    network = golden.build(identify(shapes), golden.filled(shapes, gain), **variant.options)
    network.module.to(DEVICE, dtype)
    return network


def milliseconds(work: Callable[[], object]) -> float:
    """Of one run."""
    for _ in range(WARM_UPS):
        work()
    taken: list[float] = []
    for _ in range(RUNS):
        start, end = (torch.cuda.Event(enable_timing=True) for _ in range(2))
        start.record()
        work()
        end.record()
        end.synchronize()
        taken.append(start.elapsed_time(end))
    return median(taken)


def nothing() -> None:
    """A beat of those who do not stop."""


def progress(done: int, total: int) -> None:
    """The progress of those who do not look."""


if __name__ == "__main__":
    main()
