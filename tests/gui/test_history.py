"""Whatever a person does and whatever comes back from the workers: the history of edits holds.

Two photos share a queue whose workers are played by the test. Beside each document stands a model: the
list of edits it should have had, and where in it the document should be.
"""

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fakes.window import noise, open_with, restored, saved
from gui.fake_lane import FakeLane
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from deblur_desktop.gui.document import Document, Edit, State
from deblur_desktop.gui.queue import Job, Queue
from deblur_desktop.gui.selection import Selection
from deblur_desktop.jobs import messages
from deblur_desktop.recipe import Recipe

pytestmark = pytest.mark.usefixtures("qapp")
which = st.integers(0, 1)
moves = st.tuples(st.sampled_from(["strength", "feather"]), st.integers(0, 1), st.booleans())


def facts(edit: Edit) -> dict[str, Any]:
    """What a person would say of *edit*."""
    selection = edit.selection.box if edit.selection else None
    result = edit.result.name if edit.result else ""
    return {
        "checkpoint": edit.checkpoint, "strength": edit.strength, "feather": edit.feather,
        "selection": selection, "result": result,
    }  # fmt: skip


@dataclass
class Model:
    """What should be: the edits so far, the place among them, and what the last step was."""

    edits: list[dict[str, Any]] = field(default_factory=lambda: [facts(Edit())])
    steps: list[tuple[str, int | None]] = field(default_factory=list)
    place: int = 0
    gesture: int = 0
    results: set[str] = field(default_factory=set)

    @property
    def edit(self) -> dict[str, Any]:
        return self.edits[self.place]

    def change(self, text: str, *, merge: bool = False, **changes: Any) -> None:
        step = (text, self.gesture if merge else None)
        edit = self.edit | changes
        joins = merge and self.place > 0 and self.steps[self.place - 1] == step
        self.place += not joins
        self.edits[self.place :] = [edit]
        self.steps[self.place - 1 :] = [step]


