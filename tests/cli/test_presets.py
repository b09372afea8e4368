"""Presets as a person types them."""

import json
from pathlib import Path

import pytest

from deblur_desktop.cli import main


def told(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main([str(word) for word in arguments])
    out, err = capsys.readouterr()
    return code, out, err


def test_a_preset_is_saved_listed_shown_and_removed(capsys: pytest.CaptureFixture[str]):
    saved = told(capsys, "presets", "save", "Soft light", "--strength", "60", "--no-color-lock")
    listed = told(capsys, "presets")
    shown = told(capsys, "presets", "show", "soft light", "--json")
    removed = told(capsys, "presets", "remove", "Soft light")

    assert saved[0] == listed[0] == shown[0] == removed[0] == 0
    assert (
        listed[1] == "Soft light: checkpoint as the blur asks for, strength 60%, color_lock off\n"
    )
    assert json.loads(shown[1])["strength"] == 0.6
    assert "there are no presets" in told(capsys, "presets")[2]


def test_options_win_over_the_preset(capsys: pytest.CaptureFixture[str]):
    told(capsys, "presets", "save", "a", "--strength", "60", "--texture", "40")
    told(capsys, "presets", "save", "b", "--preset", "a", "--strength", "80")

    facts = json.loads(told(capsys, "presets", "show", "b", "--json")[1])

    assert (facts["strength"], facts["texture"]) == (0.8, 0.4)


def test_restore_takes_a_preset_and_the_recipe_of_a_result_becomes_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    from PIL import Image

    from deblur_desktop.bundle import bundled

    sample = bundled("resources") / "samples" / "hand-held.jpg"
    with Image.open(sample, formats=["JPEG"]) as image:
        image.crop((440, 250, 540, 350)).save(tmp_path / "a.png")
    told(capsys, "presets", "save", "weak", "--strength", "50", "--checkpoint", "maxim-gopro-1")

    restored = told(
        capsys, "restore", tmp_path / "a.png", "-o", tmp_path, "--preset", "weak", "--json"
    )
    told(capsys, "presets", "save", "again", "--from", tmp_path / "a_deblurred.png")

    assert restored[0] == 0, restored[2]
    assert json.loads(restored[1])["recipe"]["strength"] == 0.5
    facts = json.loads(told(capsys, "presets", "show", "again", "--json")[1])
    assert (facts["checkpoint"], facts["strength"]) == ("maxim-gopro-1", 0.5)


def test_wrong_use_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    unknown = told(capsys, "restore", tmp_path / "a.png", "--preset", "holiday")
    no_name = told(capsys, "presets", "save", ".hidden")
    no_recipe = told(capsys, "presets", "save", "x", "--from", tmp_path / "gone.png")

    assert unknown[0] == no_name[0] == 2
    assert "no preset has this name: holiday" in unknown[2]
    assert no_recipe[0] == 1
