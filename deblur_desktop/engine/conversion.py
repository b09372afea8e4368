"""The child process of `importing.py`: turns a stranger's file into safetensors and tries it.

`python -m deblur_desktop.engine.conversion FOLDER` reads `job.json` there and writes `weights` and
`result.json`. It binds its own memory and time first, so that no file can take the machine down.
"""

import ctypes
import json
import logging
import shutil
import signal
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import safetensors.torch
import torch
from torch import Tensor

from deblur_desktop.engine.architecture import Architecture, Network
from deblur_desktop.engine.header import read_header
from deblur_desktop.engine.identify import architectures, build_fitting, identify
from deblur_desktop.engine.weights import check_values, read_state
from deblur_desktop.errors import (
    CheckpointError,
    DamagedCheckpoint,
    DeblurError,
    PluginError,
    UnknownArchitecture,
)
from deblur_desktop.library.storage import sha256_of

logger = logging.getLogger(__name__)

JOB, WEIGHTS, RESULT = "job.json", "weights", "result.json"
_MEMORY = 6 << 30  # address space beside what the file takes: torch alone maps some gigabytes
_PR_SET_PDEATHSIG = 1
_COPIES = 4  # of the file: as read, as tensors, in float32, in the network


@dataclass(frozen=True, slots=True)
class Job:
    """What to convert: *source*, with *options* for `Architecture.build`, within *limit_s*."""

    source: str
    options: Mapping[str, Any] = field(default_factory=dict[str, Any])
    sha256: str = ""
    limit_s: int = 600


@dataclass(frozen=True, slots=True)
class Result:
    """What came of it: the architecture and the hash of the new file, or an error of `errors.py`."""

    architecture: str = ""
    sha256: str = ""
    error: str = ""
    message: str = ""
    hint: str = ""


def main(folder: Path) -> None:
    """Do the job of *folder*."""
    job = Job(**json.loads((folder / JOB).read_text("utf-8")))
    _limit_resources(job)
    try:
        result = _convert(job, folder / WEIGHTS)
    except DeblurError as error:
        result = Result(error=type(error).__name__, message=error.message, hint=error.hint)
    except MemoryError:
        result = Result(error="DamagedCheckpoint", message="reading the file takes too much memory")
    (folder / RESULT).write_text(json.dumps(asdict(result)), "utf-8")


def _convert(job: Job, target: Path) -> Result:
    source = Path(job.source)
    state = _read(source, job.sha256)
    check_values(state)
    architecture, state = _identified(state)
    network = build_fitting(architecture, _shapes(state), job.options)
    _try(network, architecture, state)
    _write(source, state, target)
    return Result(architecture.id, sha256_of(target))


def _read(source: Path, sha256: str) -> dict[str, Tensor]:
    """The tensors of *source*: in a form that an architecture converts, else of a weights file."""
    failure: DamagedCheckpoint | None = None
    for architecture in architectures():
        try:
            state = _converted(architecture, source)
        except DamagedCheckpoint as error:
            failure = error
            continue
        if state is not None:
            return state
    try:
        return read_state(source, sha256=sha256)
    except CheckpointError as error:
        raise failure or error from error


def _converted(architecture: Architecture, source: Path) -> dict[str, Tensor] | None:
    if architecture.convert is None:
        return None
    try:
        state = architecture.convert(source)
        return None if state is None else {name: _own(value) for name, value in state.items()}
    except Exception as error:
        raise DamagedCheckpoint(
            f"{architecture.name} cannot convert the file ({error}): {source.name}"
        ) from error


def _own(value: Any) -> Tensor:
    return value if isinstance(value, Tensor) else torch.from_numpy(np.ascontiguousarray(value))


def _identified(state: Mapping[str, Tensor]) -> tuple[Architecture, Mapping[str, Tensor]]:
    """Who claims *state*, and *state* by the names that it knows.

    Training programs put the network into others (`model.`, `net_g.`, `_orig_mod.`), whose names then
    come first. They are taken off only where nobody knows the names as they are.
    """
    try:
        return identify(_shapes(state)), state
    except UnknownArchitecture:
        parts = {name.partition(".")[0] for name in state}
        inner = {name.partition(".")[2]: tensor for name, tensor in state.items()}
        if len(parts) > 1 or "" in inner:
            raise
        return _identified(inner)


def _shapes(state: Mapping[str, Tensor]) -> dict[str, tuple[int, ...]]:
    return {name: tuple(tensor.shape) for name, tensor in state.items()}


def _try(network: Network, architecture: Architecture, state: Mapping[str, Tensor]) -> None:
    """Restore a small picture of noise; what comes out must be a picture."""
    generator = torch.Generator().manual_seed(0)
    pixels = torch.rand(1, network.channels, 64, 64, generator=generator)
    try:
        network.module.load_state_dict(dict(state), assign=True, strict=True)
        network.module.eval().float()
        with torch.inference_mode():
            result = network(pixels)
    except Exception as error:
        raise PluginError(f"{architecture.name} cannot run the file's network ({error})") from error
    if tuple(result.shape) != (1, 3, 64, 64) or not bool(torch.isfinite(result).all()):
        raise DamagedCheckpoint("the network of the file does not give a picture")


def _write(source: Path, state: Mapping[str, Tensor], target: Path) -> None:
    """The file as it is where it needs no change, so that its published hash stays true."""
    if _is_final(source, state):
        shutil.copyfile(source, target)
    else:
        safetensors.torch.save_file({name: t.clone() for name, t in state.items()}, target)


def _is_final(source: Path, state: Mapping[str, Tensor]) -> bool:
    if not source.is_file():
        return False
    try:
        with source.open("rb") as file:
            return set(read_header(file, source.stat().st_size)) == set(state)
    except DamagedCheckpoint:
        return False


def _limit_resources(job: Job) -> None:
    if sys.platform == "win32":
        return
    import resource

    source = Path(job.source)
    size = source.stat().st_size if source.is_file() else 1 << 30
    limit = _MEMORY + _COPIES * size
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.alarm(job.limit_s)  # ends us where the parent no longer can
    if sys.platform == "linux":  # at once there: nobody is left to take the answer
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
