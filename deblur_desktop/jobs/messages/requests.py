"""What the window asks for."""

from dataclasses import dataclass

from deblur_desktop.jobs.messages.message import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Open(Message):
    """Read the photo *path* into the folder *workspace*; answered by `Opened`."""

    path: str
    workspace: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Thumbnail(Message):
    """Put a small picture of the photo *path* into a workspace as *name*; answered by `Thumbnailed`.

    It fails where that would take long.

    Attributes:
        side: No side of the picture is longer.
    """

    path: str
    workspace: str
    name: str
    side: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnose(Message):
    """Diagnose the photo of a workspace; answered by `Diagnosed`."""

    workspace: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Restore(Message):
    """Restore the photo of a workspace; answered by `Restored`.

    Attributes:
        recipe: JSON of a `Recipe`. Strength and texture do not matter yet: the whole change is stored.
        result: Name under which the result is put into the workspace.
        preview: Only to be looked at: the display is that of the recipe's box alone, and the result
            cannot be saved.
        device: As for `engine.device.find_device`.
        mask: Name of a mask in the workspace, or empty.
        frugal: Take smaller tiles than usual, since memory ran out the last time.
    """

    workspace: str
    recipe: str
    result: str
    preview: bool = False
    device: str = "auto"
    mask: str = ""
    frugal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Save(Message):
    """Save a result as a photo; answered by `Saved`.

    Attributes:
        recipe: The recipe that made the result, with the strength and texture to be saved.
        result: Its name in the workspace.
        source: The original, which must never be the target.
        path: Where it should go; an existing file is kept or goes to the trash, as *existing* says.
    """

    workspace: str
    recipe: str
    result: str
    source: str
    path: str
    existing: str = "number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Export(Message):
    """Write a comparison picture or an animation of a result; answered by `Exported`.

    Attributes:
        kind: ``comparison``, ``wipe`` or ``fade``; the others as in `Save`.
    """

    workspace: str
    recipe: str
    result: str
    source: str
    path: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy(Message):
    """Make a picture for the clipboard of what is seen; answered by `Copied`.

    Attributes:
        recipe: As in `Save`; empty without a result.
        result: Its name in the workspace; empty for the original.
        mask: Name of the mask in the workspace whose part alone is wished, or empty.
    """

    workspace: str
    recipe: str
    result: str
    mask: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspect(Message):
    """Tell what checkpoints and devices there are; answered by `Inspected`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Import(Message):
    """Import a checkpoint file; answered by `Imported`."""

    path: str
    unverified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Install(Message):
    """Fetch a checkpoint from where its card says, and import it; answered by `Imported`."""

    checkpoint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Process(Message):
    """Restore a photo of a batch from file to file; answered by `Processed`.

    Attributes:
        source: The photo.
        target: The planned name of its result, which may have parts that are known only at the end.
        temporary: Where to write it.
        treatment: JSON of a `Treatment`.
        pattern: By which *target* was named.
        output: The folder that holds all results; it is never made anew.
        device: As for `engine.device.find_device`; the crew says which.
        frugal: Take smaller tiles than usual, since memory ran out the last time.
        again: The batch was interrupted before: look whether the result is there already.
    """

    source: str
    target: str
    temporary: str
    treatment: str
    pattern: str
    output: str
    device: str = "auto"
    frugal: bool = False
    again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate(Message):
    """Count the photos of a batch that is not begun; answered by `Estimated`.

    Attributes:
        plan: JSON of a `Plan`.
    """

    plan: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair(Message):
    """Put a result that lies in a file beside its original, which is open; answered by `Restored`.

    Attributes:
        result: Name under which it is put into the workspace.
        path: The file.
        receipt: JSON of its receipt.
    """

    workspace: str
    result: str
    path: str
    receipt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Run(Message):
    """Work on the batch *batch* until it ends, or is paused in its journal; answered by `Ran`.

    Attributes:
        device: As for `engine.device.find_device`.
    """

    batch: str
    device: str = "auto"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(Message):
    """Write a report of the batch *batch* as the file *path*; answered by `Exported`.

    Attributes:
        path: Its suffix says in which format, see `report.FORMATS`.
    """

    batch: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancel(Message):
    """Stop the job of this number if it is running; the job's own end answers."""
