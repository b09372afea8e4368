"""The command line as a person types it, in real processes."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

ROOT = Path(__file__).parent.parent.parent


def run(*arguments: object, cwd: Path | None = None, **environment: str):
    return subprocess.run(
        [sys.executable, "-m", "deblur_desktop", *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=cwd,
        env={**os.environ, **environment},
        check=False,
        timeout=240,
    )


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A small blurred photo with something in it."""
    with Image.open(ROOT / "resources/samples/hand-held.jpg", formats=["JPEG"]) as sample:
        crop = sample.crop((440, 250, 640, 410))
    path = tmp_path / "in" / "kitten.png"
    path.parent.mkdir()
    crop.save(path)
    return path


def pixels(path: Path) -> np.ndarray:
    with Image.open(path, formats=["PNG", "JPEG", "TIFF"]) as image:
        return np.asarray(image)


def test_a_photo_is_restored_and_its_receipt_printed(photo: Path, tmp_path: Path):
    before = photo.read_bytes()

    done = run("restore", photo, "-o", tmp_path / "out", "--checkpoint", "maxim-gopro-1")

    result = tmp_path / "out" / "kitten_deblurred.png"
    assert done.returncode == 0, done.stderr
    assert "restored" in done.stdout
    assert "maxim-gopro-1" in done.stdout
    assert pixels(result).shape == pixels(photo).shape
    assert not np.array_equal(pixels(result), pixels(photo))
    assert photo.read_bytes() == before


def test_only_the_region_changes(photo: Path, tmp_path: Path):
    done = run(
        "restore", photo, "-o", tmp_path / "r.png", "--checkpoint", "maxim-gopro-1",
        "--region", "50,40,60,70", "--feather", "8", "--json",
    )  # fmt: skip

    receipt = json.loads(done.stdout)
    changed = (pixels(photo) != pixels(tmp_path / "r.png")).any(axis=2)
    assert receipt["outside_identical"] is True
    assert changed[40:110, 50:110].any()
    changed[40:110, 50:110] = False
    assert not changed.any()


def test_a_mask_says_where(photo: Path, tmp_path: Path):
    mask = np.zeros((160, 200), np.uint8)
    mask[:80] = 255
    Image.fromarray(mask).save(tmp_path / "mask.png")

    run("restore", photo, "-o", tmp_path / "r.png", "--checkpoint", "maxim-gopro-1",
        "--mask", tmp_path / "mask.png")  # fmt: skip

    changed = (pixels(photo) != pixels(tmp_path / "r.png")).any(axis=2)
    assert changed[:80].any()
    assert not changed[80:].any()


def test_a_result_can_be_made_again_from_its_own_recipe(photo: Path, tmp_path: Path):
    first, second = tmp_path / "first.png", tmp_path / "second.png"
    run("restore", photo, "-o", first, "--checkpoint", "maxim-gopro-1", "--strength", "60",
        "--region", "20,20,120,100", "--feather", "10")  # fmt: skip

    done = run("restore", photo, "-o", second, "--recipe-from", first)

    assert done.returncode == 0, done.stderr
    assert np.array_equal(pixels(first), pixels(second))


def test_existing_results_are_numbered_never_overwritten(photo: Path, tmp_path: Path):
    arguments = ("restore", photo, "-o", tmp_path / "out", "--checkpoint", "maxim-gopro-1")
    run(*arguments)
    first = (tmp_path / "out" / "kitten_deblurred.png").read_bytes()

    run(*arguments)

    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == [
        "kitten_deblurred (2).png", "kitten_deblurred.png",
    ]  # fmt: skip
    assert (tmp_path / "out" / "kitten_deblurred.png").read_bytes() == first


