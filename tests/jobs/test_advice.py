"""Which checkpoint suits which blur."""

from dataclasses import replace
from pathlib import Path

import pytest

from deblur_desktop.diagnosis.blur import Kind
from deblur_desktop.jobs.advice import suggest, suits
from deblur_desktop.library.card import UNKNOWN_LICENSE, Checkpoint, Task
from deblur_desktop.library.library import Installed


def installed(name: str, task: Task, license: str = "MIT") -> Installed:
    return Installed(Checkpoint(name, name, "fake", task, license), Path(name))


@pytest.mark.parametrize(
    ("kind", "tasks"),
    [
        (Kind.MOTION, {Task.MOTION, Task.MIXED}),
        (Kind.DEFOCUS, {Task.DEFOCUS, Task.MIXED}),
        (Kind.UNSURE, {Task.MOTION, Task.MIXED}),
        (Kind.SHARP, set()),
    ],
)
def test_a_task_suits_a_kind_of_blur(kind: Kind, tasks: set[Task]):
    assert {task for task in Task if suits(kind, task)} == tasks


def test_the_first_that_suits_is_suggested():
    here = [installed("a", Task.DEFOCUS), installed("b", Task.MOTION), installed("c", Task.MIXED)]

    suggested = suggest(Kind.MOTION, here)

    assert suggested is here[1]
    assert suggest(Kind.SHARP, here) is None


def test_a_file_that_nobody_vouches_for_is_never_suggested():
    assert suggest(Kind.MOTION, [installed("a", Task.MOTION, UNKNOWN_LICENSE)]) is None


def test_what_was_imported_unseen_is_suggested_only_with_scores():
    seen = Installed(replace(installed("a", Task.MOTION).checkpoint, unverified=True), Path("a"))
    scored = replace(seen, checkpoint=replace(seen.checkpoint, scores="GoPro 33 dB"))

    assert suggest(Kind.MOTION, [seen]) is None
    assert suggest(Kind.MOTION, [seen, scored]) is scored


def test_what_cannot_run_is_not_suggested():
    off = replace(installed("a", Task.MOTION), problem="its plug-in is off: fake")
    other = installed("b", Task.MOTION)

    assert suggest(Kind.MOTION, [off, other]) is other
