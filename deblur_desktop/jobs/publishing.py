"""Giving the results of a batch their names, each once, whatever happens in between."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from deblur_desktop.errors import Cancelled, DeblurError, JournalError, UsageError, WouldOverwrite
from deblur_desktop.jobs.item import Item, State
from deblur_desktop.jobs.journal import Journal
from deblur_desktop.jobs.plan import Plan
from deblur_desktop.jobs.receipt import Receipt, receipt_from
from deblur_desktop.library.storage import sha256_of
from deblur_desktop.photo.names import display_name
from deblur_desktop.photo.temporary import sweep
from deblur_desktop.photo.writer import Written, publish_file, refuse_protected

T = TypeVar("T")
Persist = Callable[[Callable[[], T]], T]
"""Does something with the journal, as often as it takes."""


def publish_result(
    journal: Journal,
    plan: Plan,
    item: Item,
    target: Path,
    receipt: Receipt,
    persist: Persist[bool],
) -> Receipt:
    """Give the result of *item*, which lies under its temporary name, its final one.

    Args:
        journal: Is told each name before it is taken.
        plan: Says what to do if a name is taken.
        item: It is running, or committing.
        target: The name that it should get.
        receipt: Of the result.
        persist: Does what is given, as often as it takes.

    Returns:
        The receipt with the name that it got.

    Raises:
        PhotoError: See `publish_file`; the temporary file is gone then.
        Cancelled: A person left the photo out; likewise.
    """
    assert item.temporary is not None
    written = Written(item.temporary, str((receipt.saved or {})["sha256"]), 0)
    published = receipt

    def on_ready(temporary: Path, final: Path, sha256: str) -> None:
        nonlocal published
        published = receipt.published(final)
        if not persist(lambda: journal.commit(item, final, sha256, published)):
            raise Cancelled

    try:
        _refuse_originals(journal, item, target)
    except WouldOverwrite:
        with suppress(OSError):
            item.temporary.unlink()
        raise
    publish_file(written, target, existing=plan.existing, on_ready=on_ready)
    return published


def finish_half_done(journal: Journal, plan: Plan) -> set[Path]:
    """Bring everything that a dead owner left to a clear state; gives the temporary files it had."""
    items = journal.half_done()
    temporaries = {item.temporary for item in items if item.temporary is not None}
    for folder in {path.parent for path in temporaries}:
        sweep(folder, keep=temporaries)  # claims of the dead would look like names that are taken
    for item in items:
        if item.state is not State.COMMITTING or not _is_finished(journal, plan, item):
            journal.put_back(item)
        if item.temporary is not None:
            with suppress(OSError):
                item.temporary.unlink()
    return temporaries


def _is_finished(journal: Journal, plan: Plan, item: Item) -> bool:
    """Whether the result has its name, or got it now."""
    assert item.result is not None
    try:
        receipt = receipt_from(journal.receipt(item.id))
    except (ValueError, LookupError, TypeError, UsageError):  # the result has it, too
        return False
    if not _has_hash(item.result, item.sha256):
        if item.temporary is None or not _has_hash(item.temporary, item.sha256):
            return False
        try:
            receipt = publish_result(
                journal, plan, item, item.result, receipt, lambda action: action()
            )
        except JournalError:
            raise
        except (DeblurError, Cancelled):
            return False
    journal.finish(item, receipt)
    return True


def _has_hash(path: Path, sha256: str) -> bool:
    try:
        return sha256_of(path) == sha256
    except OSError:
        return False


def _refuse_originals(journal: Journal, item: Item, target: Path) -> None:
    refuse_protected(target, (item.source,))
    if journal.is_source(target) or journal.is_source(Path(os.path.realpath(target))):
        raise WouldOverwrite(
            f"the result would overwrite another photo of the batch: {display_name(target)}",
            "choose another folder or pattern",
        )
