"""The full forms of the fault tests of batches: `python -m tests.faults.long [FORM…]`.

Each prints its figures; all of them take about half an hour on two cores.
"""

import errno
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

TESTS = Path(__file__).parent.parent
sys.path.insert(0, str(TESTS))

from fakes.batches import Oracle, make_batch, make_photos  # noqa: E402 - from the path above

from deblur_desktop.jobs.batches import Batch  # noqa: E402
from deblur_desktop.jobs.item import State  # noqa: E402
from tests.faults import test_batches as short  # noqa: E402


def kills(folder: Path) -> str:
    """300 kills of runner, window and what works behind them in turn over 200 photos."""
    done = {"kills": 0.0, "photos": 0.0, "redone": 0.0, "quarantined": 0.0, "failed": 0.0}
    part = 0
    while done["kills"] < 300 or done["photos"] < 200:
        figures = short.kill_randomly(
            folder / str(part), kills=int(300 - done["kills"]), photos=200, seed=part
        )
        done = {name: done[name] + value for name, value in figures.items()}
        part += 1
    return ", ".join(f"{value:.0f} {name}" for name, value in done.items())


def fails(folder: Path) -> str:
    """ENOSPC, EIO, EDQUOT at each n-th call of a batch of ten photos, and of its journal."""
    shim = folder / "failing_writes.so"
    source = Path(__file__).with_name("failing_writes.c")
    subprocess.run(["cc", "-shared", "-fPIC", "-o", shim, source, "-ldl"], check=True)
    cases, steps = short.Cases(str(shim)), 0
    for call, code in short.FAILURES:
        place = folder / f"{call}{code}"
        steps += short.fail_at_each(place, cases, call, code, photos=10)
        for named in ("write", "fsync"):
            if call == "write" and code in (errno.ENOSPC, errno.EIO):
                place = folder / f"journal-{named}{code}"
                steps += short.fail_at_each(
                    place, cases, named, code, photos=10, named="journal.db"
                )
    cases.close()
    return f"{steps} failing calls, 0 violations"


def soak(folder: Path) -> str:
    """2,000 small photos: memory, descriptors and temporary files of runner and worker."""
    photos = make_photos(folder / "in", 2000)
    oracle, batch = Oracle(photos, folder / "out"), make_batch(folder / "in", folder / "out")
    child = short.start(batch)
    early: dict[str, int] = {}
    late: dict[str, int] = {}
    while child.poll() is None:
        count = len(list((folder / "out").glob("*.png")))
        if not early and count >= 200:
            early = _costs([child.pid, *short.workers(child.pid)])
        if 1900 <= count < 1990:
            late = _costs([child.pid, *short.workers(child.pid)])
        time.sleep(0.2)
    items = oracle.check(batch)
    assert all(item.state is State.DONE for item in items)
    growth = {name: f"{before} -> {late[name]}" for name, before in early.items()}
    return f"{len(items)} done; " + ", ".join(f"{name} {text}" for name, text in growth.items())


def _costs(processes: list[int]) -> dict[str, int]:
    memory, descriptors = 0, 0
    for process in processes:
        try:
            status = Path(f"/proc/{process}/status").read_text()
            descriptors += len(list(Path(f"/proc/{process}/fd").iterdir()))
        except OSError:
            continue
        memory += int(next(line.split()[1] for line in status.splitlines() if "RssAnon" in line))
    return {"anonymous kB": memory, "descriptors": descriptors}


def tree(folder: Path) -> str:
    """100,000 files with loops, links and pipes: the first photo, memory of the runner."""
    source = folder / "in"
    make_photos(source / "000", 1)
    for number in range(100):
        inner = source / f"{number:03}"
        inner.mkdir(exist_ok=True)
        for name in range(1000):
            (inner / f"p{name:04}.jpg").touch()
        (inner / "loop").symlink_to(source)
        os.mkfifo(inner / "pipe.jpg")
    batch = make_batch(source, folder / "out")
    began = time.monotonic()
    child = short.start(batch)
    while not list((folder / "out").glob("**/*.png")):
        time.sleep(0.01)
    first = time.monotonic() - began
    peak = 0
    while not _is_listed(batch):
        status = Path(f"/proc/{child.pid}/status").read_text()
        peak = max(peak, int(next(x.split()[1] for x in status.splitlines() if "VmRSS" in x)))
        time.sleep(0.2)
    listed = time.monotonic() - began
    child.kill()
    child.communicate()
    return (
        f"first result after {first:.1f} s with the start of all processes, all found after "
        f"{listed:.0f} s, runner at most {peak / 1000:.0f} MB"
    )


def _is_listed(batch: Batch) -> bool:
    journal = batch.journal()
    listed = bool(journal.fact("listed"))
    journal.close()
    return listed


FORMS: dict[str, Callable[[Path], str]] = {
    "kills": kills, "fails": fails, "soak": soak, "tree": tree,
}  # fmt: skip


def main(names: list[str]) -> None:
    """Run the forms and print what they say."""
    for name in names or list(FORMS):
        with tempfile.TemporaryDirectory() as folder:
            os.environ["DEBLUR_DESKTOP_DATA"] = str(Path(folder) / "data")
            began = time.monotonic()
            told = FORMS[name](Path(folder))
            sys.stdout.write(f"{name}: {told} ({time.monotonic() - began:.0f} s)\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
