"""The queue: jobs of all documents, given to three lanes, told to whom they belong. No widgets."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from deblur_desktop.gui.document import Document
from deblur_desktop.gui.lane import Lane
from deblur_desktop.jobs import messages
from deblur_desktop.jobs.messages import Message
from deblur_desktop.recipe import Recipe

_MISSED = (
    messages.Restore, messages.Save, messages.Export, messages.Import, messages.Install,
    messages.Run,
)  # fmt: skip


@dataclass(slots=True, eq=False)
class Job:
    """Something that a person waits for.

    Attributes:
        number: As in the messages.
        document: It belongs to; None for jobs of the program itself.
        request: What was asked.
        lane: Where.
        done: 0 to 1; falls only for a batch, as more photos are found.
        stage: What is being done.
        columns, rows: As in `messages.Progress`.
        remaining_s: Estimate, or None.
        first: When the first part was done, and how large it was.
    """

    number: int
    document: Document | None
    request: Message
    lane: Lane
    done: float = 0.0
    stage: str = ""
    columns: list[int] = field(default_factory=list[int])
    rows: list[int] = field(default_factory=list[int])
    remaining_s: float | None = None
    first: tuple[float, float] | None = None


class Queue(QObject):
    """Jobs in their order.

    Signals:
        changed: A job came, went, or moved.
        progressed: The `Job` that got further.
        finished: The `Job` and the `Message` in which it ended.
    """

    changed = Signal()
    progressed = Signal(object)
    finished = Signal(object, object)

    def __init__(
        self,
        files: Lane,
        engine: Lane,
        models: Lane,
        batch: Lane | None = None,
        parent: QObject | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self.files, self.engine, self.models = files, engine, models
        self.batch = batch or Lane("batch", parent=self)
        self._numbers = count(1)
        self._jobs: dict[int, Job] = {}
        self._clock = clock
        engine.changed.connect(self._engine_changed)
        for lane in self._lanes:
            lane.answered.connect(self._answered)
            lane.changed.connect(self.changed)

    @property
    def _lanes(self) -> tuple[Lane, ...]:
        return self.engine, self.files, self.models, self.batch

    @property
    def jobs(self) -> tuple[Job, ...]:
        """Running ones first, then those that wait, in their order."""
        order = [
            request.job
            for lane in self._lanes
            for request in ((lane.running,) if lane.running else ()) + lane.waiting
        ]
        return tuple(self._jobs[number] for number in order if number in self._jobs)

    @property
    def running(self) -> Job | None:
        """What the engine does now."""
        request = self.engine.running
        return self._jobs.get(request.job) if request else None

    @property
    def told(self) -> Job | None:
        """Whose progress is told wherever one looks: of a photo, else of a batch; of no preview."""
        job = self.running
        if job is not None and isinstance(job.request, messages.Restore) and not is_preview(job):
            return job
        request = self.batch.running
        return self._jobs.get(request.job) if request else None

    @property
    def unfinished(self) -> tuple[Job, ...]:
        """What a person would miss if it were stopped: runs and saves, but no previews."""
        return tuple(j for j in self.jobs if isinstance(j.request, _MISSED) and not is_preview(j))

    def open(self, document: Document) -> None:
        """Read the photo of *document*; when that is done, it is diagnosed."""
        folder, path = str(document.workspace.folder), str(document.path)
        self._submit(document, self.files, messages.Open(job=0, path=path, workspace=folder))

    def restore(
        self, document: Document, recipe: Recipe | None = None, *, device: str = "auto"
    ) -> Job:
        """Deblur *document* as its edit says, or as *recipe* does."""
        workspace = document.workspace
        name, mask = document.new_result_name(), ""
        if document.edit.selection is not None:
            mask = f"{name}-selection"
            workspace.store_mask(mask, document.edit.selection.mask())
        text = (recipe or document.recipe()).to_json()
        return self._submit(
            document,
            self.engine,
            messages.Restore(
                job=0,
                workspace=str(workspace.folder),
                recipe=text,
                result=name,
                device=device,
                mask=mask,
            ),
        )

    def preview(self, document: Document, recipe: Recipe, *, device: str = "auto") -> Job:
        """Restore the box of *recipe* to be looked at, ahead of everything that waits."""
        request = messages.Restore(
            job=0,
            workspace=str(document.workspace.folder),
            recipe=recipe.to_json(),
            result=document.new_result_name(),
            preview=True,
            device=device,
        )
        return self._submit(document, self.engine, request, ahead=True)

    def save(self, document: Document, path: Path, *, existing: str = "number") -> Job:
        """Save what *document* shows as *path*."""
        assert document.edit.result is not None
        folder, result = str(document.workspace.folder), document.edit.result.name
        text, source = document.saving_recipe().to_json(), str(document.path)
        return self._submit(
            document,
            self.files,
            messages.Save(job=0, workspace=folder, recipe=text, result=result, source=source,
                path=str(path), existing=existing,
            ),
        )  # fmt: skip

    def export(self, document: Document, path: Path, kind: str) -> Job:
        """Write a comparison picture or an animation of what *document* shows."""
        assert document.edit.result is not None
        request = messages.Export(
            job=0,
            workspace=str(document.workspace.folder),
            recipe=document.saving_recipe().to_json(),
            result=document.edit.result.name,
            source=str(document.path),
            path=str(path),
            kind=kind,
        )
        return self._submit(document, self.files, request)

    def copy(self, document: Document) -> Job:
        """Make a picture for the clipboard of what *document* shows, or of what is selected there."""
        workspace, result, mask = document.workspace, document.edit.result, ""
        if document.edit.selection is not None:
            mask = "copy-selection"
            workspace.store_mask(mask, document.edit.selection.mask())
        request = messages.Copy(
            job=0,
            workspace=str(workspace.folder),
            recipe=document.saving_recipe().to_json() if result else "",
            result=result.name if result else "",
            mask=mask,
        )
        return self._submit(document, self.files, request)

    def inspect(self) -> Job:
        """Ask the engine what there is."""
        return self._submit(None, self.engine, messages.Inspect(job=0))

    def import_checkpoint(self, path: Path, *, unverified: bool = False) -> Job:
        """Import a checkpoint file."""
        return self._submit(
            None,
            self.models,
            messages.Import(job=0, path=str(path), unverified=unverified),
        )

    def install_checkpoint(self, checkpoint: str) -> Job:
        """Fetch the published checkpoint with this id, and import it."""
        return self._submit(None, self.models, messages.Install(job=0, checkpoint=checkpoint))

    def run_batch(self, batch: str, *, device: str = "auto") -> Job:
        """Work on the batch with this id; it is paused in its journal."""
        return self._submit(None, self.batch, messages.Run(job=0, batch=batch, device=device))

    def report(self, batch: str, path: Path) -> Job:
        """Write a report of the batch with this id as the file *path*."""
        return self._submit(None, self.files, messages.Report(job=0, batch=batch, path=str(path)))

    def estimate(self, plan: str) -> Job:
        """Count the photos of the batch that *plan* describes as JSON."""
        return self._submit(None, self.files, messages.Estimate(job=0, plan=plan))

    def pair(self, document: Document, path: Path, receipt: str) -> Job:
        """Show the result *path*, which a batch made of the photo of *document*."""
        request = messages.Pair(
            job=0,
            workspace=str(document.workspace.folder),
            result=document.new_result_name(),
            path=str(path),
            receipt=receipt,
        )
        return self._submit(document, self.files, request)

    def cancel(self, job: Job) -> None:
        """Stop one job."""
        job.lane.cancel(job.number)

    def cancel_all(self) -> None:
        """Stop everything."""
        for job in reversed(self.jobs):
            self.cancel(job)

    def move(self, job: Job, place: int) -> None:
        """Put a waiting *job* at *place* among those that wait in its lane."""
        numbers = [request.job for request in job.lane.waiting]
        if job.number in numbers:
            numbers.remove(job.number)
            numbers.insert(place, job.number)
            job.lane.reorder(numbers)
            self.changed.emit()

    def close(self) -> None:
        """Let the workers go."""
        for lane in self._lanes:
            lane.close()

    def _submit(
        self,
        document: Document | None,
        lane: Lane,
        request: Message,
        *,
        ahead: bool = False,
    ) -> Job:
        number = next(self._numbers)
        job = Job(number, document, replace(request, job=number), lane)
        self._jobs[number] = job
        lane.submit(job.request, ahead=ahead)
        self.changed.emit()
        return job

    def _engine_changed(self) -> None:
        job = self.running
        if job is not None and job.document is not None and not is_preview(job):
            job.document.take_running()

    def _answered(self, message: Message) -> None:
        job = self._jobs.get(message.job)
        if job is None:
            return
        if isinstance(message, messages.Progress):
            self._progress(job, message)
            return
        del self._jobs[message.job]
        _give(job, message)
        if isinstance(message, messages.Opened) and job.document is not None:
            request = messages.Diagnose(job=0, workspace=message.workspace)
            self._submit(job.document, self.files, request)
        self.finished.emit(job, message)
        self.changed.emit()

    def _progress(self, job: Job, message: messages.Progress) -> None:
        if message.photo:
            self.progressed.emit(job)  # what is told of one photo is not the progress of the batch
            return
        if isinstance(job.request, messages.Run):
            job.stage, job.done = message.stage, message.done / message.total
            job.remaining_s = message.remaining_s or None
            self.progressed.emit(job)
            return
        job.stage, job.columns, job.rows = message.stage, message.columns, message.rows
        done = message.done / message.total if message.total else 0.0
        if done > job.done:
            job.done = min(done, 1.0)
            self._estimate(job)
        self.progressed.emit(job)

    def _estimate(self, job: Job) -> None:
        if job.first is None:  # the first tile warms up and says little about the others
            job.first = self._clock(), job.done
            return
        started, share = job.first
        job.remaining_s = (self._clock() - started) * (1 - job.done) / (job.done - share)


def is_preview(job: Job) -> bool:
    """Whether *job* is only to be looked at."""
    return isinstance(job.request, messages.Restore) and job.request.preview


def _give(job: Job, message: Message) -> None:
    """Let the document know how its job ended."""
    document = job.document
    if document is None:
        return
    match message:
        case messages.Opened():
            document.take_opened(message)
        case messages.Diagnosed():
            document.take_diagnosed(message)
        case messages.Restored() if isinstance(job.request, messages.Pair):
            document.take_pair(message, job.request.path)
        case messages.Restored() if not is_preview(job):
            document.take_restored(message)
        case messages.Saved():
            document.take_saved(message)
        case messages.Cancelled() if not is_preview(job):
            document.take_cancelled()
        case messages.Failed() if not (
            isinstance(job.request, messages.Diagnose) or is_preview(job)
        ):
            document.take_failed(message)
        case _:
            pass
