"""F08 to F20: strange names, folders and photos, through `deblur-desktop batch` as a person types it."""

import json
import os
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from fakes.batches import make_photos
from fakes.stage import Stage, ended, ours, wait_until

from deblur_desktop.photo.files import open_photo

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="names and mounts of Linux")
IS_ROOT = os.name == "posix" and os.geteuid() == 0


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path)


STRANGE = [
    "a.png", "a.tif", "a.jpg", "A.PNG", "a_png.png", "\u00e9.png", "e\u0301.png", "stra\u00dfe.png",
    "STRASSE.png", b"bad_\xff\xfe.png", "x" * 251 + ".png", "\U0001f600" * 62 + ".png", "CON.png",
    "nul.x.png", "-rf.png", "--output.png", "a\nb.png", "a\x1b[31m.png", "a\u202egnp.png", "a?.png",
    "a .png", " b.png", "{stem}.png", "{.png", "}}{{.png", "%s.png", "a (2).png", "deep/deeper/a.png",
    "a_deblurred.png", "status.png", "$(x).png", "'.png", '".png', "a;b.png", "[1].png",
]  # fmt: skip


@pytest.mark.parametrize("pattern", ["{stem}_deblurred{ext}", "{stem}-{model}-{date}"])
def test_F14_F15_F16_F17_F18_every_name_gets_a_result_of_its_own(pattern: str, stage: Stage):
    photos = stage.fill_named(STRANGE)
    oracle = stage.oracle()

    out, _ = stage.begin("--name", pattern)

    items = oracle.check(stage.batch())
    assert {item.source for item in items} == set(photos)
    assert all(item.state == "done" and item.result for item in items)
    assert len(out.splitlines()) == len(STRANGE)
    assert "\x1b" not in out
    assert "\u202e" not in out
    folded = {str(item.result).casefold() for item in items}
    assert len(folded) == len(items)
    assert all(len(os.fsencode(name)) <= 255 for name in stage.results())
    by_name = {item.source.name: item.result for item in items}
    strange = by_name[os.fsdecode(b"bad_\xff\xfe.png")]
    assert strange is not None
    assert os.fsencode(strange.name).startswith(b"bad_\xff\xfe")


def test_F16_folders_whose_names_are_no_text_are_worked_on_and_shown(tmp_path: Path):
    base = tmp_path / os.fsdecode(b"\xff \xfe")
    base.mkdir()
    stage = Stage(base)
    stage.fill(2)
    (stage.photos / "broken.png").write_bytes(b"no image")
    oracle = stage.oracle()

    _, err = stage.begin(code=1)
    out, _ = stage.run("status")
    stage.run("report", "-o", base / "report.csv")
    stage.run("report", "--json")

    assert r"\xff \xfe" in err
    assert r"\xff \xfe" in out
    assert [item.state for item in oracle.check(stage.batch())] == ["done", "done", "failed"]


def _same(stage: Stage) -> Path:
    return stage.photos


def _link(stage: Stage) -> Path:
    stage.output.symlink_to(stage.photos)
    return stage.output


def _through_a_link(stage: Stage) -> Path:
    (stage.photos.parent / "up").symlink_to(stage.photos.parent)
    return stage.photos.parent / "up" / "photos"


def _with_dots(stage: Stage) -> Path:
    return stage.photos / ".." / "photos"


def _bound(stage: Stage) -> Path:
    stage.output.mkdir()
    command = ["mount", "--bind", str(stage.photos), str(stage.output)]
    if subprocess.run(command, capture_output=True, check=False).returncode != 0:
        pytest.skip("mounting is not permitted here")
    return stage.output


@pytest.mark.parametrize("disguised", [_same, _link, _through_a_link, _with_dots, _bound])
def test_F13_results_never_go_among_the_photos(disguised: Callable[[Stage], Path], stage: Stage):
    stage.fill(1)
    output = disguised(stage)
    try:
        _, err = stage.run(stage.photos, "-o", output, code=2)
    finally:
        subprocess.run(["umount", str(stage.output)], capture_output=True, check=False)

    assert "among the photos" in err
    assert [path.name for path in stage.photos.iterdir()] == ["0000.png"]


def test_F13_nor_where_several_folders_are_mirrored_onto_themselves(tmp_path: Path, stage: Stage):
    for name in ("a", "b"):
        make_photos(tmp_path / name, 1)

    _, err = stage.run(tmp_path / "a", tmp_path / "b", "-o", tmp_path, code=2)

    assert "among the photos" in err


