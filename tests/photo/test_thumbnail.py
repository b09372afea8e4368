"""Small pictures of photos that are not open."""

import io
from pathlib import Path

import numpy as np
import photo_files
import pytest
from photo_files import exif_block
from PIL import Image

from deblur_desktop.errors import PhotoError, UnreadablePhoto, UnsupportedFormat
from deblur_desktop.photo.thumbnail import thumbnail


def half_white(height: int, width: int) -> Image.Image:
    """White on the left, black on the right."""
    picture = np.zeros((height, width, 3), np.uint8)
    picture[:, : width // 2] = 255
    return Image.fromarray(picture)


@pytest.mark.parametrize("suffix", ["jpg", "png", "webp", "tif"])
def test_a_small_picture_shows_the_whole_photo(suffix: str, tmp_path: Path):
    half_white(300, 900).save(tmp_path / f"a.{suffix}")

    small = thumbnail(tmp_path / f"a.{suffix}", 120)

    assert (small.shape, small.dtype) == ((40, 120, 3), np.uint8)
    assert small[:, :50].min() > 240
    assert small[:, 70:].max() < 15


def test_a_large_jpeg_is_made_small_without_decoding_all_of_it(tmp_path: Path):
    half_white(4000, 6000).save(tmp_path / "a.jpg")

    assert thumbnail(tmp_path / "a.jpg", 192).shape == (128, 192, 3)


def test_it_is_upright(tmp_path: Path):
    half_white(300, 900).save(tmp_path / "a.jpg", exif=b"Exif\0\0" + exif_block(orientation=6))

    small = thumbnail(tmp_path / "a.jpg", 120)

    assert small.shape == (120, 40, 3)
    assert small[:50].min() > 240


def test_a_large_photo_without_a_quick_way_is_refused(tmp_path: Path):
    half_white(2500, 2500).save(tmp_path / "a.png")

    with pytest.raises(UnsupportedFormat):
        thumbnail(tmp_path / "a.png", 120)


@pytest.mark.parametrize("content", [b"", b"no photo", b"\xff\xd8\xff\xe0 half"])
def test_what_is_no_photo_is_an_error(content: bytes, tmp_path: Path):
    (tmp_path / "a.jpg").write_bytes(content)

    with pytest.raises(PhotoError):
        thumbnail(tmp_path / "a.jpg", 120)


def test_a_photo_that_is_gone_is_an_error(tmp_path: Path):
    with pytest.raises(UnreadablePhoto):
        thumbnail(tmp_path / "a.jpg", 120)


def test_a_small_photo_is_not_made_larger(tmp_path: Path):
    stream = io.BytesIO()
    half_white(10, 20).save(stream, "PNG")
    (tmp_path / "a.png").write_bytes(stream.getvalue())

    assert thumbnail(tmp_path / "a.png", 120).shape == (10, 20, 3)


def test_a_raw_photo_without_a_preview_is_an_error(tmp_path: Path):
    path = photo_files.written(tmp_path / "a.dng", photo_files.dng())

    with pytest.raises(PhotoError):
        thumbnail(path, 120)
