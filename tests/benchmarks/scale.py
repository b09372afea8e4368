"""What one driver of a batch bears: `python tests/benchmarks/scale.py [PHOTOS] [WORKERS] [SECONDS]`.

The real runner, listing and journal, and real result files that are published; only the workers are
pretended: each photo takes SECONDS, give or take a fifth, and WORKERS do three each at a time, one after
the other. With SECONDS 0 the driver is all that there is to wait for.
"""

import heapq
import random
import resource
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from deblur_desktop.jobs import batch as batch_module
from deblur_desktop.jobs import messages
from deblur_desktop.jobs.batch import Runner, Step
from deblur_desktop.jobs.batches import Batch
from deblur_desktop.jobs.crew import AT_A_TIME, Event
from deblur_desktop.jobs.item import State
from deblur_desktop.jobs.journal import Journal
from deblur_desktop.jobs.plan import Plan
from deblur_desktop.jobs.receipt import Outcome, Receipt
from deblur_desktop.jobs.treatment import plan_treatment
from deblur_desktop.recipe import Recipe

RECIPE = Recipe(checkpoint="maxim-gopro-1", sha256="0" * 64)
RECEIPT = Receipt(
    source="a.jpg",
    outcome=Outcome.RESTORED,
    found="motion, about 14 px at 32 degrees, 82 % sure",
    gained="sharper by 38 %, 61 % of the picture changed",
    recipe=RECIPE,
    device="cuda:0 (NVIDIA H200)",
    tiles="96 tiles of 512 x 512",
    saved={"format": "jpeg", "depth": 8, "width": 6000, "height": 4000, "sha256": "1" * 64},
    source_sha256="2" * 64,
)


class Pretended:
    """A crew whose workers only take their time."""

    def __init__(self, workers: int, seconds: float) -> None:
        self._most = workers * AT_A_TIME
        self._seconds = seconds
        self._free = [0.0] * workers
        self._running: list[tuple[float, int, messages.Process]] = []
        self._random = random.Random(1)
        self.slept = self.wrote = 0.0

    def room(self) -> int:
        return self._most - len(self._running)

    def submit(self, request: messages.Process) -> None:
        began = time.perf_counter()
        Path(request.temporary).write_bytes(b"a result")
        self.wrote += time.perf_counter() - began
        takes = self._seconds * self._random.uniform(0.8, 1.2)
        end = max(time.monotonic(), heapq.heappop(self._free)) + takes
        heapq.heappush(self._free, end)
        heapq.heappush(self._running, (end, request.job, request))

    def events(self, timeout_s: float) -> list[Event]:
        if not self._running or self._running[0][0] > time.monotonic():
            until = self._running[0][0] - time.monotonic() if self._running else timeout_s
            began = time.perf_counter()
            time.sleep(min(max(until, 0), timeout_s))
            self.slept += time.perf_counter() - began
        found: list[Event] = []
        while self._running and self._running[0][0] <= time.monotonic():
            request = heapq.heappop(self._running)[2]
            receipt = replace(RECEIPT, source=request.source).to_json()
            found.append(
                messages.Processed(job=request.job, receipt=receipt, target=request.target)
            )
        return found

    def cancel(self, job: int) -> None:
        pass

    def close(self) -> None:
        pass


class Clock:
    """How long calls took, by name."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)

    def watch(self, owner: Any, name: str) -> None:
        real: Callable[..., Any] = getattr(owner, name)

        def timed(*values: Any, **named: Any) -> Any:
            began = time.perf_counter()
            try:
                return real(*values, **named)
            finally:
                self.seconds[name] += time.perf_counter() - began

        setattr(owner, name, timed)


def main(count: int, workers: int, seconds: float) -> None:
    """Measure and print."""
    clock = Clock()
    for name in ("start", "commit", "finish", "waiting", "is_running", "item", "add"):
        clock.watch(Journal, name)
    clock.watch(batch_module, "publish_result")
    with tempfile.TemporaryDirectory() as name:
        folder, output = Path(name) / "in", Path(name) / "out"
        output.mkdir()
        for number in range(count):
            path = folder / f"{number // 1000:05}" / f"{number:08}.jpg"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
        plan = Plan(
            treatment=plan_treatment(Recipe(checkpoint="maxim-gopro-1")),
            sources=(str(folder),),
            output=str(output),
            recursive=True,
        )
        for mirrored in folder.iterdir():
            (output / mirrored.name).mkdir()
        batch = Batch.create(plan)
        print(f"{count} photos, {workers} workers, {seconds:g} s each")
        _run(batch, Pretended(workers, seconds), clock, count)
        batch.forget()


def _run(batch: Batch, crew: Pretended, clock: Clock, count: int) -> None:
    ends: list[float] = []

    def note(step: Step) -> None:
        if step.item is not None and step.item.state is State.DONE:
            ends.append(time.perf_counter())

    memory, processor = _memory(), time.process_time()
    began = time.perf_counter()
    Runner(batch, crew, note).run()
    took = time.perf_counter() - began
    journal = batch.journal()
    assert journal.counts() == {State.DONE: count}
    start = time.perf_counter()
    journal.counts()
    counted = time.perf_counter() - start
    journal.close()
    busy = took - crew.slept - crew.wrote
    print(f"{count / took:8.1f} photos/s   {count / busy:8.1f} if the driver never waited")
    print(f"{time.process_time() - processor:8.1f} s of processor time in {took:.1f} s")
    for name, spent in sorted(clock.seconds.items(), key=lambda pair: -pair[1]):
        print(f"{1e6 * spent / count:8.0f} us a photo in {name}")
    print(
        f"{1e6 * (busy - clock.seconds['start']) / count:8.0f} us a photo in the driver, but for start"
    )
    size = sum(path.stat().st_size for path in batch.folder.glob("journal.db*"))
    print(f"{size / count:8.0f} bytes of journal a photo; {1e3 * counted:.1f} ms to count them")
    print(f"{(_memory() - memory) / 1e6:8.1f} MB more memory at the peak")


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 20_000,
        int(sys.argv[2]) if len(sys.argv) > 2 else 200,
        float(sys.argv[3]) if len(sys.argv) > 3 else 0,
    )
