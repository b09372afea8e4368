"""Follows the journal of a batch, whoever works on it."""

from PySide6.QtCore import QObject, QTimer, Signal

from deblur_desktop.errors import JournalError
from deblur_desktop.jobs.batches import Batch
from deblur_desktop.jobs.journal import Journal
from deblur_desktop.jobs.standing import Standing

_LOOK_MS = 400
MOST_AT_ONCE = 2_000
"""Photos that are read in one go; a few milliseconds."""


class Follower(QObject):
    """What is known of one batch at a time.

    Attributes:
        batch: The one that is followed.
        standing: How far it is.

    Signals:
        reset: Another batch is followed.
        changed: These `Item` are new or changed.
        looked: All else may have changed.
        failed: The journal cannot be read: a `JournalError`.
    """

    reset = Signal()
    changed = Signal(list)
    looked = Signal()
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.batch: Batch | None = None
        self._journal: Journal | None = None
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._forget()

    def follow(self, batch: Batch | None) -> None:
        """Follow *batch* from now on."""
        self.close()
        self.batch = batch
        self._forget()
        self.reset.emit()
        if batch is not None:
            self._timer.start()
            self.look()

    def close(self) -> None:
        """Follow none."""
        self._timer.stop()
        if self._journal is not None:
            self._journal.close()
        self._journal = None

    def journal(self) -> Journal | None:
        """The open journal, to tell what a person wants."""
        return self._journal

    def look(self) -> None:
        """Read what is new."""
        if self.batch is None:
            return
        try:
            if self._journal is None:
                self._journal = self.batch.journal()
            self._read(self._journal)
        except JournalError as error:
            self.close()
            self._timer.start()
            if type(error) is not self._told:
                self._told = type(error)
                self.failed.emit(error)

    def _forget(self) -> None:
        self._seen = -1
        self._told: type[JournalError] | None = None
        self.standing = Standing()

    def _read(self, journal: Journal) -> None:
        items = journal.changed_items(self._seen, MOST_AT_ONCE)
        if items:
            self._seen = items[-1].changed
            self.changed.emit(items)
        if len(items) >= MOST_AT_ONCE:
            QTimer.singleShot(0, self, self.look)
        self.standing = Standing.of(journal)
        self._told = None
        self.looked.emit()
