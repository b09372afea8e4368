"""What the models worker does: fetch, import and install checkpoints.

That may take minutes, so it is a worker of its own: photos are opened and restored meanwhile.
"""

from collections.abc import Callable
from pathlib import Path

from deblur_desktop.engine.importing import import_checkpoint
from deblur_desktop.engine.installing import install_checkpoint
from deblur_desktop.jobs import messages
from deblur_desktop.jobs.messages import Message
from deblur_desktop.jobs.worker import Handler, OnProgress


def import_(request: messages.Import, tell: OnProgress) -> Message:
    """Check, convert, try and install a checkpoint file."""
    notices: list[str] = []
    installed = import_checkpoint(
        Path(request.path),
        unverified=request.unverified,
        on_notice=notices.append,
        on_wait=lambda: tell(0, 1, "checking the file"),
    )
    return messages.Imported(job=request.job, checkpoint=installed.checkpoint.id, notices=notices)


def install(request: messages.Install, tell: OnProgress) -> Message:
    """Fetch a published checkpoint, and do the same with it."""
    notices: list[str] = []
    told = _Told(tell)
    installed = install_checkpoint(
        request.checkpoint,
        on_notice=notices.append,
        on_bytes=told.bytes,
        on_wait=told.again,
    )
    return messages.Imported(job=request.job, checkpoint=installed.checkpoint.id, notices=notices)


class _Told:
    """Repeats what was told last, while nothing new is known."""

    def __init__(self, tell: OnProgress) -> None:
        self._again: Callable[[], None] = lambda: tell(0, 1, "fetching the file")
        self._tell = tell

    def bytes(self, here: int, total: int) -> None:
        if total == 0:
            return
        stage = "fetching the file" if here < total else "checking the file"
        self._again = lambda: self._tell(here, total, stage)

    def again(self) -> None:
        self._again()


HANDLERS: dict[type[Message], Handler] = {  # pyright: ignore[reportAssignmentType] - by construction
    messages.Import: import_,
    messages.Install: install,
}
