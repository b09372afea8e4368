"""Which blur a photo has: its kind, how long, in which direction, how sure, and where."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from deblur_desktop.diagnosis import network
from deblur_desktop.diagnosis.features import Features, extract
from deblur_desktop.diagnosis.windows import SMALLEST, Grid, luma_window, noise_of, plan_grid
from deblur_desktop.photo.photo import Photo, Pixels

Floats = NDArray[np.float32]

_SURE = 0.5  # below this nothing is said
_CONFIRMED = 0.7  # mean probability of sharp over three scales; sharp photos have 0.75 to 1
_NOISY = 0.05  # standard deviation of noise that hides a blur
_LONGEST = 45.0  # pixels; a longer blur is measured on the photo made smaller
# Share of the votes below the length. Not half: some shakes were trained with soft ends, which reach
# further than those of a thin stroke, so half came out 4 to 10 % long on kernels of other making.
_VOTES = 0.42
_FLAT = 0.006  # standard deviation of luma below which a window shows nothing


class Kind(StrEnum):
    """What is wrong with a photo."""

    MOTION = "motion"
    DEFOCUS = "defocus"
    SHARP = "sharp"
    UNSURE = "unsure"


KINDS = tuple(Kind)  # what the indices in `BlurMap.kind` stand for


@dataclass(frozen=True, slots=True, eq=False)
class BlurMap:
    """The blur of each part of a photo; arrays of shape (rows, columns), top left first.

    Attributes:
        kind: uint8, index into `KINDS`.
        length: float32, pixels; 0 where nothing is known.
        angle_deg: float32, 0 to 180, counter-clockwise from the x axis.
        sureness: float32 in [0, 1].
        cell: (height, width) of a cell in pixels of the photo; the cells fill the photo.
    """

    kind: NDArray[np.uint8]
    length: Floats
    angle_deg: Floats
    sureness: Floats
    cell: tuple[float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Diagnosis:
    """The blur of a photo as a whole.

    Attributes:
        kind: What it is; UNSURE when nothing can be said.
        length: The longest diameter of the blur in pixels; 0 when sharp or unsure.
        angle_deg: Direction of motion, 0 to 180, counter-clockwise from the x axis as a person sees it.
        sureness: 0 to 1.
        noise: Standard deviation of the noise, of samples in [0, 1].
        map: The same for each part of the photo.
    """

    kind: Kind
    length: float
    angle_deg: float
    sureness: float
    noise: float
    map: BlurMap

    @property
    def radius(self) -> float:
        """Half the length: the radius of a defocus disc, in pixels."""
        return self.length / 2

    @property
    def sentence(self) -> str:
        """What a person is told, without a final period."""
        sure = f"{self.sureness * 100:.0f} % sure"
        if self.kind is Kind.MOTION:
            return (
                f"motion, about {self.length:.0f} px at {self.angle_deg % 180:.0f} degrees, {sure}"
            )
        if self.kind is Kind.DEFOCUS:
            return f"defocus, radius {self.radius:.{int(self.radius < 3)}f} px, {sure}"
        if self.kind is Kind.SHARP:
            return "sharp: leave it"
        return "too noisy to say" if self.noise > _NOISY else self._unsure_sentence

    @property
    def _unsure_sentence(self) -> str:
        height, width = self.map.cell
        if min(height * self.map.kind.shape[0], width * self.map.kind.shape[1]) < SMALLEST:
            return "too small to say"
        return "too smooth to say" if self.sureness == 0 else "not sure what blurs it"


def diagnose(photo: Photo) -> Diagnosis:
    """The blur of *photo*, of any size; a 24-megapixel photo takes less than two seconds of CPU time.

    A grid of windows is looked at, in full resolution; a blur too long for them is measured again
    on the photo made smaller.
    """
    pixels = photo.pixels
    if min(photo.height, photo.width) < SMALLEST:
        return _nothing(photo.height, photo.width)
    step, found = 1, _look(pixels, 1)
    if found.kind is Kind.SHARP:
        return _confirmed(found, pixels)
    while found.length > _LONGEST * step and min(photo.height, photo.width) >= 512 * step:
        step *= 2
        found = _look(pixels, step)
    return found


def _confirmed(sharp: Diagnosis, pixels: Pixels) -> Diagnosis:
    """*sharp*, if the photo made smaller looks sharp as well; what it looks like then otherwise.

    Sharpening inside a camera makes the finest detail of a blurred photo look sharp, but no other.
    """
    steps = (step for step in (2, 3) if min(pixels.shape[:2]) >= SMALLEST * step)
    looks = [sharp, *(_look(pixels, step) for step in steps)]
    shares = [look.sureness if look.kind is Kind.SHARP else 1 - look.sureness for look in looks]
    blurred = [look for look in looks if look.kind in (Kind.MOTION, Kind.DEFOCUS)]
    if not blurred or np.mean(shares) >= _CONFIRMED:
        return sharp
    return max(blurred, key=lambda look: look.sureness)


def _look(pixels: Pixels, step: int) -> Diagnosis:
    """The diagnosis of the photo made smaller by *step*, in pixels of the full one."""
    height, width = pixels.shape[:2]
    grid = plan_grid(height // step, width // step)
    windows = [luma_window(pixels, top, left, grid, step) for top, left in grid.corners]
    noise = float(np.median([noise_of(window) for window in windows]))
    textured = [index for index, window in enumerate(windows) if window.std() > _FLAT]
    if not textured:
        return _nothing(height, width, noise)
    seen = Features.joined([extract(windows[index]) for index in textured])
    alone = [[index] for index in range(len(textured))]
    together = list(range(len(textured) + 1))
    answer = network.ask(Features.joined([seen, seen.mean()]), [*alone, together])
    views = _read(answer, step)
    cells = _empty_map(grid, height, width)
    parts = (cells.kind, cells.length, cells.angle_deg, cells.sureness)
    for array, values in zip(parts, views, strict=True):
        array.reshape(-1)[textured] = values[:-1]
    return _whole(views, noise, cells)


class _Views(NamedTuple):
    """What the network says of several sets of windows, one value for each, as in `BlurMap`."""

    kind: NDArray[np.uint8]
    length: Floats
    angle_deg: Floats
    sureness: Floats


def _read(answer: network.Answer, step: int) -> _Views:
    best, sureness = answer.kinds.argmax(axis=1), answer.kinds.max(axis=1)
    blurred = (best != KINDS.index(Kind.SHARP)) & (sureness >= _SURE)
    kind = np.where(sureness < _SURE, KINDS.index(Kind.UNSURE), best).astype(np.uint8)
    length = (_voted_lengths(answer, best) * step * blurred).astype(np.float32)
    angle = np.degrees(np.arctan2(answer.turn[:, 1], answer.turn[:, 0])) / 2 % 180
    return _Views(kind, length, angle.astype(np.float32), sureness)


def _whole(views: _Views, noise: float, cells: BlurMap) -> Diagnosis:
    """The last of *views* is that of the whole photo."""
    kind, length, angle, sureness = (values[-1].item() for values in views)
    if noise > _NOISY:
        return Diagnosis(Kind.UNSURE, 0.0, angle, sureness, noise, cells)
    return Diagnosis(KINDS[kind], length, angle, sureness, noise, cells)


def _voted_lengths(answer: network.Answer, best: NDArray[np.intp]) -> Floats:
    """The length that a share of the votes stays below, for each set, given its *best* kind."""
    votes = answer.lengths[np.arange(len(best)), np.minimum(best, 1)]
    steps = np.log(network.LENGTHS)
    half = (steps[1] - steps[0]) / 2
    edges = np.append(steps - half, steps[-1] + half)
    sums = np.pad(np.cumsum(votes, axis=1), ((0, 0), (1, 0)))
    return np.exp([np.interp(_VOTES, row, edges) for row in sums]).astype(np.float32)


def _empty_map(grid: Grid, height: int, width: int) -> BlurMap:
    rows, columns = grid.shape
    unsure = np.full(grid.shape, KINDS.index(Kind.UNSURE), np.uint8)
    length, angle, sureness = (np.zeros(grid.shape, np.float32) for _ in range(3))
    return BlurMap(unsure, length, angle, sureness, (height / rows, width / columns))


def _nothing(height: int, width: int, noise: float = 0.0) -> Diagnosis:
    """No answer, for a photo that is too small or has no texture."""
    grid = plan_grid(max(height, 1), max(width, 1))
    return Diagnosis(Kind.UNSURE, 0.0, 0.0, 0.0, noise, _empty_map(grid, height, width))
