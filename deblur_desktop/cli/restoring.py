"""The work of `restore`: many photos, one progress bar, a receipt each."""

import logging
import sys
from argparse import Namespace
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from deblur_desktop.cli import DONE, FAILED, stop_telling
from deblur_desktop.cli.choosing import Models
from deblur_desktop.cli.recipe_options import recipe_from
from deblur_desktop.errors import (
    DamagedPhoto,
    DeblurError,
    DiskFull,
    PhotoError,
    PluginError,
    UsageError,
)
from deblur_desktop.jobs.process import Order, Save, process
from deblur_desktop.jobs.receipt import Outcome, Receipt, recipe_in
from deblur_desktop.jobs.saving import save_result
from deblur_desktop.photo.files import open_photo
from deblur_desktop.photo.mask import encode_mask, is_named_by, mask_of
from deblur_desktop.photo.names import display_name
from deblur_desktop.photo.targets import result_path
from deblur_desktop.photo.temporary import sweep
from deblur_desktop.photo.views import Views
from deblur_desktop.photo.writer import Existing, check_writable
from deblur_desktop.photo.xmp import read_receipt
from deblur_desktop.recipe import Recipe

logger = logging.getLogger(__name__)


def restore_photos(options: Namespace) -> int:
    """Restore every photo of *options*; gives the exit code."""
    options.photos = _once(options.photos)
    targets = _targets(options)
    for folder in {target.parent for target in targets}:
        check_writable(folder)
        sweep(folder)  # what a killed run may have left
    order, models = _order(options)
    receipts: list[Receipt] = []
    with _progress(quiet=options.json) as progress:
        task = progress.add_task("", total=len(targets))
        for number, (source, target) in enumerate(zip(options.photos, targets, strict=True)):
            progress.update(task, description=display_name(source), completed=number)
            advance = _advance(progress, task, number)
            if options.existing == Existing.SKIP and target.exists():
                receipt, goes_on = _skipped(source, target), True
            else:
                save = _save(target, options, order)
                receipt, goes_on = _restore_one(source, order, models, save, advance)
            receipts.append(receipt)
            progress.update(task, completed=number + 1)
            _tell(receipt, progress.console, as_json=options.json)
            if not goes_on:
                break
    return _summary(receipts, len(targets), models.given_up)


def _order(options: Namespace) -> tuple[Order, Models]:
    views = _views(options)
    recipe = _recipe(options, views)
    mask = None
    if options.mask is not None:
        mask = _mask(options.mask, recipe, repeats=options.recipe_from is not None)
        recipe = replace(recipe, mask=encode_mask(mask))
    models = Models(options, recipe)
    order = Order(
        recipe=recipe,
        model_for=models.model_for,
        if_improved=options.if_improved,
        keep_damaged=options.damaged == "keep",
        mask=mask,
        views=views,
    )
    return order, models


def _save(target: Path, options: Namespace, order: Order) -> Save:
    originals = (*options.photos, *(order.views or ()))
    existing = Existing(options.existing)
    return lambda photo, receipt: save_result(
        photo, target, receipt, existing=existing, protect=originals
    )


def _once(photos: list[Path]) -> list[Path]:
    """Each photo once, whatever ways it was named."""
    return list({photo.resolve(): photo for photo in reversed(photos)}.values())[::-1]


def _views(options: Namespace) -> Views | None:
    if options.left is None and options.right is None:
        return None
    if options.left is None or options.right is None:
        given, missing = ("--right", "--left") if options.left is None else ("--left", "--right")
        raise UsageError(f"{given} was given without {missing}", "a camera gives both views")
    if len(options.photos) > 1:
        raise UsageError(
            f"two views belong to one photo, not to {len(options.photos)}",
            "restore such photos one by one",
        )
    return Views(options.left, options.right)


def _mask(path: Path, recipe: Recipe, *, repeats: bool) -> NDArray[np.float32]:
    try:
        mask = mask_of(open_photo(path))
    except PhotoError as error:
        raise UsageError(f"the mask cannot be used: {error.message}", error.hint) from error
    if repeats and not is_named_by(recipe.mask, mask):
        raise UsageError(
            f"this is not the mask of the recipe: {display_name(path)}",
            "the recipe names it by its pixels; give the file that was used then",
        )
    return mask


