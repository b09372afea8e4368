"""Settings: the table, the file, and what happens to a file that is wrong."""

import dataclasses
import random
import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deblur_desktop import settings
from deblur_desktop.cli import main
from deblur_desktop.errors import UsageError
from deblur_desktop.settings import SETTINGS, Settings, read, settings_file, write


@st.composite
def preferences(draw: st.DrawFn) -> Settings:
    values: dict[str, Any] = {name: draw(_values(each)) for name, each in SETTINGS.items()}
    return Settings(**values)


def _values(setting: settings.Setting) -> st.SearchStrategy[str | bool]:
    if isinstance(setting.default, bool):
        return st.booleans()
    if setting.about.choices:
        return st.sampled_from(sorted(setting.about.choices))
    return st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


@pytest.fixture
def notices() -> list[str]:
    return []


def test_without_a_file_the_defaults_hold():
    assert read() == Settings()


@given(preferences())
def test_settings_survive_a_round_trip(wished: Settings):
    write(wished)

    assert read() == wished


@pytest.mark.parametrize("name", SETTINGS)
def test_every_setting_has_a_title_a_help_and_an_allowed_default(name: str):
    setting = SETTINGS[name]

    assert setting.about.title
    assert setting.about.help.endswith(".")
    assert setting.allows(setting.default)


def test_unknown_settings_are_kept_and_told(notices: list[str]):
    text = 'theme = "dark"\nzoom = 1.5\n[later]\nkeys = ["a\\u007f"]\nday = 2026-01-02\n'
    settings_file().write_text(text, "utf-8")
    unknown = {n: v for n, v in tomllib.loads(text).items() if n != "theme"}

    write(dataclasses.replace(read(notices.append), theme="light"))

    stored = tomllib.loads(settings_file().read_text("utf-8"))
    assert unknown == {n: v for n, v in stored.items() if n not in SETTINGS}
    assert stored["theme"] == "light"
    assert [notice.rpartition(": ")[2] for notice in notices] == ["later", "zoom"]


@pytest.mark.parametrize("line", ['theme = "pink"', "theme = 3", "preview = 1", 'device = ""'])
def test_a_wrong_value_gives_the_default_and_a_notice(line: str, notices: list[str]):
    settings_file().write_text(f'{line}\nexisting = "skip"\n', "utf-8")

    assert Settings(existing="skip") == read(notices.append)
    assert len(notices) == 1
    assert line.partition(" ")[0] in notices[0]


@pytest.mark.parametrize(
    "content",
    [b"\0" * 100, b"theme = ", b"\xff\xfe", b"a = " + b"[" * 100_000, b"#" * (2 << 20)],
    ids=["zeros", "cut", "no text", "deep", "huge"],
)
def test_F24_a_damaged_file_is_put_aside_with_one_notice(content: bytes, notices: list[str]):
    settings_file().write_bytes(content)

    assert Settings() == read(notices.append)

    assert len(notices) == 1
    (aside,) = settings_file().parent.glob("settings.toml.bad-*")
    assert content == aside.read_bytes()
    assert not settings_file().exists()


def test_F24_no_mutant_of_the_file_stops_the_program(notices: list[str]):
    write(Settings(theme="dark", device="cuda:1"))
    whole, chance = settings_file().read_bytes(), random.Random(0)

    for _ in range(200):
        mutant = bytearray(whole)
        for _ in range(chance.randint(1, 8)):
            mutant[chance.randrange(len(mutant))] = chance.randrange(256)
        settings_file().write_bytes(mutant[: chance.randint(0, len(mutant))])

        assert isinstance(read(notices.append), Settings)


def test_a_file_that_cannot_be_read_is_left_where_it_is(notices: list[str]):
    settings_file().mkdir()

    assert Settings() == read(notices.append)
    assert settings_file().is_dir()
    assert len(notices) == 1


def test_the_command_sets_gets_and_lists(capsys: pytest.CaptureFixture[str]):
    assert main(["config", "set", "theme", "dark"]) == 0
    assert main(["config", "set", "preview", "off"]) == 0
    assert main(["config", "get", "preview"]) == 0
    assert main(["config"]) == 0

    output = capsys.readouterr().out
    assert output.startswith("false\n")
    assert all(name in output for name in SETTINGS)
    assert read() == Settings(theme="dark", preview=False)


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["config", "get", "them"], "`theme`"),
        (["config", "set", "theme", "pink"], "system, light, dark"),
        (["config", "set", "notify", "perhaps"], "true or false"),
    ],
)
def test_wrong_usage_is_told_with_a_hint(
    arguments: list[str], hint: str, capsys: pytest.CaptureFixture[str]
):
    assert main(arguments) == 2

    assert hint in capsys.readouterr().err.partition("hint:")[2]
    assert not settings_file().exists()


def test_an_unknown_setting_cannot_be_changed():
    with pytest.raises(UsageError):
        settings.changed(Settings(), "color", "red")
