"""`restore --left --right`: the two views of a dual-pixel camera, through the command line."""

import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np
import photo_files
import pytest
import tifffile
from fakes import networks

SIZE = (150, 210)
SHARES = {6: (0.75, 0.25), 9: (0.5, 0.3, 0.2)}
EXACT = ("--precision", "fp32", "--no-color-lock")


class Shot(NamedTuple):
    """The files, and their samples."""

    photo: Path
    left: Path
    right: Path
    samples: tuple[np.ndarray, np.ndarray, np.ndarray]

    @property
    def arguments(self) -> tuple[object, ...]:
        return self.photo, "--left", self.left, "--right", self.right

    def expected(self, channels: int) -> np.ndarray:
        """What the fake network gives: a sum of views and photo."""
        photo, *views = self.samples
        shares = SHARES[channels]
        parts = zip((*views, photo), shares, strict=False)
        return np.sum([share * samples.astype(np.float64) for samples, share in parts], axis=0)


def shoot(folder: Path, kind: str = "u2", orientation: int = 1) -> Shot:
    """Pixels of noise, alike in the three files but nowhere equal."""
    chance = np.random.default_rng(5)
    top = np.iinfo(kind).max
    scene = chance.uniform(0.3, 0.7, (*SIZE, 3))

    def picture() -> np.ndarray:
        return ((scene + chance.uniform(-0.1, 0.1, scene.shape)) * top).astype(kind)

    samples = picture(), picture(), picture()
    photo, left, right = (folder / f"{name}.tif" for name in ("c", "l", "r"))
    extratags = [(274, "H", 1, orientation, True)]
    for path, pixels in zip((photo, left, right), samples, strict=True):
        tifffile.imwrite(path, pixels, photometric="rgb", extratags=extratags)
    return Shot(photo, left, right, samples)


def restore(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "deblur_desktop", "restore", *map(str, arguments)],
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


@pytest.fixture(autouse=True)
def _plugin() -> None:
    networks.write_fake_plugin()


@pytest.mark.parametrize(("channels", "kind"), [(6, "u2"), (9, "u1")])
def test_left_right_and_photo_reach_the_network_tile_by_tile(
    channels: int, kind: str, tmp_path: Path
):
    shot = shoot(tmp_path, kind)
    name = networks.install_dual(*SHARES[channels])

    done = restore(
        *shot.arguments,
        "-o",
        tmp_path / "out",
        "--checkpoint",
        name,
        "--tile",
        64,
        *EXACT,
        "--json",
    )

    assert done.returncode == 0, done.stderr
    receipt = json.loads(done.stdout)
    result = tifffile.imread(tmp_path / "out" / "c_deblurred.tif")
    assert receipt["tiles"].endswith("of 64 x 64")
    assert result.dtype == kind
    assert np.abs(result - shot.expected(channels)).max() <= 0.51
    assert (receipt["recipe"]["left"], receipt["recipe"]["right"]) == ("l.tif", "r.tif")
    assert str(tmp_path) not in json.dumps(receipt["recipe"])


def test_views_are_turned_like_the_photo_and_cut_like_the_region(tmp_path: Path):
    shot = shoot(tmp_path, orientation=6)
    name = networks.install_dual(*SHARES[6])

    done = restore(
        *shot.arguments, "-o", tmp_path / "result.tif", "--checkpoint", name, *EXACT,
        "--region", "30,40,70,90",
    )  # fmt: skip

    assert done.returncode == 0, done.stdout
    upright = np.rot90(shot.samples[0], -1).astype(np.float64)
    upright[40:130, 30:100] = np.rot90(shot.expected(6), -1)[40:130, 30:100]
    assert np.abs(tifffile.imread(tmp_path / "result.tif") - upright).max() <= 0.51


