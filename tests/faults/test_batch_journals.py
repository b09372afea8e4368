"""F25 to F28 and F101: what may happen to a journal, and who may work with it."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from fakes.batches import InlineCrew, Oracle, make_batch, make_photos
from fakes.networks import install, write_fake_plugin
from fakes.stage import Stage, ended, ours, wait_until

from deblur_desktop.bundle import models_folder
from deblur_desktop.errors import DeblurError, JournalError
from deblur_desktop.jobs.batch import Ending, Runner
from deblur_desktop.jobs.batches import Batch
from deblur_desktop.jobs.owner import Owner

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kills and names of Linux")


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path)


class Half:
    """A batch that was killed when half of its photos were done, to be begun from there again."""

    def __init__(self, folder: Path, photos: int = 6) -> None:
        self.output = folder / "out"
        self.oracle = Oracle(make_photos(folder / "in", photos), self.output)
        self.batch = make_batch(folder / "in", self.output)
        child = os.fork()
        if child == 0:
            Runner(self.batch, Killing(photos // 2)).run()
            os._exit(1)
        assert os.waitpid(child, 0)[1] == signal.SIGKILL
        self.kept = folder / "kept"
        shutil.copytree(self.batch.folder, self.kept / "batch")
        shutil.copytree(self.output, self.kept / "out")

    def again(self) -> Path:
        """All as it was at the kill; gives the folder of the journal."""
        for kept, folder in (("batch", self.batch.folder), ("out", self.output)):
            shutil.rmtree(folder)
            shutil.copytree(self.kept / kept, folder)
        return self.batch.folder

    def finish(self) -> str:
        """Work until the end; gives what a person is told if that is refused."""
        try:
            ending, _ = Runner(self.batch, InlineCrew()).run()
        except DeblurError as error:
            return error.message
        assert ending is Ending.FINISHED
        return ""


class Killing(InlineCrew):
    """Ends the whole process when it is asked for one photo more than *count*."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self._left = count

    def submit(self, request: object) -> None:
        self._left -= 1
        if self._left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        super().submit(request)  # type: ignore[arg-type] - a request


@pytest.fixture
def half(tmp_path: Path) -> Half:
    return Half(tmp_path)


def _lose_log(folder: Path) -> None:
    (folder / "journal.db-wal").unlink()


def _lose_log_and_index(folder: Path) -> None:
    _lose_log(folder)
    (folder / "journal.db-shm").unlink()


def _lose_all(folder: Path) -> None:
    for path in folder.glob("journal.db*"):
        path.unlink()


def _lose_all_but_the_log(folder: Path) -> None:
    (folder / "journal.db").unlink()


def _empty(folder: Path) -> None:
    (folder / "journal.db").write_bytes(b"")
    _lose_log_and_index(folder)


