import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deblur_desktop.errors import DeblurError, UsageError
from deblur_desktop.photo.names import safe
from deblur_desktop.photo.pattern import Pattern

stems = st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), max_size=300)
patterns = st.sampled_from(
    [
        "{stem}_deblurred{ext}",
        "{stem}",
        "{n:03}_{stem}{ext}",
        "{date} {stem} {model}{ext}",
        "{n}.tif",
    ]
)


@given(pattern=patterns, stem=stems, number=st.integers(1, 10**6))
def test_names_fit_and_have_the_suffix_of_a_photo(pattern: str, stem: str, number: int):
    made = Pattern(pattern)

    name = made.completed(made.name(safe(stem), ".jpg", number), "maxim-gopro-1", "2026-05-17")

    assert len(os.fsencode(name)) <= 255
    assert name.endswith((".jpg", ".tif"))
    assert "{model}" not in name.replace(safe(stem), "")


@given(one=stems, other=stems)
def test_late_parts_are_filled_in_even_if_a_photo_is_called_like_one(one: str, other: str):
    pattern = Pattern("{stem}_{model}")

    names = {pattern.completed(pattern.name(s, ".png", 1), "m", "d") for s in (one, other)}

    assert (len(names) == 1) == (one == other)


def test_a_name_says_what_its_pattern_says():
    pattern = Pattern("{date}_{stem}_{model}_{n:03}{ext}")

    name = pattern.completed(pattern.name("a{model}", ".tif", 7), "nafnet", "2026-05-17")

    assert name == "2026-05-17_a{model}_nafnet_007.tif"


@pytest.mark.parametrize(
    "text",
    ["", "x", "{ext}", "{date}{model}", "{foo}{stem}", "{stem:3}", "{stem!r}", "{stem.x}", "{0}{stem}",
     "{stem", "a/{stem}", "{stem}:{n}", "{{x}}{stem}", "{n:abc}", "{n:,}x{n:d", "con{", "{stem}\n"],
)  # fmt: skip
def test_patterns_that_name_nothing_are_refused(text: str):
    with pytest.raises(UsageError):
        Pattern(text)


def test_a_format_that_is_only_read_is_refused():
    with pytest.raises(DeblurError, match="no format is written"):
        Pattern("{stem}.gif").name("a", ".jpg", 1)
