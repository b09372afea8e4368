"""The work of `restore`: many photos, one progress bar, a receipt each."""

import sys
from argparse import Namespace
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from deblur_desktop.cli import DONE, FAILED
from deblur_desktop.diagnosis.blur import Diagnosis
from deblur_desktop.engine.importing import import_checkpoint
from deblur_desktop.engine.model import Model, load_model
from deblur_desktop.errors import DeblurError, DiskFull, UnknownCheckpoint, UsageError
from deblur_desktop.jobs.advice import suggest
from deblur_desktop.jobs.process import Order, process
from deblur_desktop.jobs.receipt import Outcome, Receipt, recipe_in
from deblur_desktop.library.library import Installed, Library
from deblur_desktop.photo.files import open_photo
from deblur_desktop.photo.mask import encode_mask, mask_of
from deblur_desktop.photo.names import display_name, result_path
from deblur_desktop.photo.writer import Existing, check_writable
from deblur_desktop.photo.xmp import read_receipt
from deblur_desktop.recipe import Recipe


def restore_photos(options: Namespace) -> int:
    """Restore every photo of *options*; gives the exit code."""
    order = _order(options)
    targets = _targets(options)
    for folder in {target.parent for target in targets}:
        check_writable(folder)
    receipts: list[Receipt] = []
    with _progress(quiet=options.json) as progress:
        task = progress.add_task("", total=len(targets))
        for number, (source, target) in enumerate(zip(options.photos, targets, strict=True)):
            progress.update(task, description=display_name(source), completed=number)
            advance = _advance(progress, task, number)
            receipt, goes_on = _restore_one(source, target, order, advance)
            receipts.append(receipt)
            progress.update(task, completed=number + 1)
            _tell(receipt, progress.console, as_json=options.json)
            if not goes_on:
                break
    return _summary(receipts, len(targets))


def _order(options: Namespace) -> Order:
    recipe = _recipe(options)
    mask = None
    if options.mask is not None:
        mask = mask_of(open_photo(options.mask))
        recipe = replace(recipe, mask=encode_mask(mask))
    named = recipe.checkpoint != "auto"
    return Order(
        recipe=recipe,
        model_for=_Models(options, recipe).model_for,
        forced=named,
        if_improved=options.if_improved,
        existing=Existing(options.existing),
        keep_damaged=options.damaged == "keep",
        mask=mask,
        protect=tuple(options.photos),
    )


def _recipe(options: Namespace) -> Recipe:
    """The recipe of `--recipe-from`, or an open one, with what else the person said."""
    recipe = Recipe(checkpoint="auto")
    if options.recipe_from is not None:
        text = read_receipt(open_photo(options.recipe_from).metadata.xmp)
        if text is None:
            raise UsageError(
                f"this file carries no recipe: {display_name(options.recipe_from)}",
                "name a file that this program saved",
            )
        recipe = recipe_in(text)
    said: dict[str, Any] = {
        name: getattr(options, name)
        for name in ("region", "feather", "strength", "texture", "tile", "overlap", "precision")
        if getattr(options, name) is not None
    }
    if options.no_color_lock:
        said["color_lock"] = False
    if options.checkpoint != "auto":
        said |= {"checkpoint": options.checkpoint, "sha256": ""}
    return replace(recipe, **said)


def _targets(options: Namespace) -> list[Path]:
    taken: set[str] = set()
    targets = [result_path(photo, options.output, taken) for photo in options.photos]
    if len(targets) > 1 and options.output in targets:
        raise UsageError(
            f"one file cannot hold {len(targets)} results: {display_name(options.output)}",
            "name a folder with -o",
        )
    return targets


class _Models:
    """Loads each checkpoint once."""

    def __init__(self, options: Namespace, recipe: Recipe) -> None:
        self._options = options
        self._recipe = recipe
        self._library = Library()
        self._loaded: dict[str, Model] = {}

    def model_for(self, diagnosis: Diagnosis) -> Model | None:
        installed = self._installed(diagnosis)
        if installed is None:
            return None
        name = installed.checkpoint.id
        if name not in self._loaded:
            device, precision = self._options.device, self._recipe.precision
            self._loaded[name] = load_model(installed, device=device, precision=precision)
        return self._loaded[name]

    def _installed(self, diagnosis: Diagnosis) -> Installed | None:
        wish = self._recipe.checkpoint
        if wish == "auto":
            return suggest(diagnosis, self._library.installed())
        if Path(wish).is_file():
            return import_checkpoint(Path(wish), unverified=self._options.unverified)
        installed = self._library.find(wish)
        expected = self._recipe.sha256
        if expected and installed.checkpoint.sha256 != expected:
            raise UnknownCheckpoint(
                f"the installed checkpoint is another than the recipe's: {wish}",
                f"the recipe was made with SHA-256 {expected}",
            )
        return installed


def _restore_one(
    source: Path, target: Path, order: Order, on_progress: Callable[[int, int], None]
) -> tuple[Receipt, bool]:
    """The receipt, and whether it makes sense to go on."""
    try:
        return process(source, target, order, on_progress), True
    except UsageError:
        raise
    except DiskFull as error:
        return _failed(source, error), False
    except DeblurError as error:
        return _failed(source, error), True


def _failed(source: Path, error: DeblurError) -> Receipt:
    return Receipt(
        source=display_name(source),
        outcome=Outcome.FAILED,
        error=error.message,
        hint=error.hint,
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
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def _summary(receipts: list[Receipt], wanted: int) -> int:
    failed = [receipt for receipt in receipts if receipt.outcome == Outcome.FAILED]
    if not failed:
        return DONE
    sys.stderr.write(f"\n{len(failed)} of {wanted} photos failed:\n")
    for receipt in failed:
        sys.stderr.write(f"  {receipt.source}: {receipt.error}\n")
    if len(receipts) < wanted:
        sys.stderr.write(f"the other {wanted - len(receipts)} were not begun\n")
    return FAILED
