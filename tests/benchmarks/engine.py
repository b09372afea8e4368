"""Quality and cost of the engine, as ratios within one run.

python tests/benchmarks/engine.py quality FOLDER...       gain in dB on NAME_blur.png, NAME_sharp.png
python tests/benchmarks/engine.py sharp FOLDER            sharp photos: left alone? unharmed?
python tests/benchmarks/engine.py shift FOLDER [-o DIR]   do results depend on where tiles lie?
python tests/benchmarks/engine.py overhead                CPU time beyond the bare network, 12 MP
python tests/benchmarks/engine.py memory MEGAPIXELS       peak anonymous memory of a whole run
python tests/benchmarks/engine.py help                    CPU time of `deblur-desktop --help`
"""

import argparse
import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from deblur_desktop.engine.cpu import prepare

prepare()

import torch
from deblur_desktop.diagnosis.blur import Kind, diagnose
from deblur_desktop.photo.files import open_photo
from PIL import Image

from deblur_desktop.engine.model import Model, load_model
from deblur_desktop.engine.restore import restore
from deblur_desktop.engine.tiles import choose_grid, plan_tiles
from deblur_desktop.library.library import Library
from deblur_desktop.photo.photo import Photo, Pixels
from deblur_desktop.recipe import Recipe


def main() -> None:
    """Run one benchmark."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("what", choices=("quality", "sharp", "shift", "overhead", "memory", "help"))
    parser.add_argument("arguments", nargs="*")
    parser.add_argument("-o", "--output", type=Path)
    parser.add_argument("--checkpoint", default="maxim-gopro-1")
    parser.add_argument("--precision", default="auto")
    parser.add_argument("--no-color-lock", action="store_true")
    parser.add_argument("--overlap", type=int, default=0)
    options = parser.parse_args()
    globals()[f"measure_{options.what}"](options)


def measure_quality(options: argparse.Namespace) -> None:
    """PSNR of the blurred and of the restored picture against the sharp one."""
    model = load(options)
    for folder in options.arguments:
        gains: list[float] = []
        for blurred, sharp in pairs(Path(folder)):
            before = psnr(blurred.pixels, sharp.pixels)
            restored = restore(blurred, model, recipe(options)).photo
            after = psnr(restored.pixels, sharp.pixels)
            gains.append(after - before)
            print(f"  {before:6.2f} -> {after:6.2f} dB  {after - before:+.2f}", flush=True)
        print(
            f"{folder}: mean {np.mean(gains):+.2f} dB, worst {min(gains):+.2f} dB ({model.precision})"
        )


def measure_sharp(options: argparse.Namespace) -> None:
    """Sharp photos: what the diagnosis says, and what the network does to them when forced."""
    model = load(options)
    left, worst = 0, np.inf
    paths = sorted(Path(options.arguments[0]).glob("*.jpg"))
    for path in paths:
        photo = open_photo(path)
        diagnosis = diagnose(photo)
        left += diagnosis.kind == Kind.SHARP
        kept = psnr(restore(photo, model, recipe(options)).photo.pixels, photo.pixels)
        worst = min(worst, kept)
        print(f"  {path.name:45} {kept:5.1f} dB against itself; {diagnosis.sentence}", flush=True)
    print(f"left alone {left} of {len(paths)}; worst against itself {worst:.1f} dB")


def measure_shift(options: argparse.Namespace) -> None:
    """The same photo with the tile grid moved by half a tile."""
    model = load(options)
    half = 256
    for path in sorted(Path(options.arguments[0]).glob("*_blur.png")):
        photo = open_photo(path)
        moved = photo.with_pixels(np.pad(photo.pixels, ((half, 0), (half, 0), (0, 0)), "reflect"))
        first = restore(photo, model, recipe(options)).photo.pixels
        second = restore(moved, model, recipe(options)).photo.pixels[half:, half:]
        print(f"{path.name}: the two agree to {psnr(first, second):.1f} dB", flush=True)
        if options.output:
            picture = np.clip(np.abs(first - second) * 8, 0, 1)
            Image.fromarray((picture * 255).astype(np.uint8)).save(
                options.output / f"{path.stem}_x8.png"
            )


def measure_overhead(options: argparse.Namespace) -> None:
    """CPU time of `restore` over that of the bare network on the same tiles."""
    model = load(options)
    photo = Photo(texture(3000, 4000))
    chosen = recipe(options)
    grid = choose_grid(3000, 4000, model.network.tiling, chosen.tile, chosen.overlap)
    count = len(plan_tiles(3000, 4000, grid))
    tile = torch.from_numpy(photo.pixels[: grid.height, : grid.width]).permute(2, 0, 1)[None]
    model(tile)
    bare = cpu_seconds(lambda: [model(tile) for _ in range(count // 2)])
    whole = cpu_seconds(lambda: restore(photo, model, chosen))
    bare += cpu_seconds(lambda: [model(tile) for _ in range(count - count // 2)])
    print(
        f"{count} tiles: network {bare:.1f} CPU s, restore {whole:.1f} CPU s, ratio {whole / bare:.3f}"
    )


def measure_memory(options: argparse.Namespace) -> None:
    """Peak anonymous memory of `deblur-desktop restore` on a photo of so many megapixels.

    After three tiles the network is replaced by a copy, since every tile takes the same memory.
    """
    megapixels = float(options.arguments[0])
    height = round((megapixels * 1e6 / 1.5) ** 0.5)
    folder = options.output or Path("/tmp")
    source = folder / f"texture_{height}.jpg"
    if not source.exists():
        pixels = (texture(height, round(height * 1.5)) * 255).astype(np.uint8)
        Image.fromarray(pixels).save(source, quality=92)
    peak = Peak()
    from deblur_desktop import cli
    from deblur_desktop.engine import inference

    calls = 0
    start = inference._start

    def first_three(model: Model, pixels: Pixels) -> Callable[[], Pixels]:
        nonlocal calls
        calls += 1
        return start(model, pixels) if calls <= 3 else pixels[:, :, -3:].copy

    inference._start = first_three
    arguments = ["restore", str(source), "-o", str(folder), "--checkpoint", options.checkpoint]
    with peak:
        cli.main([*arguments, "--existing", "replace"])
    print(f"{megapixels:.0f} MP: peak anonymous memory {peak.bytes / 1e9:.2f} GB in {calls} tiles")


def measure_help(_: argparse.Namespace) -> None:
    """CPU seconds of `--help` beyond bare Python, the median of seven."""
    bare = np.median([child_seconds("-c", "pass") for _ in range(7)])
    helped = np.median([child_seconds("-m", "deblur_desktop", "--help") for _ in range(7)])
    code = "import sys, deblur_desktop.cli as c; c.make_parser(); print('torch' in sys.modules)"
    torch_in = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    print(
        f"--help: {helped - bare:.2f} CPU s beyond Python's {bare:.2f}; torch: {torch_in.stdout.strip()}"
    )


class Peak:
    """Watches the anonymous memory of this process."""

    def __init__(self) -> None:
        self.bytes = 0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self) -> "Peak":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stop.wait(0.01):
            status = Path("/proc/self/status").read_text().splitlines()
            kilobytes = next(int(line.split()[1]) for line in status if line.startswith("RssAnon"))
            self.bytes = max(self.bytes, kilobytes * 1024)


def load(options: argparse.Namespace) -> Model:
    """The model to measure."""
    return load_model(Library().find(options.checkpoint), precision=options.precision)


def recipe(options: argparse.Namespace) -> Recipe:
    """As the options say."""
    return Recipe(
        checkpoint=options.checkpoint, color_lock=not options.no_color_lock, overlap=options.overlap
    )


def pairs(folder: Path) -> Iterator[tuple[Photo, Photo]]:
    """Blurred and sharp photos of a folder."""
    for path in sorted(folder.glob("*_blur.png")):
        yield open_photo(path), open_photo(path.with_name(path.name.replace("_blur", "_sharp")))


def psnr(first: Pixels, second: Pixels) -> float:
    """In dB, of pictures rounded to 8 bits, over all channels."""
    difference = np.round(first * 255) - np.round(second * 255)
    return float(10 * np.log10(255**2 / max(np.mean(difference**2, dtype=np.float64), 1e-12)))


def texture(height: int, width: int) -> Pixels:
    """Something like a photo: smooth at large, busy at small."""
    random = np.random.default_rng(0)
    result = np.zeros((height, width, 3), np.float32)
    for step in (256, 64, 16, 4, 1):
        rows, columns = -(-height // step), -(-width // step)
        coarse = random.random((rows, columns, 3), np.float32)
        result += np.repeat(np.repeat(coarse, step, 0), step, 1)[:height, :width] * np.float32(0.2)
    return result


def cpu_seconds(work: object) -> float:
    """CPU time of this process, all threads."""
    started = time.process_time()
    work()  # type: ignore[operator]
    return time.process_time() - started


def child_seconds(*arguments: str) -> float:
    """CPU time of a Python child."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, env=os.environ
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
