"""What a batch costs beside the bare network: `python tests/benchmarks/batch.py [PHOTOS] [MEGAPIXELS]`.

Photos of one size are cut from the bundled sample. Their bare network time is taken before and after the
batch, in a process of its own, so that a machine that changes its speed shows; ratios are of wall times.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from PIL import Image

from deblur_desktop.bundle import bundled
from deblur_desktop.jobs.batch import Runner, Step
from deblur_desktop.jobs.batches import Batch
from deblur_desktop.jobs.crew import LocalCrew
from deblur_desktop.jobs.item import State
from deblur_desktop.jobs.plan import Plan
from deblur_desktop.jobs.treatment import plan_treatment
from deblur_desktop.recipe import Recipe

CHECKPOINT = "maxim-gopro-1"
BARE = f"""
import json, sys, time
from deblur_desktop.engine.cpu import prepare
prepare()
from pathlib import Path
from deblur_desktop.engine.model import load_model
from deblur_desktop.engine.restore import run_network
from deblur_desktop.library.library import Library
from deblur_desktop.photo.files import open_photo
from deblur_desktop.recipe import Recipe
model = load_model(Library().find({CHECKPOINT!r}))
photos = [Path(name) for name in sys.argv[1:]]
run_network(open_photo(photos[0]), model, Recipe(checkpoint={CHECKPOINT!r}, overlap=64))
seconds = []
for path in photos:
    photo = open_photo(path)
    began = time.perf_counter()
    run_network(photo, model, Recipe(checkpoint={CHECKPOINT!r}, overlap=64))
    seconds.append(time.perf_counter() - began)
print(json.dumps(seconds))
"""


def make_photos(folder: Path, count: int, megapixels: float) -> list[Path]:
    """Photos of 3:2 with the content of the sample, each a little different."""
    width, height = round((megapixels * 1.5e6) ** 0.5), round((megapixels / 1.5e-6) ** 0.5)
    with Image.open(bundled("resources") / "samples" / "hand-held.jpg", formats=["JPEG"]) as sample:
        pixels = np.asarray(sample)
    paths: list[Path] = []
    for number in range(count):
        rows = np.arange(height)[:, None] + 7 * number
        columns = np.arange(width)[None, :] + 11 * number
        path = folder / f"{number:03}.jpg"
        Image.fromarray(pixels[rows % pixels.shape[0], columns % pixels.shape[1]]).save(
            path, quality=95
        )
        paths.append(path)
    return paths


def bare(paths: list[Path]) -> float:
    """Seconds that the network alone takes for a photo, the mean."""
    out = subprocess.run(
        [sys.executable, "-c", BARE, *map(str, paths)], capture_output=True, check=True
    ).stdout
    return float(np.mean(json.loads(out)))


def main(count: int, megapixels: float) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        folder, output = Path(name) / "in", Path(name) / "out"
        folder.mkdir()
        output.mkdir()
        paths = make_photos(folder, count, megapixels)
        before = bare(paths[:3])
        plan = Plan(
            treatment=plan_treatment(Recipe(checkpoint=CHECKPOINT, overlap=64)),
            sources=(str(folder),),
            output=str(output),
        )
        ends: list[float] = []

        def note(step: Step) -> None:
            if step.item is not None and step.item.state is State.DONE:
                ends.append(time.perf_counter())

        batch = Batch.create(plan)
        began = time.perf_counter()
        Runner(batch, LocalCrew(["auto"]), note).run()
        whole = time.perf_counter() - began
        after = bare(paths[-3:])
        batch.forget()
    network = (before + after) / 2
    warm = (ends[-1] - ends[0]) / (len(ends) - 1)
    print(
        f"{len(ends)} photos of {megapixels:g} MP: bare network {before:.2f} s before, {after:.2f} after"
    )
    print(f"whole batch, with the start of the worker: {whole / count / network:.3f} x")
    print(f"from the first result to the last:         {warm / network:.3f} x")


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 10,
        float(sys.argv[2]) if len(sys.argv) > 2 else 2,
    )
