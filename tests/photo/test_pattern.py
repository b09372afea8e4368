"""The laws of patterns: every name that they make is one, fits, and keeps its suffix."""

import os
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deblur_desktop.errors import UsageError
from deblur_desktop.photo.names import LONGEST, safe
from deblur_desktop.photo.pattern import FIELDS, Pattern

PATTERNS = (
    "{stem}_deblurred{ext}", "{stem}", "{n}", "{n:05}{ext}", "{stem}_{model}{ext}", "{date}_{n:03}",
    "{stem}-{model}-{date}-{n}", "{model}{stem}{date}{ext}", "{stem}{stem}", "x{stem}.tif",
)  # fmt: skip
patterns = st.sampled_from(PATTERNS).map(Pattern)
# Names of any bytes, with many of what patterns are written in.
stems = st.one_of(
    st.text("{}:!%() ab\u00e9\U0001f600", min_size=1, max_size=260),
    st.binary(min_size=1, max_size=250).map(os.fsdecode),
).map(safe)
suffixes = st.sampled_from([".jpg", ".TIFF", ".png"])
models = st.text(string.ascii_lowercase + "-.0123456789{}", min_size=1, max_size=60)


@given(patterns, stems, suffixes, st.integers(1, 10**6), models)
def test_every_name_is_one_name_that_fits_and_keeps_its_suffix(
    pattern: Pattern, stem: str, suffix: str, number: int, model: str
):
    early = pattern.name(stem, suffix, number)
    name = pattern.completed(early, model, "2026-05-17")

    assert len(os.fsencode(name)) <= LONGEST
    assert "/" not in name
    assert "\0" not in name
    assert name.endswith(suffix if ".tif" not in pattern.text else ".tif")
    if "{model}" in pattern.text:
        assert safe(model) in name
    if "{date}" in pattern.text:
        assert "2026-05-17" in name


@given(patterns, stems, stems, st.integers(1, 99))
def test_different_photos_have_different_names(
    pattern: Pattern, first: str, second: str, number: int
):
    if first == second:
        return
    other = number + 1 if "{stem}" not in pattern.text else number

    assert pattern.name(first, ".png", number) != pattern.name(second, ".png", other)


@given(stems)
def test_a_short_name_is_kept_as_it_is(stem: str):
    if len(os.fsencode(stem)) < 100:
        name = Pattern().name(stem, ".png", 1)
        late = Pattern("{stem}_{model}")

        assert name == f"{stem}_deblurred.png"
        assert late.completed(late.name(stem, ".png", 1), "m", "d") == f"{stem}_m.png"


@given(st.text("{}:!.abstemnxd0/ ", max_size=12))
def test_a_pattern_is_refused_or_makes_names(text: str):
    try:
        pattern = Pattern(text)
    except UsageError:
        return

    name = pattern.completed(pattern.name("a", ".png", 1), "m", "d")
    assert name
    assert "/" not in name


@pytest.mark.parametrize(
    "text",
    ["", "a", "{ext}", "{model}", "{date}{ext}", "{stem", "stem}", "{stem}/{n}", "{stem!r}", "{0}",
     "{}", "{stem.x}", "{stem:9}", "{what}", "{n:x}{y}", "a:{stem}", "{stem}\n", "{n:99999}",
     "{n:+3}", "x" * 250 + "{stem}", "{stem}" + "{model}" * 4, "{n:99}{n:99}{n:99}"],
    ids=ascii,
)  # fmt: skip
def test_what_is_no_pattern_is_refused(text: str):
    with pytest.raises(UsageError):
        Pattern(text)


def test_the_longest_names_of_braces_alone_are_names():
    pattern = Pattern("{stem}_{model}")

    early = pattern.name("{" * 251, ".png", 1)

    assert len(pattern.completed(early, "m" * 80, "")) <= LONGEST


def test_all_fields_may_be_used_at_once():
    pattern = Pattern("".join(f"{{{name}}}" for name in FIELDS if name != "ext") + "{ext}")

    early = pattern.name("a", ".png", 7)

    assert pattern.is_late
    assert pattern.completed(early, "m", "2026-05-17") == "a7m2026-05-17.png"
