"""Running a model over a picture, tile by tile, and surviving what can go wrong with a tile.

Out of memory: the tile is cut into smaller ones and done again, and later tiles start there. Wild
pixels: the tile is done again in float32; if that does not help, the input stays and the report says
so. Suffixes: H height, W width, C channels, B batch.
"""

import logging
from collections import deque
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import islice

import numpy as np
import torch

from deblur_desktop.engine.architecture import Tiling
from deblur_desktop.engine.cpu import available_memory
from deblur_desktop.engine.device import is_out_of_memory
from deblur_desktop.engine.model import Model
from deblur_desktop.engine.tiles import Grid, choose_grid, choose_side, plan_tiles, smaller
from deblur_desktop.errors import Cancelled, DeblurError, DeviceLost, OutOfMemory, PluginError
from deblur_desktop.photo.box import Box
from deblur_desktop.photo.photo import Pixels
from deblur_desktop.photo.storage import new_pixels

logger = logging.getLogger(__name__)

OnProgress = Callable[[int, int], None]

# What a forward pass takes at most, of the networks measured; bytes for each pixel of a tile.
_BYTES_PER_PIXEL = 6_000
# A deblurred tile keeps its brightness and most of its pixels; these bounds no good result has met.
_MEAN_SHIFT, _MEAN_CHANGE = 0.1, 0.25
# So many wild tiles, and the rest is done in float32 at once.
_PATIENCE = 3


@dataclass(slots=True)
class Report:
    """What happened during inference.

    Attributes:
        tiles: How many were planned.
        columns: Where they meet along x in the photo, borders included; row by row they are done.
        rows: Likewise along y.
        tile: (height, width) of the smallest grid that was used.
        shrunk: Memory ran short, so some tiles were cut; the run cannot be repeated exactly.
        exact: Boxes that had to be done again in float32.
        kept: Boxes whose input was kept, since the network gave invalid pixels.
    """

    tiles: int = 0
    columns: list[int] = field(default_factory=list[int])
    rows: list[int] = field(default_factory=list[int])
    tile: tuple[int, int] = (0, 0)
    shrunk: bool = False
    exact: list[Box] = field(default_factory=list[Box])
    kept: list[Box] = field(default_factory=list[Box])


@dataclass(frozen=True, slots=True, eq=False)
class _Begun:
    """A tile on its way; without *finish* it did not fit into memory, or must be cut."""

    pixels: Pixels
    box: Box
    finish: Callable[[], Pixels] | None


def infer(
    read: Callable[[Box], Pixels],
    height: int,
    width: int,
    model: Model,
    grid: Grid,
    on_progress: OnProgress,
    report: Report,
) -> Pixels:
    """What the network makes of a picture.

    Args:
        read: Gives float32 (h, w, C) of a box of the picture, in [0, 1]. The network sees the first of
            the channels, as many as it takes; the last three are the photo.
        height: Of the picture.
        width: Likewise.
        model: Takes at most the channels that *read* gives.
        grid: See `choose_grid`.
        on_progress: Called with (done, total) after each tile, and before each block of the network
            with the same figures as last; it may raise to stop the work.
        report: Filled while it goes on.

    Returns:
        float32 (height, width, 3), not clipped.

    Raises:
        OutOfMemory: Even the smallest tile does not fit.
        PluginError: The network failed, or gave pixels of another shape.
        DeviceLost: The device stopped answering.
    """
    runner = _Runner(model, grid, report)
    padded = max(height, grid.height), max(width, grid.width)
    tiles = plan_tiles(*padded, grid)
    whole = Box(0, 0, width, height)
    result = new_pixels((height, width, 3))
    result[:] = 0
    report.tiles = len(tiles)
    done = 0
    model.beat = lambda: on_progress(done, len(tiles))
    begun = (runner.begin(_padded(read(tile.read & whole), tile.read), tile.read) for tile in tiles)
    for tile, waiting in zip(tiles, _ahead(begun, model.runner.ahead), strict=True):
        restored = runner.end(waiting)
        inside = tile.read & whole
        result[inside.slices] += (restored * tile.window)[: inside.height, : inside.width]
        done += 1
        on_progress(done, len(tiles))
    return result


def _ahead(begun: Iterator[_Begun], count: int) -> Iterator[_Begun]:
    """The same, but *count* more are begun than are given."""
    waiting = deque(islice(begun, count))
    for each in begun:
        waiting.append(each)
        yield waiting.popleft()
    yield from waiting


def fitting_side(height: int, width: int, model: Model, tile: int) -> int:
    """The side of tiles for a picture: *tile* if one is wished, else what fits into memory."""
    tiling = model.network.tiling
    side = choose_side(tiling, tile or model.side)
    room = available_memory() if model.device.type == "cpu" else None
    while not tile and room is not None and _bytes(height, width, tiling, side) > room:
        less = smaller(side, tiling)
        if less is None:
            break
        side = less
        logger.info("memory is short, so tiles are smaller: %s", side)
    return side


def frugal_side(model: Model, tile: int) -> int:
    """The next smaller side than is usual, for a photo with which memory ran out."""
    tiling = model.network.tiling
    side = choose_side(tiling, tile or model.side)
    return smaller(side, tiling) or side


def _bytes(height: int, width: int, tiling: Tiling, side: int) -> int:
    grid = choose_grid(height, width, tiling, side)
    return grid.height * grid.width * _BYTES_PER_PIXEL


