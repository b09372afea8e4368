"""Checkpoint files that are as they should be, in every form that they are published in."""

from collections import OrderedDict
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from library.tiny import tiny_state
from safetensors.torch import save_file
from torch import Tensor

from deblur_desktop.engine.weights import read_shapes, read_state
from deblur_desktop.errors import CheckpointError, DamagedCheckpoint, UnknownCheckpoint
from deblur_desktop.library.storage import sha256_of

STATE = tiny_state()
PREFIXED = OrderedDict((f"module.{name}", tensor) for name, tensor in STATE.items())
WEIGHT = torch.nn.Parameter(torch.ones(3))
WEIGHT.grad = torch.ones(3)
ADAM = torch.optim.AdamW([WEIGHT], lr=1e-3)
ADAM.step()
SCHEDULER = torch.optim.lr_scheduler.CosineAnnealingLR(ADAM, 10)
NUMPY = {
    dtype: np.dtype(dtype).type(1)
    for dtype in ("f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "b1")
}


def same(expected: dict[str, Tensor], actual: dict[str, Tensor]) -> bool:
    return expected.keys() == actual.keys() and all(
        torch.equal(tensor, actual[name]) for name, tensor in expected.items()
    )


def test_safetensors_come_back_bit_for_bit(tmp_path: Path):
    dtypes = (torch.float64, torch.float32, torch.float16, torch.bfloat16, torch.int64, torch.bool)
    state = {str(dtype): torch.arange(1, 6).to(dtype) for dtype in dtypes}
    save_file(state, tmp_path / "a.safetensors", metadata={"format": "pt"})

    assert same(state, read_state(tmp_path / "a.safetensors"))


def test_shapes_are_read_from_the_header(tmp_path: Path):
    save_file(STATE, tmp_path / "a.safetensors")

    shapes = read_shapes(tmp_path / "a.safetensors")

    assert {name: tuple(tensor.shape) for name, tensor in STATE.items()} == shapes


@pytest.mark.parametrize("zipped", [True, False], ids=["zip", "legacy"])
@pytest.mark.parametrize(
    "content",
    [
        STATE,
        PREFIXED,
        {"params": STATE},
        {"params": {"x": torch.zeros(2)}, "params_ema": PREFIXED},
        {"epoch": 3, "state_dict": PREFIXED, "optimizer": ADAM.state_dict(), "name": None},
        {"best_eval": np.float64(32.4), "params": STATE, "scheduler": SCHEDULER.state_dict()},
        {"best_eval": NUMPY, "params": STATE},
        {"callbacks": {"best": (-1, float("inf"), {}, [])}, "state_dict": STATE, "loops": None},
        {"model": {"state_dict": STATE}},
        {"state_dict": {name: torch.nn.Parameter(t) for name, t in STATE.items()}},
        {name: tensor.mT.contiguous().mT for name, tensor in STATE.items() if tensor.ndim > 1}
        | {name: tensor for name, tensor in STATE.items() if tensor.ndim == 1},
    ],
    ids=[
        "plain",
        "module",
        "params",
        "ema",
        "training",
        "best",
        "numpy",
        "lightning",
        "nested",
        "parameters",
        "transposed",
    ],
)
def test_F48_torch_files_come_back_without_wrapping(content: Any, zipped: bool, tmp_path: Path):
    torch.save(content, tmp_path / "a.pth", _use_new_zipfile_serialization=zipped)

    assert same(STATE, read_state(tmp_path / "a.pth"))


def test_the_right_hash_is_accepted_and_another_is_not(tmp_path: Path):
    path = tmp_path / "a.safetensors"
    save_file(STATE, path)

    assert same(STATE, read_state(path, sha256=sha256_of(path)))
    with pytest.raises(DamagedCheckpoint, match="SHA-256"):
        read_state(path, sha256="0" * 64)


def test_a_missing_file_is_named(tmp_path: Path):
    with pytest.raises(UnknownCheckpoint, match=r"nowhere\.pth"):
        read_state(tmp_path / "nowhere.pth")


def test_a_torch_file_has_no_header_to_read(tmp_path: Path):
    torch.save(STATE, tmp_path / "a.pth")

    with pytest.raises(CheckpointError):
        read_shapes(tmp_path / "a.pth")
