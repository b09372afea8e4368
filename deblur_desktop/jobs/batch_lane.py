"""What the batch worker of the window does: it runs a batch as `deblur-desktop batch` does."""

from deblur_desktop.errors import Cancelled
from deblur_desktop.jobs import messages
from deblur_desktop.jobs.batch import Runner, Step
from deblur_desktop.jobs.batches import Batch
from deblur_desktop.jobs.crew import LocalCrew
from deblur_desktop.jobs.messages import Message
from deblur_desktop.jobs.worker import Handler, OnProgress


def run(request: messages.Run, tell: OnProgress) -> Message:
    """Work on a batch until nothing is left, or a person pauses it in its journal."""
    batch = Batch.find(request.batch)

    def on_step(step: Step) -> None:
        try:
            tell(step.done, 1, step.stage, photo=step.item.id if step.item else 0)
        except Cancelled:
            runner.stop()

    runner = Runner(batch, LocalCrew([request.device]), on_step)
    ending, reason = runner.run()
    return messages.Ran(job=request.job, ending=ending, reason=reason)


HANDLERS: dict[type[Message], Handler] = {messages.Run: run}  # pyright: ignore[reportAssignmentType]
