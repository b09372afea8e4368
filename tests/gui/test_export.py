"""Pictures for others: the comparison, the animation, and where they go."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageSequence
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from deblur_desktop.gui import export
from deblur_desktop.gui.export import (
    Kind,
    as_typed,
    ask_target,
    kind_names,
    proposed_path,
    with_suffix,
)
from deblur_desktop.photo.animation import Change, save_animation
from deblur_desktop.photo.comparison import save_comparison
from deblur_desktop.photo.files import open_photo
from deblur_desktop.photo.photo import Photo
from deblur_desktop.photo.writer import Existing


@pytest.fixture
def sharp() -> Photo:
    generator = np.random.default_rng(0)
    coarse = generator.random((40, 60, 3), np.float32)
    large = cv2.resize(coarse, (1200, 800), interpolation=cv2.INTER_NEAREST)
    return Photo(np.asarray(large, np.float32))


@pytest.fixture
def blurry(sharp: Photo) -> Photo:
    return sharp.with_pixels(np.asarray(cv2.blur(sharp.pixels, (41, 1)), np.float32))


@pytest.mark.parametrize("change", ["wipe", "fade"])
def test_the_animation_goes_from_blurry_to_sharp_and_back(
    blurry: Photo, sharp: Photo, change: Change, tmp_path: Path
):
    path = save_animation(blurry, sharp, tmp_path / "a.gif", change=change).path

    with Image.open(path, formats=["GIF"]) as image:
        frames = [np.asarray(f.convert("RGB"), np.float32) for f in ImageSequence.Iterator(image)]
        assert image.size == (960, 640)
        assert image.info["loop"] == 0
    wished = cv2.resize(sharp.pixels, (960, 640), interpolation=cv2.INTER_AREA) * 255
    far = [float(np.abs(frame - wished).mean()) for frame in frames]
    middle = len(frames) // 2
    assert far[middle] == min(far)
    assert far[0] > 2 * far[middle]
    # But for the white edge, which is nowhere as it should be.
    assert max(np.diff(far[: middle + 1])) < 0.5
    np.testing.assert_allclose(far[1:middle], far[:middle:-1], rtol=0.01)


def test_a_small_photo_is_not_enlarged(tmp_path: Path):
    photo = Photo(np.full((3, 5, 3), 0.5, np.float32))

    path = save_animation(photo, photo, tmp_path / "a.gif").path

    with Image.open(path, formats=["GIF"]) as image:
        assert image.size == (5, 3)


def test_nothing_is_overwritten(blurry: Photo, sharp: Photo, tmp_path: Path):
    (tmp_path / "a.gif").write_bytes(b"mine")

    written = save_animation(blurry, sharp, tmp_path / "a.gif", existing=Existing.NUMBER)

    assert written.path == tmp_path / "a (2).gif"
    assert (tmp_path / "a.gif").read_bytes() == b"mine"


def test_the_comparison_shows_both(blurry: Photo, sharp: Photo, tmp_path: Path):
    path = save_comparison(blurry, sharp, tmp_path / "a.png").path

    pixels = open_photo(path).pixels
    crops = pixels[-488:-8]
    half = (pixels.shape[1] - 8) // 2
    assert (
        np.abs(np.diff(crops[:, -half:], axis=1)).max()
        > np.abs(np.diff(crops[:, :half], axis=1)).max()
    )


@pytest.mark.parametrize(
    ("name", "kind", "wished"),
    [("a", Kind.WIPE, "a.gif"), ("a.GIF", Kind.FADE, "a.GIF"), ("a.b", Kind.COMPARISON, "a.b.png")],
)
def test_the_kind_gives_the_suffix(name: str, kind: Kind, wished: str):
    assert with_suffix(Path(name), kind) == Path(wished)


@pytest.mark.parametrize(
    ("name", "chosen", "wished"),
    [
        ("a.gif", Kind.COMPARISON, Kind.WIPE),
        ("a.GIF", Kind.FADE, Kind.FADE),
        ("a.png", Kind.FADE, Kind.COMPARISON),
        ("a", Kind.FADE, Kind.FADE),
        ("a.b", Kind.COMPARISON, Kind.COMPARISON),
    ],
)
def test_a_suffix_that_is_typed_says_what_is_meant(name: str, chosen: Kind, wished: Kind):
    assert as_typed(Path(name), chosen) is wished


def test_the_name_proposed_tells_what_it_is():
    assert proposed_path(Path("/a/beach.jpg"), Kind.WIPE) == Path("/a/beach_animation.gif")


def test_the_person_says_what_and_where(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch):
    window = QWidget()
    qtbot.addWidget(window)
    answers = iter([("/a/x", kind_names()[Kind.FADE]), ("", "")])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: next(answers))

    assert ask_target(window, Path("/a/beach.jpg")) == (export.Kind.FADE, Path("/a/x.gif"))
    assert ask_target(window, Path("/a/beach.jpg")) is None
