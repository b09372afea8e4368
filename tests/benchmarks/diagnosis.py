"""How well the diagnosis sees blur of known kernels, and what it says of real photos.

    python tests/benchmarks/diagnosis.py --photos SHARP --levin LEVIN [--look FOLDER ...]

SHARP holds sharp photos that the network was not trained on; 200 blurred ones are made from them,
seeded, by other code than the training's. LEVIN holds ``im*_kernel*_img.png`` and the kernels
``gt_kernel*.png`` (Levin et al., CVPR 2009). Of the photos in each ``--look`` folder the sentences
are printed. Exit code 1 when a goal is missed.
"""

import argparse
import sys
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from deblur_desktop.diagnosis.blur import Diagnosis, diagnose
from deblur_desktop.photo.photo import Photo

Floats = NDArray[np.float32]
Rng = np.random.Generator

GOALS = {"kind": 0.85, "length": 0.80, "sharp": 10 / 12}


class Case(NamedTuple):
    """A picture and its truth: kind, longest diameter in pixels, and what else was done to it."""

    name: str
    pixels: Floats
    kind: str
    length: float


def diameter(kernel: Floats) -> float:
    """The longest distance between the centers of pixels above 5 % of the kernel's peak."""
    y, x = np.nonzero(kernel > 0.05 * kernel.max())
    return float(np.hypot(x[:, None] - x, y[:, None] - y).max())


def straight(rng: Rng) -> Floats:
    """A line of even light, drawn eight times finer and averaged."""
    half, angle = rng.uniform(5, 40) / 2, rng.uniform(0, np.pi)
    across = np.array([np.cos(angle), -np.sin(angle)]) * half
    return _stroke(np.stack([-across, across]))


def curved(rng: Rng) -> Floats:
    """A hand that starts in one direction and is pulled in others: a cubic Bezier path or two."""
    points = rng.normal(size=(rng.choice((4, 7)), 2)) * (1, rng.uniform(0.2, 1))
    path = np.concatenate(
        [_bezier(points[start : start + 4]) for start in range(0, len(points) - 3, 3)]
    )
    turn = rng.uniform(0, 2 * np.pi)
    path = path @ np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    span = np.hypot(*(path[:, None] - path).transpose(2, 0, 1)).max()
    return _stroke(path * rng.uniform(5, 40) / span)


