"""Reads checkpoint files that strangers made. Nothing else in the program opens one.

A file is opened once, and what was hashed is what is read. What comes out are plain dense tensors on
the processor, all finite, by the names that networks know; everything else is refused by name.

Safetensors hold no code, and their header is checked by `header.py`. Torch's own files are pickles,
and `weights_only=True` alone neither bounds their memory nor checks the sizes that they declare.
So `survey.py` goes through them first. Read these in a child process only, as `importing.py` does.
"""

import hashlib
import math
import os
import stat
import warnings
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from io import BufferedReader, BytesIO
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import torch
from torch import Tensor, nn

from deblur_desktop.engine.header import MOST_TENSORS, Entry, read_header
from deblur_desktop.engine.survey import LEGACY, NUMBERS, NUMPY_SCALARS, ZIP, survey
from deblur_desktop.errors import (
    CheckpointError,
    DamagedCheckpoint,
    UnknownCheckpoint,
    UnsafeCheckpoint,
)

LARGEST_FILE = 8 << 30
WRAPPERS = ("params_ema", "params", "state_dict", "model")
"""Under which name published files keep their weights, in order of preference."""

_DTYPES = {
    "F64": torch.float64, "F32": torch.float32, "F16": torch.float16, "BF16": torch.bfloat16,
    "I64": torch.int64, "I32": torch.int32, "I16": torch.int16, "I8": torch.int8,
    "U8": torch.uint8, "BOOL": torch.bool,
}  # fmt: skip
# `survey` has seen how the file uses these. Torch must be told of them, or reads no file with a number
# of NumPy in it.
_NUMPY_NAMES: list[Any] = [
    *((np.float64().__reduce__()[0], name) for name in NUMPY_SCALARS),
    np.dtype,
    *{type(np.dtype(code)) for code in NUMBERS},
]
_Value = TypeVar("_Value")


def read_shapes(path: Path) -> dict[str, tuple[int, ...]]:
    """Names and shapes of a safetensors file, from its header alone.

    Raises:
        CheckpointError: The file is missing, damaged, or of another kind.
    """
    with _opened(path) as (file, size):
        shapes = {name: entry.shape for name, entry in read_header(file, size).items()}
    return _without_prefix(shapes)


def read_state(path: Path, *, sha256: str = "") -> dict[str, Tensor]:
    """The tensors of a checkpoint file, safetensors or torch's, by the names networks know.

    They are on the processor, in the dtype of the file, and share one memory that is theirs.

    Args:
        path: Of a regular file.
        sha256: Which the bytes must have; empty if none is known.

    Raises:
        DamagedCheckpoint: It is cut or altered, or holds values that are not finite.
        UnsafeCheckpoint: It holds more than plain dense tensors.
        UnknownCheckpoint: It is missing or cannot be opened.
    """
    with _opened(path) as (file, size):
        content = _read(file, size)
        if sha256 and hashlib.sha256(content).hexdigest() != sha256:
            raise DamagedCheckpoint("the file was altered: its SHA-256 is not the card's")
        state = _without_prefix(_parse(content))
        check_values(state)
    return state


@contextmanager
def _opened(path: Path) -> Generator[tuple[BufferedReader, int]]:
    """The file and its size; errors inside get the file's name."""
    try:
        # Non-blocking, so that a pipe of this name does not hang us.
        descriptor = os.open(
            path, os.O_RDONLY | getattr(os, "O_NONBLOCK", getattr(os, "O_BINARY", 0))
        )
        with os.fdopen(descriptor, "rb") as file:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise UnsafeCheckpoint("this is not a regular file")
            if status.st_size > LARGEST_FILE:
                raise UnsafeCheckpoint("the file is larger than 8 GB")
            yield file, status.st_size
    except OSError as error:
        raise UnknownCheckpoint(f"cannot read the checkpoint ({error.strerror}): {path}") from error
    except CheckpointError as error:
        hint = error.hint or "get the file again from where its authors publish it"
        raise type(error)(f"{error.message}: {path}", hint) from error


