"""A document: every change is one step, undo and redo go through all of them."""

from pathlib import Path

import numpy as np
import pytest
from fakes.window import diagnosed, noise, open_with, opened, restore_with, restored, saved
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from pytestqt.qtbot import QtBot

from deblur_desktop.gui.document import Document, Edit, State
from deblur_desktop.gui.selection import Selection
from deblur_desktop.jobs.messages import Failed


def some_selection() -> Selection:
    mask = np.zeros((90, 120), np.uint8)
    mask[10:20, 30:50] = 255
    return Selection.from_mask(mask)


def test_a_change_is_told_and_can_be_undone(document: Document, qtbot: QtBot):
    with qtbot.waitSignal(document.edited):
        document.change("Feather", feather=20)
    assert document.edit.feather == 20

    with qtbot.waitSignal(document.edited):
        document.undo_stack.undo()

    assert document.edit.feather == Edit().feather
    assert document.undo_stack.redoText() == "Feather"


def test_a_dragged_slider_is_one_step(document: Document):
    document.begin_gesture()
    for value in range(100, 50, -1):
        document.change("Amount", merge=True, strength=value / 100)

    document.undo_stack.undo()

    assert document.edit.strength == 1
    assert not document.undo_stack.canUndo()
    document.undo_stack.redo()
    assert document.edit.strength == 0.51


def test_a_slider_taken_anew_is_another_step(document: Document):
    for strength in (0.8, 0.6):
        document.begin_gesture()
        document.change("Amount", merge=True, strength=strength)

    document.undo_stack.undo()

    assert document.edit.strength == 0.8


def test_another_slider_in_between_is_another_step(document: Document):
    document.change("Amount", merge=True, strength=0.5)
    document.change("Texture", merge=True, texture=0.5)
    document.change("Amount", merge=True, strength=0.7)

    document.undo_stack.undo()
    document.undo_stack.undo()

    assert (document.edit.strength, document.edit.texture) == (0.5, 1.0)


def test_a_result_is_one_step_that_can_be_undone(document: Document):
    restore_with(document, noise(90, 120, 1))
    first = document.edit.result
    restore_with(document, noise(90, 120, 2))

    document.undo_stack.undo()

    assert document.edit.result is first
    assert first is not None
    assert document.workspace.display(f"{first.name}.display").shape == (90, 120, 3)


def test_results_never_share_a_name(document: Document):
    names = [document.new_result_name() for _ in range(10)]

    assert len(set(names)) == 10


def test_the_suggested_checkpoint_is_used_until_one_is_chosen(document: Document):
    assert document.checkpoint == ""

    document.take_diagnosed(diagnosed("suggested"))
    assert document.recipe().checkpoint == "suggested"
    document.change("Model", checkpoint="chosen")

    assert document.recipe().checkpoint == "chosen"


@pytest.mark.parametrize(("tile", "length", "overlap"), [(0, 14, 64), (0, 300, 128), (256, 50, 64)])
def test_the_overlap_holds_the_blur_but_no_more_than_a_quarter_of_a_tile(
    document: Document, tile: int, length: float, overlap: int
):
    document.take_diagnosed(diagnosed(length=length))
    document.change("Tile", tile=tile)

    assert document.recipe().overlap == overlap


def test_a_feather_belongs_to_a_selection(document: Document):
    document.take_diagnosed(diagnosed())
    document.change("Feather", feather=30)

    assert document.recipe().feather == 0
    document.change("Rectangle", selection=some_selection())
    assert document.recipe().feather == 30


def test_a_result_is_saved_with_the_strength_of_now(document: Document):
    restore_with(document, noise(90, 120, 1))
    document.change("Amount", strength=0.4)
    document.change("Texture", texture=0.2)
    document.change("Model", checkpoint="another")

    recipe = document.saving_recipe()

    assert (recipe.checkpoint, recipe.strength, recipe.texture) == ("fake", 0.4, 0.2)


def test_states_follow_what_happens(document: Document):
    seen: list[State] = []
    document.state_changed.connect(lambda: seen.append(document.state))

    document.take_running()
    document.take_cancelled()
    document.take_running()
    restore_with(document, noise(90, 120, 1))
    document.take_running()
    failed = Failed(job=1, error="OutOfMemory", message="no memory")
    document.take_failed(failed)
    assert document.failure is failed
    document.dismiss_error()
    document.take_saved(saved("a.png", document.saving_recipe()))

    assert seen == [
        State.RUNNING, State.OPENED, State.RUNNING, State.RESTORED, State.RUNNING, State.FAILED,
        State.RESTORED, State.SAVED,
    ]  # fmt: skip
    assert document.failure is None


