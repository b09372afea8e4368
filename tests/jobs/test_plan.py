"""Plans of batches survive being stored, and say where each result goes."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import recipes

from deblur_desktop.errors import UnknownCheckpoint, UsageError
from deblur_desktop.jobs.plan import Plan, check_folders
from deblur_desktop.jobs.treatment import Choice, Treatment, plan_treatment
from deblur_desktop.photo.pattern import Pattern
from deblur_desktop.photo.writer import Existing
from deblur_desktop.recipe import Recipe

choices = st.dictionaries(
    st.sampled_from(["motion", "defocus", "sharp", "unsure"]),
    st.builds(Choice, st.text(), st.text("0123456789abcdef")),
)
treatments = st.builds(
    Treatment,
    recipe=recipes(),
    choices=choices,
    if_improved=st.booleans(),
    keep_damaged=st.booleans(),
)
# Also names that are no text.
paths = st.text(st.characters(exclude_characters="\0"), max_size=30)
plans = st.builds(
    Plan,
    treatment=treatments,
    sources=st.lists(paths).map(tuple),
    output=paths,
    recursive=st.booleans(),
    pattern=st.sampled_from([Pattern(), Pattern("{n:04}_{model}{ext}"), Pattern("{stem}.tif")]),
    existing=st.sampled_from(Existing),
    watching=st.booleans(),
)


@given(plan=plans)
def test_a_plan_survives_the_round_trip(plan: Plan):
    assert Plan.from_json(plan.to_json()) == plan


def test_names_that_are_no_text_survive(tmp_path: Path):
    plan = Plan(
        treatment=Treatment(recipe=Recipe(checkpoint="auto"), choices={}),
        sources=(str(tmp_path / "b\udcff"),),
        output="/o\udcfe",
    )

    assert Plan.from_json(plan.to_json()) == plan


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"treatment": 3}', "null"])
def test_what_is_no_plan_is_refused(text: str):
    with pytest.raises(ValueError, match=r"."):
        Plan.from_json(text)


def _plan(*sources: Path, output: Path) -> Plan:
    return Plan(
        treatment=Treatment(recipe=Recipe(checkpoint="auto"), choices={}),
        sources=tuple(map(str, sources)),
        output=str(output),
        recursive=True,
    )


def test_the_tree_is_mirrored_and_the_output_within_it_is_passed_over(tmp_path: Path):
    for name in ("a.jpg", "x/b.jpg", "x/y/c.jpg", "out/d.jpg"):
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).touch()
    output = tmp_path / "in" / "out"
    plan = _plan(tmp_path / "in", output=output)

    targets = [plan.target(found, set(), 1) for found in plan.find()]

    names = ["a_deblurred.jpg", "x/b_deblurred.jpg", "x/y/c_deblurred.jpg"]
    assert targets == [output / name for name in names]


def test_of_several_folders_each_gets_its_own(tmp_path: Path):
    for name in ("one/a.jpg", "two/a.jpg", "b.jpg"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    plan = _plan(tmp_path / "one", tmp_path / "two", tmp_path / "b.jpg", output=tmp_path / "out")

    folders = [found.folder.relative_to(tmp_path) for found in plan.find()]

    assert folders == [Path("out/one"), Path("out/two"), Path("out")]


def test_results_among_their_photos_are_refused(tmp_path: Path):
    (tmp_path / "link").symlink_to(tmp_path)

    for output in (tmp_path, tmp_path / "link", tmp_path / "x" / ".."):
        with pytest.raises(UsageError, match="among the photos"):
            check_folders([tmp_path], output)
    with pytest.raises(UsageError, match="no such file"):
        check_folders([tmp_path / "gone"], tmp_path / "out")


@pytest.mark.parametrize(
    "changes", [{"left": "l.png", "right": "r.png"}, {"mask": "sha256:0"}], ids=["views", "mask"]
)
def test_what_belongs_to_one_photo_is_refused_for_a_batch(changes: dict):
    with pytest.raises(UsageError, match="belong to one photo"):
        plan_treatment(Recipe(checkpoint="auto", **changes))


def test_F101_another_file_under_the_same_name_is_refused():
    treatment = plan_treatment(Recipe(checkpoint="maxim-gopro-1"))
    choice = treatment.choices["sharp"]

    assert treatment.installed(choice).checkpoint.id == "maxim-gopro-1"
    with pytest.raises(UnknownCheckpoint, match="another than when the run began"):
        treatment.installed(choice._replace(sha256="0" * 64))
    with pytest.raises(UsageError, match="no checkpoint has this name"):
        plan_treatment(Recipe(checkpoint="nothing"))
