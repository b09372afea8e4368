"""What the batch worker of the window does: it runs a batch as `deblur-desktop batch` does."""

from contextlib import closing, suppress

from deblur_desktop.errors import Cancelled, JournalError
from deblur_desktop.jobs import messages
from deblur_desktop.jobs.batch import Runner, Step
from deblur_desktop.jobs.batches import Batch
from deblur_desktop.jobs.crew import LocalCrew
from deblur_desktop.jobs.item import OPEN, State
from deblur_desktop.jobs.messages import Message
from deblur_desktop.jobs.standing import Standing
from deblur_desktop.jobs.worker import Handler, OnProgress


def run(request: messages.Run, tell: OnProgress) -> Message:
    """Work on a batch until nothing is left, or a person pauses it in its journal."""
    batch = Batch.find(request.batch)

    def on_step(step: Step) -> None:
        try:
            if step.item is not None:
                tell(step.done, 1, step.stage, photo=step.item.id)
            if step.item is None or step.item.state not in OPEN:
                _tell_standing(_standing(batch), step.stage, tell)
        except Cancelled:
            runner.stop()

    runner = Runner(batch, LocalCrew([request.device]), on_step)
    ending, reason = runner.run()
    standing = _standing(batch)
    return messages.Ran(
        job=request.job,
        ending=ending,
        reason=reason,
        done=standing.counts[State.DONE],
        failed=standing.failed,
        left=standing.left,
    )


def _standing(batch: Batch) -> Standing:
    with suppress(JournalError), closing(batch.journal()) as journal:
        return Standing.of(journal)
    return Standing()


def _tell_standing(standing: Standing, stage: str, tell: OnProgress) -> None:
    if standing.known:
        done, left_s = standing.known - standing.left, standing.remaining_s or 0.0
        tell(done, standing.known, stage, remaining_s=left_s)


HANDLERS: dict[type[Message], Handler] = {messages.Run: run}  # pyright: ignore[reportAssignmentType]
