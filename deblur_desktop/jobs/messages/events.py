"""What workers answer."""

from dataclasses import dataclass, field

from deblur_desktop.jobs.messages.message import Message


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
        remaining_s: Estimate for the whole batch; 0 when there is none.
    """

    done: float
    total: float
    stage: str = ""
    columns: list[int] = field(default_factory=list[int])
    rows: list[int] = field(default_factory=list[int])
    photo: int = 0
    remaining_s: float = 0.0


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
    """The picture, animation or report lies there."""

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
    """The run of a batch ended.

    Attributes:
        ending: An `Ending`.
        reason: Says more for people.
        restored, unchanged, failed, left: Photos of the batch, from all its runs.
    """

    ending: str
    reason: str
    restored: int
    unchanged: int
    failed: int
    left: int


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
