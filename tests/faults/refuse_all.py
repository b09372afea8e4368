"""Run in a child process by `test_checkpoints.py`: reads files and tells what came of them.

`refuse_all.py files FOLDER` reads each file of the folder; `refuse_all.py mutants COUNT SEED MARKER`
reads mutants that it makes. JSON goes to stdout.
"""

import json
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

import torch
from faults.hostile import mutants, payload_files, peak_memory_above, saved, tensor_files
from library.tiny import tiny_state
from safetensors.torch import save

from deblur_desktop.engine.weights import read_state
from deblur_desktop.errors import CheckpointError
from deblur_desktop.library.storage import sha256_of

resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30))


def read_files(folder: Path) -> dict[str, Any]:
    """What each file says, with processor seconds and bytes."""
    results: dict[str, Any] = {}
    for path in sorted(folder.iterdir()):
        start, outcome = time.process_time(), [""]
        peak = peak_memory_above(lambda path=path, outcome=outcome: _read(path, outcome))
        results[path.name] = [outcome[0], time.process_time() - start, peak]
    return results


def _read(path: Path, outcome: list[str]) -> None:
    try:
        read_state(path)
        outcome[0] = "accepted"
    except CheckpointError as error:
        outcome[0] = type(error).__name__


def read_mutants(count: int, seed: int, marker: Path) -> dict[str, int]:
    """How many were accepted, and how many of these were not plain finite tensors."""
    state = tiny_state()
    good = [save(state), saved({"params": state}), saved(state, zipped=False)]
    bases = [*good * 6, *payload_files(marker).values(), *tensor_files().values()]
    bases = [base for base in bases if len(base) < 100_000]
    tally = {"accepted": 0, "wrong": 0, "unhashed": 0}
    with tempfile.TemporaryDirectory() as name:
        path, original = Path(name) / "mutant", Path(name) / "original"
        original.write_bytes(good[0])
        expected = sha256_of(original)
        for mutant in mutants(bases, count, seed):
            path.write_bytes(mutant)
            _judge(path, tally)
            tally["unhashed"] += mutant != good[0] and _is_accepted(path, expected)
    return tally


def _judge(path: Path, tally: dict[str, int]) -> None:
    try:
        state = read_state(path)
    except CheckpointError:
        return
    tally["accepted"] += 1
    # Touches every value: what lies beyond the file would end the process here.
    finite = all(bool(torch.isfinite(t.double()).all()) for t in state.values())
    plain = all(type(t) is torch.Tensor and t.layout is torch.strided for t in state.values())
    tally["wrong"] += not (finite and plain)


def _is_accepted(path: Path, sha256: str) -> bool:
    try:
        read_state(path, sha256=sha256)
    except CheckpointError:
        return False
    return True


if __name__ == "__main__":
    if sys.argv[1] == "files":
        found: Any = read_files(Path(sys.argv[2]))
    else:
        found = read_mutants(int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))
    sys.stdout.write(json.dumps(found))
