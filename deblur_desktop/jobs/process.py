"""One photo through the whole program: open, diagnose, choose, restore, compare, save, tell."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from deblur_desktop.diagnosis.blur import Diagnosis, diagnose
from deblur_desktop.diagnosis.improvement import Improvement, compare
from deblur_desktop.engine.device import describe_device
from deblur_desktop.engine.inference import OnProgress, Report
from deblur_desktop.engine.model import Model
from deblur_desktop.engine.restore import (
    Inference,
    Restoration,
    finished,
    ignore,
    run_network,
)
from deblur_desktop.jobs.advice import warn, why_left_alone
from deblur_desktop.jobs.receipt import Outcome, Receipt, tiles_in_words
from deblur_desktop.jobs.saving import is_identical_outside
from deblur_desktop.photo.files import open_photo
from deblur_desktop.photo.names import display_name
from deblur_desktop.photo.photo import Photo
from deblur_desktop.photo.views import Views, with_views
from deblur_desktop.photo.xmp import read_receipt
from deblur_desktop.recipe import Recipe

T = TypeVar("T")
RESULT = "this program made it from another photo"
Save = Callable[[Photo, Receipt], Receipt]
"""Saves a result, and gives the receipt with what was verified."""


def _here(work: Callable[[], T]) -> T:
    return work()


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a person asked for.

    Attributes:
        recipe: With zeros and ``auto`` where the choice is left open. Its checkpoint is chosen by
            *model_for*.
        model_for: Gives the model for a diagnosis; None when the photo is better left alone, or no
            installed checkpoint fits.
        if_improved: Keep the original when no improvement is measured.
        keep_damaged: Restore what can be decoded of a damaged photo, with a notice.
        mask: float32 (H, W) in [0, 1], where the recipe names a mask.
        views: Of the photo's dual-pixel camera, for networks that take them.
        leave_results: Do not restore what this program has made.
    """

    recipe: Recipe
    model_for: Callable[[Diagnosis], Model | None]
    if_improved: bool = False
    keep_damaged: bool = False
    mask: NDArray[np.float32] | None = None
    views: Views | None = None
    leave_results: bool = False


class OnDevice(Protocol):
    """Runs what needs the device, for those who read and write other photos meanwhile."""

    def __call__(self, work: Callable[[], T], /) -> T:
        """What *work* gives."""
        ...


def process(
    source: Path,
    order: Order,
    save: Save,
    on_progress: OnProgress = ignore,
    on_device: OnDevice = _here,
) -> Receipt:
    """Restore the photo *source*, and let *save* write the result, unless it is better left alone.

    Raises:
        DeblurError: Reading, restoring or writing failed; nothing was written.
    """
    started = time.monotonic()
    state = _state(source)
    photo = open_photo(source, on_damage="keep" if order.keep_damaged else "refuse")
    if order.views is not None:
        photo = with_views(photo, order.views)
    receipt = Receipt(
        source=display_name(source),
        outcome=Outcome.LEFT_ALONE,
        source_sha256=photo.sha256,
        notices=photo.notices,
    )
    if order.leave_results and read_receipt(photo.metadata.xmp):
        return replace(receipt, found=RESULT, kind="result")
    diagnosis = diagnose(photo)
    receipt = replace(receipt, found=diagnosis.sentence, kind=diagnosis.kind)
    asked = time.monotonic()
    took, ran = on_device(lambda: _timed(lambda: _run(photo, diagnosis, order, on_progress)))
    started += time.monotonic() - asked - took  # it may have waited for others
    if ran is None:
        return replace(receipt, advice=why_left_alone(diagnosis))
    model, inference = ran
    restoration = finished(photo, inference)
    receipt = replace(
        receipt,
        **_told(photo, restoration, model),
        advice=warn(diagnosis, model.checkpoint),
        seconds=time.monotonic() - started,
    )
    region = restoration.region
    improvement = compare(photo.pixels, restoration.photo.pixels, region.box, region.mask)
    receipt = replace(receipt, **gained(improvement), outcome=Outcome.RESTORED)
    if order.if_improved and not improvement.improved:
        return replace(
            receipt,
            outcome=Outcome.NOT_IMPROVED,
            advice="the original is kept, nothing was written",
        )
    if _state(source) != state:
        changed = "the original was changed by another program while it was being restored"
        receipt = replace(receipt, notices=(*receipt.notices, changed))
    return save(restoration.photo, receipt)


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    """How long *work* took, in seconds, and what it gave."""
    began = time.monotonic()
    result = work()
    return time.monotonic() - began, result


def _run(
    photo: Photo, diagnosis: Diagnosis, order: Order, on_progress: OnProgress
) -> tuple[Model, Inference] | None:
    model = order.model_for(diagnosis)
    if model is None:
        return None
    recipe = _recipe_for(model, diagnosis, order.recipe)
    return model, run_network(photo, model, recipe, on_progress, mask=order.mask)


def _state(path: Path) -> tuple[int, int] | None:
    """Changes when the file does; None when it is gone."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns


def _recipe_for(model: Model, diagnosis: Diagnosis, recipe: Recipe) -> Recipe:
    """The recipe with its checkpoint, and an overlap that holds the blur found."""
    tiling = model.network.tiling
    side = recipe.tile or 512
    wished = max(tiling.overlap, 48, round(2 * diagnosis.length))
    return replace(
        recipe,
        checkpoint=model.checkpoint.id,
        sha256=model.sha256,
        overlap=recipe.overlap or min(wished, side // 4),
    )


def gained(improvement: Improvement) -> dict[str, object]:
    """What a receipt tells of the comparison of before and after."""
    return {
        "gained": improvement.sentence,
        "sharper": improvement.sharper if improvement.improved else 0.0,
        "changed": improvement.changed,
    }


def _told(photo: Photo, restoration: Restoration, model: Model) -> dict[str, object]:
    report = restoration.report
    notices = (*photo.notices, *_remarks(restoration, photo))
    return {
        "recipe": restoration.recipe,
        "license": model.checkpoint.license,
        "device": describe_device(model.device),
        "tiles": tiles_in_words(report.tiles, report.tile),
        "exact_tiles": tuple(report.exact),
        "kept_tiles": tuple(report.kept),
        "notices": notices,
        "outside_identical": is_identical_outside(photo, restoration.photo, restoration.region),
    }


def _remarks(restoration: Restoration, photo: Photo) -> list[str]:
    """What differs from what was asked."""
    remarks: list[str] = []
    wished, box = restoration.recipe.region, restoration.region.box
    if wished is not None and wished & photo.box != wished:
        remarks.append(f"the region reaches beyond the photo; restored: {','.join(map(str, box))}")
    return remarks + troubles_in_words(restoration.report)


def troubles_in_words(report: Report) -> list[str]:
    """What went on, but differently than it should."""
    troubles: list[str] = []
    if report.shrunk:
        troubles.append("memory ran short, so some tiles were smaller than the recipe says")
    if report.kept:
        count = f"{len(report.kept)} of {report.tiles} tiles"
        troubles.append(f"the network gave no valid pixels in {count}, where the photo is kept")
    return troubles
