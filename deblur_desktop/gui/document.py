"""A document: one open photo and everything that a person did to it. No widgets.

What a person can change is one plain value, `Edit`; each change is a step on the undo stack, so undo
and redo go through everything, and a slider that is dragged makes one step. What the program found out
(size, diagnosis) is beside it and is not undone. Documents never wait: they are told.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from deblur_desktop.jobs.messages import Diagnosed, Failed, Opened, Restored, Saved
from deblur_desktop.photo.box import Box
from deblur_desktop.recipe import PRESET_FIELDS, Backend, Precision, Recipe

if TYPE_CHECKING:
    from deblur_desktop.gui.selection import Selection
    from deblur_desktop.jobs.workspace import Workspace
    from deblur_desktop.photo.photo import Photo


class State(StrEnum):
    """Where a document stands, as the filmstrip shows it."""

    WAITING = "waiting"
    OPENED = "opened"
    RUNNING = "running"
    RESTORED = "restored"
    SAVED = "saved"
    FAILED = "failed"


_QUIET = (State.OPENED, State.RESTORED, State.SAVED)


@dataclass(frozen=True, slots=True, eq=False)
class Result:
    """What the network made of the photo.

    Attributes:
        name: In the workspace; `{name}.display` is its picture at full strength.
        recipe: That made it.
        box: What may have changed.
        sharper: Relative gain of sharpness; 0.38 is 38 %.
        changed: Share of the picture that changed, 0 to 1.
        improved: Whether the comparison says that the photo is better.
        receipt: JSON.
    """

    name: str
    recipe: Recipe
    box: Box
    sharper: float
    changed: float
    improved: bool
    receipt: str


@dataclass(frozen=True, slots=True, eq=False)
class Edit:
    """What a person chose; a value, so that it can be undone.

    Attributes:
        checkpoint: An id, or ``auto`` for the suggested one.
        selection: What to restore; None is the whole photo.
        feather: Soft inner edge of the selection, in pixels.
        strength: 0 to 1.5; live.
        texture: 0 to 1; live.
        tile, overlap, precision, backend, color_lock: As in `Recipe`.
        result: What is shown beside the original, or None.
    """

    checkpoint: str = "auto"
    selection: Selection | None = None
    feather: int = 8
    strength: float = 1.0
    texture: float = 1.0
    tile: int = 0
    overlap: int = 0
    precision: Precision = "auto"
    backend: Backend = "auto"
    color_lock: bool = True
    result: Result | None = None


class Document(QObject):
    """An open photo.

    Signals:
        edited: `edit` changed, by the person or by undo.
        found: The photo was opened or diagnosed.
        state_changed: `state` or `failure` changed.
    """

    edited = Signal()
    found = Signal()
    state_changed = Signal()

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path = path
        self.edit = Edit()
        self.undo_stack = QUndoStack(self)
        self.undo_stack.setUndoLimit(100)
        self.state = State.WAITING
        self.failure: Failed | None = None
        self.opened: Opened | None = None
        self.diagnosis: Diagnosed | None = None
        self.saved: Saved | None = None
        self._saved_recipe: Recipe | None = None
        self._workspace: Workspace | None = None
        self._results = 0
        self._gesture = 0

    @property
    def workspace(self) -> Workspace:
        """Made when it is first needed."""
        if self._workspace is None:
            from deblur_desktop.jobs.workspace import (
                new_workspace,  # not at the start: the window opens without NumPy
            )

            self._workspace = new_workspace()
        return self._workspace

    @property
    def is_open(self) -> bool:
        """Whether there are pixels."""
        return self.opened is not None

    @property
    def size(self) -> tuple[int, int]:
        """Height and width; zeros before it is opened."""
        return (self.opened.height, self.opened.width) if self.opened else (0, 0)

    @property
    def box(self) -> Box:
        """What a run would restore: around the selection, or everything."""
        selection = self.edit.selection
        return selection.box if selection else Box(0, 0, self.size[1], self.size[0])

    def photo(self) -> Photo:
        """The photo, mapped from the workspace."""
        return self.workspace.photo()

    def change(self, text: str, *, merge: bool = False, **fields: Any) -> None:
        """Change what the person chose, as one step called *text*.

        Args:
            text: For the menu, e.g. ``Strength``.
            merge: Join the step before if that has the same text, as for a slider.
            fields: Of `Edit`.
        """
        after = replace(self.edit, **fields)
        gesture = self._gesture if merge else None
        self.undo_stack.push(_Step(self, text, self.edit, after, gesture))

    def begin_gesture(self) -> None:
        """What merges from here on is another step: a slider was taken anew."""
        self._gesture += 1

    def set_edit(self, edit: Edit) -> None:
        """Called by the undo stack."""
        self.edit = edit
        rest = self._resting_state()
        if self.state in _QUIET and self.state is not rest:
            self._set_state(rest)
        self.edited.emit()

    @property
    def checkpoint(self) -> str:
        """The id that a run would use; empty when nothing fits the blur found."""
        if self.edit.checkpoint != "auto":
            return self.edit.checkpoint
        return self.diagnosis.checkpoint if self.diagnosis else ""

    def recipe(self) -> Recipe:
        """What a run would do now."""
        edit = self.edit
        length = self.diagnosis.length if self.diagnosis else 0
        return Recipe(
            checkpoint=self.checkpoint,
            strength=edit.strength,
            texture=edit.texture,
            feather=edit.feather if edit.selection is not None else 0,
            tile=edit.tile,
            overlap=edit.overlap or min(max(64, round(2 * length)), (edit.tile or 512) // 4),
            precision=edit.precision,
            backend=edit.backend,
            color_lock=edit.color_lock,
        )

    def preset(self) -> Recipe:
        """What the person chose, without what the program chose for this photo."""
        return Recipe(**{name: getattr(self.edit, name) for name in PRESET_FIELDS})

    def take_preset(self, name: str, recipe: Recipe) -> None:
        """Choose what *recipe* does, as one step called *name*."""
        text = self.tr("Preset {name}").format(name=name)
        self.change(text, **{field: getattr(recipe, field) for field in PRESET_FIELDS})

    def saving_recipe(self) -> Recipe:
        """That of the result, with the strength and texture of now."""
        assert self.edit.result is not None
        return replace(
            self.edit.result.recipe, strength=self.edit.strength, texture=self.edit.texture
        )

    @property
    def is_saved(self) -> bool:
        """Whether the saved file holds what is shown now."""
        return self.edit.result is not None and self._saved_recipe == self.saving_recipe()

    @property
    def is_unsaved(self) -> bool:
        """Whether there is a result that would be lost."""
        return self.edit.result is not None and not self.is_saved

    def new_result_name(self) -> str:
        """A name that no result of this document has."""
        self._results += 1
        return f"result-{self._results}"

    def take_opened(self, event: Opened) -> None:
        """The worker has read the photo."""
        self.opened = event
        self._set_state(State.OPENED)
        self.found.emit()

    def take_diagnosed(self, event: Diagnosed) -> None:
        """The worker has looked at the blur."""
        self.diagnosis = event
        self.found.emit()

    def take_advice(self, checkpoint: str) -> None:
        """Another model fits the blur found, or none (an empty *checkpoint*)."""
        if self.diagnosis is not None and self.diagnosis.checkpoint != checkpoint:
            self.take_diagnosed(replace(self.diagnosis, checkpoint=checkpoint))

    def take_restored(self, event: Restored) -> None:
        """The worker has made a result: one step that can be undone."""
        result = Result(
            event.result,
            Recipe.from_json(event.recipe),
            Box(*event.box),
            event.sharper,
            event.changed,
            event.improved,
            event.receipt,
        )
        self.saved = self._saved_recipe = None
        self.change(self.tr("Deblur"), result=result)
        self._set_state(self._resting_state())

    def take_pair(self, event: Restored, path: str) -> None:
        """A result was opened that lies in the file *path*, so it is saved already."""
        self.take_restored(event)
        self.saved = Saved(job=event.job, path=path, receipt=event.receipt, lines=[])
        self._saved_recipe = self.saving_recipe()
        self._set_state(self._resting_state())

    def take_saved(self, event: Saved) -> None:
        """The worker has saved and read back, or has left alone what was there already."""
        if event.path:
            from deblur_desktop.jobs.receipt import receipt_from  # not before it is needed

            self.saved, self._saved_recipe = event, receipt_from(event.receipt).recipe
            self._set_state(self._resting_state())

    def take_running(self) -> None:
        """The engine works on it."""
        self._set_state(State.RUNNING)

    def take_cancelled(self) -> None:
        """Back to what there was."""
        self._set_state(self._resting_state())

    def take_failed(self, event: Failed) -> None:
        """The last request failed; what there was is still there."""
        self.failure, self.state = event, State.FAILED
        self.state_changed.emit()

    def dismiss_error(self) -> None:
        """The person has read it."""
        self._set_state(self._resting_state())

    def close(self) -> None:
        """Remove the workspace, and forget what could be undone."""
        # The steps and their stack must not go together, by the garbage collector: it frees them twice.
        self.undo_stack.clear()
        if self._workspace is not None:
            self._workspace.remove()

    def _resting_state(self) -> State:
        if self.edit.result is not None:
            return State.SAVED if self.is_saved else State.RESTORED
        return State.OPENED if self.is_open else State.WAITING

    def _set_state(self, state: State) -> None:
        self.state, self.failure = state, None
        self.state_changed.emit()


class _Step(QUndoCommand):
    """From one edit to the next."""

    def __init__(
        self, document: Document, text: str, before: Edit, after: Edit, gesture: int | None
    ) -> None:
        super().__init__(text)
        self._document = document
        self._before, self._after = before, after
        self._gesture = gesture

    def undo(self) -> None:
        self._document.set_edit(self._before)

    def redo(self) -> None:
        self._document.set_edit(self._after)

    def id(self) -> int:
        return -1 if self._gesture is None else 1

    def mergeWith(self, other: QUndoCommand) -> bool:  # noqa: N802 - Qt's name
        if not isinstance(other, _Step) or other.text() != self.text():
            return False
        if other._gesture != self._gesture:
            return False
        self._after = other._after
        return True
