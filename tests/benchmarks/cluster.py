"""What a Ray cluster costs: `python tests/benchmarks/cluster.py [PHOTOS] [MEGAPIXELS] [CORES]`.

The same photos through the bundled checkpoint by a local crew with all CORES, by one Ray node with all,
and by two with half of them each, all on this computer; the first is done again at the end, so that a
machine that changes its speed shows. Seconds are of wall time, from the first result to the last.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import numpy as np
from PIL import Image

from deblur_desktop.bundle import bundled
from deblur_desktop.jobs.batch import Runner, Step
from deblur_desktop.jobs.batches import Batch
from deblur_desktop.jobs.cluster import RayCrew
from deblur_desktop.jobs.crew import Crew, LocalCrew
from deblur_desktop.jobs.item import State
from deblur_desktop.jobs.joining import import_ray
from deblur_desktop.jobs.plan import Plan
from deblur_desktop.jobs.treatment import plan_treatment
from deblur_desktop.recipe import Recipe

CHECKPOINT = "maxim-gopro-1"


def make_photos(folder: Path, count: int, megapixels: float) -> None:
    """Parts of the bundled sample, repeated where it is too small."""
    width, height = round((megapixels * 1.5e6) ** 0.5), round((megapixels / 1.5e-6) ** 0.5)
    with Image.open(bundled("resources") / "samples" / "hand-held.jpg", formats=["JPEG"]) as sample:
        pixels = np.asarray(sample)
    for number in range(count):
        rows = np.arange(height)[:, None] + 7 * number
        columns = np.arange(width)[None, :] + 11 * number
        part = pixels[rows % pixels.shape[0], columns % pixels.shape[1]]
        Image.fromarray(part).save(folder / f"{number:03}.jpg", quality=95)


@contextmanager
def nodes(*cores: int) -> Generator[None]:
    """A cluster of nodes with so many cores, to which this process is connected."""
    ray = import_ray()
    node = {"object_store_memory": 100_000_000}
    cluster = import_module("ray.cluster_utils").Cluster(
        initialize_head=True,
        head_node_args={**node, "num_cpus": cores[0], "include_dashboard": False},
    )
    try:
        for each in cores[1:]:
            cluster.add_node(num_cpus=each, **node)
        ray.init(address=cluster.address, log_to_driver=False, logging_level="ERROR")
        yield
    finally:
        ray.shutdown()
        cluster.shutdown()


def seconds(plan: Plan, crew: Callable[[Plan], Crew]) -> tuple[float, float]:
    """For a photo, from the first result to the last; and for the whole run with its start."""
    batch = Batch.create(plan)
    ends: list[float] = []

    def note(step: Step) -> None:
        if step.item is not None and step.item.state is State.DONE:
            ends.append(time.perf_counter())

    began = time.perf_counter()
    Runner(batch, crew(plan), note).run()
    whole = time.perf_counter() - began
    batch.forget()
    return (ends[-1] - ends[0]) / (len(ends) - 1), whole


def main(count: int, megapixels: float, cores: int) -> None:
    """Measure and print."""
    os.environ["OMP_NUM_THREADS"] = str(cores)
    with tempfile.TemporaryDirectory() as name:
        folder, output = Path(name) / "in", Path(name) / "out"
        folder.mkdir()
        output.mkdir()
        make_photos(folder, count, megapixels)
        plan = Plan(
            treatment=plan_treatment(Recipe(checkpoint=CHECKPOINT)),
            sources=(str(folder),),
            output=str(output),
        )
        print(f"{count} photos of {megapixels:g} MP on {cores} cores", flush=True)
        local, whole = seconds(plan, lambda _: LocalCrew(["cpu"]))
        _tell("local crew", local, whole, local)
        for words, parts in (
            ("one Ray node", (cores,)),
            ("two Ray nodes", (cores // 2, cores - cores // 2)),
        ):
            with nodes(*parts):
                _tell(words, *seconds(plan, lambda plan: RayCrew("auto", plan)), local)
        _tell("local crew again", *seconds(plan, lambda _: LocalCrew(["cpu"])), local)


def _tell(words: str, each: float, whole: float, local: float) -> None:
    print(
        f"{words:18} {each:6.2f} s a photo, {each / local:5.3f} x; {whole:6.1f} s in all",
        flush=True,
    )


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 12,
        float(sys.argv[2]) if len(sys.argv) > 2 else 0.5,
        int(sys.argv[3]) if len(sys.argv) > 3 else 2,
    )
