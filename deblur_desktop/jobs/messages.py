"""What window and worker say to each other: one JSON object a line, never pixels.

The window sends requests, each with a job number of its own choosing; the worker answers with events
of the same number. Every request but `Cancel` ends in exactly one of its own event, `Failed` or
`Cancelled`; `Progress` may come before. Pixels lie in the workspace, which both sides map.
"""

import json
import sys
from dataclasses import asdict, dataclass, field, fields
from typing import Any, get_args, get_origin

MAX_LINE = 4_000_000
"""Bytes. A recipe with an embedded mask is the longest message there is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """Belongs to a job."""

    job: int


# Requests


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
class Cancel(Message):
    """Stop the job of this number if it is running; the job's own end answers."""


# Events


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready(Message):
    """The worker listens; its job number is 0."""

    pid: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress(Message):
    """How far a job is: *done* of *total* never falls; *stage* says what is being done.

    Attributes:
        columns: While the network is at work, where its tiles meet along x in the photo, borders
            included; *done* counts them, row by row. Else empty.
        rows: Likewise along y.
        photo: In a batch, the number of the photo that this is about; 0 if it is about the whole.
    """

    done: float
    total: float
    stage: str = ""
    columns: list[int] = field(default_factory=list[int])
    rows: list[int] = field(default_factory=list[int])
    photo: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened(Message):
    """The photo lies in the workspace.

    Attributes:
        depth: Bits a sample.
        profile: Name of the color profile, for people; empty when there is none.
        format: Id of the file's format.
        notices: What was changed or left out while reading.
    """

    workspace: str
    width: int
    height: int
    depth: int
    gray: bool
    has_alpha: bool
    has_views: bool
    profile: str
    format: str
    notices: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Thumbnailed(Message):
    """The small picture lies in the workspace, for `Workspace.display`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosed(Message):
    """What is wrong with the photo; the coarse map lies in the workspace.

    Attributes:
        advice: Which checkpoint is suggested and why, in a sentence.
        checkpoint: Its id, or empty when the photo is better left alone or nothing fits.
    """

    kind: str
    length: float
    angle_deg: float
    sureness: float
    noise: float
    sentence: str
    checkpoint: str
    advice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored(Message):
    """A result lies in the workspace.

    Attributes:
        recipe: With everything chosen that was left open.
        box: x, y, width, height of what may have changed.
        seconds: The network took.
        sharper: Relative gain of sharpness; 0.38 is 38 %.
        changed: Share of the picture that changed, 0 to 1.
        improved: Whether the comparison of before and after says that the photo is better now.
        receipt: JSON of the receipt so far. A preview has none, and is not compared.
        notices: What went on, but differently than it should.
    """

    result: str
    recipe: str
    box: list[int]
    seconds: float
    sharper: float = 0.0
    changed: float = 0.0
    improved: bool = False
    receipt: str = ""
    notices: list[str] = field(default_factory=list[str])


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved(Message):
    """The photo was saved and read back."""

    path: str
    receipt: str
    lines: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported(Message):
    """The picture or animation lies there."""

    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied(Message):
    """The picture lies in the workspace as the PNG *path*."""

    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Processed(Message):
    """A photo of a batch is done.

    Attributes:
        receipt: As JSON.
        target: The name for the result, which lies under its temporary one if the receipt says so.
        found: SHA-256 of *target*, if an earlier run had put the result there already; else empty.
    """

    receipt: str
    target: str
    found: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimated(Message):
    """What a batch would take, see `estimate.Estimate`; *seconds* is 0 where nothing is known."""

    photos: int
    size_bytes: int
    room_bytes: int
    free_bytes: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran(Message):
    """The run of a batch ended; *ending* is an `Ending`, *reason* says more for people."""

    ending: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspected(Message):
    """What there is.

    Attributes:
        devices: Names that `Restore.device` takes, with their descriptions.
        checkpoints: Ids of the installed checkpoints, the preferred ones first.
    """

    devices: dict[str, str]
    checkpoints: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported(Message):
    """A checkpoint was checked, converted, tried and installed."""

    checkpoint: str
    notices: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed(Message):
    """The job ended in an error.

    Attributes:
        error: Name of its class, by which the window translates.
        details: The traceback, for the Details button.
    """

    error: str
    message: str
    hint: str = ""
    details: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancelled(Message):
    """The job was stopped and left nothing behind."""


_KINDS = {
    kind.__name__: kind
    for kind in (
        Open, Thumbnail, Diagnose, Restore, Save, Export, Copy, Inspect, Import, Install,
        Process, Estimate, Pair, Run, Cancel, Ready, Progress, Opened, Thumbnailed, Diagnosed,
        Restored, Saved, Exported, Copied, Processed, Estimated, Ran, Inspected, Imported, Failed,
        Cancelled,
    )
}  # fmt: skip


def encode(message: Message) -> bytes:
    """One line, with its end."""
    content = {"type": type(message).__name__, **asdict(message)}
    return json.dumps(content, separators=(",", ":")).encode("ascii") + b"\n"


def decode(line: bytes) -> Message:
    """The message that `encode` wrote.

    Raises:
        ValueError: It is none: too long, not JSON, of an unknown kind, or with wrong fields.
    """
    if len(line) > MAX_LINE:
        raise ValueError(f"a message of {len(line)} bytes")
    try:
        content: Any = json.loads(line)
    except RecursionError as error:
        raise ValueError("a message must not be so deep") from error
    if not isinstance(content, dict):
        raise ValueError("a message must be an object")
    kind = _KINDS.get(str(content.pop("type", "")))
    if kind is None:
        raise ValueError("a message of an unknown kind")
    _check_types(kind, content)
    return kind(**content)


def _check_types(kind: type[Message], content: dict[str, Any]) -> None:
    known = {each.name: each.type for each in fields(kind)}
    for name, value in content.items():
        if name not in known or not _fits(value, known[name]):
            raise ValueError(f"a wrong field in {kind.__name__}: {name}")
    missing = {f.name for f in fields(kind) if f.default is f.default_factory} - set(content)
    if missing:
        raise ValueError(f"{kind.__name__} lacks {', '.join(sorted(missing))}")


def _fits(value: Any, wanted: Any) -> bool:
    """Whether *value*, as JSON gives it, is of the type *wanted*; no number is infinite."""
    if get_origin(wanted) is list:
        return type(value) is list and all(_fits(each, *get_args(wanted)) for each in value)
    if get_origin(wanted) is dict:
        return type(value) is dict and all(_fits(v, get_args(wanted)[1]) for v in value.values())
    if wanted is float:
        return type(value) in (int, float) and abs(value) <= sys.float_info.max
    return type(value) is wanted
