"""The session: which photos are open, which one is shown, and the queue they share. No widgets."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from deblur_desktop.gui.document import Document, State
from deblur_desktop.gui.queue import Job, Queue
from deblur_desktop.gui.speeds import Speeds, Way, megapixels_seen
from deblur_desktop.gui.wording import notice, told
from deblur_desktop.jobs import messages
from deblur_desktop.jobs.messages import Message
from deblur_desktop.library.card import Checkpoint
from deblur_desktop.photo.box import Box
from deblur_desktop.photo.names import display_name
from deblur_desktop.photo.search import find_photos
from deblur_desktop.recipe import Recipe

if TYPE_CHECKING:
    from deblur_desktop.jobs.workspace import Workspace
    from deblur_desktop.library.library import Installed


class Session(QObject):
    """Open photos in the order of the filmstrip.

    Attributes:
        looked_at: Photos that were shown since the start, closed ones too; the last one last.

    Signals:
        documents_changed: Some came or went.
        document_changed: What there is to know of this `Document`: its state, what was found.
        current_changed: Another one is shown.
        inspected: The engine told what there is (`messages.Inspected`).
        device_changed: The network shall run elsewhere.
        learned: How fast a model is here.
        begun: The window is painted; what lies on the disk may be looked at.
        noticed: A sentence for the person that belongs to no document, and a hint.
        folder_opened: The photos of this folder `Path` were opened, several of them.
    """

    documents_changed = Signal()
    document_changed = Signal(object)
    current_changed = Signal()
    inspected = Signal(object)
    device_changed = Signal()
    learned = Signal()
    begun = Signal()
    noticed = Signal(str, str)
    folder_opened = Signal(object)

    def __init__(self, queue: Queue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.queue = queue
        self.documents: list[Document] = []
        self.looked_at: list[Path] = []
        self.current: Document | None = None
        self.devices: dict[str, str] = {}
        self.speeds = Speeds()
        self._device = "auto"
        self._workspace: Workspace | None = None
        self._models: tuple[Installed, ...] | None = None
        queue.finished.connect(self._finished)

    @property
    def device(self) -> str:
        """Where the network runs, as a person wishes: a key of `devices`, or ``auto``."""
        return self._device

    @device.setter
    def device(self, name: str) -> None:
        self._device = name
        self.device_changed.emit()

    @property
    def workspace(self) -> "Workspace":
        """For what belongs to no document; made when it is first needed."""
        if self._workspace is None:
            from deblur_desktop.jobs.workspace import new_workspace

            self._workspace = new_workspace()
        return self._workspace

    @property
    def has_gpu(self) -> bool:
        """Whether the network runs on one, as far as is known."""
        best = next(iter(self.devices), "auto")
        return (best if self.device == "auto" else self.device).startswith("cuda")

    @property
    def models(self) -> tuple["Installed", ...]:
        """The installed checkpoints, preferred ones first; looked for when they are first asked for."""
        if self._models is None:
            from deblur_desktop.library.library import Library  # not before the window is painted

            self._models = Library().installed()
        return self._models

    def model(self, checkpoint: str) -> Checkpoint | None:
        """The card of an installed checkpoint."""
        cards = (each.checkpoint for each in self.models)
        return next((card for card in cards if card.id == checkpoint), None)

    def way(self, recipe: Recipe, device: str) -> Way:
        """What decides how long *recipe* takes on *device*."""
        best = next(iter(self.devices), "auto")
        return Way(recipe.checkpoint, best if device == "auto" else device, recipe.precision)

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
        folder = next((path for path in paths if path.is_dir()), None)
        if folder is not None and len(added) > 1:
            self.folder_opened.emit(folder)

    def add(self, documents: Iterable[Document]) -> None:
        """Put *documents* behind those that are open."""
        for document in documents:
            for signal in (document.state_changed, document.found):
                signal.connect(lambda document=document: self.document_changed.emit(document))
            self.documents.append(document)
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
        if self._workspace is not None:
            self._workspace.remove()

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

    def _suggest_again(self) -> None:
        """Other models may be here now."""
        for document in self.documents:
            if document.diagnosis is not None:
                from deblur_desktop.diagnosis.blur import Kind  # with all that measures blur
                from deblur_desktop.jobs.advice import suggest

                best = suggest(Kind(document.diagnosis.kind), self.models)
                document.take_advice(best.checkpoint.id if best else "")

    def _learn(self, job: Job, message: messages.Restored) -> None:
        if not isinstance(job.request, messages.Restore):
            return  # a result that was opened, not made
        assert job.document is not None
        way = self.way(Recipe.from_json(job.request.recipe), job.request.device)
        overlap = Recipe.from_json(message.recipe).overlap
        seen = megapixels_seen(job.document, Box(*message.box), overlap)
        self.speeds.learn(way, seen, message.seconds)
        if not job.request.preview:
            self.speeds.store()
        self.learned.emit()

    def _tell_trouble(self, job: Job, message: messages.Restored) -> None:
        if job.document is not None and message.notices:
            name = display_name(job.document.path.name)
            self.noticed.emit(name, "\n".join(map(notice, message.notices)))

    def _finished(self, job: Job, message: Message) -> None:
        match message:
            case messages.Inspected():
                self.devices, self._models = message.devices, None
                self._suggest_again()
                self.inspected.emit(message)
            case messages.Restored():
                self._learn(job, message)
                self._tell_trouble(job, message)
            case messages.Imported():
                text = self.tr("installed: {name}").format(name=message.checkpoint)
                self.noticed.emit(text, "\n".join(map(notice, message.notices)))
                self.queue.inspect()
            case messages.Failed() if job.document is None:
                self.noticed.emit(*told(message)[:2])
            case _:
                pass
