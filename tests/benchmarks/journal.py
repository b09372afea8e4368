"""What a journal of many photos costs: `python tests/benchmarks/journal.py [PHOTOS]`.

Half of them are done. Times are of one call each, memory is the peak of the process above that before.
"""

import os
import resource
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from deblur_desktop.jobs.batches import Batch
from deblur_desktop.jobs.estimate import remaining_s
from deblur_desktop.jobs.journal import Journal
from deblur_desktop.jobs.owner import Owner
from deblur_desktop.jobs.plan import Found, Plan
from deblur_desktop.jobs.report import csv_lines
from deblur_desktop.jobs.treatment import plan_treatment
from deblur_desktop.recipe import Recipe


def main(photos: int) -> None:
    """Make the journal, and print what each look into it takes."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DEBLUR_DESKTOP_DATA"] = f"{folder}/data"
        source, output = Path(folder, "in"), Path(folder, "out")
        source.mkdir()
        treatment = plan_treatment(Recipe(checkpoint="auto"))
        plan = Plan(treatment=treatment, sources=(str(source),), output=str(output))
        batch = Batch.create(plan)
        with closing(batch.own(Owner.this())) as journal:
            _fill(journal, plan, source, photos)
            looks: dict[str, Callable[[], object]] = {
                "counting states": journal.counts,
                "estimate": lambda: remaining_s(journal),
                "the next photos": lambda: journal.waiting(3, alone=False),
                "photos that want to be alone": lambda: journal.waiting(1, alone=True),
                "what changed last": lambda: journal.changed_items(photos - 10, 2_000),
                "failed photos, done again": journal.retry,
                "all photos, as CSV": lambda: deque(csv_lines(batch), 0),
                "check at a start": journal.check,
            }
            for name, look in looks.items():
                before, began = _peak(), time.perf_counter()
                look()
                took = time.perf_counter() - began
                print(f"{name:30} {1000 * took:10.2f} ms {_peak() - before:8.1f} MB more")
        print(f"{'file':30} {(batch.folder / 'journal.db').stat().st_size / 1e6:10.0f} MB")


def _fill(journal: Journal, plan: Plan, source: Path, photos: int) -> None:
    for first in range(0, photos, 10_000):
        numbers = range(first, min(first + 10_000, photos))
        found = [Found(source / f"IMG_{n:07}.jpg", Path(plan.output)) for n in numbers]
        journal.add(plan, [(each, 8_000_000, 1) for each in found], skip_existing=False)
    journal._db.execute("UPDATE photos SET state = 'done', changed = id WHERE id % 2 = 0")
    journal._db.execute("UPDATE facts SET value = 1000 WHERE name IN ('busy_s', 'busy_bytes')")


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
