"""Faults F01 to F28 and F99 to F103 of batches: kills, full disks, strange folders, several runners."""

import errno
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from fakes.batches import (
    InlineCrew,
    Oracle,
    make_batch,
    make_photos,
    make_poison,
    passes,
    wait_until_none,
)

from deblur_desktop.jobs.batch import Ending, Runner, Step
from deblur_desktop.jobs.batches import Batch
from deblur_desktop.jobs.item import State
from deblur_desktop.jobs.journal import Journal

posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX")


def start(batch: Batch, **environment: str) -> subprocess.Popen[str]:
    """A runner in a process of its own, as in a terminal."""
    return _start(["fakes.batches", "run", batch.id], environment)


def start_window(batch: Batch, **environment: str) -> subprocess.Popen[str]:
    """A window that works on *batch*."""
    return _start(["fakes.batch_window", batch.id], environment)


def _start(words: list[str], environment: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ
        | {"PYTHONPATH": os.pathsep.join([str(Path(__file__).parent.parent), *sys.path])}
        | environment,
    )


def finish(batch: Batch, **environment: str) -> str:
    """Run it to its end."""
    child = start(batch, **environment)
    out, err = child.communicate(timeout=100)
    assert child.returncode == 0, err
    return out.strip()


def workers(runner: int) -> list[int]:
    """The processes that *runner* started, and that those started."""
    found: list[int] = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == runner:
            found += [int(path.parent.name), *workers(int(path.parent.name))]
    return found


# Kills


def kill_at(step: int, batch: Batch) -> bool:
    """Run *batch* in a fork that is killed at that step of all it does; whether it got so far."""
    child = os.fork()
    if child == 0:
        _kill_self_at(step)
        Runner(batch, InlineCrew()).run()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert status in (0, signal.SIGKILL), status
    return status != 0


def _kill_self_at(step: int) -> None:
    """Count what the process does to files and journal; die before or after the *step*-th time."""
    count = 0

    def tick() -> None:
        nonlocal count
        count += 1
        if count == step:
            os.kill(os.getpid(), signal.SIGKILL)

    def counted(function: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **named: object) -> object:
            tick()
            result = function(*arguments, **named)
            tick()
            return result

        return call

    for name in ("open", "link", "unlink", "fsync", "chmod", "mkdir"):
        setattr(os, name, counted(getattr(os, name)))
    for name in ("own", "add", "set_listed", "start", "commit", "finish", "disown", "put_back"):
        setattr(Journal, name, counted(getattr(Journal, name)))


@posix
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # a fork beside threads, which end here
def test_F99_a_kill_after_any_step_of_a_photo_loses_and_doubles_nothing(tmp_path: Path):
    photos = make_photos(tmp_path / "in", 1)
    step = 1
    while True:
        output = tmp_path / f"out{step}"
        oracle = Oracle(photos, output)
        batch = make_batch(tmp_path / "in", output)
        was_killed = kill_at(step, batch)

        ending, _ = Runner(batch, InlineCrew()).run()

        assert ending is Ending.FINISHED
        (item,) = oracle.check(batch)
        assert item.result == output / "0000_deblurred.png"
        if not was_killed:
            break
        step += 1
    assert step > 30, "the steps were not counted"


@posix
def test_F01_random_kills_of_window_runner_and_worker_lose_and_double_nothing(tmp_path: Path):
    figures = kill_randomly(tmp_path, kills=9, photos=40, seed=1)

    assert 0 < figures["redone"] <= figures["kills"] * 2