def test_F13_a_result_never_takes_the_place_of_an_original(stage: Stage):
    first, second, third = stage.fill(3)
    stage.output.mkdir()
    (stage.output / "0000.png").hardlink_to(first)
    (stage.output / "0001.png").symlink_to(second)
    oracle = stage.oracle()

    _, err = stage.begin("--name", "{stem}{ext}", "--existing", "replace", code=1)

    oracle.check_originals()
    assert stage.states() == {first.name: "failed", second.name: "failed", third.name: "done"}
    assert "2 failed" in err
    assert all("overwrite an original" in i.message for i in stage.items() if i.state == "failed")


def test_F13_beside_the_photos_with_their_own_name_nothing_is_written(stage: Stage):
    first, second = stage.fill(2)
    oracle = stage.oracle()

    stage.run(first, second, "-o", stage.photos, "--name", "{stem}{ext}", code=1)

    oracle.check_originals()
    assert sorted(stage.photos.iterdir()) == [first, second]


def test_F12_what_is_there_already_is_kept_whatever_it_is(stage: Stage):
    stage.fill(4)
    stage.output.mkdir()
    (stage.output / "0000_deblurred.png").write_bytes(b"mine")
    (stage.output / "0001_deblurred.png").symlink_to(stage.output / "nowhere")
    (stage.output / "0002_deblurred.png").mkdir()

    stage.begin()

    names = [item.result.name for item in stage.items() if item.result]
    assert names == [f"{n:04}_deblurred{' (2)' * (n < 3)}.png" for n in range(4)]
    assert (stage.output / "0000_deblurred.png").read_bytes() == b"mine"
    assert not (stage.output / "nowhere").exists()


@pytest.mark.skipif(not IS_ROOT, reason="mounting needs root")
def test_F08_a_read_only_disk_is_refused_before_anything_is_done(stage: Stage):
    stage.fill(2)
    stage.begin(PASS_S="0.1")
    with_disk = ["mount", "-t", "tmpfs", "-o", "ro,size=1m", "tmpfs", str(stage.output)]
    if subprocess.run(with_disk, capture_output=True, check=False).returncode != 0:
        pytest.skip("mounting is not permitted here")
    try:
        _, begun = stage.begin(code=1)
        _, resumed = stage.run("--resume", stage.batch().id, code=1)
    finally:
        subprocess.run(["umount", str(stage.output)], check=True)

    for told in (begun, resumed):
        assert "read-only" in told.casefold()
        assert str(stage.output) in told
    assert len(stage.passes.read_text().splitlines()) == 2


def test_F10_a_photo_that_is_gone_when_its_turn_comes_is_told_and_the_others_are_done(
    stage: Stage,
):
    photos = stage.fill(12)
    process = stage.start(*stage.words(), PASS_S="0.1")
    wait_until(lambda: stage.results())
    photos[-1].unlink()
    photos[-2].unlink()

    process.communicate(timeout=60)

    assert process.returncode == 1
    states = stage.states()
    assert [states[path.name] for path in photos] == ["done"] * 10 + ["failed"] * 2
    assert all("No such file" in i.message for i in stage.items() if i.state == "failed")


def test_F19_a_tree_of_traps_is_worked_through(tmp_path: Path, stage: Stage):
    (photo,) = stage.fill(1)
    inner = stage.photos / "inner"
    inner.mkdir()
    (inner / "up").symlink_to(stage.photos)
    (stage.photos / "out of here").symlink_to(tmp_path)
    (inner / "loop.png").symlink_to(inner / "loop.png")
    (inner / "zero.png").symlink_to("/dev/zero")
    os.mkfifo(inner / "pipe.png")
    with (inner / "sparse.png").open("wb") as file:
        file.truncate(1 << 40)
    with socket.socket(socket.AF_UNIX) as listener:
        here = Path.cwd()
        os.chdir(inner)  # the path of a socket is at most 108 bytes long
        listener.bind("socket.png")
        os.chdir(here)
        stage.begin(code=1)

    assert stage.states() == {photo.name: "done", "sparse.png": "failed"}
    wait_until(lambda: not ours(), 5)


