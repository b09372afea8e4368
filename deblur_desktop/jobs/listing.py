"""Finding the photos of a batch while the first of them are being restored."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from itertools import islice

from deblur_desktop.errors import BatchBusy, DamagedJournal, JournalError
from deblur_desktop.jobs.batches import Batch
from deblur_desktop.jobs.journal import Journal
from deblur_desktop.jobs.owner import Owner
from deblur_desktop.jobs.plan import Found, Plan, Sized
from deblur_desktop.photo.writer import Existing

logger = logging.getLogger(__name__)

# A transaction each; the first are small, so that work begins at once.
_FIRST, _MOST = 8, 500
AGAIN_S = 2.0


class Listing:
    """A thread that puts photos into the journal until all are found.

    Attributes:
        error: What ended it early.
    """

    def __init__(self, batch: Batch, owner: Owner) -> None:
        self._batch = batch
        self._owner = owner
        self._thread = threading.Thread(target=self._run, name="listing", daemon=True)
        self._stopped = threading.Event()
        self.error: Exception | None = None

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End soon; what is not found yet is found by the next run."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join()

    @property
    def is_done(self) -> bool:
        """Whether all are found."""
        return self._thread.ident is not None and not self._thread.is_alive()

    def _run(self) -> None:
        journal = self._batch.journal()
        journal.share(self._owner)
        try:
            if not journal.fact("listed"):
                self._list(journal)
        except Exception as error:  # the run raises it
            self.error = error
        finally:
            journal.close()

    def _list(self, journal: Journal) -> None:
        plan = self._batch.plan
        while True:
            self._add_all(journal, plan)
            if self._stopped.is_set():
                return
            if all(folder.is_dir() for folder in plan.folders()):
                break
            self._stopped.wait(AGAIN_S)  # the disk of some photos is gone; the run tells that
        self._persist(journal.set_listed)

    def _add_all(self, journal: Journal, plan: Plan) -> None:
        found, size = iter(plan.find()), _FIRST
        while chunk := list(islice(found, size)):
            if self._stopped.is_set():
                return
            sized = list(_sized(chunk))
            self._persist(
                lambda sized=sized: journal.add(plan, sized, plan.existing is Existing.SKIP)
            )
            size = min(2 * size, _MOST)

    def _persist(self, action: Callable[[], object]) -> None:
        while not self._stopped.is_set():
            try:
                action()
            except (BatchBusy, DamagedJournal):
                raise
            except JournalError as error:
                logger.info("%s", error.message)
                time.sleep(AGAIN_S)
            else:
                return


def _sized(found: list[Found]) -> Iterator[Sized]:
    for each in found:
        try:
            status = each.source.stat()
        except OSError:  # gone meanwhile; opening it tells
            yield each, 0, 0
        else:
            yield each, status.st_size, status.st_mtime_ns
