"""Finding photos for a batch while others are being restored."""

import logging
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable

from deblur_desktop.errors import BatchBusy, DamagedJournal, JournalError
from deblur_desktop.jobs.batches import Batch
from deblur_desktop.jobs.journal import Journal
from deblur_desktop.jobs.owner import Owner

logger = logging.getLogger(__name__)

AGAIN_S = 2.0


class Finder(ABC):
    """A thread that puts photos into the journal of *batch*, which this process owns as *owner*.

    Attributes:
        error: What ended it early.
    """

    def __init__(self, batch: Batch, owner: Owner) -> None:
        self._batch = batch
        self._owner = owner
        self._plan = batch.plan
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="finder", daemon=True)
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

    @abstractmethod
    def _find(self, journal: Journal) -> None:
        """Put all photos into *journal*, until `_stopped` is set."""

    def _run(self) -> None:
        journal = self._batch.journal()
        journal.share(self._owner)
        try:
            self._find(journal)
        except Exception as error:  # the run raises it
            self.error = error
        finally:
            journal.close()

    def _persist(self, action: Callable[[], object]) -> None:
        """Do something with the journal, as often as it takes."""
        while not self._stopped.is_set():
            try:
                action()
            except (BatchBusy, DamagedJournal):
                raise
            except JournalError as error:
                logger.info("%s", error.message)
                self._rest()
            else:
                return

    def _rest(self) -> None:
        """Wait before something is tried again."""
        self._stopped.wait(AGAIN_S)
