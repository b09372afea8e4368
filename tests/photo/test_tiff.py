from pathlib import Path

import numpy as np
import photo_files
import pytest
import tifffile

from deblur_desktop.photo.files import Saved, open_photo, save_photo
from deblur_desktop.photo.photo import Photo

STEPS = {
    # Each color with each alpha, also colors beyond their alpha.
    "u1": np.stack(np.meshgrid(np.arange(256), np.arange(256)), axis=2).astype(np.uint8),
    "u2": np.random.default_rng(1).integers(0, 65536, (500, 600, 2)).astype(np.uint16),
}


def _premultiplied(gray_alpha: np.ndarray, folder: Path) -> Photo:
    rgb_alpha = gray_alpha[..., [0, 0, 0, 1]]
    data = photo_files.tiff(rgb_alpha, photometric="rgb", extrasamples=["assocalpha"])
    return open_photo(photo_files.written(folder / "a.tif", data))


def _samples(saved: Saved) -> tuple[np.ndarray, str]:
    with tifffile.TiffFile(saved.path) as file:
        page = file.pages.first
        assert isinstance(page, tifffile.TiffPage)
        return page.asarray(), tifffile.EXTRASAMPLE(page.extrasamples[0]).name


@pytest.mark.parametrize("samples", STEPS.values(), ids=STEPS)
def test_premultiplied_samples_survive_bit_for_bit(samples: np.ndarray, tmp_path: Path):
    samples = np.where(samples[..., 1:] == 0, np.zeros_like(samples), samples)

    photo = _premultiplied(samples, tmp_path)
    saved = save_photo(photo, tmp_path / "b.tif")

    found, kind = _samples(saved)
    assert kind == "ASSOCALPHA"
    assert np.array_equal(samples[..., [0, 0, 0, 1]], found)
    assert photo.notices == saved.notices == ()
    assert saved.lossless


def test_colors_where_nothing_shows_are_left_out_with_a_notice(tmp_path: Path):
    photo = _premultiplied(STEPS["u1"], tmp_path)
    found, _ = _samples(save_photo(photo, tmp_path / "b.tif"))

    assert "Colors of fully transparent pixels were set to 0." in photo.notices
    assert not found[found[..., 3] == 0].any()


def test_premultiplied_colors_of_a_restored_photo_vanish_where_nothing_shows(tmp_path: Path):
    photo = _premultiplied(STEPS["u1"], tmp_path)

    found, _ = _samples(save_photo(photo.with_pixels(photo.pixels + 0.1), tmp_path / "b.tif"))

    assert not found[found[..., 3] == 0].any()


def test_a_format_without_premultiplied_colors_tells_so(tmp_path: Path):
    saved = save_photo(_premultiplied(STEPS["u1"], tmp_path), tmp_path / "b.png")

    assert any("multiplied" in notice for notice in saved.notices)
    assert not saved.lossless


def test_premultiplied_floats_are_rounded_with_a_notice(tmp_path: Path):
    samples = np.random.default_rng(1).random((9, 8, 2), np.float32)

    saved = save_photo(_premultiplied(samples, tmp_path), tmp_path / "b.tif")

    found, kind = _samples(saved)
    assert kind == "ASSOCALPHA"
    assert np.abs(found - samples[..., [0, 0, 0, 1]]).max() < 1e-6
    assert any("rounded" in notice for notice in saved.notices)
    assert not saved.lossless