def _cut(folder: Path) -> None:
    os.truncate(folder / "journal.db", (folder / "journal.db").stat().st_size // 2)
    _lose_log_and_index(folder)


def _garbage(folder: Path) -> None:
    (folder / "journal.db").write_bytes(b"not a database at all" * 1000)


def _no_tables(folder: Path) -> None:
    _lose_all(folder)
    with closing(sqlite3.connect(folder / "journal.db")) as journal:
        journal.execute("CREATE TABLE other (x)")


LOSSES = [
    _lose_log, _lose_log_and_index, _lose_all, _lose_all_but_the_log, _empty, _cut, _garbage, _no_tables,
]  # fmt: skip


@pytest.mark.parametrize("lose", LOSSES)
def test_F25_whatever_is_lost_of_a_journal_no_photo_is_done_twice(
    lose: Callable[[Path], None], half: Half
):
    lose(half.again())

    assert half.finish() == ""

    items = half.oracle.check(half.batch)
    assert [item.state for item in items] == ["done"] * 6
    assert all(item.result and " (2)" not in item.result.name for item in items)


def test_F25_mutants_of_a_journal_are_mended_or_refused(half: Half):
    figures = try_mutants(half, 40)

    assert figures["mended"] > 10


def try_mutants(half: Half, count: int) -> dict[str, int]:
    """Change bytes of the journal, each time anew; how often the batch went on, and how."""
    figures = {"mutants": count, "as if nothing was": 0, "mended": 0, "refused": 0}
    for seed in range(count):
        folder = half.again()
        chance = random.Random(seed)
        if chance.random() < 0.7:  # else the log has most pages a second time
            with closing(sqlite3.connect(folder / "journal.db")) as journal:
                journal.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        mutate(folder, chance)
        told = half.finish()
        half.oracle.check_originals()
        names = [path.name for path in half.output.iterdir()]
        assert not [name for name in names if " (2)" in name or name.startswith(".")], seed
        if told:
            assert "newer version" in told or "damaged" in told, told
            figures["refused"] += 1
            continue
        assert len(names) == 6, seed
        was_mended = any(".bad-" in path.name for path in folder.iterdir())
        figures["mended" if was_mended else "as if nothing was"] += 1
    return figures


def mutate(folder: Path, chance: random.Random) -> None:
    """Overwrite or cut a part of the journal or of its log."""
    path = chance.choice([path for path in folder.glob("journal.db*") if path.stat().st_size])
    data = bytearray(path.read_bytes())
    at = chance.randrange(len(data))
    kind = chance.choice(["bit", "bytes", "zeros", "cut"])
    if kind == "bit":
        data[at] ^= 1 << chance.randrange(8)
    elif kind == "bytes":
        data[at : at + 64] = chance.randbytes(len(data[at : at + 64]))
    elif kind == "zeros":
        data[at : at + 4096] = bytes(len(data[at : at + 4096]))
    else:
        del data[at:]
    path.write_bytes(data)


def test_F25_a_journal_of_a_newer_version_is_refused_and_left_alone(stage: Stage):
    stage.fill(2)
    stage.begin()
    with closing(sqlite3.connect(stage.journal)) as journal:
        journal.execute("PRAGMA user_version = 99")
    before = stage.journal.read_bytes()

    _, err = stage.run("--resume", stage.batch().id, code=1)
    _, latest = stage.run("--resume", code=1)
    out, _ = stage.run("status")

    assert "newer version" in err
    assert "newer version" in latest
    assert "newer version" in out
    assert stage.journal.read_bytes() == before


def test_F25_a_damaged_journal_is_put_aside_at_the_command_line_too(stage: Stage):
    stage.fill(3)
    oracle = stage.oracle()
    stage.begin()
    stage.journal.write_bytes(b"garbage" * 999)

    told, _ = stage.run("status")
    stage.run("--resume")

    assert "damaged" in told
    assert [item.outcome for item in oracle.check(stage.batch())] == ["restored"] * 3
    assert list(stage.journal.parent.glob("journal.db.bad-*"))
    assert len(stage.passes.read_text().splitlines()) == 3


def test_F25_a_kill_before_there_is_a_journal_can_be_resumed(stage: Stage):
    stage.fill(1)
    stage.begin()
    _lose_all(stage.journal.parent)
    (stage.output / "0000_deblurred.png").unlink()

    stage.run("--resume")

    assert stage.states() == {"0000.png": "done"}


# Who owns it


def set_owner(stage: Stage, text: str) -> None:
    with closing(sqlite3.connect(stage.journal, isolation_level=None)) as journal:
        journal.execute("UPDATE facts SET value = ? WHERE name = 'owner'", (text,))
        journal.execute("UPDATE photos SET state = 'todo' WHERE id = 1")


@pytest.fixture
def done(stage: Stage) -> Stage:
    stage.fill(1)
    stage.begin()
    (stage.output / "0000_deblurred.png").unlink()
    return stage


def _dead() -> str:
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    this = Owner.this()
    return Owner(this.host, this.boot, child.pid, "1").to_text()


def _of_another_start() -> str:
    this = Owner.this()
    return Owner(this.host, "another-boot", os.getpid(), this.start).to_text()


def _number_used_again() -> str:
    this = Owner.this()
    return Owner(this.host, this.boot, os.getpid(), "1").to_text()


STALE = [_dead(), _of_another_start(), _number_used_again(), "garbage", "process x on y (", "\x00("]


@pytest.mark.parametrize("owner", STALE, ids=range(len(STALE)))
def test_F26_an_owner_that_is_gone_or_nonsense_stops_nobody(owner: str, done: Stage):
    set_owner(done, owner)

    done.run("--resume", WATCHED_S="0.2")

    assert done.states() == {"0000.png": "done"}


def test_F26_a_killed_runner_that_nobody_waited_for_is_dead(stage: Stage):
    stage.fill(4)
    process = stage.start(*stage.words(), PASS_S="0.3")
    wait_until(lambda: stage.passes.exists())
    os.kill(process.pid, signal.SIGKILL)  # it is a zombie until `communicate`
    wait_until(lambda: b") Z " in Path(f"/proc/{process.pid}/stat").read_bytes())

    stage.run("--resume")

    process.communicate()
    assert set(stage.states().values()) == {"done"}


def test_F27_a_second_runner_is_refused_and_the_first_goes_on(stage: Stage):
    stage.fill(20)
    oracle = stage.oracle()
    first = stage.start(*stage.words(), PASS_S="0.8")
    wait_until(lambda: stage.passes.exists())
    identity = stage.batch().id

    _, err = stage.run("--resume", identity, code=1)
    _, forget = stage.run("forget", identity, code=1)

    assert f"another process works on this batch: process {first.pid}" in err
    assert "another process" in forget
    ended(first)
    assert len(oracle.check(stage.batch())) == 20
    assert len(stage.passes.read_text().splitlines()) == 20


def test_F27_of_many_that_resume_at_once_one_works(stage: Stage):
    stage.fill(8)
    oracle = stage.oracle()
    process = stage.start(*stage.words(), PASS_S="0.2")
    wait_until(lambda: stage.passes.exists())
    process.kill()
    process.communicate()

    runners = [stage.start("--resume", stage.batch().id, PASS_S="0.3") for _ in range(4)]
    codes = sorted((runner.communicate(timeout=60), runner.returncode)[1] for runner in runners)

    assert codes == [0, 1, 1, 1]
    oracle.check(stage.batch())


def test_F28_a_living_runner_of_another_computer_is_respected_and_a_dead_one_is_not(
    stage: Stage,
):
    stage.fill(40)
    oracle = stage.oracle()
    first = stage.start(*stage.words(), PASS_S="0.5", HOST="elsewhere")
    wait_until(lambda: stage.passes.exists())
    identity = stage.batch().id

    _, err = stage.run("--resume", identity, code=1, WATCHED_S="8")  # it beats every five seconds
    first.kill()
    first.communicate()
    stage.run("--resume", identity, WATCHED_S="0.5")

    assert "on elsewhere" in err
    assert all(item.state == "done" for item in oracle.check(stage.batch()))


def test_F28_who_lost_a_batch_to_another_stops_and_publishes_nothing_more(tmp_path: Path):
    photos = make_photos(tmp_path / "in", 4)
    batch = make_batch(tmp_path / "in", tmp_path / "out")
    oracle = Oracle(photos, tmp_path / "out")
    other = Owner("elsewhere", "-", 1, "-")

    class Robbed(InlineCrew):
        def events(self, timeout_s: float) -> list:
            with closing(sqlite3.connect(batch.folder / "journal.db")) as journal, journal:
                journal.execute(
                    "UPDATE facts SET value = ? WHERE name = 'owner'", (other.to_text(),)
                )
            return super().events(timeout_s)

    with pytest.raises(JournalError, match="took this batch"):
        Runner(batch, Robbed()).run()

    assert [path for path in (tmp_path / "out").iterdir() if path.suffix == ".png"] == []
    with closing(sqlite3.connect(batch.folder / "journal.db")) as journal, journal:
        journal.execute("UPDATE facts SET value = '' WHERE name = 'owner'")
    Runner(Batch.find(batch.id), InlineCrew()).run()
    oracle.check(batch)


def test_F101_another_checkpoint_under_the_same_name_is_refused_for_each_photo(tmp_path: Path):
    stage = Stage(tmp_path, "deblur_desktop")
    write_fake_plugin()
    install("sharpens")
    stage.fill(2)
    stage.begin("--checkpoint", "sharpens")
    with closing(sqlite3.connect(stage.journal)) as journal, journal:
        journal.execute("UPDATE photos SET state = 'todo', result = NULL WHERE id = 1")
    (stage.output / "0000_deblurred.png").unlink()
    install("prints")
    for suffix in (".safetensors", ".toml"):
        (models_folder() / f"prints{suffix}").replace(models_folder() / f"sharpens{suffix}")
    card = models_folder() / "sharpens.toml"
    card.write_text(card.read_text().replace("prints", "sharpens"))

    stage.run("--resume", code=1)

    (first, second) = stage.items()
    assert (first.state, second.state) == ("failed", "done")
    assert "another than when" in first.message
    assert first.hint
    wait_until(lambda: not ours(), 5)
