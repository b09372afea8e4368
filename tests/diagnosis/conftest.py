"""Pictures made by code, sharp and blurred by known kernels."""

from collections.abc import Callable

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

Floats = NDArray[np.float32]
MakeLeaves = Callable[[int, int, int], Floats]
Blur = Callable[[Floats, Floats], Floats]


def dead_leaves(seed: int, height: int, width: int) -> Floats:
    """Overlapping discs and polygons of power-law sizes with fine texture, sharp, (H, W, 3).

    The dead-leaves model has the statistics of natural pictures (Lee, Mumford, Huang, IJCV 2001).
    """
    rng = np.random.default_rng(seed)
    large = np.full((height * 2, width * 2, 3), 128, np.uint8)
    for _ in range(max(400, height * width // 120)):
        radius = int(6 * rng.pareto(1.6) + 4)
        center = rng.integers(0, (width * 2, height * 2))
        color = [int(value) for value in rng.integers(15, 240, 3)]
        corners = rng.integers(3, 9)
        turns = np.sort(rng.uniform(0, 2 * np.pi, corners))
        points = center + radius * np.stack([np.cos(turns), np.sin(turns)], 1)
        if rng.random() < 0.5:
            cv2.circle(large, (int(center[0]), int(center[1])), radius, color, cv2.FILLED)
        else:
            cv2.fillPoly(large, [points.astype(np.int32)], color)
    small = cv2.resize(large, (width, height), interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.float32) / np.float32(255)


def blurred(pixels: Floats, kernel: Floats, seed: int = 0) -> Floats:
    """*pixels* under *kernel*, with noise of half a percent, in steps of 8 bits."""
    noise = np.random.default_rng(seed).normal(0, 0.005, pixels.shape)
    soft = cv2.filter2D(pixels, -1, kernel, borderType=cv2.BORDER_REFLECT) + noise
    return (np.clip(np.rint(soft * 255), 0, 255) / 255).astype(np.float32)


def line(length: float, angle_deg: float) -> Floats:
    """The kernel of a straight shake, counter-clockwise from the x axis."""
    side = int(length) + 4 + int(length) % 2 + 1
    side += 1 - side % 2
    across = np.array([np.cos(np.radians(angle_deg)), -np.sin(np.radians(angle_deg))])
    path = np.linspace(-length / 2, length / 2, 2000)[:, None] * across + side / 2 - 0.5
    kernel = np.zeros((side, side), np.float32)
    np.add.at(kernel, tuple(np.rint(path).astype(int).T[::-1]), 1)
    return (kernel / kernel.sum()).astype(np.float32)


def disc(radius: float) -> Floats:
    """The kernel of a lens out of focus."""
    reach = int(radius) + 2
    y, x = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    kernel = np.clip(radius + 0.5 - np.hypot(x, y), 0, 1)
    return (kernel / kernel.sum()).astype(np.float32)


@pytest.fixture(scope="session")
def leaves() -> Floats:
    """A sharp picture of 512 x 640."""
    return dead_leaves(1, 512, 640)


@pytest.fixture(scope="session")
def make_leaves() -> MakeLeaves:
    """Makes sharp pictures by seed, height, width."""
    return dead_leaves


@pytest.fixture(scope="session")
def blur() -> Blur:
    """Blurs pictures by a kernel."""
    return blurred


@pytest.fixture(scope="session")
def make_line() -> Callable[[float, float], Floats]:
    """Makes kernels of straight shakes by length and angle."""
    return line


@pytest.fixture(scope="session")
def make_disc() -> Callable[[float], Floats]:
    """Makes kernels of defocus by radius."""
    return disc