def test_F20_a_thousand_folders_within_each_other_are_searched_as_far_as_the_system_bears(
    stage: Stage,
):
    stage.fill(1)
    here = os.open(stage.photos, os.O_RDONLY)
    for _ in range(1000):
        os.mkdir("deeper", dir_fd=here)
        here, above = os.open("deeper", os.O_RDONLY, dir_fd=here), here
        os.close(above)
    os.close(here)

    stage.begin()

    assert stage.states() == {"0000.png": "done"}
    subprocess.run(["rm", "-rf", str(stage.photos)], check=True)


def test_F20_of_thousands_of_files_the_first_is_begun_at_once(stage: Stage):
    figures = begin_many(stage, 5_000)

    assert figures["first photo, s"] < 4  # 1 on a computer that has nothing else to do
    assert figures["memory, MB"] < 200


def begin_many(stage: Stage, count: int) -> dict[str, float]:
    """Begin a batch of one photo and *count* files that are none; how long, and how much memory."""
    stage.fill(1)
    for number in range(count):
        (stage.photos / f"x{number:06}.jpg").touch()
    started = time.monotonic()
    process = stage.start(*stage.words())
    wait_until(lambda: stage.passes.exists(), 60)
    first_s = time.monotonic() - started
    wait_until(_is_listed(stage), 300)
    listed_s = time.monotonic() - started
    lines = Path(f"/proc/{process.pid}/status").read_text().splitlines()
    peak_kb = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))
    process.terminate()
    process.communicate(timeout=60)
    assert process.returncode == 130
    assert sum(1 for _ in stage.items()) == count + 1
    return {"first photo, s": first_s, "all found, s": listed_s, "memory, MB": peak_kb / 1024}


def _is_listed(stage: Stage) -> Callable[[], bool]:
    batch = stage.batch()

    def is_listed() -> bool:
        with closing(batch.journal()) as journal:
            return bool(journal.fact("listed"))

    return is_listed


def test_F11_the_journal_has_the_hash_of_what_was_read_though_the_photo_changed_since(
    stage: Stage,
):
    (photo,) = stage.fill(1)
    before = stage.oracle().originals[0].sha256
    process = stage.start(*stage.words(), PASS_S="0.5")
    wait_until(lambda: stage.passes.exists())
    photo.write_bytes(photo.read_bytes() + b"more")

    ended(process)

    journal = stage.batch().journal()
    assert json.loads(journal.receipt(1))["source_sha256"] == before
    journal.close()
    assert open_photo(stage.output / "0000_deblurred.png").pixels.shape == (24, 24, 3)


@pytest.mark.parametrize("away", ["photos", "out"])
def test_F09_a_batch_that_is_resumed_without_a_disk_waits_for_it(
    away: str, tmp_path: Path, stage: Stage
):
    stage.fill(30)
    oracle = stage.oracle()
    interrupted(stage)
    (tmp_path / away).rename(tmp_path / "elsewhere")

    process = stage.start("--resume")
    wait_until(lambda: "is gone" in trouble(stage))
    assert "failed" not in stage.states().values()
    assert not (tmp_path / away).exists()
    (tmp_path / "elsewhere").rename(tmp_path / away)
    ended(process)

    assert all(item.state == "done" for item in oracle.check(stage.batch()))


def test_F09_photos_that_were_not_found_yet_are_found_when_their_folder_is_back(
    tmp_path: Path, stage: Stage
):
    stage.fill(10)
    oracle = stage.oracle()
    interrupted(stage)
    with closing(sqlite3.connect(stage.journal, isolation_level=None)) as journal:
        journal.execute("UPDATE facts SET value = 0 WHERE name = 'listed'")
        journal.execute("DELETE FROM photos WHERE state = 'todo'")
    stage.photos.rename(tmp_path / "elsewhere")

    process = stage.start("--resume")
    wait_until(lambda: "photos is gone" in trouble(stage))
    (tmp_path / "elsewhere").rename(stage.photos)
    ended(process)

    assert len(oracle.check(stage.batch())) == 10


def interrupted(stage: Stage) -> None:
    """Begin a batch and interrupt it after its first result."""
    process = stage.start(*stage.words(), PASS_S="0.1")
    wait_until(lambda: any(name.endswith("_deblurred.png") for name in stage.results()))
    process.terminate()
    ended(process, 130)


def trouble(stage: Stage) -> str:
    with closing(stage.batch().journal()) as journal:
        return str(journal.fact("trouble"))
