"""`restore`: a photo, a model and a recipe give a sharper photo. This is the engine."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from deblur_desktop.engine.cpu import give_back_memory
from deblur_desktop.engine.finish import clipped, finish
from deblur_desktop.engine.inference import OnProgress, Report, fitting_side, infer
from deblur_desktop.engine.model import Model
from deblur_desktop.engine.regions import find_region
from deblur_desktop.engine.tiles import choose_grid, tile_borders
from deblur_desktop.errors import WrongInput
from deblur_desktop.photo.box import Box
from deblur_desktop.photo.photo import Photo, Pixels
from deblur_desktop.photo.region import Region
from deblur_desktop.recipe import Recipe


@dataclass(frozen=True, slots=True, eq=False)
class Inference:
    """What the network made of a photo, before strength, texture and mask.

    Attributes:
        pixels: float32 (reading.height, reading.width, 3), not clipped.
        reading: What the network saw: the region and a margin.
        region: What is to be restored.
        recipe: The recipe with everything chosen that was left open: tile, overlap, precision.
        report: What happened to the tiles.
    """

    pixels: Pixels
    reading: Box
    region: Region
    recipe: Recipe
    report: Report


@dataclass(frozen=True, slots=True, eq=False)
class Restoration:
    """What `restore` gives: the result, and see `Inference`."""

    photo: Photo
    region: Region
    recipe: Recipe
    report: Report


def ignore(done: int, total: int) -> None:
    """The progress callback of those who do not care."""


def restore(
    photo: Photo,
    model: Model,
    recipe: Recipe,
    on_progress: OnProgress = ignore,
    *,
    mask: NDArray[np.float32] | None = None,
) -> Restoration:
    """A sharper *photo*: *model* applied as *recipe* says.

    Works tile by tile; neighbouring tiles overlap and are blended with a raised cosine, so that seams
    do not show. Pixels outside of the region are returned bit for bit.

    Args:
        photo: Not changed. If the network takes more than three channels, `photo.views` must be there.
        model: Loaded in the precision that the recipe wishes.
        recipe: See `Recipe`; zeros and ``auto`` are chosen here.
        on_progress: Called after each tile with (done, total), and within a tile before each block of
            the network, so that it can raise to stop the work at once.
        mask: float32 (H, W) in [0, 1], where the recipe names its mask only by a hash.

    Raises:
        WrongInput: The network needs dual-pixel views and the photo has none, or the mask does not fit.
        UsageError: The region lies outside of the photo, or the network does not bear the tile.
        OutOfMemory: Even the smallest tile does not fit.
    """
    return finished(photo, run_network(photo, model, recipe, on_progress, mask=mask))


def run_network(
    photo: Photo,
    model: Model,
    recipe: Recipe,
    on_progress: OnProgress = ignore,
    *,
    mask: NDArray[np.float32] | None = None,
    report: Report | None = None,
) -> Inference:
    """The first, long half of `restore`; `finished` is the second. Arguments and errors are the same.

    A *report* is filled while it goes on, for those who cannot wait for the `Inference`.
    """
    report = report or Report()
    region = find_region(photo, recipe, mask)
    read = _reader(photo, model)
    overlap = recipe.overlap or model.network.tiling.overlap
    # The network sees a margin around the region, so that its border is restored as well as the rest.
    reading = region.box.grown(overlap) & photo.box
    side = fitting_side(reading.height, reading.width, model, recipe.tile)
    grid = choose_grid(reading.height, reading.width, model.network.tiling, side, overlap)
    columns, rows = tile_borders(reading.height, reading.width, grid)
    report.columns = [min(max(x + reading.x, region.box.x), region.box.right) for x in columns]
    report.rows = [min(max(y + reading.y, region.box.y), region.box.bottom) for y in rows]
    restored = infer(
        lambda box: read(box.moved(reading.x, reading.y)),
        reading.height, reading.width, model, grid, on_progress, report,
    )  # fmt: skip
    give_back_memory()
    chosen = replace(
        recipe,
        tile=side,
        overlap=overlap,
        precision=model.precision,
        backend=model.runner.backend,
    )
    return Inference(restored, reading, region, chosen, report)


def finished(photo: Photo, inference: Inference) -> Restoration:
    """The second half of `restore`: strength, texture, mask and colors; it needs no network."""
    region, recipe = inference.region, inference.recipe
    pixels = finish(photo, inference.pixels, inference.reading, region, recipe)
    return Restoration(photo.with_pixels(pixels), region, recipe, inference.report)


def _reader(photo: Photo, model: Model) -> Callable[[Box], Pixels]:
    """What there is of a box: the photo, after the left and right views where the network takes them."""
    if model.network.channels == 3:
        return lambda box: clipped(photo, box)
    if photo.views is None:
        raise WrongInput(
            f"this checkpoint needs the two views of a dual-pixel camera: {model.checkpoint.id}",
            "give them with --left and --right, or choose a checkpoint for ordinary photos",
        )
    left, right = (replace(photo, pixels=view) for view in photo.views)
    pictures = (left, right, photo)
    return lambda box: np.concatenate([clipped(picture, box) for picture in pictures], axis=2)
