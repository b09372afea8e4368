"""A lane without a process: the test says what the worker answers."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from deblur_desktop.jobs import messages
from deblur_desktop.jobs.messages import Message


class FakeLane(QObject):
    """As `gui.lane.Lane`, seen from the queue."""

    answered = Signal(object)
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.running: Message | None = None
        self.waiting: tuple[Message, ...] = ()

    def submit(self, request: Message, *, ahead: bool = False) -> None:
        self.waiting = (request, *self.waiting) if ahead else (*self.waiting, request)
        self._next()

    def reorder(self, jobs: Sequence[int]) -> None:
        self.waiting = tuple(sorted(self.waiting, key=lambda request: jobs.index(request.job)))

    def cancel(self, job: int) -> None:
        self.waiting = tuple(request for request in self.waiting if request.job != job)
        if self.running is not None and self.running.job == job:
            self.finish(messages.Cancelled(job=job))
        else:
            self.answered.emit(messages.Cancelled(job=job))

    def tell(self, done: float, stage: str = "deblurring", *, photo: int = 0) -> None:
        """The running request got further."""
        assert self.running is not None
        job = self.running.job
        progress = messages.Progress(job=job, done=done, total=1, stage=stage, photo=photo)
        self.answered.emit(progress)

    def fail(self, message: str, hint: str = "", details: str = "") -> None:
        """The running request failed."""
        assert self.running is not None
        job = self.running.job
        self.finish(
            messages.Failed(
                job=job, error="EngineError", message=message, hint=hint, details=details
            )
        )

    def finish(self, end: Message) -> None:
        """The running request ended."""
        self.running = None
        self.answered.emit(end)
        self.changed.emit()
        self._next()

    def close(self) -> None:
        pass

    def restart_when_idle(self) -> None:
        pass

    def _next(self) -> None:
        if self.running is None and self.waiting:
            self.running, *rest = self.waiting
            self.waiting = tuple(rest)
            self.changed.emit()