def test_the_result_keeps_what_the_photo_carries(tmp_path: Path):
    shot = shoot(tmp_path, "u1")
    photo = photo_files.written(tmp_path / "c.jpg", photo_files.camera_jpeg())
    height, width = photo_files.picture().shape[:2]
    for view in (shot.left, shot.right):
        tifffile.imwrite(view, photo_files.picture(height, width), photometric="rgb")
    name = networks.install_dual(*SHARES[6])

    done = restore(
        photo, "--left", shot.left, "--right", shot.right, "-o", tmp_path / "out",
        "--checkpoint", name, "--json",
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    saved = json.loads(done.stdout)["saved"]
    assert {"exif", "maker note", "gps"} <= set(saved["kept"])
    assert saved["lost"] == []


def test_a_recipe_with_views_is_repeated_with_the_same_ones(tmp_path: Path):
    shot = shoot(tmp_path)
    networks.install_dual(*SHARES[6])
    mask = np.zeros(SIZE, np.uint8)
    mask[:70, 50:] = 255
    tifffile.imwrite(tmp_path / "mask.tif", mask)
    first, second = tmp_path / "first.tif", tmp_path / "second.tif"

    # The only installed checkpoint that takes views is chosen by itself.
    done = restore(*shot.arguments, "-o", first, "--mask", tmp_path / "mask.tif")
    again = restore(*shot.arguments, "-o", second, "--recipe-from", first)
    without = restore(shot.photo, "-o", tmp_path / "third.tif", "--recipe-from", first)

    assert done.returncode == again.returncode == 0, done.stderr + again.stderr
    assert "dual-2" in done.stdout
    assert "with l.tif and r.tif" in done.stdout
    assert np.array_equal(tifffile.imread(first), tifffile.imread(second))
    assert np.array_equal(tifffile.imread(first)[70:], shot.samples[0][70:])
    assert without.returncode == 2
    assert "l.tif, r.tif" in without.stderr


def test_a_view_of_another_size_is_refused_with_a_hint(tmp_path: Path):
    shot = shoot(tmp_path)
    name = networks.install_dual(*SHARES[6])
    tifffile.imwrite(shot.right, shot.samples[2][:, :-1], photometric="rgb")

    done = restore(*shot.arguments, "-o", tmp_path / "out", "--checkpoint", name)

    assert done.returncode == 1
    assert (
        "the right view has another size than the photo (209 x 150, not 210 x 150)" in done.stdout
    )
    assert "uncropped" in done.stdout
    assert list((tmp_path / "out").iterdir()) == []


WRONG = {
    "one view": (["{c}", "--left", "{l}", "--checkpoint", "dual-2"], "without --right"),
    "the other view": (["{c}", "--right", "{r}", "--checkpoint", "dual-2"], "without --left"),
    "no views": (["{c}", "--checkpoint", "dual-2"], "needs the two views"),
    "ordinary": (
        ["{c}", "--left", "{l}", "--right", "{r}", "--checkpoint", "sharpens"], "takes no views"
    ),
    "two photos": (["{c}", "{l}", "--left", "{l}", "--right", "{r}"], "belong to one photo"),
    "into a view": (
        ["{c}", "--left", "{l}", "--right", "{r}", "--checkpoint", "dual-2", "-o", "{l}",
         "--existing", "replace"], "original",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_does_not_go_together_is_refused_with_a_hint(name: str, tmp_path: Path):
    arguments, word = WRONG[name]
    shot = shoot(tmp_path)
    networks.install_dual(*SHARES[6])
    networks.install("sharpens")
    before = shot.left.read_bytes()

    done = restore(*(part.format(c=shot.photo, l=shot.left, r=shot.right) for part in arguments))

    assert done.returncode == (1 if name == "into a view" else 2)
    assert word in done.stderr + done.stdout
    assert name == "into a view" or "hint: " in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["c.tif", "l.tif", "r.tif"]
    assert shot.left.read_bytes() == before


def test_views_without_a_checkpoint_for_them_are_refused(tmp_path: Path):
    done = restore(*shoot(tmp_path).arguments)

    assert done.returncode == 2
    assert "no checkpoint that takes views is installed" in done.stderr
    assert "dual-pixel-defocus" in done.stderr
