"""Batches without torch: a crew in the same process, a worker that is quick to start, and an oracle.

The stand-in for the network makes each photo a little darker; all else, from reading to publishing, is
the program's own code.
"""

import hashlib
import json
import os
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np

from deblur_desktop.errors import DeblurError
from deblur_desktop.jobs import messages
from deblur_desktop.jobs.batches import Batch
from deblur_desktop.jobs.crew import Event
from deblur_desktop.jobs.earlier import find_earlier
from deblur_desktop.jobs.item import Item, State
from deblur_desktop.jobs.messages import Message
from deblur_desktop.jobs.plan import Plan
from deblur_desktop.jobs.receipt import Outcome, Receipt
from deblur_desktop.jobs.saving import prepare_result
from deblur_desktop.jobs.treatment import Treatment, plan_treatment
from deblur_desktop.photo.dates import day_of
from deblur_desktop.photo.files import open_photo
from deblur_desktop.photo.pattern import Pattern
from deblur_desktop.photo.temporary import is_alive
from deblur_desktop.recipe import Recipe

WORKER = [sys.executable, "-m", "fakes.batches", "worker"]
"""The command of a worker."""

_DEVICE = threading.Lock()
HANGING = 0, 255, 0
"""A photo that is nothing but this green is never done."""
POISON = 255
"""A photo that is nothing but this blue crashes the worker."""


