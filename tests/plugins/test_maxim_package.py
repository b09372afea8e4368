"""The npm package of MAXIM: what is not one is left alone, what is damaged is refused."""

import io
import json
import tarfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from deblur_desktop.engine.identify import identify
from plugins import golden

NODE = "StatefulPartitionedCall/jax2tf_apply_/Wrapper/backbone/stage_0_input_conv_0/Conv2D"
WEIGHT = {"name": "w", "shape": [1, 1, 2, 3], "dtype": "float32"}
SHARD = "group1-shard1of1.bin"


def convert(path: Path) -> object:
    reader = identify(golden.shapes_of("maxim_3s_gopro")).convert
    assert reader is not None
    return reader(path)


def package(**changes: Any) -> dict[str, bytes]:
    """A package of one layer."""
    weights = [WEIGHT | changes.pop("weight", {})]
    node = {"name": NODE, "op": "Conv2D", "input": ["x", "w"]} | changes.pop("node", {})
    model = {
        "modelTopology": {"node": [node]},
        "weightsManifest": [{"paths": [changes.pop("path", SHARD)], "weights": weights}],
    }
    data = changes.pop("data", np.arange(6, dtype="<f4").tobytes())
    return {"model.json": json.dumps(model).encode(), SHARD: data}


def written(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


def packed(folder: Path, files: dict[str, bytes], prefix: str = "package/models/") -> Path:
    path = folder / "package.tgz"
    with tarfile.open(path, "w:gz") as archive:
        for name, data in files.items():
            member = tarfile.TarInfo(prefix + name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return path


def test_other_files_are_left_alone(tmp_path: Path):
    other = tmp_path / "weights.pth"
    other.write_bytes(b"PK")

    assert convert(other) is None
    assert convert(tmp_path) is None
    assert convert(packed(tmp_path, {"index.js": b""})) is None


def test_an_archive_of_another_kind_is_left_alone(tmp_path: Path):
    path = tmp_path / "notes.tgz"
    path.write_bytes(b"not compressed at all")

    assert convert(path) is None


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({}, "not those that were published"),
        ({"weight": {"quantization": {"dtype": "uint8"}}}, "compressed"),
        ({"weight": {"dtype": "float16"}}, "compressed"),
        ({"weight": {"shape": [1, 1, 2, 9]}}, "cut off"),
        ({"weight": {"shape": [1, 1, 2, -3]}}, "cut off"),
        ({"data": bytes(28)}, "cut off"),
        ({"path": "../../secret.bin"}, "unexpected files"),
        ({"path": "group1-shard2of2.bin"}, "incomplete"),
        ({"node": {"op": "MatMul"}}, "unknown form"),
        ({"node": {"name": "elsewhere/Conv2D"}}, "unknown layer"),
        ({"node": {"input": ["x"]}}, "incomplete"),
    ],
    ids=str,
)
@pytest.mark.parametrize("store", [written, packed])
def test_a_damaged_package_is_refused(tmp_path: Path, store: Any, changes: Any, message: str):
    path = store(tmp_path, package(**dict(changes)))

    with pytest.raises(ValueError, match=message):
        convert(path)


def test_a_model_that_is_not_json_is_refused(tmp_path: Path):
    with pytest.raises(ValueError, match="unknown form"):
        convert(packed(tmp_path, package() | {"model.json": b"{"}))


def test_a_part_of_another_size_is_refused(tmp_path: Path):
    with pytest.raises(ValueError, match="too large"):
        convert(packed(tmp_path, package() | {SHARD: bytes((8 << 20) + 1)}))


def test_a_package_that_is_cut_is_not_read(tmp_path: Path):
    path = packed(tmp_path, package())
    path.write_bytes(path.read_bytes()[:-200])

    with pytest.raises(ValueError, match="MAXIM package"):
        convert(path)
