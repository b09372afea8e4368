"""Measures which backend is the faster one for a checkpoint on this processor."""

import time
from collections.abc import Callable

import numpy as np
import torch

from deblur_desktop.engine.backends.trials import Trial, remember
from deblur_desktop.engine.model import Model
from deblur_desktop.engine.tiles import choose_grid
from deblur_desktop.recipe import Backend

_SIDE, _RUNS = 256, 3


def tune(load: Callable[[Backend], Model]) -> Trial:
    """Measure both backends with the model that *load* gives, and remember the outcome.

    Raises:
        DeblurError: The model cannot be loaded, or OpenVINO cannot run it.
    """
    model = load("torch")
    picture = _picture(model)
    torch_ms, expected = _timed(model, picture)
    openvino_ms, found = _timed(load("openvino"), picture)
    difference = float((expected - found).abs().mean())
    trial = Trial(round(torch_ms, 1), round(openvino_ms, 1), difference)
    remember(model.sha256, model.precision, trial)
    return trial


def _timed(model: Model, picture: torch.Tensor) -> tuple[float, torch.Tensor]:
    restored = model(picture)  # warms up
    taken: list[float] = []
    for _ in range(_RUNS):
        started = time.perf_counter()
        model(picture)
        taken.append(time.perf_counter() - started)
    return min(taken) * 1e3, restored


def _picture(model: Model) -> torch.Tensor:
    grid = choose_grid(_SIDE, _SIDE, model.network.tiling)
    shape = (1, model.network.channels, grid.height, grid.width)
    return torch.from_numpy(np.random.default_rng(0).random(shape, np.float32))