def make_photos(folder: Path, count: int, side: int = 24) -> list[Path]:
    """Small photos, each with other pixels."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{number:04}.png" for number in range(count)]
    for number, path in enumerate(paths):
        pixels = np.random.default_rng(number).integers(0, 250, (side, side, 3), np.uint8)
        path.write_bytes(cv2.imencode(".png", pixels)[1].tobytes())
    return paths


def make_poison(path: Path) -> Path:
    """A photo that ends the worker of this module."""
    pixels = np.zeros((24, 24, 3), np.uint8)
    pixels[..., 0] = POISON  # OpenCV has blue first
    path.write_bytes(cv2.imencode(".png", pixels)[1].tobytes())
    return path


def make_hanging(path: Path) -> Path:
    """A photo that the worker of this module never ends with."""
    pixels = np.full((24, 24, 3), HANGING, np.uint8)
    path.write_bytes(cv2.imencode(".png", pixels)[1].tobytes())
    return path


def make_batch(source: Path, output: Path, **changes: object) -> Batch:
    """A batch of the folder *source*."""
    output.mkdir(parents=True, exist_ok=True)
    plan = Plan(
        treatment=plan_treatment(Recipe(checkpoint="auto")),
        sources=(str(source),),
        output=str(output),
        recursive=True,
    )
    return Batch.create(replace(plan, **changes))  # type: ignore[arg-type] - fields of a plan


def restored(request: messages.Process) -> Message:
    """What a worker answers."""
    try:
        return _restored(request)
    except DeblurError as error:
        return messages.Failed(
            job=request.job, error=type(error).__name__, message=error.message, hint=error.hint
        )


def _restored(request: messages.Process) -> Message:
    treatment = Treatment.from_json(request.treatment)
    earlier = find_earlier(request, treatment) if request.again else None
    if earlier is not None:
        return earlier
    photo = open_photo(Path(request.source))
    if photo.pixels[..., 2].min() == 1 and photo.pixels[..., 0].max() == 0:
        os.abort()
    if photo.pixels[..., 1].min() == 1 and photo.pixels[..., 0].max() == 0:
        _note_pass(request.source)
        time.sleep(1000)
    with _DEVICE:  # one photo at a time, as in the program's own workers
        _note_pass(request.source)
        time.sleep(float(os.environ.get("SLOW") or os.environ.get("PASS_S", "0")))
    choice = next(iter(treatment.choices.values()))
    recipe = replace(treatment.recipe, checkpoint=choice.checkpoint, sha256=choice.sha256)
    receipt = Receipt(
        source=Path(request.source).name,
        outcome=Outcome.RESTORED,
        recipe=recipe,
        source_sha256=photo.sha256,
    )
    result = photo.with_pixels(photo.pixels * np.float32(0.5))
    target, temporary = Path(request.target), Path(request.temporary)
    day = day_of(photo, Path(request.source))
    pattern = Pattern(request.pattern)
    target = target.with_name(pattern.completed(target.name, choice.checkpoint, day))
    receipt = prepare_result(result, target, temporary, receipt, Path(request.output))
    return messages.Processed(job=request.job, receipt=receipt.to_json(), target=str(target))


def _note_pass(source: str) -> None:
    """Count how often each photo went through the network, in the file that PASSES names."""
    name = os.environ.get("PASSES")
    if name:
        with Path(name).open("ab") as file:
            file.write(os.fsencode(Path(source).name) + b"\n")


def passes(path: Path) -> Counter[bytes]:
    """What `_note_pass` counted."""
    return Counter(path.read_bytes().splitlines() if path.exists() else [])


class InlineCrew:
    """Does each request at once, in this process."""

    def __init__(self) -> None:
        self._answers: list[Event] = []

    def room(self) -> int:
        return 2 - len(self._answers)

    def submit(self, request: messages.Process) -> None:
        self._answers.append(restored(request))

    def events(self, timeout_s: float) -> list[Event]:
        del timeout_s
        answers, self._answers = self._answers, []
        return answers

    def cancel(self, job: int) -> None:
        del job

    def close(self) -> None:
        self._answers.clear()


@dataclass(frozen=True)
class Original:
    """A photo as it was before."""

    path: Path
    sha256: str
    modified_ns: int
    mode: int

    @classmethod
    def of(cls, path: Path) -> "Original":
        status = path.stat()
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        return cls(path, digest, status.st_mtime_ns, status.st_mode)


class Oracle:
    """What must hold whatever happened to a batch."""

    def __init__(self, sources: Iterable[Path], output: Path) -> None:
        self.originals = [Original.of(path) for path in sources]
        self.output = output

    def check(self, batch: Batch) -> list[Item]:
        """After a run that finished: nothing lost, half-written, twice or changed; gives all items."""
        with closing(batch.journal()) as journal:
            items = list(journal.items())
            assert not journal.worker()
        self.check_originals()
        assert {item.source for item in items} == {o.path for o in self.originals}
        results = [item.result for item in items if item.state is State.DONE and item.result]
        self._check_results(items)
        found = {path for path in self.output.rglob("*") if path.is_file()}
        assert found - set(results) == set(), f"files without a note: {found - set(results)}"
        assert set(results) - found == set(), "notes without a file"
        assert len(results) == len(set(results))
        return items

    def check_originals(self) -> None:
        assert [Original.of(original.path) for original in self.originals] == self.originals

    @staticmethod
    def _check_results(items: list[Item]) -> None:
        for item in items:
            assert item.state not in (State.TODO, State.RUNNING, State.COMMITTING), item
            if item.state is State.DONE and item.result:
                whole = hashlib.sha256(item.result.read_bytes()).hexdigest()
                assert item.sha256 == whole, item
                assert open_photo(item.result).pixels.shape == open_photo(item.source).pixels.shape


def wait_until_none(processes: Iterable[int]) -> None:
    """All of these have ended."""
    end = time.monotonic() + 5
    while any(is_alive(process) for process in processes):
        assert time.monotonic() < end, "a process of ours is still running"
        time.sleep(0.05)


def _serve() -> None:
    """Be a worker."""
    from deblur_desktop.jobs import worker

    def handle(request: Message, tell: object) -> Message:
        del tell
        assert isinstance(request, messages.Process)
        return restored(request)

    worker.run(lambda: {messages.Process: handle}, threads=3)


def _run(name: str) -> None:
    """Be a runner of the batch *name*, with workers of this module."""
    from deblur_desktop.jobs import batch, finder, trouble
    from deblur_desktop.jobs.crew import LocalCrew

    batch.AGAIN_S = trouble.AGAIN_S = finder.AGAIN_S = 0.1
    crew: object = InlineCrew()
    if os.environ.get("CREW") != "inline":
        crew = LocalCrew(["cpu"], WORKER)
    runner = batch.Runner(Batch.find(name), crew)  # type: ignore[arg-type] - one of two
    sys.stdout.write(" ".join(runner.run()) + "\n")


def _cases() -> None:
    """Run a batch in a fork for each line of the input, in the environment that it tells."""
    for line in sys.stdin:
        case = json.loads(line)
        if child := os.fork():
            _, status = os.waitpid(child, 0)
            sys.stdout.write(f"status {status}\n")
            sys.stdout.flush()
            continue
        os.environ.update(case["environment"])
        try:
            _run(case["batch"])
        except DeblurError as error:
            sys.stdout.write(f"{type(error).__name__}: {error.message}\n")
        sys.stdout.flush()
        os._exit(0)


if __name__ == "__main__":
    match sys.argv[1]:
        case "worker":
            _serve()
        case "cases":
            _cases()
        case _:
            _run(sys.argv[2])
