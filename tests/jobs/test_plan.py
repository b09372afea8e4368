"""The laws of plans: they survive their journal, and results mirror the folders of the photos."""

import os
from pathlib import Path

import pytest
from fakes.batches import make_photos
from hypothesis import given
from hypothesis import strategies as st

from deblur_desktop.errors import UsageError
from deblur_desktop.jobs.plan import Plan, check_folders
from deblur_desktop.jobs.treatment import Choice, Treatment
from deblur_desktop.photo.pattern import Pattern
from deblur_desktop.photo.writer import Existing
from deblur_desktop.recipe import Recipe

# As `os.fsdecode` gives them: bytes that are no UTF-8 become lone surrogates.
paths = st.binary(min_size=1, max_size=40).map(lambda name: os.fsdecode(b"/" + name))
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
recipes = st.builds(
    Recipe,
    checkpoint=texts,
    strength=st.floats(0, 1.5),
    texture=st.floats(0, 1),
    tile=st.sampled_from([0, 256, 512]),
    color_lock=st.booleans(),
)
treatments = st.builds(
    Treatment,
    recipe=recipes,
    choices=st.dictionaries(texts, st.builds(Choice, texts, texts), max_size=3),
    if_improved=st.booleans(),
    keep_damaged=st.booleans(),
)
plans = st.builds(
    Plan,
    treatment=treatments,
    sources=st.lists(paths, max_size=3).map(tuple),
    output=paths,
    recursive=st.booleans(),
    pattern=st.sampled_from(["{stem}{ext}", "{n:03}_{model}", "{date} {stem}.tif"]).map(Pattern),
    existing=st.sampled_from(Existing),
    watching=st.booleans(),
)


@given(treatments)
def test_a_treatment_survives_a_round_trip(treatment: Treatment):
    assert Treatment.from_json(treatment.to_json()) == treatment


@given(plans)
def test_a_plan_survives_a_round_trip_in_one_line_of_ascii(plan: Plan):
    text = plan.to_json()

    assert Plan.from_json(text) == plan
    assert text.isascii()
    assert "\n" not in text


@given(plans, st.data())
def test_what_was_cut_or_is_of_another_version_is_no_plan(plan: Plan, data: st.DataObject):
    text = plan.to_json()
    cut = text[: data.draw(st.integers(0, len(text) - 1))]

    for other in (cut, text.replace('"output"', '"elsewhere"', 1), "[]", "null", "{}"):
        with pytest.raises(ValueError, match=r"not a plan|Expecting|Unterminated|Invalid"):
            Plan.from_json(other)


def plan_of(*sources: Path, output: Path, recursive: bool = True) -> Plan:
    return Plan(
        treatment=Treatment(recipe=Recipe(checkpoint="auto"), choices={}),
        sources=tuple(map(str, sources)),
        output=str(output),
        recursive=recursive,
    )


def places(plan: Plan) -> dict[str, str]:
    """Where the result of each photo goes."""
    base = Path(plan.output)
    return {
        f"{found.source.parent.name}/{found.source.name}": str(found.folder.relative_to(base))
        for found in plan.find()
    }


def test_folders_within_one_folder_are_mirrored(tmp_path: Path):
    make_photos(tmp_path / "a", 1)
    make_photos(tmp_path / "a" / "b" / "c", 1)

    plan = plan_of(tmp_path / "a", output=tmp_path / "out")

    assert places(plan) == {"a/0000.png": ".", "c/0000.png": "b/c"}


def test_several_folders_keep_their_names_and_photos_have_none(tmp_path: Path):
    for name in ("a", "b"):
        make_photos(tmp_path / name, 1)
    (photo,) = make_photos(tmp_path, 1)

    plan = plan_of(tmp_path / "a", tmp_path / "b", photo, output=tmp_path / "out")

    assert list(places(plan).values()) == ["a", "b", "."]


def test_one_folder_beside_photos_is_mirrored_alike_when_searched_and_when_watched(tmp_path: Path):
    (inner,) = make_photos(tmp_path / "a", 1)
    (photo,) = make_photos(tmp_path, 1)
    plan = plan_of(tmp_path / "a", photo, output=tmp_path / "out")

    assert [found.folder for found in plan.find()] == [tmp_path / "out"] * 2
    assert plan.place(inner).folder == tmp_path / "out"


def test_a_folder_that_is_away_changes_no_names_and_is_no_photo(tmp_path: Path):
    for name in ("a", "b"):
        make_photos(tmp_path / name, 1)
    plan = plan_of(tmp_path / "a", tmp_path / "b", output=tmp_path / "out")
    (tmp_path / "a").rename(tmp_path / "away")

    assert places(plan) == {"b/0000.png": "b"}
    assert plan.folders() == [tmp_path / "a", tmp_path / "b"]


def test_results_within_the_photos_folder_are_not_found_as_photos(tmp_path: Path):
    make_photos(tmp_path / "a", 1)
    make_photos(tmp_path / "a" / "out", 1)

    assert list(places(plan_of(tmp_path / "a", output=tmp_path / "a" / "out"))) == ["a/0000.png"]


def test_sources_are_each_taken_once_and_have_to_be_there(tmp_path: Path):
    (photo,) = make_photos(tmp_path, 1)

    sources, output = check_folders([photo, photo], tmp_path / "x" / ".." / "out")

    assert (sources, output) == ([str(photo)], str(tmp_path / "out"))
    with pytest.raises(UsageError, match="no such"):
        check_folders([tmp_path / "gone"], tmp_path)
