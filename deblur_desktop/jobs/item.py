"""A photo of a batch, and where it stands; see `journal` for the way from state to state."""

import os
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Self


class State(StrEnum):
    """Where a photo stands."""

    TODO = "todo"
    RUNNING = "running"
    COMMITTING = "committing"
    DONE = "done"
    SKIPPED = "skipped"
    FAILED = "failed"
    QUARANTINED = "quarantined"


OPEN = (State.TODO, State.RUNNING, State.COMMITTING)
BROKEN = (State.FAILED, State.QUARANTINED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A photo of a batch.

    Attributes:
        id: Its number in the batch, from 1.
        source: The photo.
        target: The planned name of its result.
        state: Where it stands.
        changed: Grows with each change of any photo, see `Journal.items`.
        size_bytes: Of the photo when it was found.
        modified_ns: When it was changed last then, as the system counts.
        blame: Points for crashes of workers that had it, see `batch`.
        alone: To be done while no other photo is in the same worker.
        frugal: To be done in smaller tiles.
        temporary: Where its result is being written, or None.
        result: Where its result lies, or will in a moment; None when there is none.
        sha256: Of the result.
        outcome: Of its receipt, as are *kind*, *sharper* and *altered* (`Receipt.changed`).
        message: What failed, why it was left alone, or what was gained.
        hint: What to do about it.
        error: The class of what failed.
        model: The checkpoint that was used.
        seconds: It took.
    """

    id: int
    source: Path
    target: Path
    state: State
    changed: int
    size_bytes: int
    modified_ns: int
    blame: int
    alone: bool
    frugal: bool
    temporary: Path | None
    result: Path | None
    sha256: str
    outcome: str
    kind: str
    sharper: float
    altered: float
    message: str
    hint: str
    error: str
    model: str
    seconds: float

    @classmethod
    def from_row(cls, row: tuple[Any, ...]) -> Self:
        """The photo in a row of the journal, whose columns are `COLUMNS`."""
        values = dict(zip(cls.__slots__, row, strict=True))
        for name in ("source", "target", "temporary", "result"):
            values[name] = None if values[name] is None else Path(os.fsdecode(values[name]))
        values["state"] = State(values["state"])
        values |= {name: bool(values[name]) for name in ("alone", "frugal")}
        return cls(**values)


COLUMNS = ", ".join(Item.__slots__)
"""As SQL names them."""
