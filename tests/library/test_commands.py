"""`models` and `plugins` on the command line."""

import json
import re
from pathlib import Path

import pytest
from library.tiny import CARDS, tiny_state, write_plugin
from safetensors.torch import save_file

from deblur_desktop.bundle import plugins_folder
from deblur_desktop.cli import main
from deblur_desktop.library.library import Library
from deblur_desktop.library.storage import sha256_of


def test_a_checkpoint_is_listed_imported_shown_and_removed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    save_file(tiny_state(), tmp_path / "a.safetensors")
    digest = sha256_of(tmp_path / "a.safetensors")
    write_plugin(plugins_folder(), cards=CARDS + f'sha256 = "{digest}"\n')

    steps = [
        ["plugins", "enable", "tiny"],
        ["models", "import", str(tmp_path / "a.safetensors")],
        ["models"],
        ["models", "info", "tiny-1", "--json"],
        ["models", "remove", "tiny-1"],
        ["models", "--json", "info", "tiny-1"],
    ]
    outputs: list[str] = []
    for step in steps:
        assert main(step) == 0
        outputs.append(capsys.readouterr().out)

    row = next(line for line in outputs[2].splitlines() if line.startswith("tiny-1"))
    assert "imported" in row
    assert (digest, True) == (json.loads(outputs[3])["sha256"], json.loads(outputs[3])["installed"])
    assert not json.loads(outputs[5])["installed"]


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["models", "info", "maxim-gopr-1"], "`maxim-gopro-1`"),
        (["models", "remove", "maxim-gopro-1"], "only imported"),
        (["plugins", "enable", "nafnett"], "nafnet"),
    ],
    ids=["misspelt", "bundled", "no plug-in"],
)
def test_what_cannot_be_done_is_said_with_a_hint(
    arguments: list[str], hint: str, capsys: pytest.CaptureFixture[str]
):
    assert main(arguments) == 1

    output = capsys.readouterr()
    assert output.out == ""
    assert hint in output.err.partition("hint:")[2]


def test_text_of_a_stranger_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]):
    text = r"red \u001b[31m and turned \u202e"
    write_plugin(plugins_folder(), cards=CARDS + f'scores = "{text}"\n')
    assert main(["plugins", "enable", "tiny"]) == 0

    for arguments in (["models"], ["models", "info", "tiny-1"]):
        assert main(arguments) == 0

    output = capsys.readouterr().out
    assert "\x1b" not in output
    assert "\u202e" not in output


def test_a_plugin_is_installed_enabled_and_removed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    source = write_plugin(tmp_path)

    assert main(["plugins", "install", str(source)]) == 0
    told = capsys.readouterr().out
    assert main(["plugins", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert main(["plugins", "enable", "tiny"]) == 0
    assert main(["plugins", "remove", "tiny"]) == 0

    assert "tiny is installed, and off" in told
    assert "plugins enable tiny" in told
    tiny = next(each for each in listed if each["name"] == "tiny")
    assert (tiny["enabled"], tiny["problem"]) == (False, "not enabled yet")
    assert not list(plugins_folder().iterdir())


def test_what_cannot_be_installed_is_told_with_code_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert main(["plugins", "install", str(tmp_path)]) == 1

    assert "__init__.py" in capsys.readouterr().err


@pytest.mark.parametrize("width", [80, 110, 200])
def test_ids_are_whole_however_narrow_the_terminal_is(
    width: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("FORCE_COLOR", "1")  # rich takes the output for a terminal
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", str(width))

    assert main(["models"]) == 0

    output = re.sub(r"\x1b\[[0-9;]*m", "", capsys.readouterr().out)
    assert all(card.id in output for card in Library().known())
    assert max(map(len, output.splitlines())) <= width
    assert ("license" in output, "trained on" in output) == (width > 100, width > 150)
