"""The small trained network that reads `Features`, in plain numpy.

Each window goes through three convolutions over (angle, scale), the angle axis closed to a ring, and
becomes one vector; the vectors of a set of windows are averaged by weights that the network gives
them, so that windows without texture do not count; one more layer answers for the whole set.
The weights are made by ``packaging/train_diagnosis.py``.
"""

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from deblur_desktop.bundle import bundled
from deblur_desktop.diagnosis.features import Features

Floats = NDArray[np.float32]

LENGTHS = np.geomspace(2, 100, 28)  # pixels, the steps of the length that the network votes for
STRIDES = ((1, 2), (2, 2), (2, 2))  # of the convolutions, in (angle, scale)
KINDS = 3  # motion, defocus, sharp


class Answer(NamedTuple):
    """What the network says of some sets of windows.

    Attributes:
        kinds: float32 (sets, 3), probabilities of motion, defocus, sharp.
        lengths: float32 (sets, 2, steps), probabilities of `LENGTHS` if motion, if defocus.
        turn: float32 (sets, 2), cosine and sine of twice the angle; shorter where less sure.
    """

    kinds: Floats
    lengths: Floats
    turn: Floats


def ask(windows: Features, sets: list[list[int]]) -> Answer:
    """The answer for each of *sets*, which name the windows that belong together.

    A photo and its mirror image or quarter turn are asked together, so that the answer turns exactly
    as the photo does.
    """
    answers = [
        _ask_turned(windows, sets, turned, flipped) for turned in (0, 1) for flipped in (0, 1)
    ]
    return Answer(*(np.mean(parts, axis=0) for parts in zip(*answers, strict=True)))


def _ask_turned(windows: Features, sets: list[list[int]], turned: int, flipped: int) -> Answer:
    vectors = _vectors(symmetric(windows, turned, flipped))
    weights = np.exp(vectors @ _weights()["attention"])
    rows = [weights[s] @ vectors[s] / weights[s].sum() for s in sets]
    kinds, motion, defocus, turn = np.split(_head(np.stack(rows)), _parts(), axis=1)
    turn = turn * np.float32(1 - 2 * turned) * np.array([1, 1 - 2 * flipped], np.float32)
    return Answer(_softmax(kinds), _softmax(np.stack([motion, defocus], axis=1)), turn)


def _parts() -> list[int]:
    return [KINDS, KINDS + len(LENGTHS), KINDS + 2 * len(LENGTHS)]


def symmetric(windows: Features, turned: int, flipped: int) -> Features:
    """The features of the same windows mirrored left to right, then turned by 90 degrees.

    Also takes torch tensors that know numpy's ``roll`` and indexing, by way of `order`.
    """
    angles, orientations = order(windows.maps.shape[2], turned, flipped)
    return Features(
        windows.maps[:, :, angles], windows.gradients[:, :, orientations], windows.facts
    )


def order(angles: int, turned: int, flipped: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Where the angles and the four orientations come from after mirroring and turning."""
    return _order(angles, turned, flipped), _order(4, turned, flipped)


def _order(count: int, turned: int, flipped: int) -> NDArray[np.intp]:
    places = np.arange(count) - turned * count // 2
    return (-places if flipped else places) % count


def _vectors(windows: Features) -> Floats:
    weights = _weights()
    maps = windows.maps
    for index, strides in enumerate(STRIDES):
        maps = _relu(
            _convolved(maps, weights[f"conv{index}"], strides, weights[f"conv{index}_bias"])
        )
    count = len(maps)
    flat = [maps.reshape(count, -1), windows.gradients.reshape(count, -1), windows.facts]
    return _relu(np.concatenate(flat, axis=1) @ weights["vector"].T + weights["vector_bias"])


def _convolved(maps: Floats, kernel: Floats, strides: tuple[int, int], bias: Floats) -> Floats:
    """A 3 x 3 convolution, closed over the angles, zero beyond the scales; (n, channels, a, s)."""
    ring = np.concatenate([maps[:, :, -1:], maps, maps[:, :, :1]], axis=2)
    padded = np.pad(ring, ((0, 0), (0, 0), (0, 0), (1, 1)))
    views = np.lib.stride_tricks.sliding_window_view(padded, (3, 3), axis=(2, 3))
    views = views[:, :, :: strides[0], :: strides[1]]
    count, _, height, width = views.shape[:4]
    columns = views.transpose(0, 2, 3, 1, 4, 5).reshape(count * height * width, -1)
    result = columns @ kernel.reshape(len(kernel), -1).T + bias
    return result.reshape(count, height, width, -1).transpose(0, 3, 1, 2)


def _head(rows: Floats) -> Floats:
    weights = _weights()
    hidden = _relu(rows @ weights["hidden"].T + weights["hidden_bias"])
    return hidden @ weights["answer"].T + weights["answer_bias"]


def _relu(values: Floats) -> Floats:
    return np.maximum(values, 0)


def _softmax(values: Floats) -> Floats:
    grown = np.exp(values - values.max(axis=-1, keepdims=True))
    return grown / grown.sum(axis=-1, keepdims=True)


@cache
def _weights() -> dict[str, Floats]:
    with np.load(bundled("resources") / "diagnosis" / "network.npz", allow_pickle=False) as file:
        return {name: file[name].astype(np.float32) for name in file.files}