def _read(file: BufferedReader, size: int) -> bytes | bytearray:
    """All of the file: bytes for torch, which copies them, or writable memory for tensors to lie in."""
    if file.peek(16).startswith((ZIP, LEGACY)):
        content = file.read(size)
        length = len(content)
    else:
        if file.peek(16).startswith(b"{", 8):
            read_header(
                file, size
            )  # before memory is taken; `_parse` reads it again, from the copy
            file.seek(0)
        content = bytearray(size)
        length = file.readinto(content)
    if length != size:
        raise DamagedCheckpoint("the file became shorter while it was read")
    return content


def _parse(content: bytes | bytearray) -> dict[str, Tensor]:
    if isinstance(content, bytes):
        return _torch_tensors(content)
    if not content.startswith(b"{", 8):
        raise UnsafeCheckpoint("this is not a plain weights file, neither safetensors nor torch's")
    entries = read_header(BytesIO(content), len(content))
    return {name: _tensor(content, entry) for name, entry in entries.items()}


def _tensor(content: bytearray, entry: Entry) -> Tensor:
    dtype = torch.uint8 if entry.dtype == "BOOL" else _DTYPES[entry.dtype]
    count = math.prod(entry.shape)
    tensor = torch.frombuffer(content, dtype=dtype, count=count, offset=entry.begin)
    if entry.begin % 8:  # kernels may assume aligned values
        tensor = tensor.clone()
    return tensor.view(entry.shape).to(_DTYPES[entry.dtype])


def _without_prefix(named: Mapping[str, _Value]) -> dict[str, _Value]:
    """Training on several devices puts `module.` before every name."""
    if all(name.startswith("module.") for name in named):
        return {name.removeprefix("module."): value for name, value in named.items()}
    return dict(named)


def check_values(state: Mapping[str, Tensor]) -> None:
    """Pass a state whose values are all finite and not all zero.

    Raises:
        DamagedCheckpoint: With the name of the first tensor that is not finite.
    """
    for name, tensor in state.items():
        if tensor.is_floating_point() and not bool(torch.isfinite(tensor).all()):
            raise DamagedCheckpoint(f"not all values are finite in `{name}`")
    if not any(bool(tensor.any()) for tensor in state.values()):
        raise DamagedCheckpoint("all values are zero")


def _torch_tensors(content: bytes) -> dict[str, Tensor]:
    survey(content)
    tensors = _unwrapped(_load(content))
    if not 0 < len(tensors) <= MOST_TENSORS:
        raise DamagedCheckpoint(f"the file holds {len(tensors)} tensors")
    return {name: _plain(name, value) for name, value in tensors.items()}


def _load(content: bytes) -> Any:
    """What torch reads; never with `weights_only=False`, whatever happens."""
    try:
        with (
            warnings.catch_warnings(),
            torch.sparse.check_sparse_tensor_invariants(),
            torch.serialization.safe_globals(_NUMPY_NAMES),
        ):
            warnings.simplefilter("ignore")  # of old files' storage classes
            return torch.load(BytesIO(content), "cpu", weights_only=True, mmap=False)
    except Exception as error:
        raise DamagedCheckpoint(f"torch cannot read the file ({str(error)[:200]})") from error


def _unwrapped(value: Any) -> Mapping[str, Any]:
    """The table of tensors inside of what training scripts save around it."""
    for _ in range(4):
        if not isinstance(value, Mapping):
            break
        inner = next((value[key] for key in WRAPPERS if isinstance(value.get(key), Mapping)), None)
        if inner is None:
            return value
        value = inner
    raise UnsafeCheckpoint("the file holds no table of tensors")


def _plain(name: object, value: object) -> Tensor:
    """*value* if it is an ordinary tensor by an ordinary name."""
    if not isinstance(name, str) or not (name.isascii() and name.isprintable()):
        raise UnsafeCheckpoint(f"a tensor has an unusable name: {str(name)[:200]!r}")
    if type(value) not in (Tensor, nn.Parameter):
        raise UnsafeCheckpoint(f"this is not a plain tensor: `{name}`")
    tensor = value.detach()  # pyright: ignore[reportAttributeAccessIssue, reportOptionalMemberAccess]
    dense = tensor.layout is torch.strided and tensor.device.type == "cpu" and not tensor.is_nested
    if not dense or tensor.is_quantized or tensor.dtype not in _DTYPES.values():
        raise UnsafeCheckpoint(f"this is not a plain dense tensor: `{name}`")
    return tensor.contiguous()
