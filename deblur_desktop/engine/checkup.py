"""Does the bundled checkpoint work here, on each device, and how fast?

Every device must give the same picture as the processor in float32; one that does not is told.
"""

import time
from dataclasses import dataclass

import numpy as np
import torch

from deblur_desktop.engine.device import describe_device, devices
from deblur_desktop.engine.model import Model, load_model
from deblur_desktop.errors import DeblurError
from deblur_desktop.library.library import Installed, Library

_SIDE = 256
# Between devices and precisions; a tenth of this is usual.
_TOLERANCE = 0.02


@dataclass(frozen=True, slots=True)
class DeviceCheck:
    """What was seen of one device.

    Attributes:
        name: For people.
        precision: The fastest that the bundled network bears there.
        tile_ms: Wall time of one 256 x 256 tile after a warm-up, in milliseconds.
        difference: Mean absolute difference from the processor's float32 result, in [0, 1].
        problem: What failed; empty when nothing did.
    """

    name: str
    precision: str = ""
    tile_ms: float = 0.0
    difference: float = 0.0
    problem: str = ""

    @property
    def works(self) -> bool:
        """Whether results from this device can be trusted."""
        return not self.problem and self.difference < _TOLERANCE

    @property
    def facts(self) -> dict[str, str]:
        """For people and JSON."""
        if self.problem:
            return {"device": self.name, "self-test": f"FAILED: {self.problem}"}
        speed = _SIDE**2 / 1e3 / self.tile_ms
        return {
            "device": self.name,
            "precision": self.precision,
            "one tile": f"{self.tile_ms:.0f} ms for {_SIDE} x {_SIDE}, {speed:.2f} MP/s",
            "self-test": f"{'passed' if self.works else 'FAILED'}, differs from float32 on the "
            f"processor by {self.difference:.5f} on average",
        }


def check_devices() -> list[DeviceCheck]:
    """Run the bundled checkpoint on every device; never raises a `DeblurError`."""
    try:
        bundled = next(i for i in Library().installed() if i.origin == "bundled")
        picture = torch.from_numpy(_picture())
        reference = load_model(bundled, device="cpu", precision="fp32")(picture)
    except (DeblurError, StopIteration) as error:
        return [DeviceCheck("cpu", problem=str(error) or "the bundled checkpoint is missing")]
    return [_check(bundled, name, picture, reference) for name in devices()]


def _check(
    bundled: Installed, name: str, picture: torch.Tensor, reference: torch.Tensor
) -> DeviceCheck:
    try:
        model = load_model(bundled, device=name)
        restored = model(picture)
        seconds = min(_seconds(model, picture) for _ in range(3))
    except (DeblurError, RuntimeError) as error:
        return DeviceCheck(name, problem=str(error))
    difference = float((restored - reference).abs().mean())
    return DeviceCheck(describe_device(model.device), model.precision, seconds * 1e3, difference)


def _seconds(model: Model, picture: torch.Tensor) -> float:
    started = time.perf_counter()
    model(picture)  # its result is copied to the processor, so the device has finished
    return time.perf_counter() - started


def _picture() -> np.ndarray:
    """A smooth pattern of all frequencies, (1, 3, side, side) in [0, 1]."""
    y, x = np.mgrid[:_SIDE, :_SIDE] / _SIDE
    waves = [0.5 + 0.4 * np.sin(40 * (x * x + shift * y)) for shift in (1, 2, 3)]
    return np.stack(waves)[None].astype(np.float32)
