import tracemalloc
from collections.abc import Callable

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from deblur_desktop.diagnosis.improvement import Improvement, compare
from deblur_desktop.diagnosis.sharpness import sharpness
from deblur_desktop.photo.box import Box

Floats = NDArray[np.float32]
Blur = Callable[[Floats, Floats], Floats]


def deconvolved(pixels: Floats, kernel: Floats, noise: float) -> Floats:
    """Wiener's filter: sharper where *kernel* is the true one, echoes of edges where it is not."""
    padded = np.zeros(pixels.shape[:2])
    padded[: kernel.shape[0], : kernel.shape[1]] = kernel
    shift = (-(kernel.shape[0] // 2), -(kernel.shape[1] // 2))
    spectrum = np.fft.fft2(np.roll(padded, shift, (0, 1)))[..., None]
    inverse = np.conj(spectrum) / (np.abs(spectrum) ** 2 + noise)
    sharp = np.fft.ifft2(np.fft.fft2(pixels, axes=(0, 1)) * inverse, axes=(0, 1)).real
    return np.clip(sharp, 0, 1).astype(np.float32)


@pytest.fixture(scope="session")
def shaken(leaves: Floats, blur: Blur, make_line) -> Floats:
    return blur(leaves, make_line(13, 30))


def test_the_sharp_picture_is_an_improvement_on_the_blurred(leaves: Floats, shaken: Floats):
    found = compare(shaken, leaves)

    assert found.improved
    assert found.sharper > 0.3
    assert found.changed > 0.5
    assert found.sentence.startswith("sharper by ")


def test_half_way_to_the_sharp_picture_is_an_improvement(leaves: Floats, shaken: Floats):
    half, whole = compare(shaken, (shaken + leaves) * np.float32(0.5)), compare(shaken, leaves)

    assert half.improved
    assert half.sharper < whole.sharper


def test_the_same_picture_is_no_improvement(shaken: Floats):
    assert compare(shaken, shaken.copy()) == Improvement(0.0, 0.0, improved=False)


@pytest.mark.parametrize("strength", [0.005, 0.01, 0.02, 0.04, 0.08])
@pytest.mark.parametrize("grain", [0, 0.7, 1.2])
def test_noise_is_no_improvement(shaken: Floats, strength: float, grain: float):
    noise = np.random.default_rng(0).normal(0, 1, shaken.shape)
    noise = np.asarray(cv2.GaussianBlur(noise, (0, 0), grain) if grain else noise)
    noise *= strength / noise.std()

    assert not compare(shaken, np.asarray(shaken + noise, np.float32)).improved


@pytest.mark.parametrize(("length", "angle_deg"), [(21, 120), (15, 75), (25, 30)])
def test_echoes_of_edges_are_no_improvement(
    shaken: Floats, make_line, length: float, angle_deg: float
):
    assert not compare(shaken, deconvolved(shaken, make_line(length, angle_deg), 0.01)).improved


def test_more_blur_is_no_improvement(shaken: Floats):
    found = compare(shaken, np.asarray(cv2.GaussianBlur(shaken, (0, 0), 1.5), np.float32))

    assert not found.improved
    assert found.sharper < 0
    assert found.sentence == "no improvement measured"


def test_more_contrast_is_no_improvement(shaken: Floats):
    assert not compare(shaken, (0.5 + (shaken - 0.5) * 0.8).astype(np.float32)).improved


def test_only_the_changed_part_is_judged(leaves: Floats, shaken: Floats):
    after = shaken.copy()
    box = Box(200, 100, 128, 128)
    after[box.slices] = leaves[box.slices]

    found = compare(shaken, after, box)

    assert found.improved
    assert 0.01 < found.changed < 128 * 128 / (512 * 640)


def test_what_the_mask_leaves_out_does_not_count(leaves: Floats, shaken: Floats):
    nothing = np.zeros(shaken.shape[:2], np.float32)

    assert not compare(shaken, leaves, mask=nothing).improved


@pytest.mark.parametrize("size", [(1, 1), (1, 400), (31, 31), (32, 40)])
def test_any_size_has_an_answer(size: tuple[int, int]):
    before, after = np.zeros((*size, 3), np.float32), np.ones((*size, 3), np.float32)

    assert not compare(before, after).improved
    assert sharpness(before) == 0


def test_a_large_pair_takes_little_memory():
    before = np.broadcast_to(np.float32(0.2), (4000, 6000, 3))
    after = np.broadcast_to(np.float32(0.4), (4000, 6000, 3))
    tracemalloc.start()

    compare(before, after)

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 100e6


def test_sharpness_falls_with_blur(leaves: Floats, blur: Blur, make_disc):
    sharps = [sharpness(blur(leaves, make_disc(radius))) for radius in (0.5, 1.5, 3, 6)]

    assert sharps == sorted(sharps, reverse=True)
    assert sharps[0] > 1.5 * sharps[-1]


@pytest.mark.parametrize("strength", [0.01, 0.02, 0.04])
def test_sharpness_does_not_rise_with_noise(shaken: Floats, strength: float):
    noise = np.random.default_rng(0).normal(0, strength, shaken.shape)

    assert sharpness((shaken + noise).astype(np.float32)) == pytest.approx(
        sharpness(shaken), rel=0.05
    )


def test_sharpness_does_not_depend_on_contrast(leaves: Floats):
    assert sharpness(leaves * 0.3 + 0.2) == pytest.approx(sharpness(leaves), rel=0.02)
