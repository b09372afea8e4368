"""Batches as a person types them, with a tiny network in real workers."""

import contextlib
import csv
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import cv2
import numpy as np
import pytest
import tifffile
from fakes.batches import Oracle, make_photos
from fakes.networks import install, write_fake_plugin

from deblur_desktop.bundle import bundled
from deblur_desktop.cli import main
from deblur_desktop.jobs.batches import Batch, batches
from deblur_desktop.jobs.item import State

SAMPLE = bundled("resources") / "samples" / "hand-held.jpg"


@pytest.fixture(autouse=True)
def _network() -> None:
    write_fake_plugin()
    install("sharpens", "is-slow")


def told(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main(["batch", *map(str, arguments)])
    out, err = capsys.readouterr()
    return code, out, err


def start(*arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "deblur_desktop", "batch", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def latest() -> Batch:
    return list(batches())[-1]


def test_a_folder_goes_through_and_is_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    photos = make_photos(tmp_path / "in" / "sub", 3)
    (tmp_path / "in" / "note.jpg").write_text("no photo")
    output = tmp_path / "out"

    code, out, err = told(
        capsys, tmp_path / "in", "-o", output, "--recursive", "--checkpoint", "sharpens",
        "--name", "{n:02}_{stem}_{model}",
    )  # fmt: skip

    assert code == 1
    assert out.count("restored ->") == 3
    assert "note.jpg: failed: not an image" in out
    assert "3 restored, 1 failed" in err
    assert sorted(path.name for path in (output / "sub").iterdir()) == [
        f"{n + 2:02}_{photos[n].stem}_sharpens.png" for n in range(3)
    ]
    _, listed, _ = told(capsys, "status")
    assert "finished, 3 restored, 1 failed" in listed
    rows = list(csv.DictReader(io.StringIO(told(capsys, "report")[1])))
    assert [row["state"] for row in rows] == ["failed", "done", "done", "done"]
    facts = json.loads(told(capsys, "report", "--json")[1])
    assert facts[1]["receipt"]["recipe"]["checkpoint"] == "sharpens"
    told(capsys, "report", "-o", tmp_path / "report.html", latest().id)
    page = (tmp_path / "report.html").read_text()
    assert "4 found, 3 restored, 1 failed" in page
    assert page.count("<img") == 6
    assert "not an image" in page


def test_existing_results_are_numbered_left_out_or_replaced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    make_photos(tmp_path / "in", 1)
    trash = tmp_path / "trash"
    monkeypatch.setattr("send2trash.send2trash", lambda path: Path(os.fsdecode(path)).rename(trash))
    result = tmp_path / "out" / "0000_deblurred.png"
    result.parent.mkdir()
    result.write_bytes(b"mine")
    rest = (tmp_path / "in", "-o", tmp_path / "out", "--checkpoint", "sharpens", "--existing")

    skipped = told(capsys, *rest, "skip")
    assert "the result is already there" in told(capsys, "report")[1]
    assert result.read_bytes() == b"mine"
    numbered = told(capsys, *rest, "number")
    assert (tmp_path / "out" / "0000_deblurred (2).png").is_file()
    assert result.read_bytes() == b"mine"
    replaced = told(capsys, *rest, "replace")

    assert skipped[0] == numbered[0] == replaced[0] == 0
    assert result.read_bytes() != b"mine"
    assert trash.read_bytes() == b"mine"


def test_the_latest_batch_is_the_one_begun_last_whatever_was_forgotten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    for number in range(3):
        make_photos(tmp_path / str(number), 1)
        told(capsys, tmp_path / str(number), "-o", tmp_path / "out", "--checkpoint", "sharpens")
    first = next(iter(batches()))
    told(capsys, "forget", first.id)
    make_photos(tmp_path / "last", 1)

    told(capsys, tmp_path / "last", "-o", tmp_path / "out", "--checkpoint", "sharpens")

    assert str(tmp_path / "last") in told(capsys, "report")[1]


def test_what_is_left_alone_says_why_and_is_counted_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    flat = tmp_path / "in" / "flat.png"
    flat.parent.mkdir()
    flat.write_bytes(cv2.imencode(".png", np.full((64, 64, 3), 90, np.uint8))[1].tobytes())
    make_photos(tmp_path / "in", 1)
    rest = ("-o", tmp_path / "out", "--checkpoint", "sharpens")
    told(capsys, tmp_path / "in" / "0000.png", *rest)

    _, out, err = told(
        capsys, tmp_path / "out", flat, "-o", tmp_path / "again", "--checkpoint", "sharpens"
    )

    assert "left alone, this program made it from another photo" in out
    assert "1 restored, 1 unchanged" in err


def test_options_that_cannot_be_used_end_the_batch_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    make_photos(tmp_path / "in", 9)

    code, out, err = told(
        capsys,
        tmp_path / "in",
        "-o",
        tmp_path / "out",
        "--checkpoint",
        "maxim-gopro-1",
        "--tile",
        7,
    )

    assert code == 1
    assert "these options cannot be used" in err
    assert "does not bear the tile" in out
    assert " to do" in err


@pytest.mark.parametrize("words", [["retry"], ["--resume"]])
def test_what_was_begun_is_not_changed(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    make_photos(tmp_path / "in", 1)
    told(capsys, tmp_path / "in", "-o", tmp_path / "out", "--checkpoint", "sharpens")

    code, _, err = told(capsys, *words, "--damaged", "keep")

    assert code == 2
    assert "without --damaged" in err


def test_nothing_found_is_no_success_and_leaves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "in" / "sub").mkdir(parents=True)

    code, _, err = told(capsys, tmp_path / "in", "-o", tmp_path / "out", "--checkpoint", "sharpens")

    assert code == 1
    assert "no photos were found" in err
    assert "--recursive" in err
    assert list(batches()) == []


def test_whoever_does_a_folder_again_is_told_how_to_leave_out_what_is_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    make_photos(tmp_path / "in", 1)
    words = (tmp_path / "in", "-o", tmp_path / "out", "--checkpoint", "sharpens")
    assert "--existing skip" not in told(capsys, *words)[2]

    assert "--existing skip" in told(capsys, *words)[2]


def test_a_damaged_photo_is_told_with_what_can_be_done(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    (whole,) = make_photos(tmp_path / "in", 1, side=64)
    whole.write_bytes(whole.read_bytes()[:-2000])

    _, out, _ = told(capsys, tmp_path / "in", "-o", tmp_path / "out", "--checkpoint", "sharpens")

    assert out.count(str(whole)) == 1
    assert "--damaged keep" in out


def test_a_folder_that_cannot_be_read_is_told_and_looked_through_again_when_wished(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    make_photos(tmp_path / "in" / "closed", 1)
    look = os.scandir

    def scandir(folder: Path) -> object:
        if Path(folder).name == "closed":
            raise PermissionError(13, "Permission denied")
        return look(folder)

    monkeypatch.setattr(os, "scandir", scandir)
    words = (tmp_path / "in", "-o", tmp_path / "out", "--checkpoint", "sharpens", "--recursive")
    code, _, err = told(capsys, *words)
    assert code == 1
    assert "1 failed" in err
    assert "the folder cannot be read (Permission denied)" in told(capsys, "report")[1]
    assert told(capsys, "retry")[0] == 1  # still closed

    monkeypatch.setattr(os, "scandir", look)
    code, out, _ = told(capsys, "retry")

    assert code == 0
    assert "0000.png: restored" in out


def test_F106_ctrl_c_stops_in_good_order_and_resume_goes_on(tmp_path: Path):
    photos = make_photos(tmp_path / "in", 2)
    oracle = Oracle(photos, tmp_path / "out")
    child = start(tmp_path / "in", "-o", tmp_path / "out", "--checkpoint", "is-slow")
    time.sleep(6)
    child.send_signal(signal.SIGINT)
    _, err = child.communicate(timeout=20)

    assert child.returncode == 130, err
    assert "--resume" in err
    assert "Traceback" not in err
    assert not list((tmp_path / "out").glob(".*"))
    again = start("--resume")
    again.communicate(timeout=200)
    assert again.returncode == 0
    assert all(item.state is State.DONE for item in oracle.check(latest()))


def test_F25_a_batch_whose_journal_is_damaged_is_resumed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    make_photos(tmp_path / "in", 3)
    told(capsys, tmp_path / "in", "-o", tmp_path / "out", "--checkpoint", "sharpens")
    (latest().folder / "journal.db").write_bytes(b"nonsense" * 1000)

    assert "damaged" in told(capsys, "status")[1]
    code, out, err = told(capsys, "--resume")

    assert code == 0, out + err
    assert len(list((tmp_path / "out").iterdir())) == 3


def test_a_terminal_shows_how_far_it_is(tmp_path: Path):
    pty = pytest.importorskip("pty")
    make_photos(tmp_path / "in", 3)
    ours, theirs = pty.openpty()
    command = ["batch", tmp_path / "in", "-o", tmp_path / "out", "--checkpoint", "sharpens"]
    child = subprocess.Popen(
        [sys.executable, "-m", "deblur_desktop", *map(str, command)],
        stdout=theirs,
        stderr=theirs,
        env=os.environ | {"TERM": "xterm"},
    )
    os.close(theirs)
    shown = b""
    with open(ours, "rb", buffering=0) as screen, contextlib.suppress(OSError):  # noqa: PTH123 - a descriptor
        while block := screen.read(10_000):
            shown += block

    assert child.wait(60) == 0
    assert b"to do" in shown
    assert b"3 restored" in shown
    assert b"damaged" not in shown


def test_failed_photos_are_done_again_when_wished(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    make_photos(tmp_path / "in", 1)
    broken = tmp_path / "in" / "z.png"
    broken.write_bytes((tmp_path / "in" / "0000.png").read_bytes()[:200])
    rest = (tmp_path / "in", "-o", tmp_path / "out", "--checkpoint", "sharpens")
    assert told(capsys, *rest)[0] == 1

    shutil.copy(tmp_path / "in" / "0000.png", broken)
    code, out, err = told(capsys, "retry")

    assert code == 0, out + err
    assert (tmp_path / "out" / "z_deblurred.png").is_file()
    assert "nothing failed" in told(capsys, "retry")[2]
    told(capsys, "forget", latest().id)
    assert list(batches()) == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "lacks the photos"), (("{in}",), "lacks the folder"),
        (("{in}", "-o", "{in}"), "among the photos"), (("gone", "-o", "{out}"), "no such file"),
        (("{in}", "-o", "{out}", "--name", "x"), "same name"),
        (("{in}", "-o", "{out}", "--checkpoint", "nothing"), "no checkpoint has this name"),
        (("{in}", "-o", "{out}", "--preset", "nothing"), "no preset has this name"),
        (("{in}", "-o", "{out}", "--device", "cuda:77"), "cuda:77"),
        (("--resume", "gone"), "no such batch"), (("--resume",), "nothing to resume"),
        (("--resume", "-o", "{out}"), "without other options"), (("report",), "no batches"),
        (("forget",), "which batch"), (("status", "../x"), "no such batch"),
    ],
)  # fmt: skip
def test_F106_wrong_use_is_told_with_a_hint(
    arguments: tuple[str, ...], words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    make_photos(tmp_path / "in", 1)
    places = {"in": tmp_path / "in", "out": tmp_path / "out"}

    code, _, err = told(capsys, *(word.format(**places) for word in arguments))

    assert code == 2
    assert words in err
    assert list(batches()) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_F08_a_folder_that_cannot_be_written_is_refused_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    make_photos(tmp_path / "in", 1)
    (tmp_path / "out").mkdir(mode=0o555)

    assert told(capsys, tmp_path / "in", "-o", tmp_path / "out")[0] == 1


def test_F14_to_F18_awkward_photos_go_through_two_kills(tmp_path: Path):
    """Spaces, Unicode, bytes that are no text, one stem twice, 16 bits, damage, a read-only folder."""
    source, output = tmp_path / "in put", tmp_path / "out"
    awkward(source)
    sources = [path for path in source.rglob("*") if path.is_file() and path.suffix != ".txt"]
    oracle = Oracle(sources, output)
    command = (source, "-o", output, "--recursive", "--checkpoint", "sharpens")

    for number in range(2):
        child = start(*(command if number == 0 else ("--resume",)))
        wait = time.monotonic() + 60
        before = len(list(output.rglob("*_deblurred*"))) if output.exists() else 0
        while child.poll() is None and time.monotonic() < wait:
            if output.exists() and len(list(output.rglob("*_deblurred*"))) > before + 1:
                break
            time.sleep(0.01)
        child.kill()
        child.communicate()
    last = start("--resume")
    out, err = last.communicate(timeout=120)

    assert last.returncode in (1, 2), out + err  # 2: it was finished before it was killed
    items = oracle.check(latest())
    failed = {item.source.name for item in items if item.state is State.FAILED}
    assert failed == {"corrupt.jpg", "text.jpg"}
    names = {os.fsencode(item.result.name) for item in items if item.result}
    assert {b"same_deblurred.png", b"same_deblurred.jpg"} <= names
    assert b"bad_\xff\xfe_deblurred.png" in names
    deep = next(item for item in items if item.source.name == "deep.tif")
    assert deep.result is not None
    assert tifffile.imread(deep.result).dtype == np.uint16
    assert sorted(path.name for path in (output / "locked").iterdir()) == ["kept_deblurred.png"]
    (source / "locked").chmod(0o755)


def awkward(folder: Path) -> None:
    """The folder of the test above."""
    plain = make_photos(folder, 1, side=32)[0]
    for name in (
        "with space.png",
        "übung é.png",
        "same.png",
        "line\nbreak.png",
        "x" * 240 + ".png",
    ):
        shutil.copy(plain, folder / name)
    shutil.copy(plain, folder / os.fsdecode(b"bad_\xff\xfe.png"))
    picture = cv2.imdecode(np.fromfile(plain, np.uint8), cv2.IMREAD_COLOR)
    assert picture is not None
    (folder / "same.jpg").write_bytes(cv2.imencode(".jpg", picture)[1].tobytes())
    whole = SAMPLE.read_bytes()
    (folder / "corrupt.jpg").write_bytes(whole[: len(whole) // 2])
    (folder / "text.jpg").write_text("this is no photo")
    (folder / "note.txt").write_text("this is no photo either")
    tifffile.imwrite(folder / "deep.tif", picture.astype(np.uint16) * 257, photometric="rgb")
    (folder / "locked").mkdir()
    shutil.copy(plain, folder / "locked" / "kept.png")
    (folder / "locked").chmod(0o555)
