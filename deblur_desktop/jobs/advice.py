"""Which checkpoint for which blur, and what to tell about the choice."""

from collections.abc import Iterable

from deblur_desktop.diagnosis.blur import Diagnosis, Kind
from deblur_desktop.library.card import UNKNOWN_LICENSE, Checkpoint, Task
from deblur_desktop.library.library import Installed

_TASKS = {
    Kind.MOTION: {Task.MOTION, Task.MIXED},
    Kind.DEFOCUS: {Task.DEFOCUS, Task.MIXED},
    Kind.UNSURE: {Task.MOTION, Task.MIXED},
}


def suits(kind: Kind, task: Task) -> bool:
    """Whether a checkpoint for *task* is made for a photo that looks like *kind*."""
    return task in _TASKS.get(kind, ())


def suggest(kind: Kind, installed: Iterable[Installed]) -> Installed | None:
    """The first of *installed* that is made for the blur found; None when the photo is sharp.

    What nobody vouches for is never suggested, it has to be named; nor is what has its plug-in off.
    """
    fitting = (each for each in installed if suits(kind, each.checkpoint.task))
    return next(
        (each for each in fitting if _is_vouched(each.checkpoint) and not each.problem), None
    )


def _is_vouched(card: Checkpoint) -> bool:
    """Somebody tells what it is, and at least how well it does or which file it is."""
    return card.license != UNKNOWN_LICENSE and bool(card.scores or not card.unverified)


def why_left_alone(diagnosis: Diagnosis) -> str:
    """Why nothing was suggested, and what a person can do all the same."""
    if diagnosis.kind == Kind.SHARP:
        return "nothing was written; name a --checkpoint to restore it all the same"
    return (
        f"no checkpoint for {diagnosis.kind} blur is installed; `deblur-desktop models` lists what "
        "there is, and a named --checkpoint is used all the same"
    )


def warn(diagnosis: Diagnosis, checkpoint: Checkpoint) -> str:
    """What to tell when *checkpoint* is not made for what was found; else empty."""
    if diagnosis.kind == Kind.SHARP:
        return f"the photo looks sharp, and {checkpoint.id} is for {checkpoint.task} blur"
    if suits(diagnosis.kind, checkpoint.task) or checkpoint.task is Task.DUAL_PIXEL_DEFOCUS:
        return ""
    return f"this looks like {diagnosis.kind}, but {checkpoint.id} is for {checkpoint.task} blur"