def test_one_bad_photo_does_not_stop_the_others(photo: Path, tmp_path: Path):
    bad = photo.with_name("notes.jpg")
    bad.write_text("not a photo")

    done = run("restore", bad, photo, "-o", tmp_path / "out", "--checkpoint", "maxim-gopro-1")

    assert done.returncode == 1
    assert "1 of 2 photos failed" in done.stderr
    assert "notes.jpg" in done.stderr
    assert (tmp_path / "out" / "kitten_deblurred.png").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--region", "1,2,3"], "X,Y,W,H"),
        (["--strength", "200"], "150 %"),
        (["--strength", "much"], "percent"),
        (["--tile", "300", "--checkpoint", "maxim-gopro-1"], "256, 512"),
        (["--tile", "-5"], "pixels"),
        (["--checkpoint", "maxim-gopro-9"], "maxim-gopro-1"),
        (["--device", "cuda:9"], "cpu"),
        (["--mask", "gone.png"], "the mask"),
        (["--precision", "fp16", "--checkpoint", "maxim-gopro-1"], "GPU"),
        (["--precision", "int4"], "invalid choice"),
        (["--recipe-from", "PHOTO"], "no recipe"),
    ],
    ids=lambda value: "_".join(value) if isinstance(value, list) else "",
)
def test_F106_wrong_usage_is_one_line_with_a_hint_and_code_2(
    photo: Path, tmp_path: Path, arguments: list[str], words: str
):
    given = [str(photo) if argument == "PHOTO" else argument for argument in arguments]

    done = run("restore", photo, "-o", tmp_path / "out", *given)

    assert done.returncode == 2, done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.glob("out/*"))


def test_a_photo_that_the_region_misses_does_not_stop_the_others(photo: Path, tmp_path: Path):
    small = photo.with_name("small.png")
    with Image.open(photo, formats=["PNG"]) as image:
        image.crop((0, 0, 40, 40)).save(small)

    done = run("restore", small, photo, "-o", tmp_path / "out", "--checkpoint", "maxim-gopro-1",
               "--region", "100,100,50,40", "--json")  # fmt: skip

    receipts = [json.loads(line) for line in done.stdout.splitlines()]
    assert [receipt["outcome"] for receipt in receipts] == ["failed", "restored"]
    assert "outside" in receipts[0]["error"]
    assert done.returncode == 1


def test_a_reader_that_leaves_does_not_stop_the_photos(photo: Path, tmp_path: Path):
    other = photo.with_name("other.png")
    other.write_bytes(photo.read_bytes()[:-12] + photo.read_bytes()[-12:])
    command = (
        f"{sys.executable} -m deblur_desktop restore {photo} {other} -o {tmp_path / 'out'} "
        "--checkpoint maxim-gopro-1 --tile 256 | true"
    )

    subprocess.run(["bash", "-c", command], check=True, timeout=120)

    assert len(list((tmp_path / "out").glob("*.png"))) == 2


def test_a_photo_named_twice_is_restored_once(photo: Path, tmp_path: Path):
    done = run("restore", photo, photo.parent / ".." / "in" / photo.name, "-o", tmp_path / "out",
               "--checkpoint", "maxim-gopro-1", "--json")  # fmt: skip

    assert len(done.stdout.splitlines()) == 1


def test_a_jpeg_never_claims_that_its_other_pixels_are_identical(photo: Path, tmp_path: Path):
    done = run("restore", photo, "-o", tmp_path / "r.jpg", "--checkpoint", "maxim-gopro-1",
               "--region", "20,20,60,60", "--json")  # fmt: skip

    receipt = json.loads(done.stdout)
    assert receipt["outside_identical"] is None
    assert any("TIFF or PNG" in notice for notice in receipt["notices"])


def test_another_mask_than_the_recipes_is_refused(photo: Path, tmp_path: Path):
    noise = np.random.default_rng(0).integers(0, 256, (160, 200), np.uint8)
    Image.fromarray(noise).save(tmp_path / "mask.png")
    Image.fromarray(255 - noise).save(tmp_path / "other.png")
    first = tmp_path / "first.png"
    run("restore", photo, "-o", first, "--checkpoint", "maxim-gopro-1",
        "--mask", tmp_path / "mask.png")  # fmt: skip

    same = run("restore", photo, "-o", tmp_path / "second.png", "--recipe-from", first,
               "--mask", tmp_path / "mask.png")  # fmt: skip
    other = run("restore", photo, "-o", tmp_path / "third.png", "--recipe-from", first,
                "--mask", tmp_path / "other.png")  # fmt: skip

    assert np.array_equal(pixels(first), pixels(tmp_path / "second.png"))
    assert same.returncode == 0
    assert other.returncode == 2
    assert "not the mask of the recipe" in other.stderr


