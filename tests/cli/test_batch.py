"""`deblur-desktop batch` as a person types it: what it says, and its exit codes."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from fakes.networks import install, write_fake_plugin
from fakes.stage import REAL, Stage, ended, wait_until

from deblur_desktop.cli import main


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path)


def test_a_batch_is_done_and_told_line_by_line(stage: Stage):
    stage.fill(3)

    out, err = stage.begin()

    batch = stage.batch().id
    results = [f"{n:04}_deblurred.png" for n in range(3)]
    assert stage.results() == results
    assert [line.rpartition("/")[2] for line in out.splitlines()] == results
    assert f"batch {batch}: results go to" in err
    assert "3 done" in err


def test_json_has_an_object_for_each_photo_and_nothing_else(stage: Stage):
    stage.fill(2)

    out, err = stage.begin("--json")

    told = [json.loads(line) for line in out.splitlines()]
    assert [each["state"] for each in told] == ["done", "done"]
    assert all(each["receipt"]["saved"]["sha256"] == each["sha256"] for each in told)
    assert err == ""


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_an_interrupted_batch_goes_on_where_it_was(stage: Stage):
    stage.fill(8)
    process = stage.start(*stage.words(), PASS_S="0.3")
    wait_until(stage.results)
    process.terminate()
    _, err = ended(process, 130)
    before = len(stage.results())
    assert 0 < before < 8
    assert f"`deblur-desktop batch --resume {stage.batch().id}` goes on" in err

    stopped, _ = stage.run("status")
    stage.run("--resume")
    finished, _ = stage.run("status", "--json")

    assert f"{before} done, {8 - before} to do" in stopped
    assert ": stopped" in stopped
    assert json.loads(finished)["state"] == "finished"
    assert len(stage.results()) == 8


def test_what_failed_is_told_and_can_be_done_again(stage: Stage):
    stage.fill(1)
    broken = stage.photos / "x.png"
    broken.write_bytes(b"no photo")
    out, err = stage.begin(code=1)
    assert "failed" in out
    assert f"`deblur-desktop batch retry {stage.batch().id}` does them again" in err
    _, again = stage.run("retry", code=1)
    assert "1 failed photos are done again" in again
    broken.write_bytes((stage.photos / "0000.png").read_bytes())

    _, err = stage.run("retry")
    _, nothing = stage.run("retry")

    assert stage.states() == {"0000.png": "done", "x.png": "done"}
    assert "nothing failed" in nothing


def test_reports_have_every_photo(stage: Stage, tmp_path: Path):
    stage.fill(2)
    (stage.photos / "<b>.png").write_bytes(b"no photo")
    stage.begin(code=1)

    shown, _ = stage.run("report")
    as_json, _ = stage.run("report", "--json")
    for suffix in (".csv", ".json", ".html"):
        stage.run("report", "-o", tmp_path / f"r{suffix}")
    _, unknown = stage.run("report", "-o", tmp_path / "r.pdf", code=2)

    rows = list(csv.DictReader(shown.splitlines()))
    assert [row["state"] for row in rows] == ["done", "done", "failed"]
    assert list(csv.DictReader((tmp_path / "r.csv").read_text().splitlines())) == rows
    assert json.loads(as_json) == json.loads((tmp_path / "r.json").read_text())
    page = (tmp_path / "r.html").read_text()
    assert page.count("<tr class=") == 3
    assert page.count("data:image/jpeg") == 4
    assert "&lt;b&gt;.png" in page
    assert "<b>" not in page
    assert "no report is made in this format" in unknown


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_a_pause_ends_the_run_and_a_resume_goes_on(stage: Stage):
    stage.fill(12)
    process = stage.start(*stage.words(), PASS_S="0.4")
    wait_until(lambda: stage.passes.exists())

    _, told = stage.run("pause")
    _, err = ended(process)
    paused, _ = stage.run("status")
    stage.run("--resume")

    assert "--resume" in told
    assert "paused" in err
    assert ": paused" in paused
    assert len(stage.results()) == 12


def test_a_forgotten_batch_leaves_photos_and_results(stage: Stage):
    stage.fill(1)
    stage.begin()
    batch = stage.batch().id

    stage.run("forget", batch)

    _, none = stage.run("status")
    assert "there are no batches" in none
    assert stage.results() == ["0000_deblurred.png"]
    _, gone = stage.run("report", batch, code=2)
    assert "no such batch" in gone


@pytest.mark.parametrize(
    ("existing", "names", "states"),
    [
        ("number", ["0000_deblurred (2).png", "0000_deblurred.png"], ["done"]),
        ("skip", ["0000_deblurred.png"], ["skipped"]),
        ("replace", ["0000_deblurred.png"], ["done"]),
    ],
)
def test_names_that_are_taken(
    existing: str, names: list[str], states: list[str], stage: Stage, tmp_path: Path
):
    stage.fill(1)
    stage.output.mkdir()
    (stage.output / "0000_deblurred.png").write_bytes(b"old")

    stage.begin("--existing", existing, XDG_DATA_HOME=str(tmp_path / "home"))

    assert stage.results() == names
    assert list(stage.states().values()) == states
    content = (stage.output / "0000_deblurred.png").read_bytes()
    assert (content == b"old") == (existing != "replace")
    trash = [path for path in tmp_path.rglob("files/*") if path.is_file()]
    assert [path.read_bytes() for path in trash] == [b"old"] * (existing == "replace")


def test_where_nothing_improves_nothing_is_written(tmp_path: Path):
    write_fake_plugin()
    install("sharpens")
    stage = Stage(tmp_path, REAL)
    stage.fill(2)  # noise, which no network makes better

    out, err = stage.begin("--if-improved", "--checkpoint", "sharpens")

    assert stage.results() == []
    assert out.count("not improved") == 2
    assert "2 done" in err


def test_no_photos_are_no_failure(stage: Stage):
    out, err = stage.begin()

    assert out == ""
    assert "0 done" in err


WRONG = [
    ([], "lacks the photos"),
    (["."], "lacks the folder for results (-o)"),
    (["gone", "-o", "out"], "no such file or folder: gone"),
    ([".", "-o", "."], "among the photos"),
    ([".", "-o", "out", "--name", "{what}"], "not a pattern"),
    ([".", "-o", "out", "--name", "same"], "the same name"),
    ([".", "-o", "out", "--checkpoint", "no-such"], "no-such"),
    ([".", "-o", "out", "--existing", "destroy"], "invalid choice"),
    (["--resume"], "nothing to resume"),
    (["--resume", "2001-01-01-1"], "no such batch"),
    (["--resume", "../etc"], "no such batch"),
    (["--resume", "a", "b"], "without other options"),
    (["--resume", "-o", "out"], "without other options"),
    (["report"], "there are no batches"),
    (["report", "a", "b"], "one batch at a time"),
    (["pause"], "there are no batches"),
    (["forget"], "which batch"),
    (["retry", "."], "no such batch"),
]


@pytest.mark.parametrize(("words", "message"), WRONG, ids=lambda value: str(value))
def test_wrong_usage_is_told_and_nothing_is_begun(
    words: list[str],
    message: str,
    tmp_path: Path,
    data_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    monkeypatch.chdir(tmp_path)

    try:
        code = main(["batch", *words])
    except SystemExit as error:  # what argparse finds
        code = error.code

    told = capsys.readouterr()
    assert (code, told.out) == (2, "")
    assert message in told.err
    assert not (tmp_path / "out").exists()
    assert list((data_folder / "batches").glob("*")) == []


def test_a_folder_with_the_name_of_an_action_can_be_worked_on(tmp_path: Path):
    stage = Stage(tmp_path)
    (photo,) = stage.fill(1)
    (tmp_path / "status").mkdir()
    photo.rename(tmp_path / "status" / "a.png")
    environment = {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", stage.program, "batch", "./status", "-o", "out"]

    subprocess.run(
        command, cwd=tmp_path, env=os.environ | environment, check=True, capture_output=True
    )

    assert [path.name for path in stage.output.iterdir()] == ["a_deblurred.png"]
