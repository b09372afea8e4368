from pathlib import Path

import pytest

from deblur_desktop.photo.search import find_photos


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in (
        "b.jpg",
        "a.PNG",
        "note.txt",
        ".hidden.jpg",
        "in/c.nef",
        ".git/d.jpg",
        "in/in/e.tif",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    return tmp_path


def test_a_folder_gives_its_photos_in_order(tree: Path):
    assert [tree / "a.PNG", tree / "b.jpg"] == list(find_photos([tree]))


def test_folders_within_folders_are_searched_if_wished(tree: Path):
    found = [str(path.relative_to(tree)) for path in find_photos([tree], recursive=True)]

    assert [name.replace("\\", "/") for name in found] == [
        "a.PNG",
        "b.jpg",
        "in/c.nef",
        "in/in/e.tif",
    ]


def test_what_is_named_is_given_as_it_is(tree: Path):
    named = [tree / "note.txt", tree / "gone.jpg"]

    assert named == list(find_photos(named))


def test_a_very_deep_tree_is_searched(tmp_path: Path):
    import os

    here = Path.cwd()
    os.chdir(tmp_path)
    try:
        for _ in range(300):
            Path("d").mkdir()
            os.chdir("d")
    finally:
        os.chdir(here)

    assert list(find_photos([tmp_path], recursive=True)) == []