def test_the_result_tells_nothing_of_the_persons_folders(photo: Path, tmp_path: Path):
    run("restore", photo, "-o", tmp_path / "r.png", "--checkpoint", "maxim-gopro-1")

    assert str(tmp_path).encode() not in (tmp_path / "r.png").read_bytes()


def test_F01_what_a_killed_run_left_is_swept_at_the_next(photo: Path, tmp_path: Path):
    from deblur_desktop.photo.temporary import create, temporary_beside

    (tmp_path / "out").mkdir()
    left = temporary_beside(tmp_path / "out" / "q.png")
    create(left).close()
    dead = left.with_name(left.name.replace(f"-{os.getpid()}-", "-999999999-"))
    left.rename(dead)

    run("restore", photo, "-o", tmp_path / "out", "--checkpoint", "maxim-gopro-1")

    assert not dead.exists()


def test_a_data_folder_that_cannot_be_made_is_told_with_code_3(tmp_path: Path):
    (tmp_path / "file").write_text("")

    done = run("models", DEBLUR_DESKTOP_DATA=str(tmp_path / "file" / "data"))

    assert done.returncode == 3
    assert "DEBLUR_DESKTOP_DATA" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_name_that_the_terminal_cannot_show_is_escaped(photo: Path, tmp_path: Path):
    umlauts = photo.rename(photo.with_name("Grüße.png"))

    done = run("diagnose", umlauts, PYTHONIOENCODING="ascii")

    assert done.returncode == 0, done.stderr


def test_a_missing_photo_is_told(tmp_path: Path):
    done = run("restore", tmp_path / "gone.jpg", "-o", tmp_path / "out")

    assert done.returncode == 1
    assert "gone.jpg" in done.stderr


def test_F106_ctrl_c_gives_130_and_leaves_nothing(tmp_path: Path):
    large = tmp_path / "large.png"
    with Image.open(ROOT / "resources/samples/hand-held.jpg", formats=["JPEG"]) as sample:
        sample.resize((3000, 2000)).save(large)
    child = subprocess.Popen(
        [sys.executable, "-m", "deblur_desktop", "restore", large, "-o", tmp_path / "out",
         "--checkpoint", "maxim-gopro-1"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    time.sleep(8)  # it loads for a few seconds and would compute for a minute

    child.send_signal(signal.SIGINT)
    _, errors = child.communicate(timeout=30)

    assert child.returncode == 130, errors
    assert "interrupted" in errors
    assert "Traceback" not in errors
    assert list((tmp_path / "out").iterdir()) == []


def test_F106_a_reader_that_leaves_is_no_error():
    command = f"{sys.executable} -m deblur_desktop models --json | true"

    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False
    )

    assert "Traceback" not in done.stderr
    assert done.returncode == 0, done.stderr


def test_diagnose_tells_each_photo_in_a_line(photo: Path):
    sample = ROOT / "resources/samples/hand-held.jpg"

    done = run("diagnose", sample, "--json")

    facts = json.loads(done.stdout)
    assert facts["kind"] == "motion"
    assert 9 < facts["length"] < 20


def test_doctor_passes_its_self_test():
    done = run("doctor", "--json")

    facts = json.loads(done.stdout)
    assert done.returncode == 0, done.stdout
    assert facts["devices"][0]["self-test"].startswith("passed")


def test_the_help_names_every_command_and_loads_no_torch():
    code = (
        "import sys; from deblur_desktop.cli import make_parser; text = make_parser().format_help();"
        "print(text); print('torch' in sys.modules, 'cv2' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    commands = [p.stem for p in (ROOT / "deblur_desktop/cli/commands").glob("[!_]*.py")]
    assert all(f"    {name} " in done.stdout for name in commands)
    assert done.stdout.splitlines()[-1] == "False False"


def test_the_demo_writes_a_result_and_a_comparison(tmp_path: Path):
    done = run("demo", cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert sorted(p.name for p in (tmp_path / "deblurred").iterdir()) == [
        "hand-held_before_after.png", "hand-held_deblurred.jpg",
    ]  # fmt: skip
    assert "restore PHOTO" in done.stdout
