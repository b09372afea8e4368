"""What the batch worker of the window does: it runs a batch as `deblur-desktop batch` does."""

from contextlib import closing, suppress

from deblur_desktop.errors import Cancelled, JournalError
from deblur_desktop.jobs import messages
from deblur_desktop.jobs.batch import Runner, Step
from deblur_desktop.jobs.batches import Batch
from deblur_desktop.jobs.crew import LocalCrew
from deblur_desktop.jobs.messages import Message
from deblur_desktop.jobs.standing import Counting, Standing
from deblur_desktop.jobs.worker import Handler, OnProgress


def run(request: messages.Run, tell: OnProgress) -> Message:
    """Work on a batch until nothing is left, or a person pauses it in its journal."""
    batch = Batch.find(request.batch)
    whole = _Told(batch, tell)

    def on_step(step: Step) -> None:
        try:
            if step.item is not None:
                tell(step.done, 1, step.stage, photo=step.item.id)
            else:
                whole.stage = step.stage
            whole.tell()
        except Cancelled:
            runner.stop()

    runner = Runner(batch, LocalCrew([request.device]), on_step)
    ending, reason = runner.run()
    with closing(batch.journal()) as journal:
        standing = Standing.of(journal)
    return messages.Ran(
        job=request.job,
        ending=ending,
        reason=reason,
        restored=standing.restored,
        unchanged=standing.unchanged,
        failed=standing.failed,
        left=standing.left,
    )


class _Told:
    """Tells how far the whole batch is, whenever that is known anew.

    Attributes:
        stage: What it waits for; empty when it does not.
    """

    def __init__(self, batch: Batch, tell: OnProgress) -> None:
        self._counting, self._tell = Counting(batch), tell
        self._told = Standing()
        self.stage = ""

    def tell(self) -> None:
        standing = self._told
        with suppress(JournalError):
            standing = self._counting.latest()
        if standing is not self._told and standing.known:
            self._told = standing
            done, left_s = standing.known - standing.left, standing.remaining_s or 0.0
            self._tell(done, standing.known, self.stage, remaining_s=left_s)


HANDLERS: dict[type[Message], Handler] = {messages.Run: run}  # pyright: ignore[reportAssignmentType]