def test_what_is_saved_is_what_is_shown(document: Document):
    restore_with(document, noise(90, 120, 1))
    document.take_saved(saved("a.png", document.saving_recipe()))

    document.change("Amount", strength=0.5)
    assert (document.state, document.is_unsaved) == (State.RESTORED, True)
    document.undo_stack.undo()
    assert (document.state, document.is_unsaved) == (State.SAVED, False)
    document.undo_stack.undo()
    assert (document.state, document.is_unsaved) == (State.OPENED, False)
    document.undo_stack.redo()

    assert (document.state, document.is_unsaved) == (State.SAVED, False)


def test_what_failed_leaves_the_edit_as_it_was(document: Document):
    restore_with(document, noise(90, 120, 1))
    before = document.edit

    document.take_failed(Failed(job=1, error="EngineError", message="broken"))

    assert document.edit is before


def test_a_closed_document_leaves_no_files():
    document = Document(Path("photo.png"))
    open_with(document, noise(20, 30))
    folder = document.workspace.folder

    document.close()

    assert not folder.exists()


class Editing(RuleBasedStateMachine):
    """Any order of changes, results, undo and redo agrees with a plain list of edits."""

    def __init__(self) -> None:
        super().__init__()
        self.document = Document(Path("photo.png"))
        self.document.take_opened(opened(90, 120))
        self.edits = [self.document.edit]
        self.place = 0
        self.mergeable: tuple[str, int] | None = None
        self.gesture = 0

    def did(self, *, merge: tuple[str, int] | None) -> None:
        merges = merge is not None and merge == self.mergeable and self.place > 0
        del self.edits[self.place + (0 if merges else 1) :]
        self.edits.append(self.document.edit)
        self.place = len(self.edits) - 1
        self.mergeable = merge

    @rule(
        field=st.sampled_from(["feather", "tile"]),
        value=st.integers(0, 500),
    )
    def change(self, field: str, value: int) -> None:
        self.document.change(field, merge=False, **{field: value})
        self.did(merge=None)

    @rule(selected=st.booleans())
    def select(self, selected: bool) -> None:
        self.document.change("select", selection=some_selection() if selected else None)
        self.did(merge=None)

    @rule(field=st.sampled_from(["strength", "texture"]), value=st.floats(0, 1))
    def slide(self, field: str, value: float) -> None:
        self.document.change(field, merge=True, **{field: value})
        self.did(merge=(field, self.gesture))

    @rule()
    def begin_gesture(self) -> None:
        self.document.begin_gesture()
        self.gesture += 1

    @rule()
    def restore(self) -> None:
        name = self.document.new_result_name()
        self.document.take_restored(restored(self.document, name))
        self.did(merge=None)

    @precondition(lambda self: self.place > 0)
    @rule()
    def undo(self) -> None:
        self.document.undo_stack.undo()
        self.place -= 1
        # Qt joins with the step before the place, so a slide may go on there.
        self.mergeable = None if self.place == 0 else self.step_before()

    @precondition(lambda self: self.place < len(self.edits) - 1)
    @rule()
    def redo(self) -> None:
        self.document.undo_stack.redo()
        self.place += 1
        self.mergeable = self.step_before()

    def step_before(self) -> tuple[str, int] | None:
        step = self.document.undo_stack.command(self.document.undo_stack.index() - 1)
        gesture = getattr(step, "_gesture", None)
        return None if gesture is None else (step.text(), gesture)

    @invariant()
    def agrees(self) -> None:
        assert self.document.edit is self.edits[self.place]
        assert self.document.undo_stack.canUndo() == (self.place > 0)
        assert self.document.undo_stack.canRedo() == (self.place < len(self.edits) - 1)
        result = self.document.edit.result
        assert (
            result is None or self.document.saving_recipe().strength == self.document.edit.strength
        )

    def teardown(self) -> None:
        self.document.close()


TestEditing = Editing.TestCase
TestEditing.settings = settings(
    max_examples=40,
    stateful_step_count=40,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
TestEditing = pytest.mark.usefixtures("qapp")(TestEditing)
