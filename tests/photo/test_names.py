import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deblur_desktop.errors import UnsupportedFormat
from deblur_desktop.photo.names import display_name, fitted, numbered
from deblur_desktop.photo.targets import result_path

names = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="/\0"), min_size=1, max_size=80
).filter(lambda name: name not in (".", "..") and len(name.encode()) < 250)


@given(inputs=st.lists(names, min_size=1, max_size=8, unique=True))
def test_results_of_one_run_are_all_different(inputs: list[str]):
    taken: set[str] = set()

    results = [result_path(Path("/in") / f"{name}.jpg", Path("/out"), taken) for name in inputs]

    assert len({str(path).casefold() for path in results}) == len(inputs) == len(taken)
    assert all(path.parent == Path("/out") for path in results)
    assert all(len(os.fsencode(path.name)) <= 255 for path in results)


@pytest.mark.parametrize(
    ("input", "output", "expected"),
    [
        ("/a/b.jpg", None, "/a/b_deblurred.jpg"),
        ("/a/b.JPG", None, "/a/b_deblurred.JPG"),
        ("/a/b.jpg", "/out", "/out/b_deblurred.jpg"),
        ("/a/b.jpg", "/out/c.png", "/out/c.png"),
        ("/a/b.NEF", None, "/a/b_deblurred.tif"),
        ("/a/b.gif", None, "/a/b_deblurred.png"),
        ("/a/b", None, "/a/b_deblurred.png"),
        ("/a/b.tar.jpg", None, "/a/b.tar_deblurred.jpg"),
    ],
)
def test_a_result_is_named_after_its_photo(input: str, output: str | None, expected: str):
    assert Path(expected) == result_path(Path(input), Path(output) if output else None, set())


@pytest.mark.parametrize("name", ["x.gif", "x.dng", "x.CR2"])
def test_an_output_of_a_format_that_is_only_read_is_refused(name: str, tmp_path: Path):
    with pytest.raises(UnsupportedFormat) as caught:
        result_path(Path("/a/b.jpg"), tmp_path / name, set())

    assert ".tif" in caught.value.hint


def test_an_output_folder_that_looks_like_a_photo_is_a_folder(tmp_path: Path):
    folder = tmp_path / "album.jpg"
    folder.mkdir()

    assert folder / "a_deblurred.png" == result_path(Path("/in/a.png"), folder, set())


@given(name=names)
def test_shown_names_are_one_line_of_text(name: str):
    shown = display_name(name)

    assert shown.isprintable() or "\u3000" in shown or any(c.isspace() for c in shown)
    assert "\n" not in shown


@given(stem=names, longest=st.integers(20, 120))
def test_fitted_names_fit(stem: str, longest: int):
    name = fitted(stem, ".jpg", longest)

    assert len(os.fsencode(name)) <= longest
    assert name.endswith(".jpg")
    assert len((stem + ".jpg").encode()) > longest or name == f"{stem}.jpg"


def test_numbers_go_before_the_suffix():
    assert Path("/a/b (2).jpg") == numbered(Path("/a/b.jpg"), 2)
