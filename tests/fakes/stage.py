"""A folder with photos, one for results and a person's own, and `batch` as real processes on them."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from fakes.batches import Oracle, make_photos

from deblur_desktop.jobs.batches import Batch
from deblur_desktop.jobs.batches import batches as all_batches
from deblur_desktop.jobs.item import Item

ROOT = Path(__file__).parent.parent.parent
REAL, STUB = "deblur_desktop", "fakes.batch_cli"


class Stage:
    """Everything lies below *base*; *program* is the module that is the command line."""

    def __init__(self, base: Path, program: str = STUB) -> None:
        self.photos, self.output, self.passes = base / "photos", base / "out", base / "passes"
        self.program = program
        self.prefix: list[str] = []
        self.photos.mkdir(exist_ok=True)

    def fill(self, count: int) -> list[Path]:
        """That many photos."""
        return make_photos(self.photos, count)

    def fill_named(self, names: Iterable[str | bytes]) -> list[Path]:
        """A photo of each name; PNGs, whatever their suffix says, for content decides."""
        paths: list[Path] = []
        for number, name in enumerate(names):
            path = self.photos / os.fsdecode(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            (source,) = make_photos(path.parent, 1, side=20 + number)
            paths.append(source.rename(path))
        return paths

    def start(self, *words: object, **environment: str) -> subprocess.Popen[str]:
        """`deblur-desktop batch` with *words*, as the leader of its own group."""
        path = os.pathsep.join((str(ROOT), str(ROOT / "tests")))
        command = [*self.prefix, sys.executable, "-m", self.program, "batch"]
        return subprocess.Popen(
            [*command, *map(str, words)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": path, "PASSES": str(self.passes)} | environment,
            text=True,
            errors="surrogateescape",
            start_new_session=True,
        )

    def run(self, *words: object, code: int = 0, **environment: str) -> tuple[str, str]:
        """The same until its end, which has to be *code*; what it said on stdout and stderr."""
        process = self.start(*words, **environment)
        try:
            return ended(process, code)
        finally:
            process.kill()

    def begin(self, *words: object, code: int = 0, **environment: str) -> tuple[str, str]:
        """A new batch of all photos."""
        return self.run(*self.words(), *words, code=code, **environment)

    def words(self) -> list[object]:
        """That begin a batch."""
        return [self.photos, "-o", self.output, "--recursive"]

    def oracle(self) -> Oracle:
        """What must hold for the photos that are there now."""
        found = [path for path in self.photos.rglob("*") if path.is_file()]
        return Oracle(found, self.output)

    @staticmethod
    def batch() -> Batch:
        """The latest."""
        return list(all_batches())[-1]

    @property
    def journal(self) -> Path:
        """Of the latest batch."""
        return self.batch().folder / "journal.db"

    def items(self) -> list[Item]:
        """Of the latest batch."""
        journal = self.batch().journal()
        try:
            return list(journal.items())
        finally:
            journal.close()

    def states(self) -> dict[str, str]:
        """Of the latest batch, by the photos' names."""
        return {item.source.name: str(item.state) for item in self.items()}

    def results(self) -> list[str]:
        """The names of all files in the folder for results, hidden ones too."""
        return sorted(path.name for path in self.output.rglob("*") if path.is_file())

    def copy(self, folder: Path) -> None:
        """Keep what lies in the person's own folder of batches."""
        shutil.copytree(self.batch().folder, folder)


def ended(process: subprocess.Popen[str], code: int = 0) -> tuple[str, str]:
    """What *process* said until its end, which has to be *code*; nobody sees a traceback."""
    out, err = process.communicate(timeout=100)
    assert "Traceback" not in err, err
    assert process.returncode == code, f"{process.returncode}: {out}{err}"
    return out, err


def ours() -> list[int]:
    """All processes that see the person's folder of this test, but this one."""
    mark = os.fsencode(f"DEBLUR_DESKTOP_DATA={os.environ['DEBLUR_DESKTOP_DATA']}") + b"\0"
    found = [entry for entry in Path("/proc").iterdir() if entry.name.isdecimal()]
    living = (entry for entry in found if b") Z " not in _read(entry / "stat"))
    return [int(e.name) for e in living if e.name != str(os.getpid()) and mark in _environ(e)]


def wait_until(holds: Callable[[], object], timeout_s: float = 30.0) -> None:
    """Until *holds*; else it fails."""
    end = time.monotonic() + timeout_s
    while not holds():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.01)


def _environ(entry: Path) -> bytes:
    return _read(entry / "environ") + b"\0"


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:  # ended meanwhile
        return b""
