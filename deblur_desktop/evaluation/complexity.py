"""What networks cost: parameters, multiply-adds, time and memory, beside what was published."""

import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from deblur_desktop import processes
from deblur_desktop.evaluation.variants import Variant

_LIMIT_S = 1200


@dataclass(frozen=True, slots=True)
class Complexity:
    """What was measured of one network; 0 stands for what was not.

    Attributes:
        parameters: In millions.
        gigamacs: 10^9 multiply-adds, see `measuring.count_macs`.
        fp32_ms, bf16_ms: Milliseconds for one picture.
        memory_mb: Of one run in float32, beside the weights.
        problem: What failed.
    """

    parameters: float = 0.0
    gigamacs: float = 0.0
    fp32_ms: float = 0.0
    bf16_ms: float = 0.0
    memory_mb: float = 0.0
    problem: str = ""


def measure(
    variant: Variant, side: int, device: str, on_wait: Callable[[], object] = lambda: None
) -> Complexity:
    """The figures of *variant* for one picture of *side* x *side* on *device*.

    Args:
        variant: Which network.
        side: Pixels.
        device: As for `engine.device.find_device`.
        on_wait: Called several times a second; may raise to stop.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with (folder / "output").open("wb") as output:
            words = (variant.id, str(side), device)
            child = processes.start_module(
                f"{__package__}.measuring", *words, folder=folder, output=output
            )
            code = processes.wait(child, _LIMIT_S, on_wait)
        if code is None:
            return Complexity(problem=f"took over {_LIMIT_S} s")
        if code != 0:
            last = (folder / "log").read_text("utf-8", "replace").strip().splitlines()[-1:]
            return Complexity(problem=last[0][:200] if last else f"ended with code {code}")
        return Complexity(**json.loads((folder / "output").read_text("utf-8")))
