"""Golden figures: outputs of the authors' programs with weights made by a rule, so without weight files.

Each network has a JSON file with cases; names and shapes of its weights lie with its plug-in.
"""

import gzip
import hashlib
import json
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from deblur_desktop.api import Architecture, Network
from deblur_desktop.bundle import bundled
from deblur_desktop.engine.model import lay_out

FOLDER = Path(__file__).parent.parent / "data" / "golden"
PLUGINS = bundled("plugins")
_AS_NORM = {"beta", "gamma", "alpha", "fft", "temperature"}

Shapes = dict[str, tuple[int, ...]]
Weights = Mapping[str, NDArray[np.float32]]


def names() -> list[str]:
    return sorted(path.name.removesuffix(".json.gz") for path in PLUGINS.glob("*/shapes/*.json.gz"))


def shapes_of(name: str) -> Shapes:
    """Names and shapes of a published checkpoint."""
    packed = next(PLUGINS.glob(f"*/shapes/{name}.json.gz")).read_bytes()
    return {key: tuple(shape) for key, shape in json.loads(gzip.decompress(packed)).items()}


def figures_of(name: str) -> dict[str, Any]:
    return json.loads((FOLDER / f"{name}.json").read_text("utf-8"))


def filled(shapes: Shapes, gain: float) -> dict[str, NDArray[np.float32]]:
    """Weights that follow from their names."""
    return {name: _fill(name, shape, gain) for name, shape in shapes.items()}


def _fill(name: str, shape: tuple[int, ...], gain: float) -> NDArray[Any]:
    if name.endswith("relative_position_index"):
        return _relative_positions(shape)
    key = name.replace(".wavedec.", ".").replace(".waverec.", ".")
    z = np.random.default_rng(zlib.crc32(key.encode())).standard_normal(shape)
    if len(shape) == 1:
        values = 1 + 0.1 * z if key.endswith("weight") else 0.05 * z
    elif key.rpartition(".")[2] in _AS_NORM:
        values = 1 + 0.1 * z
    else:
        values = z * gain / np.sqrt(np.prod(shape[1:]))
    return values.astype(np.float32)


def _relative_positions(shape: tuple[int, ...]) -> NDArray[np.int64]:
    """The only integers in a published file: the differences of places in a square window, numbered."""
    side = round(shape[0] ** 0.5)
    y, x = np.divmod(np.arange(side * side), side)
    return (y[:, None] - y + side - 1) * (2 * side - 1) + x[:, None] - x + side - 1


def build(architecture: Architecture, weights: Weights, **options: Any) -> Network:
    """A network with *weights*, made as the engine makes it."""
    shapes = {name: tuple(values.shape) for name, values in weights.items()}
    with torch.device("meta"):
        network = architecture.build(shapes, **options)
    state = {name: torch.from_numpy(np.array(values)) for name, values in weights.items()}
    network.module.load_state_dict(state, assign=True, strict=True)
    network.module.eval().requires_grad_(requires_grad=False)
    lay_out(network.module)
    return network


def noise(height: int, width: int, channels: int = 3) -> torch.Tensor:
    """The input of all golden cases."""
    values = np.random.default_rng(0).random((1, channels, height, width))
    return torch.from_numpy(values.astype(np.float32))


def difference(output: torch.Tensor, case: Mapping[str, Any]) -> float:
    """The largest deviation from a golden case: of 64 samples, the extremes, the mean and the spread."""
    assert list(output.shape) == case["shape"]
    flat = output.contiguous().numpy().reshape(-1).astype(np.float64)
    places = np.linspace(0, flat.size - 1, 64).astype(int)
    found = [*flat[places], flat.min(), flat.max(), flat.mean(), flat.std()]
    golden = [*case["samples"], *(case[key] for key in ("min", "max", "mean", "std"))]
    return float(np.abs(np.subtract(found, golden)).max())


def sha256(state: Weights) -> str:
    """Over sorted names: the name, its shape, its float32 values."""
    digest = hashlib.sha256()
    for name in sorted(state):
        digest.update(f"{name}\0{tuple(state[name].shape)}\0".encode())
        digest.update(np.ascontiguousarray(state[name], "<f4").tobytes())
    return digest.hexdigest()
