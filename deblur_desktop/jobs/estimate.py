"""How long a batch will take and how much room it needs, from what earlier ones took here."""

import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from deblur_desktop.errors import JournalError
from deblur_desktop.jobs.batches import batches
from deblur_desktop.jobs.journal import Journal
from deblur_desktop.jobs.plan import Plan

# Results are about as large as their photos; JPEG at our quality is a little larger than from a camera.
_GROWTH = 1.3
_EARLIER = 5  # batches
_MOST = 200_000  # photos that are counted


@dataclass(frozen=True, slots=True)
class Estimate:
    """What is to be expected.

    Attributes:
        photos: So many were found.
        size_bytes: Of all of them.
        room_bytes: What results will take, about.
        free_bytes: What is free where they go.
        seconds: It will take, or None where nothing like it was done before.
    """

    photos: int
    size_bytes: int
    room_bytes: int
    free_bytes: int
    seconds: float | None


def estimate(plan: Plan, on_count: Callable[[int], object] = lambda _: None) -> Estimate:
    """What *plan* will take; its folders are looked through for that.

    *on_count* is told how many photos there are so far, and may raise to stop.
    """
    photos, size_bytes = 0, 0
    for found in islice(plan.find(), _MOST):
        with suppress(OSError):
            size_bytes += found.source.stat().st_size
        photos += 1
        if photos % 100 == 0:
            on_count(photos)
    pace = _pace(plan)
    return Estimate(
        photos=photos,
        size_bytes=size_bytes,
        room_bytes=round(size_bytes * _GROWTH),
        free_bytes=_free(Path(plan.output)),
        seconds=None if pace is None else size_bytes * pace,
    )


def remaining_s(journal: Journal) -> float | None:
    """How long a batch that was begun will still take; None before the first photo is done."""
    busy_s, busy_bytes = float(journal.fact("busy_s")), int(journal.fact("busy_bytes"))
    return journal.open_bytes() * busy_s / busy_bytes if busy_bytes else None


def in_words(seconds: float) -> str:
    """E.g. ``3 h 20 min``."""
    minutes = round(seconds / 60)
    if minutes < 2:
        return f"{max(round(seconds), 1)} s"
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    if days:
        return f"{days} d {hours} h"
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"


def _pace(plan: Plan) -> float | None:
    """Seconds for each byte of a photo, in the last batches with the same checkpoints."""
    seconds, size_bytes = 0.0, 0
    alike = [b for b in batches() if b.plan.treatment.choices == plan.treatment.choices]
    for batch in alike[-_EARLIER:]:
        with suppress(JournalError):
            journal = batch.journal()
            seconds += float(journal.fact("busy_s"))
            size_bytes += int(journal.fact("busy_bytes"))
            journal.close()
    return seconds / size_bytes if size_bytes else None


def _free(folder: Path) -> int:
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return shutil.disk_usage(folder).free
