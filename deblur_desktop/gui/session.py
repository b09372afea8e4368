"""The session: which photos are open, which one is shown, and the queue they share. No widgets."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from deblur_desktop.gui.document import Document, State
from deblur_desktop.gui.queue import Job, Queue
from deblur_desktop.jobs import messages
from deblur_desktop.jobs.messages import Message
from deblur_desktop.photo.names import display_name
from deblur_desktop.photo.search import find_photos


class Session(QObject):
    """Open photos in the order of the filmstrip.

    Attributes:
        looked_at: Photos that were shown since the start, closed ones too; the last one last.

    Signals:
        documents_changed: Some came or went.
        current_changed: Another one is shown.
        inspected: The engine told what there is (`messages.Inspected`).
        noticed: A sentence for the person that belongs to no document, and a hint.
    """

    documents_changed = Signal()
    current_changed = Signal()
    inspected = Signal(object)
    noticed = Signal(str, str)

    def __init__(self, queue: Queue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.queue = queue
        self.documents: list[Document] = []
        self.looked_at: list[Path] = []
        self.current: Document | None = None
        self.devices: dict[str, str] = {}
        self.device = "auto"
        queue.finished.connect(self._finished)

    def open_paths(self, paths: Iterable[Path]) -> None:
        """Open photos and all photos of folders; the first new one is shown."""
        paths = list(paths)
        known = {document.path for document in self.documents}
        added: list[Document] = []
        for path in find_photos(paths, recursive=True):
            if path in known:
                continue
            document = Document(path, self)
            known.add(path)
            added.append(document)
        if not added:
            self._show_known(paths)
            return
        self.add(added)
        self.show(added[0])

    def add(self, documents: Iterable[Document]) -> None:
        """Put *documents* behind those that are open."""
        self.documents += documents
        self.documents_changed.emit()

    def show(self, document: Document | None) -> None:
        """Show *document*; its photo is read when it is shown for the first time."""
        if document is not None and document.opened is None and document.state is State.WAITING:
            self.read(document)
        if document is not self.current:
            self.current = document
            self._look_at(document)
            self.current_changed.emit()

    def read(self, document: Document) -> None:
        """Read and diagnose *document*, unless that is under way."""
        if not any(job.document is document for job in self.queue.jobs):
            self.queue.open(document)

    def step(self, by: int) -> None:
        """Show the next photo (1) or the one before (-1), if there is one."""
        neighbor = self.neighbor(by)
        if neighbor is not None:
            self.show(neighbor)

    def neighbor(self, by: int) -> Document | None:
        """The next photo (1) or the one before (-1)."""
        if self.current not in self.documents:
            return None
        place = self.documents.index(self.current) + by
        return self.documents[place] if 0 <= place < len(self.documents) else None

    def close_document(self, document: Document) -> None:
        """Take *document* from the strip; its jobs are stopped."""
        for job in self.queue.jobs:
            if job.document is document:
                self.queue.cancel(job)
        place = self.documents.index(document)
        self.documents.remove(document)
        document.close()
        if document is self.current:
            rest = self.documents
            self.show(rest[min(place, len(rest) - 1)] if rest else None)
        self.documents_changed.emit()

    def close(self) -> None:
        """Stop everything and remove every workspace."""
        self.queue.close()
        for document in self.documents:
            document.close()

    def _look_at(self, document: Document | None) -> None:
        if document is not None:
            self.looked_at = [path for path in self.looked_at if path != document.path]
            self.looked_at.append(document.path)

    def _show_known(self, paths: Iterable[Path]) -> None:
        wanted = set(paths)
        known = next((d for d in self.documents if d.path in wanted), None)
        if known is not None:
            self.show(known)
        else:
            self.noticed.emit(self.tr("no photo was found there"), "")

    def _finished(self, job: Job, message: Message) -> None:
        match message:
            case messages.Inspected():
                self.devices = message.devices
                self.inspected.emit(message)
            case messages.Imported():
                text = self.tr("installed: {name}").format(name=message.checkpoint)
                self.noticed.emit(text, "; ".join(message.notices))
                self.queue.inspect()
            case messages.Restored() if job.document is not None and message.notices:
                name = display_name(job.document.path.name)
                self.noticed.emit(f"{name}: {'; '.join(message.notices)}", "")
            case messages.Failed() if job.document is None:
                self.noticed.emit(message.message, message.hint)
            case _:
                pass
