import pytest
from hypothesis import given
from strategies import recipes

from deblur_desktop.errors import UsageError
from deblur_desktop.photo.box import Box
from deblur_desktop.recipe import Recipe


@given(recipe=recipes())
def test_a_recipe_survives_the_round_trip(recipe: Recipe):
    assert Recipe.from_json(recipe.to_json()) == recipe


@pytest.mark.parametrize(
    "wrong",
    [
        {"strength": 1.6}, {"strength": float("nan")}, {"texture": -0.1}, {"feather": -1}, {"tile": -1},
        {"overlap": -1}, {"precision": "int4"}, {"region": Box(0, 0, 0, 5)},
    ],
    ids=lambda wrong: next(iter(wrong)),
)  # fmt: skip
def test_impossible_values_are_refused(wrong: dict):
    with pytest.raises(UsageError):
        Recipe(checkpoint="a", **wrong)


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"checkpoint": 3, "strength": "x"}', "null", '{"region": [1]}']
)
def test_what_is_no_recipe_is_refused(text: str):
    with pytest.raises(UsageError):
        Recipe.from_json(text)


def test_keys_of_later_versions_are_ignored():
    assert Recipe.from_json('{"checkpoint": "a", "flux": 3}') == Recipe(checkpoint="a")