class History(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.files, self.engine = FakeLane(), FakeLane()
        self.queue = Queue(self.files, self.engine, FakeLane())  # pyright: ignore[reportArgumentType]
        self.documents = [Document(Path("a.png")), Document(Path("b.png"))]
        self.models = [Model(), Model()]
        self.names: list[str] = []

    @initialize()
    def open(self) -> None:
        for document in self.documents:
            open_with(document, noise(24, 32))

    def teardown(self) -> None:
        for document in self.documents:
            document.close()

    # What a person does

    @rule(of=which, moves=st.lists(moves, min_size=1, max_size=4))
    def move_sliders(self, of: int, moves: list[tuple[str, int, bool]]) -> None:
        document, model = self.documents[of], self.models[of]
        for name, value, is_taken_anew in moves:
            if is_taken_anew:
                document.begin_gesture()
                model.gesture += 1
            document.change(name, merge=True, **{name: value})
            model.change(name, merge=True, **{name: value})

    @rule(of=which, strength=st.sampled_from([0.0, 0.5, 1.5]))
    def type_strength(self, of: int, strength: float) -> None:
        self.documents[of].change("strength", strength=strength)
        self.models[of].change("strength", strength=strength)

    @rule(of=which, checkpoint=st.sampled_from(["one", "two"]))
    def choose_checkpoint(self, of: int, checkpoint: str) -> None:
        self.documents[of].change("Model", checkpoint=checkpoint)
        self.models[of].change("Model", checkpoint=checkpoint)

    @rule(of=which, width=st.integers(1, 32))
    def select(self, of: int, width: int) -> None:
        mask = np.zeros((24, 32), np.uint8)
        mask[:, :width] = 255
        selection = Selection.from_mask(mask)
        self.documents[of].change("Select", selection=selection)
        self.models[of].change("Select", selection=selection.box)

    @rule(of=which)
    def deselect(self, of: int) -> None:
        self.documents[of].change("Deselect", selection=None)
        self.models[of].change("Deselect", selection=None)

    @rule(of=which)
    def undo(self, of: int) -> None:
        self.documents[of].undo_stack.undo()
        self.models[of].place = max(self.models[of].place - 1, 0)

    @rule(of=which)
    def redo(self, of: int) -> None:
        self.documents[of].undo_stack.redo()
        self.models[of].place = min(self.models[of].place + 1, len(self.models[of].edits) - 1)

    @rule(of=which)
    def restore(self, of: int) -> None:
        recipe = Recipe(checkpoint="one")
        self._remember(self.queue.restore(self.documents[of], recipe))

    @rule(of=which)
    def preview(self, of: int) -> None:
        self._remember(self.queue.preview(self.documents[of], Recipe(checkpoint="one")))

    def _remember(self, job: Job) -> None:
        assert isinstance(job.request, messages.Restore)
        self.names.append(f"{job.request.workspace}/{job.request.result}")

    @rule(of=which)
    def save(self, of: int) -> None:
        document, edit = self.documents[of], self.models[of].edit
        if not edit["result"]:
            return
        request = self.queue.save(document, Path("x.png")).request
        assert isinstance(request, messages.Save)
        assert request.result == edit["result"]
        assert Recipe.from_json(request.recipe).strength == edit["strength"]

    @rule(data=st.data())
    @precondition(lambda self: self.queue.jobs)
    def cancel(self, data: st.DataObject) -> None:
        self.queue.cancel(data.draw(st.sampled_from(self.queue.jobs)))

    # What comes back

    @rule()
    @precondition(lambda self: self.engine.running)
    def get_further(self) -> None:
        self.engine.tell(0.5)

    @rule()
    @precondition(lambda self: self.engine.running)
    def be_restored(self) -> None:
        request = self.engine.running
        assert isinstance(request, messages.Restore)
        document = self._document_of(request)
        document.workspace.store_display(f"{request.result}.display", noise(24, 32))
        if not request.preview:
            model = self.models[self.documents.index(document)]
            model.change("Deblur", result=request.result)
            model.results.add(request.result)
        self.engine.finish(restored(document, request.result, job=request.job))

    @rule()
    @precondition(lambda self: self.engine.running)
    def fail_to_restore(self) -> None:
        self.engine.fail("no room")

    @rule()
    @precondition(lambda self: self.files.running)
    def be_saved(self) -> None:
        request = self.files.running
        assert request is not None
        assert isinstance(request, messages.Save)
        recipe = Recipe.from_json(request.recipe)
        self.files.finish(saved("x.png", recipe, job=request.job))

    @rule()
    @precondition(lambda self: self.files.running)
    def fail_to_save(self) -> None:
        self.files.fail("no room")

    def _document_of(self, request: messages.Restore) -> Document:
        return next(d for d in self.documents if str(d.workspace.folder) == request.workspace)

    # What holds at any time

    @invariant()
    def each_document_shows_the_edit_it_should(self) -> None:
        for document, model in zip(self.documents, self.models, strict=True):
            assert facts(document.edit) == model.edit

    @invariant()
    def there_is_as_much_to_undo_and_redo_as_there_should_be(self) -> None:
        for document, model in zip(self.documents, self.models, strict=True):
            assert document.undo_stack.canUndo() == (model.place > 0)
            assert document.undo_stack.canRedo() == (model.place < len(model.edits) - 1)

    @invariant()
    def no_two_results_share_a_name(self) -> None:
        assert len(set(self.names)) == len(self.names)

    @invariant()
    def the_pictures_of_all_results_are_there(self) -> None:
        for document, model in zip(self.documents, self.models, strict=True):
            for edit in model.edits:
                if edit["result"]:
                    assert document.workspace.display(f"{edit['result']}.display").size

    @invariant()
    def a_document_runs_only_while_the_engine_works_on_it(self) -> None:
        running = self.queue.running
        for document in self.documents:
            if document.state is State.RUNNING:
                assert running is not None
                assert running.document is document


def test_the_history_of_edits_holds_whatever_happens():
    run_state_machine_as_test(History, settings=settings(stateful_step_count=40))


CLOSED = """
import gc, random
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from deblur_desktop.gui.document import Document

class Holder:
    pass

def use_a_document(chance):
    holder = Holder()
    holder.itself, holder.document = holder, Document(Path("a.png"))
    gc.collect(chance.choice((0, 0, 1)))  # what is freed first depends on the ages
    for number in range(chance.randrange(8)):
        holder.document.change("Strength", strength=number / 10)
    if chance.random() < 0.5:
        gc.collect(0)
    holder.document.close()

application = QCoreApplication([])
for seed in range(10):
    chance = random.Random(seed)
    for _ in range(100):
        use_a_document(chance)
    gc.collect()
"""


def test_what_could_be_undone_goes_with_its_document_and_not_with_the_program():
    environment = os.environ | {"MALLOC_PERTURB_": "165"}  # what is freed twice is noticed

    subprocess.run([sys.executable, "-c", CLOSED], check=True, env=environment)