def kill_randomly(folder: Path, *, kills: int, photos: int, seed: int) -> dict[str, float]:
    """Kill what works on a batch, then let it finish; the figures.

    In turn: a runner, one of its workers, a window, and one of the processes behind that.
    """
    sources = make_photos(folder / "in", photos)
    oracle = Oracle(sources, folder / "out")
    batch, note = make_batch(folder / "in", folder / "out"), folder / "passes"
    chance, done, victims = random.Random(seed), 0, list[int]()
    environment = {"PASSES": str(note), "SLOW": "0.08"}
    while done < kills and batch.is_open():
        child = (start, start_window)[done // 2 % 2](batch, **environment)
        while done < kills and child.poll() is None:
            _wait_for_pass(note, child)
            time.sleep(chance.uniform(0, 0.25))
            victims = workers(child.pid)
            done += 1
            if done % 2 == 1 and victims:
                os.kill(chance.choice(victims), signal.SIGKILL)
                continue
            child.kill()
            break
        child.kill()
        child.communicate()
        oracle.check_originals()
        wait_until_none(victims)
    assert finish(batch, PASSES=str(note)).startswith("finished")
    items = oracle.check(batch)
    quarantined = sum(item.state is State.QUARANTINED for item in items)
    counted = passes(note)
    return {
        "kills": done,
        "photos": photos,
        "redone": sum(counted.values()) - len(counted),
        "quarantined": quarantined,
        "failed": sum(item.state is State.FAILED for item in items),
    }


@posix
def test_F100_photos_that_crash_their_worker_are_quarantined_and_the_others_done(tmp_path: Path):
    photos = make_photos(tmp_path / "in", 20)
    poison = {make_poison(tmp_path / "in" / name) for name in ("0003b.png", "0009b.png", "zz.png")}
    oracle = Oracle([*photos, *poison], tmp_path / "out")
    batch = make_batch(tmp_path / "in", tmp_path / "out")

    finish(batch)

    items = oracle.check(batch)
    states = {item.source: item.state for item in items}
    assert {path for path, state in states.items() if state is State.QUARANTINED} == poison
    assert all(states[path] is State.DONE for path in photos)
    quarantined = next(item for item in items if item.source in poison)
    assert "was ended by signal SIGABRT" in quarantined.message


# Failing calls


class Cases:
    """One process that runs batches in forks of its own, where chosen system calls fail."""

    def __init__(self, shim: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "fakes.batches", "cases"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ
            | {"PYTHONPATH": os.pathsep.join([str(Path(__file__).parent.parent), *sys.path])}
            | {"LD_PRELOAD": shim, "CREW": "inline"},
        )

    def run(self, batch: Batch, **environment: str) -> str:
        """How the run ended."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(
            json.dumps({"batch": batch.id, "environment": environment}) + "\n"
        )
        self._process.stdin.flush()
        told = ""
        while not (line := self._process.stdout.readline()).startswith("status"):
            assert line, "the process ended"
            told += line
        assert line == "status 0\n", line + told
        return told

    def close(self) -> None:
        self._process.communicate()


@pytest.fixture
def cases(shim: str, data_folder: Path) -> Iterator[Cases]:
    found = Cases(shim)
    yield found
    found.close()


FAILURES = [
    ("write", errno.ENOSPC), ("write", errno.EDQUOT), ("write", errno.EIO), ("fsync", errno.EIO),
    ("fsync", errno.ENOSPC), ("close", errno.EIO), ("link", errno.EIO), ("link", errno.ENOSPC),
]  # fmt: skip


@posix
@pytest.mark.parametrize(("call", "code"), FAILURES, ids=str)
def test_F07_whatever_call_fails_the_batch_ends_and_nothing_is_wrong(
    call: str, code: int, tmp_path: Path, cases: Cases
):
    steps = fail_at_each(tmp_path, cases, call, code, photos=3)

    assert steps >= 3


def fail_at_each(
    folder: Path,
    cases: Cases,
    call: str,
    code: int,
    *,
    photos: int,
    named: str = "",
    every: int = 1,
) -> int:
    """Let each n-th *call* fail once in a batch of its own; how many there were."""
    sources = make_photos(folder / "in", photos)
    step = 0
    while True:
        step += every
        output = folder / f"out{step}"
        oracle = Oracle(sources, output)
        batch = make_batch(folder / "in", output)
        done = folder / f"done{step}"
        environment = {"CALL": call, "AT": str(step), "ERRNO": str(code), "DONE": str(done)}
        environment |= {"NAMED": named} if named else {"FOLDER": os.path.realpath(output)}

        told = cases.run(batch, **environment)

        if "finished" not in told:  # the journal could not even be opened
            assert "JournalError" in told
            assert "finished" in cases.run(batch)
        items = oracle.check(batch)
        failed = [item for item in items if item.state is State.FAILED]
        assert len(failed) <= 1
        if failed:
            with closing(batch.journal()) as journal:
                assert journal.retry() == 1
            assert "finished" in cases.run(batch)
            assert all(item.state is State.DONE for item in oracle.check(batch))
        if not done.exists():
            return step


@posix
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO], ids=str)
def test_F04_a_journal_that_cannot_be_written_stops_nothing_for_good(
    code: int, tmp_path: Path, cases: Cases
):
    for call in ("write", "fsync"):
        steps = fail_at_each(
            tmp_path / call, cases, call, code, photos=2, named="journal.db", every=7
        )
        assert steps > 7


@posix
def test_F03_F06_short_writes_and_a_disk_that_is_full_for_a_while(tmp_path: Path, cases: Cases):
    photos = make_photos(tmp_path / "in", 4)
    for number, at in enumerate((1, 3, 6)):
        output = tmp_path / f"out{number}"
        oracle = Oracle(photos, output)
        batch = make_batch(tmp_path / "in", output)
        lifted = tmp_path / f"lifted{number}"
        lift = threading.Timer(0.7, lifted.touch)
        lift.start()

        told = cases.run(
            batch, CALL="write", AT=str(at), ERRNO=str(errno.ENOSPC), UNTIL=str(lifted), SHORT="1"
        )

        assert "finished" in told
        assert lifted.exists()
        assert all(item.state is State.DONE for item in oracle.check(batch))


def _wait_for_pass(note: Path, runner: subprocess.Popen[str]) -> None:
    """Until one more photo is in the network, or the runner has ended."""
    before, end = passes(note).total(), time.monotonic() + 20
    while passes(note).total() == before and runner.poll() is None and time.monotonic() < end:
        time.sleep(0.01)


# Journals


def damage(batch: Batch, seed: int) -> None:
    """Overwrite a part of the journal, cut it, or remove one of its files."""
    chance = random.Random(seed)
    path = batch.folder / "journal.db"
    content = bytearray(path.read_bytes())
    match seed % 4:
        case 0:
            at = chance.randrange(len(content))
            content[at : at + 2000] = chance.randbytes(min(2000, len(content) - at))
        case 1:
            del content[chance.randrange(len(content)) :]
        case 2:
            for _ in range(20):
                content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        case _:
            path.unlink()
            return
    path.write_bytes(content)


@posix
def test_F25_a_damaged_journal_loses_no_result_and_makes_none_twice(tmp_path: Path):
    mutate(tmp_path, 24)


def run_half(batch: Batch, most: int) -> None:
    """Run it until some more than *most* are done."""
    done = 0

    def note(step: Step) -> None:
        nonlocal done
        done += step.item is not None and step.item.state is State.DONE
        if done > most:
            runner.stop()

    runner = Runner(batch, InlineCrew(), note)
    runner.run()


def mutate(folder: Path, count: int) -> None:
    """Damage the journal of a batch that was stopped half-way, so many times; then let it finish."""
    sources = make_photos(folder / "in", 6)
    for seed in range(count):
        output = folder / f"out{seed}"
        oracle, batch = Oracle(sources, output), make_batch(folder / "in", output)
        run_half(batch, seed % 6)
        before = {path: path.read_bytes() for path in output.iterdir()}
        damage(batch, seed)

        ending, _ = Runner(batch, InlineCrew()).run()

        assert ending is Ending.FINISHED
        oracle.check_originals()
        after = {path: path.read_bytes() for path in output.iterdir()}
        assert {path.name for path in after} == {f"{p.stem}_deblurred.png" for p in sources}
        assert before.items() <= after.items()


@posix
def test_F25_a_lost_write_ahead_log_makes_no_result_twice(tmp_path: Path):
    photos = make_photos(tmp_path / "in", 8)
    batch = make_batch(tmp_path / "in", tmp_path / "out")
    child = start(batch)
    wait_for(lambda: len(list((tmp_path / "out").glob("*.png"))) > 4)
    child.kill()
    child.communicate()
    for path in batch.folder.glob("journal.db-*"):
        path.unlink()

    finish(batch)

    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == [f"{path.stem}_deblurred.png" for path in photos]


@posix
def test_F28_a_second_runner_is_refused_and_disturbs_nothing(tmp_path: Path):
    photos = make_photos(tmp_path / "in", 20)
    oracle = Oracle(photos, tmp_path / "out")
    batch = make_batch(tmp_path / "in", tmp_path / "out")
    first = start(batch, SLOW="0.1")
    wait_for(lambda: len(list((tmp_path / "out").glob("*.png"))) > 1)

    second = start(batch)
    _, err = second.communicate(timeout=30)
    out, _ = first.communicate(timeout=60)

    assert "another process works on this batch" in err
    assert out.startswith("finished")
    assert all(item.state is State.DONE for item in oracle.check(batch))


# Disks


@posix
@pytest.mark.skipif(os.geteuid() != 0, reason="mounting a tmpfs needs root")
def test_F03_a_full_disk_makes_the_batch_wait_and_it_goes_on_by_itself(tmp_path: Path):
    photos = make_photos(tmp_path / "in", 12, side=200)
    with Mounted(tmp_path / "out", "2m") as output:
        filler = output / "filler"
        filler.write_bytes(bytes(1_500_000))
        oracle = Oracle(photos, output)
        batch = make_batch(tmp_path / "in", output)

        child = start(batch)
        wait_for(lambda: "no room" in trouble(batch))
        assert child.poll() is None
        filler.unlink()
        out, err = child.communicate(timeout=60)

        assert out.startswith("finished"), err
        assert all(item.state is State.DONE for item in oracle.check(batch))


@posix
@pytest.mark.skipif(os.geteuid() != 0, reason="mounting a tmpfs needs root")
def test_F09_results_are_written_nowhere_else_while_their_disk_is_away(tmp_path: Path):
    photos = make_photos(tmp_path / "in", 40)
    oracle = Oracle(photos, tmp_path / "usb" / "sharp")
    with Mounted(tmp_path / "usb", "20m") as disk:
        batch = make_batch(tmp_path / "in", disk / "sharp")
        (tmp_path / "again").mkdir()
        subprocess.run(["mount", "--bind", disk, tmp_path / "again"], check=True)
        try:
            child = start(batch)
            wait_for(lambda: len(list((disk / "sharp").glob("*.png"))) > 3)
            subprocess.run(["umount", "-l", disk], check=True)
            wait_for(lambda: "gone" in trouble(batch))
            assert list(disk.iterdir()) == []
            assert child.poll() is None
            subprocess.run(["mount", "--bind", tmp_path / "again", disk], check=True)
            out, err = child.communicate(timeout=60)

            assert out.startswith("finished"), err
            assert all(item.state is State.DONE for item in oracle.check(batch))
        finally:
            subprocess.run(["umount", "-l", tmp_path / "again"], check=True)


@posix
def test_F09_photos_whose_folder_is_away_are_waited_for(tmp_path: Path):
    photos = make_photos(tmp_path / "in", 30)
    oracle = Oracle(photos, tmp_path / "out")
    batch = make_batch(tmp_path / "in", tmp_path / "out")

    child = start(batch)
    wait_for(lambda: len(list((tmp_path / "out").glob("*.png"))) > 2)
    (tmp_path / "in").rename(tmp_path / "elsewhere")
    wait_for(lambda: "gone" in trouble(batch))
    (tmp_path / "elsewhere").rename(tmp_path / "in")
    out, err = child.communicate(timeout=60)

    assert out.startswith("finished"), err
    assert all(item.state is State.DONE for item in oracle.check(batch))


def trouble(batch: Batch) -> str:
    with closing(batch.journal()) as journal:
        return str(journal.fact("trouble"))


def wait_for(condition: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


class Mounted:
    """A disk of its own."""

    def __init__(self, folder: Path, size: str) -> None:
        self.folder, self.size = folder, size

    def __enter__(self) -> Path:
        self.folder.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", f"size={self.size}", "tmpfs", str(self.folder)]
        if subprocess.run(command, capture_output=True, check=False).returncode != 0:
            pytest.skip("mounting is not permitted here")
        return self.folder

    def __exit__(self, *_: object) -> None:
        subprocess.run(["umount", "-l", str(self.folder)], check=False)