class _Runner:
    """Runs tiles and remembers what they taught."""

    def __init__(self, model: Model, grid: Grid, report: Report) -> None:
        self.model = model
        self._exact: Model | None = None
        self.grid = grid
        self.report = report
        report.tile = grid.height, grid.width

    def begin(self, pixels_HWC: Pixels, box: Box) -> _Begun:
        """Start with one tile of the plan; *box* names it in the report."""
        finish = None
        if self._is_whole(pixels_HWC):
            with suppress(torch.OutOfMemoryError, MemoryError, _TooLarge):
                finish = _start(self.model, pixels_HWC)
        return _Begun(pixels_HWC, box, finish)

    def end(self, begun: _Begun) -> Pixels:
        """The tile restored: whole, or in smaller pieces where it does not fit into memory."""
        with suppress(torch.OutOfMemoryError, MemoryError, _TooLarge):
            if begun.finish is not None:
                return self._checked(begun)
        # Outside of the handler, so that the traceback no longer holds the tensors.
        if self._is_whole(begun.pixels):
            self._shrink()
        return self._in_pieces(begun.pixels, begun.box)

    def _is_whole(self, pixels_HWC: Pixels) -> bool:
        return (self.grid.height, self.grid.width) == pixels_HWC.shape[:2]

    def _in_pieces(self, pixels_HWC: Pixels, box: Box) -> Pixels:
        result = np.zeros((*pixels_HWC.shape[:2], 3), np.float32)
        for tile in plan_tiles(box.height, box.width, self.grid):
            piece = pixels_HWC[tile.read.slices]
            restored = self.end(self.begin(piece, tile.read.moved(box.x, box.y)))
            result[tile.read.slices] += restored * tile.window
        return result

    def _shrink(self) -> None:
        tiling = self.model.network.tiling
        side = smaller(max(self.grid.height, self.grid.width), tiling)
        if self.model.device.type == "cuda":
            torch.cuda.empty_cache()
        if side is None:
            raise OutOfMemory(
                f"even a tile of {self.grid.width} x {self.grid.height} does not fit in memory",
                "close other programs, or choose --device cpu",
            )
        height, width = min(side, self.grid.height), min(side, self.grid.width)
        self.grid = Grid(height, width, min(self.grid.overlap, height // 4, width // 4))
        self.report.tile, self.report.shrunk, self.model.side = (height, width), True, side
        logger.info("out of memory, so tiles are smaller: %s x %s", width, height)

    def _checked(self, begun: _Begun) -> Pixels:
        assert begun.finish is not None
        pixels_HWC, box = begun.pixels, begun.box
        restored = begun.finish()
        if _is_sane(restored, pixels_HWC):
            return restored
        if self.model.precision != "fp32":
            self.report.exact.append(box)
            restored = _start(self._exact_model(), pixels_HWC)()
            if _is_sane(restored, pixels_HWC):
                return restored
        logger.info("the network gave invalid pixels, so the input is kept: %s", tuple(box))
        self.report.kept.append(box)
        return pixels_HWC[:, :, -3:]

    def _exact_model(self) -> Model:
        """The model in float32, loaded once; after some wild tiles it does all the rest."""
        if self._exact is None:
            self._exact = self.model.exact()
        self._exact.beat = self.model.beat
        if len(self.report.exact) > _PATIENCE:
            self.model = self._exact
        return self._exact


def _start(model: Model, pixels_HWC: Pixels) -> Callable[[], Pixels]:
    """Begin with a tile; what is given waits for the network's picture of it, (H, W, 3)."""
    seen_HWC = np.ascontiguousarray(pixels_HWC[:, :, : model.network.channels])
    tile_BCHW = torch.from_numpy(seen_HWC).permute(2, 0, 1)[None]
    with _told(model):
        finish = model.start(tile_BCHW)

    def finished() -> Pixels:
        with _told(model):
            restored_BCHW = finish()
        expected = (1, 3, *pixels_HWC.shape[:2])
        if tuple(restored_BCHW.shape) != expected:
            raise PluginError(
                f"the network of the plug-in gave {tuple(restored_BCHW.shape)} instead of "
                f"{expected}: {model.checkpoint.architecture}",
                "tell the author of the plug-in",
            )
        return restored_BCHW[0].permute(1, 2, 0).numpy()

    return finished


class _TooLarge(RuntimeError):
    """Memory ran short, in one of the ways that PyTorch has no type for."""


@contextmanager
def _told(model: Model) -> Generator[None]:
    """The border to foreign code: its errors become ours."""
    try:
        yield
    except (DeblurError, torch.OutOfMemoryError, MemoryError):
        raise
    except (KeyboardInterrupt, Cancelled, GeneratorExit):
        raise
    except BaseException as error:  # SystemExit too: a plug-in never stops the program
        if is_out_of_memory(error):
            raise _TooLarge from error
        raise _failed(model, error) from error


def _failed(model: Model, error: BaseException) -> DeblurError:
    if model.device.type != "cpu" and isinstance(error, RuntimeError):
        return DeviceLost(f"the device failed ({error}): {model.device}", "try --device cpu")
    return PluginError(
        f"the network of the plug-in failed ({error!r}): {model.checkpoint.architecture}",
        "choose another checkpoint, and tell the author of the plug-in",
    )


def _is_sane(restored: Pixels, pixels_HWC: Pixels) -> bool:
    change = restored - pixels_HWC[:, :, -3:]
    shift, size = float(change.mean()), float(np.abs(change).mean())
    return np.isfinite(size) and abs(shift) < _MEAN_SHIFT and size < _MEAN_CHANGE


def _padded(pixels_HWC: Pixels, box: Box) -> Pixels:
    """*pixels* mirrored at the bottom and right up to the size of *box*; a copy in any case."""
    below, beside = box.height - pixels_HWC.shape[0], box.width - pixels_HWC.shape[1]
    return np.pad(pixels_HWC, ((0, below), (0, beside), (0, 0)), "reflect")
