"""How far a batch is, as one look into its journal tells."""

import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from typing import Self

from deblur_desktop.jobs.batches import Batch
from deblur_desktop.jobs.estimate import remaining_s
from deblur_desktop.jobs.item import BROKEN, OPEN, State
from deblur_desktop.jobs.journal import Journal

_REST_S = 0.5
# Of a million photos, counting takes long enough to be noticed.
_SHARE = 0.05


@dataclass(frozen=True, slots=True)
class Standing:
    """The batch at one moment.

    Attributes:
        counts: How many photos are in each state.
        restored: Of those that are done, those that have a result.
        is_listed: All its photos are found.
        is_paused: A person paused it.
        worker: The process that works on it, for people; empty when none does.
        trouble: What that waits for, in words; empty when it does not.
        remaining_s: It will still take, or None where that is not known.
    """

    counts: Counter[State] = field(default_factory=Counter[State])
    restored: int = 0
    is_listed: bool = False
    is_paused: bool = False
    worker: str = ""
    trouble: str = ""
    remaining_s: float | None = None

    @classmethod
    def of(cls, journal: Journal) -> Self:
        """What *journal* says now.

        Raises:
            JournalError: It cannot be read.
        """
        worker = journal.worker()
        return cls(
            counts=journal.counts(),
            restored=journal.restored(),
            is_listed=bool(journal.fact("listed")),
            is_paused=journal.fact("wish") == "pause",
            worker=worker,
            trouble=str(journal.fact("trouble")) if worker else "",
            remaining_s=remaining_s(journal),
        )

    @property
    def known(self) -> int:
        """The photos that were found so far."""
        return sum(self.counts.values())

    @property
    def left(self) -> int:
        """Of them, those that are still to be done."""
        return sum(self.counts[state] for state in OPEN)

    @property
    def unchanged(self) -> int:
        """Of them, those that were looked at and better left as they are."""
        return self.counts[State.DONE] - self.restored

    @property
    def failed(self) -> int:
        """Of them, those that failed, or crashed their worker."""
        return sum(self.counts[state] for state in BROKEN)

    @property
    def is_open(self) -> bool:
        """Whether there is something to do, or may be."""
        return self.left > 0 or not self.is_listed


class Counting:
    """The standing of *batch* for those who ask for it often: it is read anew now and then."""

    def __init__(self, batch: Batch) -> None:
        self._batch = batch
        self._latest = Standing()
        self._next = 0.0

    def latest(self) -> Standing:
        """As it was a moment ago.

        Raises:
            JournalError: The journal cannot be read.
        """
        began = time.monotonic()
        if began >= self._next:
            with closing(self._batch.journal()) as journal:
                self._latest = Standing.of(journal)
            now = time.monotonic()
            self._next = now + max(_REST_S, (now - began) / _SHARE)
        return self._latest
