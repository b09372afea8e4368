"""The child process of `complexity.py`: builds one network with made weights and measures it.

`python -m deblur_desktop.evaluation.measuring VARIANT SIDE DEVICE` writes a JSON object to its output.
"""

import json
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from statistics import median

from deblur_desktop.engine.cpu import prepare

prepare()

import torch  # noqa: E402 - the processor is set up before
from torch import Tensor  # noqa: E402
from torch.utils.flop_counter import FlopCounterMode  # noqa: E402

from deblur_desktop.engine.architecture import Network, Shapes  # noqa: E402
from deblur_desktop.engine.backends.eager import Eager  # noqa: E402
from deblur_desktop.engine.backends.graphs import Graphs  # noqa: E402
from deblur_desktop.engine.device import find_device, has_bfloat16  # noqa: E402
from deblur_desktop.engine.identify import build_fitting, identify  # noqa: E402
from deblur_desktop.engine.model import lay_out  # noqa: E402
from deblur_desktop.errors import DeblurError  # noqa: E402
from deblur_desktop.evaluation.variants import variants  # noqa: E402

_RUNS, _MOST_S = 7, 20.0
_STATUS, _CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")


def main(name: str, side: int, device: str) -> dict[str, object]:
    """All figures of the variant *name*: parameters, gigamacs, fp32_ms, bf16_ms, memory_mb."""
    shapes = next(variant for variant in variants() if variant.id == name).shapes()
    figures: dict[str, object] = {
        "parameters": count_parameters(shapes) / 1e6,
        "gigamacs": count_macs(shapes, side) / 1e9,
    }
    place = find_device(device)
    network = _made(shapes, place, torch.float32)
    pixels = torch.rand(1, network.channels, side, side)
    figures["memory_mb"] = _memory(network, pixels, place) / 1e6
    figures["fp32_ms"] = _milliseconds(network, pixels, place)
    if network.half and has_bfloat16(place):
        figures["bf16_ms"] = _milliseconds(_made(shapes, place, torch.bfloat16), pixels, place)
    return figures


def count_parameters(shapes: Shapes) -> int:
    """Of the network that is built from *shapes*."""
    module = _blank(shapes).module
    return sum(parameter.numel() for parameter in module.parameters())


def count_macs(shapes: Shapes, side: int) -> int:
    """Multiply-adds of convolutions and matrix products for one picture, as the network is built here.

    Ours differ from published counts where the same result is reached by other products: Fourier
    transforms as matrices, two linear layers in one.
    """
    network = _blank(shapes)
    with torch.device("meta"), torch.no_grad(), FlopCounterMode(display=False) as counter:
        network(torch.empty(1, network.channels, side, side))
    return counter.get_total_flops() // 2


def _blank(shapes: Shapes) -> Network:
    network = build_fitting(identify(shapes), shapes, {})
    network.module.eval().requires_grad_(requires_grad=False)
    return network


def _made(shapes: Shapes, place: torch.device, dtype: torch.dtype) -> Network:
    """The network with weights as large as trained ones, so that no value runs away."""
    network = _blank(shapes)
    generator = torch.Generator().manual_seed(0)
    state = {
        name: _weights(name, tensor, generator)
        for name, tensor in network.module.state_dict().items()
    }
    network.module.load_state_dict(state, assign=True, strict=True)
    network.module.to(place, dtype)
    lay_out(network.module)
    return network


def _weights(name: str, like: Tensor, generator: torch.Generator) -> Tensor:
    if not like.dtype.is_floating_point:
        return torch.zeros(like.shape, dtype=like.dtype)
    if like.dim() == 1:
        return torch.full(like.shape, 1.0 if name.endswith("weight") else 0.05)
    scale = 0.5 / max(like[0].numel(), 1) ** 0.5
    return torch.randn(like.shape, generator=generator) * scale


def _milliseconds(network: Network, pixels: Tensor, place: torch.device) -> float:
    """Median of some runs, warm; on a GPU between events, with the launches replayed as in a photo."""
    run: Callable[[], object]
    if place.type != "cuda":
        runner = Eager(network, place)
        run = lambda: runner.start(pixels, _nothing)()  # noqa: E731
        return 1e3 * median(_seconds(run))
    graphs = Graphs(network, place)
    run = lambda: graphs.start(pixels, _nothing)  # noqa: E731
    for _ in range(3):
        run()
    taken: list[float] = []
    for _ in range(5 * _RUNS):
        start, end = (torch.cuda.Event(enable_timing=True) for _ in range(2))
        start.record()
        run()
        end.record()
        end.synchronize()
        taken.append(start.elapsed_time(end))
    return median(taken)


def _seconds(run: Callable[[], object]) -> list[float]:
    run()
    taken: list[float] = []
    while len(taken) < _RUNS and (not taken or sum(taken) < _MOST_S):
        start = time.perf_counter()
        run()
        taken.append(time.perf_counter() - start)
    return taken


def _memory(network: Network, pixels: Tensor, place: torch.device) -> int:
    """Bytes of one run beside the weights; 0 where the system does not tell."""
    if place.type == "cuda":
        torch.cuda.reset_peak_memory_stats()
        before = torch.cuda.memory_allocated()
        with torch.inference_mode():
            network(pixels.to(place))
        return torch.cuda.max_memory_allocated() - before
    before = _status("VmRSS")
    with suppress(OSError):
        _CLEAR.write_text("5", "ascii")  # the peak begins anew
    Eager(network, place).start(pixels, _nothing)()
    return max(_status("VmHWM") - before, 0)


def _status(name: str) -> int:
    with suppress(OSError, StopIteration):
        lines = _STATUS.read_text("ascii").splitlines()
        line = next(line for line in lines if line.startswith(name))
        return int(line.split()[1]) * 1024
    return 0


def _nothing() -> None:
    pass


if __name__ == "__main__":
    try:
        result = main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
    except (DeblurError, RuntimeError) as error:
        result = {"problem": str(error).splitlines()[0]}
    sys.stdout.write(json.dumps(result))
