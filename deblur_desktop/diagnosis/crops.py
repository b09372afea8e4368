"""Sharp photos blurred by known kernels and worn as photos are, for training the network.

Shakes from straight to curled, discs and polygons, or nothing; in linear light or as encoded; some with
lights beyond white; then noise, a smaller size, sharpening, 8 bits and JPEG, by chance.
"""

import itertools
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float32]
Rng = np.random.Generator

KINDS = ("motion", "defocus", "sharp")


class Blur(NamedTuple):
    """What was done to a crop: kind (index of KINDS), length in pixels, angle, anisotropy 0 to 1."""

    kind: int
    length: float
    angle_deg: float
    anisotropy: float


# --- kernels


def shake_kernel(rng: Rng, length: float) -> Floats:
    """The path of a camera that trembles, straight to curled; its longest diameter is *length*."""
    path = _straight(rng) if rng.random() < 0.35 else _trembling(rng)
    span = _diameter(path[:: max(1, len(path) // 100)])
    path = path * (length / span)
    return _drawn(path - path.mean(axis=0), _soft(rng))


def _straight(rng: Rng) -> NDArray[np.float64]:
    angle = rng.uniform(0, np.pi)
    return np.linspace(-0.5, 0.5, 600)[:, None] * (np.cos(angle), -np.sin(angle))


def _trembling(rng: Rng) -> NDArray[np.float64]:
    """A random walk of the velocity, smoothed by a random amount, with a drift."""
    calm = np.exp(rng.uniform(np.log(4), np.log(90)))
    smooth = cv2.GaussianBlur(rng.normal(size=(600, 2)), (1, 399), sigmaX=1, sigmaY=calm)
    pull = rng.uniform(0, 1.2) * smooth.std() * rng.normal(size=2)
    speed = smooth + pull
    path = np.cumsum(speed, axis=0)
    return path - rng.uniform(0, 0.02) * np.cumsum(path - path.mean(axis=0), axis=0)


def _drawn(path: NDArray[np.float64], soft: float) -> Floats:
    side = int(np.ceil(abs(path).max())) * 2 + 7
    kernel = np.zeros((side, side))
    spot = path + side // 2
    base = np.floor(spot).astype(int)
    share = spot - base
    for across, down in itertools.product((0, 1), (0, 1)):
        weight = abs(1 - across - share[:, 0]) * abs(1 - down - share[:, 1])
        np.add.at(kernel, (base[:, 1] + down, base[:, 0] + across), weight)
    return _normal(_softened(kernel, soft) if soft > 0.25 else kernel)


def disc_kernel(rng: Rng, radius: float) -> Floats:
    """An evenly lit or slightly hollow disc or polygon, its edge soft by up to a seventh of a radius."""
    side, fine = int(np.ceil(radius)) * 2 + 5, 5
    axis = (np.arange(side * fine) + 0.5) / fine - side / 2
    x, y = np.meshgrid(axis, axis)
    distance = np.hypot(x, y)
    if rng.random() < 0.25:
        blades = rng.integers(5, 9)
        turned = (np.arctan2(y, x) + rng.uniform(0, 7)) % (2 * np.pi / blades) - np.pi / blades
        distance = distance * np.cos(turned) / np.cos(np.pi / blades) ** 0.5
    disc = (distance < radius) * (1 + rng.uniform(-0.3, 0.6) * (distance / radius) ** 2)
    kernel = cv2.resize(disc, (side, side), interpolation=cv2.INTER_AREA)
    soft = rng.uniform(0, 0.15) * radius if rng.random() < 0.5 else 0
    return _normal(_softened(kernel, soft) if soft > 0.25 else kernel)


def _soft(rng: Rng) -> float:
    return rng.uniform(0.3, 1.0) if rng.random() < 0.6 else 0


def _softened(picture: ArrayLike, soft: float) -> Floats:
    return np.asarray(cv2.GaussianBlur(np.asarray(picture, np.float32), (0, 0), soft), np.float32)


def _normal(kernel: ArrayLike) -> Floats:
    return (np.asarray(kernel) / np.sum(kernel)).astype(np.float32)


def _diameter(points: NDArray[np.float64]) -> float:
    return float(np.hypot(*(points[:, None] - points).transpose(2, 0, 1)).max())


def measured(kernel: Floats) -> tuple[float, float, float]:
    """Longest diameter above 5 % of the peak, direction of the main axis, anisotropy.

    Half a pixel is added to the distance between the centers of the outermost pixels.
    """
    y, x = np.nonzero(kernel > 0.05 * kernel.max())
    weight = kernel[y, x] / kernel[y, x].sum()
    points = np.stack([x - weight @ x, weight @ y - y], -1)
    values, axes = np.linalg.eigh((points * weight[:, None]).T @ points)
    angle = np.degrees(np.arctan2(axes[1, 1], axes[0, 1])) % 180
    return _diameter(points) + 0.5, float(angle), 1 - float((values[0] + 0.08) / (values[1] + 0.08))


# --- crops


def make_crop(photo: Floats, rng: Rng) -> tuple[Floats, Blur]:
    """A crop of *photo*, blurred and worn as photos are; both are luma in [0, 1]."""
    crop = _cut(photo, rng)
    kind = int(rng.choice(3, p=(0.42, 0.26, 0.32)))
    zoom = rng.uniform(0.5, 1) if rng.random() < 0.3 else 1.0  # the photo was made smaller later
    kernels, blur = _kernels(rng, kind, zoom)
    linear = rng.random() < 0.5
    light = _brightened(crop**2.2, rng) if linear else crop
    light = np.clip(_blurred(light, kernels, rng), 0, 1)
    return _worn(light ** (1 / 2.2) if linear else light, zoom, kind, rng), blur


def _cut(photo: Floats, rng: Rng) -> Floats:
    scale = np.exp(rng.uniform(np.log(0.45), np.log(1.15)))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    luma = np.asarray(cv2.resize(photo, None, fx=scale, fy=scale, interpolation=how), np.float32)
    side = int(rng.choice((140, 256, 300, 420, 560, 760), p=(0.05, 0.1, 0.15, 0.2, 0.3, 0.2)))
    y = rng.integers(0, max(1, luma.shape[0] - side))
    x = rng.integers(0, max(1, luma.shape[1] - side))
    crop = np.rot90(luma[y : y + side, x : x + side], int(rng.integers(4)))
    crop = np.clip(crop, 0, 1) ** rng.uniform(0.7, 1.4) * rng.uniform(0.5, 1.0)
    return np.ascontiguousarray(crop, np.float32)


def _kernels(rng: Rng, kind: int, zoom: float) -> tuple[list[Floats], Blur]:
    if kind == 2:
        soft = rng.uniform(0, 0.75) if rng.random() < 0.5 else 0
        spot = np.pad(np.ones((1, 1), np.float32), 3)
        return [_softened(spot, soft) if soft > 0.2 else spot], Blur(2, 1, 0, 0)
    if kind == 1:
        radius = np.exp(rng.uniform(np.log(1.6), np.log(14)))
        kernel = disc_kernel(rng, radius / zoom)
        # A soft edge reaches further than the radius; the label stands between the two readings.
        return [kernel], Blur(1, radius + (measured(kernel)[0] - 0.5) * zoom / 2, 0, 0)
    kernel = shake_kernel(rng, np.exp(rng.uniform(np.log(4.2), np.log(64))) / zoom)
    length, angle, anisotropy = measured(kernel)
    several = [kernel, _varied(kernel, rng)] if rng.random() < 0.3 else [kernel]
    return several, Blur(0, length * zoom, angle, anisotropy)


def _varied(kernel: Floats, rng: Rng) -> Floats:
    """The same shake as another part of the photo sees it: somewhat turned and scaled."""
    center = (kernel.shape[1] / 2 - 0.5, kernel.shape[0] / 2 - 0.5)
    turn = cv2.getRotationMatrix2D(center, rng.uniform(-35, 35), rng.uniform(0.6, 1))
    return _normal(np.maximum(cv2.warpAffine(kernel, turn, kernel.shape[::-1]), 0) + 1e-12)


def _brightened(light: Floats, rng: Rng) -> Floats:
    """Highlights that were clipped in the photo but are brighter in the scene leave streaks."""
    if rng.random() < 0.7:
        return light
    return np.where(light > 0.85, light * rng.uniform(1, 6), light).astype(np.float32)


def _blurred(light: Floats, kernels: list[Floats], rng: Rng) -> Floats:
    parts = [cv2.filter2D(light, -1, kernel, borderType=cv2.BORDER_REFLECT) for kernel in kernels]
    if len(parts) == 1:
        return np.asarray(parts[0], np.float32)
    coarse = rng.normal(size=(3, 3)).astype(np.float32)
    ramp = cv2.resize(coarse, light.shape[::-1], interpolation=cv2.INTER_CUBIC)
    share = 1 / (1 + np.exp(-8 * ramp))
    return (share * parts[0] + (1 - share) * parts[1]).astype(np.float32)


def _worn(crop: Floats, zoom: float, kind: int, rng: Rng) -> Floats:
    """Noise, a smaller size, sharpening and JPEG."""
    noise = rng.uniform(0, 0.025) if rng.random() < 0.7 else 0
    grain = rng.normal(0, 1, crop.shape).astype(np.float32)
    if rng.random() < 0.3:
        grain = _softened(grain, rng.uniform(0.4, 0.9))
    worn = crop + noise * grain * (np.sqrt(crop + 0.02) if rng.random() < 0.3 else 1)
    if zoom < 1:
        worn = np.asarray(cv2.resize(worn, None, fx=zoom, fy=zoom, interpolation=cv2.INTER_AREA))
    if rng.random() < (0.3 if kind == 2 else 0.15):
        soft = _softened(worn, rng.uniform(0.6, 1.5))
        worn = worn + rng.uniform(0.2, 1) * (worn - soft)
    codes = np.clip(np.rint(worn * 255), 0, 255).astype(np.uint8)
    if rng.random() < 0.6:
        codes = _jpeg(codes, int(rng.integers(70, 99)))
    return np.asarray(codes, np.float32) / np.float32(255)


def _jpeg(codes: NDArray[np.uint8], quality: int) -> NDArray[np.uint8]:
    stream = cv2.imencode(".jpg", codes, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    return np.asarray(cv2.imdecode(stream, cv2.IMREAD_GRAYSCALE), np.uint8)
