"""Presets: recipes with a name, in files that people may edit."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import recipes

from deblur_desktop.errors import UsageError
from deblur_desktop.presets import find_preset, presets, remove_preset, save_preset
from deblur_desktop.recipe import PRESET_FIELDS, Recipe

NAMES = st.text(min_size=1, max_size=60).filter(
    lambda name: name == name.strip() and name.isprintable() and not name.startswith(".")
)


@given(name=NAMES, recipe=recipes())
def test_what_is_saved_is_found_without_what_belongs_to_one_photo(name: str, recipe: Recipe):
    save_preset(name, recipe)

    found = find_preset(name)

    assert all(getattr(found, field) == getattr(recipe, field) for field in PRESET_FIELDS)
    usual = {field: getattr(Recipe(checkpoint="auto"), field) for field in PRESET_FIELDS}
    plain = replace(found, **usual)
    assert plain == Recipe(checkpoint="auto")
    assert name in presets()
    remove_preset(name)
    assert name not in presets()


@pytest.mark.parametrize("other", ["holiday é", "HOLIDAY É", "Holiday e\u0301"])
def test_names_that_people_take_for_the_same_are_one_preset(other: str):
    save_preset("Holiday é", Recipe(checkpoint="auto", strength=0.5))
    save_preset(other, Recipe(checkpoint="auto", strength=0.7))

    assert [other] == list(presets())
    assert find_preset("Holiday é").strength == 0.7


@pytest.mark.parametrize("name", ["", " a", "a\n", ".a", "x" * 61, "a\u202eb"])
def test_names_that_cannot_be_read_back_are_refused(name: str):
    with pytest.raises(UsageError, match="cannot be the name"):
        save_preset(name, Recipe(checkpoint="auto"))


def test_a_missing_preset_is_told_with_the_nearest():
    save_preset("holiday", Recipe(checkpoint="auto"))

    with pytest.raises(UsageError) as caught:
        find_preset("holliday")

    assert "`holiday`" in caught.value.hint
    with pytest.raises(UsageError):
        remove_preset("holliday")


@pytest.mark.parametrize(
    "content",
    [
        "strength = ",
        'strength = "much"',
        "strength = 9.0",
        "tile = -1",
        "\x00",
        'precision = "fp8"',
    ],
)
def test_a_damaged_file_is_named_kept_and_does_not_hide_the_others(content: str, data_folder: Path):
    save_preset("good", Recipe(checkpoint="auto"))
    bad = data_folder / "presets" / "bad.toml"
    bad.write_text(content)

    assert list(presets()) == ["good"]
    with pytest.raises(UsageError, match=r"bad\.toml"):
        find_preset("bad")
    assert bad.read_text() == content


def test_what_a_later_version_adds_is_ignored(data_folder: Path):
    (data_folder / "presets").mkdir()
    (data_folder / "presets" / "new.toml").write_text('name = "New"\nmagic = 3\nstrength = 0.5\n')

    assert {"New": Recipe(checkpoint="auto", strength=0.5)} == presets()
