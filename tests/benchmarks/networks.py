"""How much of the processor the networks use, and what it costs in quality.

python tests/benchmarks/networks.py speed [NAME...]      share of one core's arithmetic, one thread
python tests/benchmarks/networks.py quality FOLDER...    loss of bfloat16 against float32, in dB

Share = 2 x multiply count / CPU seconds / rate of a float32 product of 2048-cubed matrices, measured
in the same run. The count is that of the network as published, so work that is saved raises the share.
`quality` reads pairs NAME_blur.png and NAME_sharp.png, and takes the center 512 x 512 of larger ones.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from deblur_desktop.engine.cpu import prepare

prepare()

import torch
from PIL import Image
from safetensors.numpy import load_file

sys.path.insert(0, str(Path(__file__).parent.parent))

from plugins import golden

from deblur_desktop.api import Network
from deblur_desktop.bundle import bundled
from deblur_desktop.engine.identify import identify

GIGAMACS_AT_256 = {
    "lakdnet_motion_s": 79.85,
    "lakdnet_motion_l": 169.81,
    "lakdnet_defocus_s": 85.75,
    "lakdnet_defocus_l": 178.67,
    "fftformer": 131.42,
    "mlwnet_d32": 27.68,
    "mlwnet_d64": 108.25,
    "hybridnet_d32": 29.99,
    "cemlwnet_d32": 24.84,
    "cemlwnet_d64": 97.47,
    "nafnet_w32": 15.96,
    "nafnet_w64": 63.05,
    "restormer_motion": 154.88,
    "uformer_b_ps256": 86.57,
    "maxim_1s_gopro": 43.1,
    "maxim_3s_gopro": 152.08,
}
TILE = 512
DTYPES = (torch.float32, torch.bfloat16)


def main() -> None:
    """Run one benchmark."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("what", choices=("speed", "quality"))
    parser.add_argument("arguments", nargs="*")
    options = parser.parse_args()
    torch.set_grad_enabled(mode=False)
    if options.what == "speed":
        measure_speed(options.arguments or ["maxim_1s_gopro", "nafnet_w32"])
    else:
        measure_quality([Path(folder) for folder in options.arguments])


def measure_speed(names: list[str]) -> None:
    """The share of each network at a 512 x 512 tile, in both precisions."""
    torch.set_num_threads(1)
    print(f"{'network':16} {'dtype':9} {'CPU s':>7} {'GFLOP/s':>8} {'matmul':>7} {'share':>6}")
    for name in names:
        for dtype in DTYPES:
            network = made(name, dtype)
            pixels = torch.rand(1, 3, TILE, TILE)
            before = matmul_rate()
            seconds = least_cpu_seconds(lambda run=network, of=pixels: run(of), 5)
            rate = max(before, matmul_rate())
            work = 2e9 * GIGAMACS_AT_256[name] * (TILE / 256) ** 2 / seconds
            label = str(dtype).removeprefix("torch.")
            print(
                f"{name:16} {label:9} {seconds:7.2f} {work / 1e9:8.1f} {rate / 1e9:7.1f}"
                f" {work / rate:6.2f}"
            )


def measure_quality(folders: list[Path]) -> None:
    """PSNR of the shipped network in float32, and what bfloat16 loses."""
    exact, half = shipped(torch.float32), shipped(torch.bfloat16)
    losses: list[float] = []
    for blurred, sharp in (pair for folder in folders for pair in pairs(folder)):
        of = psnr(exact(blurred), sharp)
        losses.append(of - psnr(half(blurred), sharp))
        print(f"{psnr(blurred, sharp):7.3f} -> {of:7.3f} dB, bfloat16 loses {losses[-1]:7.4f}")
    print(f"mean loss {np.mean(losses):.4f} dB, largest {max(losses):.4f}")


def made(name: str, dtype: torch.dtype) -> Network:
    """A network with weights made by the golden rule."""
    shapes = golden.shapes_of(name)
    network = golden.build(identify(shapes), golden.filled(shapes, 0.5))
    network.module.to(dtype)
    return network


def shipped(dtype: torch.dtype) -> Network:
    """The network that the program ships."""
    state = load_file(bundled("resources") / "models" / "maxim-gopro-1.safetensors")
    weights = {name: values.astype(np.float32) for name, values in state.items()}
    network = golden.build(identify(golden.shapes_of("maxim_1s_gopro")), weights)
    network.module.to(dtype)
    return network


def matmul_rate() -> float:
    """Operations per second of one core."""
    matrix = torch.rand(2048, 2048)
    return 2 * 2048**3 / least_cpu_seconds(lambda: matrix @ matrix, 5)


def least_cpu_seconds(work: Callable[[], object], times: int) -> float:
    """CPU time of the fastest of several runs, after one that warms up."""
    work()
    taken: list[float] = []
    for _ in range(times):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)


def pairs(folder: Path) -> Iterator[tuple[torch.Tensor, torch.Tensor]]:
    """Blurred and sharp pictures, (1, 3, H, W) in [0, 1]."""
    for path in sorted(folder.glob("*_blur.png")):
        yield center(path), center(path.with_name(path.name.replace("_blur", "_sharp")))


def center(path: Path) -> torch.Tensor:
    """The center of a picture, at most as large as a tile."""
    with Image.open(path) as image:
        pixels = np.asarray(image.convert("RGB"), np.float32) / 255
    top, left = ((side - min(side, TILE)) // 2 for side in pixels.shape[:2])
    crop = pixels[top : top + TILE, left : left + TILE]
    return torch.from_numpy(crop.copy()).permute(2, 0, 1)[None]


def psnr(picture: torch.Tensor, sharp: torch.Tensor) -> float:
    """In dB, after clipping."""
    return float(-10 * torch.log10((picture.clamp(0, 1) - sharp).square().mean()))


if __name__ == "__main__":
    main()
