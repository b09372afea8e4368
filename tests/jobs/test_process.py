"""One photo through the whole program, with small networks instead of a checkpoint."""

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from engine_models import identity, model_of, sharpen
from PIL import Image

from deblur_desktop.bundle import bundled
from deblur_desktop.diagnosis.blur import Kind, diagnose
from deblur_desktop.jobs.process import Order, process
from deblur_desktop.jobs.receipt import Outcome, recipe_in
from deblur_desktop.jobs.saving import save_result
from deblur_desktop.photo.box import Box
from deblur_desktop.photo.files import open_photo
from deblur_desktop.photo.xmp import read_receipt
from deblur_desktop.recipe import Recipe

SAMPLE = bundled("resources") / "samples" / "hand-held.jpg"
RECIPE = Recipe(checkpoint="fake", tile=256)


def order(network=sharpen, **changes) -> Order:
    model = model_of(network)
    return Order(recipe=RECIPE, model_for=lambda _: model, **changes)


def processed(source: Path, target: Path, order: Order):
    return process(source, order, lambda photo, receipt: save_result(photo, target, receipt))


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A part of the blurred sample, without loss."""
    with Image.open(SAMPLE, formats=["JPEG"]) as sample:
        sample.crop((300, 300, 700, 600)).save(tmp_path / "a.png")
    return tmp_path / "a.png"


def test_the_result_carries_the_recipe_that_made_it(photo: Path, tmp_path: Path):
    receipt = processed(photo, tmp_path / "r.png", order())

    text = read_receipt(open_photo(tmp_path / "r.png").metadata.xmp)
    assert text is not None
    assert recipe_in(text) == receipt.recipe
    assert receipt.outcome == Outcome.RESTORED


def test_the_receipt_says_that_nothing_outside_of_the_region_changed(photo: Path, tmp_path: Path):
    recipe = replace(RECIPE, region=Box(50, 60, 100, 90))

    receipt = processed(photo, tmp_path / "r.png", replace(order(), recipe=recipe))

    assert receipt.outside_identical is True
    assert "pixels outside of the region identical" in "\n".join(receipt.lines())


def test_a_result_without_improvement_is_not_written_when_asked(photo: Path, tmp_path: Path):
    receipt = processed(photo, tmp_path / "r.png", order(identity, if_improved=True))

    assert receipt.outcome == Outcome.NOT_IMPROVED
    assert "no improvement measured" in receipt.gained
    assert not (tmp_path / "r.png").exists()


def test_F11_an_original_that_changed_meanwhile_is_told(photo: Path, tmp_path: Path):
    def meddle(pixels):
        photo.write_bytes(photo.read_bytes() + b" ")
        return sharpen(pixels)

    receipt = processed(photo, tmp_path / "r.png", order(meddle))

    assert any("changed by another program" in notice for notice in receipt.notices)
    assert receipt.outcome == Outcome.RESTORED


def sharp_photo(path: Path) -> Path:
    """Leaves of all sizes over each other, which is sharp at every scale."""
    random = np.random.default_rng(0)
    canvas = np.zeros((600, 800, 3), np.uint8)
    for _ in range(3000):
        radius = int(4 + 60 * random.random() ** 4)
        center = (int(random.integers(0, 800)), int(random.integers(0, 600)))
        cv2.circle(canvas, center, radius, random.integers(0, 256, 3).tolist(), -1, cv2.LINE_AA)
    Image.fromarray(canvas).save(path)
    return path


def test_a_sharp_photo_is_left_alone_unless_a_checkpoint_is_named(tmp_path: Path):
    photo = sharp_photo(tmp_path / "sharp.png")
    assert diagnose(open_photo(photo)).kind == Kind.SHARP

    left = processed(photo, tmp_path / "r.png", replace(order(), model_for=lambda _: None))
    forced = processed(photo, tmp_path / "r.png", order())

    assert left.outcome == Outcome.LEFT_ALONE
    assert "sharp" in left.found
    assert forced.outcome == Outcome.RESTORED
    assert "looks sharp" in forced.advice


def test_the_wrong_kind_of_checkpoint_is_told(photo: Path, tmp_path: Path):
    with Image.open(photo, formats=["PNG"]) as image:
        disc = cv2.circle(np.zeros((25, 25), np.float32), (12, 12), 9, 1.0, -1)
        with Image.open(SAMPLE, formats=["JPEG"]) as sample:
            blurred = cv2.filter2D(np.asarray(sample), -1, disc / disc.sum())
    del image
    Image.fromarray(blurred).save(tmp_path / "defocus.png")

    receipt = processed(tmp_path / "defocus.png", tmp_path / "r.png", order())

    assert "defocus" in receipt.found
    assert "is for motion blur" in receipt.advice