def _recipe(options: Namespace, views: Views | None) -> Recipe:
    """The recipe of `--recipe-from` or of the options, with what concerns this photo alone."""
    base = recipe_of(options.recipe_from) if options.recipe_from is not None else None
    recipe = recipe_from(options, base)
    said: dict[str, Any] = {
        name: getattr(options, name)
        for name in ("region", "feather")
        if getattr(options, name) is not None
    }
    if views is not None:
        names = [display_name(view.absolute().name) for view in views]
        said |= {"left": names[0], "right": names[1]}
    elif recipe.left:
        raise UsageError(
            f"the recipe takes two views: {display_name(recipe.left)}, {display_name(recipe.right)}",
            "give them again with --left and --right",
        )
    return replace(recipe, **said)


def recipe_of(path: Path) -> Recipe:
    """The recipe in a result that this program saved.

    Raises:
        UsageError: There is none.
        PhotoError: The file cannot be read.
    """
    text = read_receipt(open_photo(path).metadata.xmp)
    if text is None:
        raise UsageError(
            f"this file carries no recipe: {display_name(path)}",
            "name a file that this program saved",
        )
    return recipe_in(text)


def _targets(options: Namespace) -> list[Path]:
    taken: set[str] = set()
    targets = [result_path(photo, options.output, taken) for photo in options.photos]
    if len(targets) > 1 and options.output in targets:
        raise UsageError(
            f"one file cannot hold {len(targets)} results: {display_name(options.output)}",
            "name a folder with -o",
        )
    return targets


def _restore_one(
    source: Path,
    order: Order,
    models: Models,
    save: Save,
    on_progress: Callable[[int, int], None],
) -> tuple[Receipt, bool]:
    """The receipt, and whether it makes sense to go on."""
    try:
        receipt = process(source, order, save, on_progress)
        if receipt.recipe is not None:
            models.worked()
    except DiskFull as error:
        return _failed(source, error), False
    except PluginError as error:
        models.failed()
        return _failed(source, error), not models.given_up
    except DeblurError as error:
        return _failed(source, error), True
    except Exception as error:  # one photo must never take the others with it
        logger.debug("unexpected", exc_info=True)
        hint = "`deblur-desktop -v restore …` tells where; please report it"
        told = DeblurError(f"something unexpected failed: {error!r}", hint)
        return _failed(source, told), True
    return receipt, True


def _skipped(source: Path, target: Path) -> Receipt:
    return Receipt(
        source=display_name(source), outcome=Outcome.SKIPPED, result=display_name(target)
    )


def _failed(source: Path, error: DeblurError) -> Receipt:
    hint = error.hint
    if isinstance(error, DamagedPhoto):
        hint = hint or "`--damaged keep` restores what can be decoded of it"
    return Receipt(
        source=display_name(source), outcome=Outcome.FAILED, error=error.message, hint=hint
    )


def _progress(*, quiet: bool) -> Progress:
    console = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeRemainingColumn(),
    )
    return Progress(*columns, console=console, disable=quiet or not console.is_terminal)


def _advance(progress: Progress, task: Any, number: int) -> Callable[[int, int], None]:
    return lambda done, total: progress.update(task, completed=number + done / total)


def _tell(receipt: Receipt, console: Console, *, as_json: bool) -> None:
    lines = [receipt.to_json()] if as_json else receipt.lines()
    if console.is_terminal and sys.stdout.isatty():
        for line in lines:  # above the progress bar, which is on the same screen
            console.print(line)
        return
    try:
        sys.stdout.write("\n".join(lines) + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        stop_telling()  # nobody reads any more, but the photos are still wanted


def _summary(receipts: list[Receipt], wanted: int, given_up: str) -> int:
    failed = [receipt for receipt in receipts if receipt.outcome == Outcome.FAILED]
    if not failed:
        return DONE
    sys.stderr.write(f"\n{len(failed)} of {wanted} photos failed:\n")
    for receipt in failed:
        sys.stderr.write(f"  {receipt.source}\n")
    if given_up:
        sys.stderr.write(
            f"the plug-in failed too often in a row and is not tried any more: {given_up}\n"
        )
    if len(receipts) < wanted:
        sys.stderr.write(f"the other {wanted - len(receipts)} were not begun\n")
    return FAILED