def _bezier(points: NDArray[np.float64]) -> NDArray[np.float64]:
    t = np.linspace(0, 1, 60)[:, None]
    a, b, c, d = points
    return (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t**2 * c + t**3 * d


def _stroke(path: NDArray[np.float64]) -> Floats:
    """Light along *path*, evenly in time, one pixel wide."""
    fine, side = 8, int(abs(path - path.mean(0)).max()) * 2 + 7
    canvas = np.zeros((side * fine, side * fine))
    steps = np.linspace(0, len(path) - 1, 4000)
    spots = np.stack([np.interp(steps, np.arange(len(path)), axis) for axis in path.T], 1)
    spots = ((spots - path.mean(0) + side / 2) * fine).astype(int)
    np.add.at(canvas, (spots[:, 1], spots[:, 0]), 1)
    wide = cv2.blur(canvas, (fine, fine))
    kernel = cv2.resize(wide, (side, side), interpolation=cv2.INTER_AREA)
    return (kernel / kernel.sum()).astype(np.float32)


def disc(rng: Rng) -> Floats:
    """A disc of radius 2 to 10 pixels, half of them with a softened edge."""
    radius, fine = rng.uniform(2, 10), 8
    side = int(radius) * 2 + 5
    canvas = np.zeros((side * fine, side * fine), np.float32)
    center = (side * fine // 2, side * fine // 2)
    cv2.circle(canvas, center, round(radius * fine), 1, cv2.FILLED)
    kernel = cv2.resize(canvas, (side, side), interpolation=cv2.INTER_AREA)
    kernel = np.asarray(cv2.GaussianBlur(kernel, (0, 0), 0.5) if rng.random() < 0.5 else kernel)
    return (kernel / kernel.sum()).astype(np.float32)


def synthetic(photos: list[Path], count: int) -> list[Case]:
    """*count* cases, photos in turn: 2 of 5 straight or curved shakes each, discs, sharp."""
    cases: list[Case] = []
    makers = (("motion", straight), ("motion", curved), ("defocus", disc), ("sharp", None))
    for index in range(count):
        rng = np.random.default_rng((2024, index))
        kind, maker = makers[rng.choice(4, p=(0.25, 0.3, 0.25, 0.2))]
        photo = photos[index % len(photos)]
        kernel = maker(rng) if maker else np.ones((1, 1), np.float32)
        pixels, words = worn(read(photo), kernel, rng)
        length = diameter(kernel)
        cases.append(Case(f"{index:03} {photo.stem[:24]} {words}", pixels, kind, length))
    return cases


def worn(pixels: Floats, kernel: Floats, rng: Rng) -> tuple[Floats, str]:
    """*pixels* blurred, some in linear light, with noise of 0 to 2 %, half of them through JPEG."""
    linear, noise = rng.random() < 0.5, rng.uniform(0, 0.02)
    light = np.asarray(cv2.filter2D(pixels**2.2 if linear else pixels, -1, kernel))
    soft = np.clip(light, 0, 1) ** (1 / 2.2) if linear else light
    soft = soft + noise * rng.standard_normal(pixels.shape, np.float32)
    codes = np.clip(np.rint(soft * 255), 0, 255).astype(np.uint8)
    words = f"{'linear ' if linear else ''}noise {noise * 100:.1f} %"
    if rng.random() < 0.5:
        quality = int(rng.integers(85, 96))
        stream = cv2.imencode(".jpg", codes, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
        codes = np.asarray(cv2.imdecode(stream, cv2.IMREAD_COLOR), np.uint8)
        words += f" q{quality}"
    return np.asarray(codes, np.float32) / np.float32(255), words


def levin(folder: Path) -> list[Case]:
    """The pictures of real shakes whose kernels were measured."""
    cases: list[Case] = []
    for path in sorted(folder.glob("im*_kernel*_img.png")):
        kernel = read(folder / f"gt_{path.stem.split('_')[1]}.png")[..., 0]
        cases.append(Case(f"levin {path.stem}", read(path), "motion", diameter(kernel)))
    return cases


def read(path: Path) -> Floats:
    """Pixels of a file, float32 (H, W, 3) in [0, 1], RGB."""
    codes = cv2.imread(str(path), cv2.IMREAD_COLOR)
    assert codes is not None, path
    return np.asarray(codes[..., ::-1], np.float32) / np.float32(255)


def judged(cases: list[Case], verbose: bool) -> tuple[int, int, int]:
    """How many kinds are right, how many lengths are within 25 %, of how many lengths."""
    kinds = lengths = blurred = 0
    confusion: Counter[tuple[str, str]] = Counter()
    for case in cases:
        found = diagnose(Photo(case.pixels))
        right = found.kind == case.kind
        close = right and abs(found.length / case.length - 1) <= 0.25 if case.length else right
        kinds += right
        confusion[case.kind, str(found.kind)] += 1
        if case.kind != "sharp":
            blurred += 1
            lengths += close
        if verbose and not close:
            print(f"  {case.name}: {case.kind} {case.length:.1f} px, said: {_said(found)}")
    for (truth, said), count in sorted(confusion.items()):
        print(f"  {truth:8} said {said:8} {count:4}")
    return kinds, lengths, blurred


def _said(found: Diagnosis) -> str:
    return f"{found.sentence} ({found.kind} {found.length:.1f} px)"


def look(folder: Path) -> None:
    """Print what is said of each picture in *folder*."""
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in (".png", ".jpg", ".jpeg") and not path.name.startswith("gt_"):
            began = time.process_time()
            found = diagnose(Photo(read(path)))
            print(f"  {path.name:44} {found.sentence:48} {time.process_time() - began:.2f} s")


def main() -> int:
    """Measure, print, and tell whether the goals are met."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--photos", type=Path, required=True)
    parser.add_argument("--levin", type=Path)
    parser.add_argument("--look", type=Path, nargs="*", default=[])
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--verbose", action="store_true", help="name each case that is wrong")
    options = parser.parse_args()
    photos = sorted(options.photos.glob("*.jpg"))
    shares = measure(photos, options.levin, options.count, options.verbose)
    for folder in options.look:
        print(folder.name)
        look(folder)
    return int(any(shares[name] < goal for name, goal in GOALS.items()))


def measure(
    photos: list[Path], levin_folder: Path | None, count: int, verbose: bool
) -> dict[str, float]:
    """The share of right answers for each of GOALS."""
    print(f"synthetic, {count}")
    sums = np.array(judged(synthetic(photos, count), verbose))
    if levin_folder:
        print("levin")
        sums += judged(levin(levin_folder), verbose)
        count += 8
    print("sharp photos as they are")
    sharp = [Case(path.name, read(path), "sharp", 0) for path in photos]
    untouched = judged(sharp, verbose)[0]
    shares = {"kind": sums[0] / count, "length": sums[1] / sums[2], "sharp": untouched / len(sharp)}
    for name, goal in GOALS.items():
        print(f"{name:8} {shares[name] * 100:5.1f} %  (goal {goal * 100:.0f} %)")
    return shares


if __name__ == "__main__":
    sys.exit(main())
