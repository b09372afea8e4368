"""Makes the bundled sample: a sharp photo that an unsteady hand has blurred.

    python packaging/make_sample.py SHARP.jpg -o resources/samples/hand-held.jpg

The shake is seeded: a hand that drifts and sways during the exposure, drawn at sub-pixel steps. It is
applied in linear light, as in a camera; then come sensor noise and JPEG.
"""

import argparse
import io
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

WIDTH = 960
KERNEL_SIDE = 31
NOISE = 0.004
SEED = 5


def main() -> None:
    """Read, blur, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sharp", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--length", type=float, default=13, help="of the shake, in pixels")
    options = parser.parse_args()

    random = np.random.default_rng(SEED)
    blurred = blur(read(options.sharp), shake(options.length, random), random)
    data = io.BytesIO()
    Image.fromarray(blurred).save(data, "JPEG", quality=92, subsampling=0)
    options.output.write_bytes(data.getvalue())


def read(path: Path) -> NDArray[np.float64]:
    """Linear light, (H, W, 3) in [0, 1], at most `WIDTH` wide."""
    with Image.open(path, formats=["JPEG", "PNG"]) as image:
        image.thumbnail((WIDTH, WIDTH), Image.Resampling.LANCZOS)
        encoded = np.asarray(image.convert("RGB"), np.float64) / 255
    low = encoded / 12.92
    return np.where(encoded <= 0.04045, low, ((encoded + 0.055) / 1.055) ** 2.4)


def shake(length: float, random: np.random.Generator) -> NDArray[np.float64]:
    """A kernel, (K, K), whose sum is 1: a hand that drifts and sways, *length* pixels at the widest."""
    time = np.linspace(0, 1, 400)
    path = np.outer(time, [1.0, 0.45])
    for tempo, sway in enumerate(random.normal(0, 0.16, (3, 2)), start=1):
        path += np.outer(np.sin(np.pi * tempo * time), sway / tempo)
    path *= length / np.hypot(*(path[:, None] - path[None]).transpose(2, 0, 1)).max()
    kernel = np.zeros((KERNEL_SIDE, KERNEL_SIDE))
    for x, y in path - path.mean(axis=0) + KERNEL_SIDE // 2:
        column, row = int(x), int(y)
        right, down = x - column, y - row
        kernel[row, column] += (1 - right) * (1 - down)
        kernel[row, column + 1] += right * (1 - down)
        kernel[row + 1, column] += (1 - right) * down
        kernel[row + 1, column + 1] += right * down
    return kernel / kernel.sum()


def blur(
    linear: NDArray[np.float64], kernel: NDArray[np.float64], random: np.random.Generator
) -> NDArray[np.uint8]:
    """What the camera would have written, as 8-bit sRGB."""
    moved = cv2.filter2D(linear, -1, kernel, borderType=cv2.BORDER_REFLECT_101)
    moved = np.clip(moved, 0, 1)
    noisy = np.clip(moved + random.normal(0, NOISE, moved.shape) * np.sqrt(moved), 0, 1)
    encoded = np.where(noisy <= 0.0031308, noisy * 12.92, 1.055 * noisy ** (1 / 2.4) - 0.055)
    return (encoded * 255).round().astype(np.uint8)


if __name__ == "__main__":
    main()
