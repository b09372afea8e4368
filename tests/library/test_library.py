"""Cards and the library: what is known, what is here, what is preferred."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from library.tiny import write_plugin

from deblur_desktop import plugins
from deblur_desktop.bundle import models_folder, plugins_folder
from deblur_desktop.errors import PluginError, UnknownCheckpoint
from deblur_desktop.library.card import Checkpoint, Task
from deblur_desktop.library.card_file import read_checked, write_card
from deblur_desktop.library.library import Library
from deblur_desktop.library.storage import write_whole

CARD = Checkpoint("mine-1", "Mine", "tiny", Task.MOTION, "MIT", sha256="a" * 64)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


def install(card: Checkpoint, size: int = 10) -> None:
    (models_folder() / f"{card.id}.safetensors").write_bytes(bytes(size))
    write_card(models_folder() / f"{card.id}.toml", card)


def own(library: Library) -> list[str]:
    return [i.checkpoint.id for i in library.installed() if i.origin == "imported"]


def test_an_imported_checkpoint_is_known_and_installed():
    install(CARD)

    library = Library()

    assert CARD in library.known()
    assert library.find("mine-1").checkpoint == CARD
    assert models_folder() / "mine-1.safetensors" == library.find("mine-1").path


def test_a_misspelt_name_gets_the_nearest_as_a_hint():
    install(CARD)

    with pytest.raises(UnknownCheckpoint) as caught:
        Library().find("mine1")

    assert "`mine-1`" in caught.value.hint


def test_a_known_checkpoint_without_its_file_says_how_to_get_it():
    write_plugin(plugins_folder())
    plugins.enable("tiny")

    with pytest.raises(UnknownCheckpoint) as caught:
        Library().find("tiny-1")

    assert "not installed" in caught.value.message
    assert "models import" in caught.value.hint


def test_the_larger_imported_file_comes_first():
    install(replace(CARD, id="a-small"), size=10)
    install(replace(CARD, id="b-large"), size=99)

    assert own(Library()) == ["b-large", "a-small"]


def test_a_checkpoint_whose_plugin_is_off_or_gone_says_so():
    write_plugin(plugins_folder())
    install(replace(CARD, id="ours", architecture="maxim"))
    install(replace(CARD, id="off", architecture="tiny"))
    install(replace(CARD, id="gone", architecture="nowhere"))

    problems = {item.checkpoint.id: item.problem for item in Library().installed()}

    assert problems["ours"] == ""
    assert problems["off"] == "its plug-in is off: tiny"
    assert problems["gone"] == "its plug-in is not there: nowhere"


def test_a_removed_checkpoint_is_gone():
    install(CARD)

    Library().remove("mine-1")

    assert own(Library()) == []
    assert list(models_folder().iterdir()) == []


@pytest.mark.parametrize(
    "text", ["", "[", "[[checkpoint]]\nid = 3\n", "[[checkpoint]]\n", "checkpoint = 1"]
)
def test_a_broken_card_is_skipped_and_told(text: str, caplog: pytest.LogCaptureFixture):
    install(CARD)
    (models_folder() / "mine-1.toml").write_text(text)

    assert own(Library()) == []
    assert text == "" or "skipped" in caplog.text
    caplog.clear()


@pytest.mark.parametrize(
    "field",
    [
        'id = "../../escape"',
        'sha256 = "not hex"',
        "size = 1.5",
        "name = 7",
        'urls = [{ a = "b" }]',
        'urls = ["file:///etc/passwd"]',
        'urls = ["http://example.org/a.pth"]',
        'page = "https://example.org/"',
        'page = "file:///etc/passwd"\nfile = "a.pth"',
        "options = 3",
        'surprise = "field"',
        'task = "bake"',
    ],
)
def test_F87_a_card_with_a_wrong_field_is_refused(field: str, tmp_path: Path):
    name = field.partition(" ")[0]
    lines = ['id = "x"', 'name = "x"', 'architecture = "x"', 'task = "motion"', 'license = "MIT"']
    kept = [line for line in lines if not line.startswith(f"{name} ")]
    path = tmp_path / "models.toml"
    path.write_text("\n".join(["[[checkpoint]]", *kept, field]))

    with pytest.raises(PluginError):
        read_checked(path)


@pytest.mark.parametrize(
    "text", ["# " + "x" * (1 << 20), "a = " + "[" * 5000], ids=["large", "deep"]
)
def test_F87_an_absurd_file_of_cards_is_refused(text: str, tmp_path: Path):
    path = tmp_path / "models.toml"
    path.write_text(text)

    with pytest.raises(PluginError):
        read_checked(path)


@given(
    name=TEXT,
    urls=st.lists(TEXT, max_size=3),
    size=st.integers(0, 1 << 40),
    options=st.dictionaries(
        TEXT, st.one_of(TEXT, st.integers(-99, 99), st.booleans(), st.floats(-1e9, 1e9),
                        st.lists(st.integers(0, 9), max_size=3)), max_size=3,
    ),
)  # fmt: skip
def test_a_card_survives_its_file(
    tmp_path_factory: pytest.TempPathFactory, name: str, urls: list[str], size: int, options: dict
):
    path = tmp_path_factory.mktemp("card") / "mine-1.toml"
    card = replace(
        CARD, name=name, urls=tuple(f"https://{url}" for url in urls), size=size, options=options
    )

    write_card(path, card)

    assert (card,) == read_checked(path)


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "file"
    write_whole(path, b"old")

    def fail(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(OSError, match="No space"):
        write_whole(path, b"new")

    assert path.read_bytes() == b"old"
    assert [path] == list(tmp_path.iterdir())
