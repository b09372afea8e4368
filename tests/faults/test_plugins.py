"""Faults F86 to F88 and F93: plug-ins that fail, mean harm, or are not what was agreed to."""

import json
import os
import signal
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from fakes import networks
from library.tiny import CARDS, INIT, write_plugin
from PIL import Image

from deblur_desktop import plugins
from deblur_desktop.bundle import plugins_folder
from deblur_desktop.cli import main
from deblur_desktop.engine.identify import architecture_of, architectures
from deblur_desktop.errors import PluginError
from deblur_desktop.library.library import Library
from deblur_desktop.plugins import _blocked

ROOT = Path(__file__).parents[2]


def found(name: str) -> plugins.Found:
    return next(each for each in plugins.find() if each.name == name)


def python(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        capture_output=True, text=True, check=False, timeout=240,
    )  # fmt: skip


def listed(capsys: pytest.CaptureFixture[str]) -> dict[str, dict[str, str]]:
    """What `plugins` tells, by name."""
    assert main(["plugins", "--json"]) == 0
    return {each["name"]: each for each in json.loads(capsys.readouterr().out)}


EVIL = {
    "raises": "1 / 0",
    "exits": "raise SystemExit(7)",
    "base exception": "class Odd(BaseException): pass\nraise Odd('x')",
    "missing import": "import no_such_package",
    "syntax": "def (:",
    "endless recursion": "def f(): f()\nf()",
    "interrupt": "raise KeyboardInterrupt",
    "unprintable": "class Odd(Exception):\n    def __str__(self): 1 / 0\nraise Odd",
}


@pytest.mark.parametrize("name", EVIL)
def test_F86_a_plugin_that_raises_at_import_is_told_and_harms_nothing(
    name: str, caplog: pytest.LogCaptureFixture
):
    before = [architecture.id for architecture in architectures()]
    write_plugin(plugins_folder(), "evil", init=EVIL[name])
    write_plugin(plugins_folder(), "tiny")
    plugins.enable("evil")
    plugins.enable("tiny")

    after = [architecture.id for architecture in architectures()]

    assert [*before, "tiny"] == after
    assert "the plug-in cannot be loaded" in caplog.text
    assert "evil" in caplog.text
    assert not [
        module for module in sys.modules if module.startswith("deblur_desktop.plugins.evil")
    ]
    caplog.clear()


WRONG = {
    "nothing": "x = 1",
    "a string": 'architecture = "nafnet"',
    "the class": "from deblur_desktop.api import Architecture as architecture",
    "another id": INIT.replace('id="tiny"', 'id="other"'),
    "no condition": INIT.replace(
        'detect=has("tiny_first.weight", "tiny_last.weight")', "detect=all"
    ),
    "no function": INIT.replace("build=build", "build=3"),
    "name of another type": INIT.replace('name="Tiny"', "name=3"),
    "a trap": "def __getattr__(name): raise ValueError(name)",
    "convert of another type": INIT.replace("build=build", "build=build, convert=3"),
}


@pytest.mark.parametrize("name", WRONG)
def test_F87_a_plugin_that_offers_something_else_is_refused_with_its_name(name: str):
    write_plugin(plugins_folder(), init=WRONG[name])
    plugins.enable("tiny")

    with pytest.raises(PluginError, match="tiny"):
        architecture_of(found("tiny"))


@pytest.mark.parametrize(
    "cards",
    ["not toml", "x = 1\n" * 300_000, "[[checkpoint]]\nid = 1"],
    ids=["text", "huge", "type"],
)
def test_F87_wrong_cards_hide_only_that_plugins_checkpoints(
    cards: str, caplog: pytest.LogCaptureFixture
):
    before = Library().known()
    write_plugin(plugins_folder(), cards=cards)
    plugins.enable("tiny")

    assert before == Library().known()
    assert "no cards from the plug-in tiny" in caplog.text
    caplog.clear()


def test_F86_F87_evil_plugins_are_listed_as_failed_and_the_others_load(
    capsys: pytest.CaptureFixture[str],
):
    evil = {f"evil_{n}": init for n, init in enumerate([*EVIL.values(), *WRONG.values()])}
    for name, init in (evil | {"tiny": INIT}).items():
        write_plugin(plugins_folder(), name, init=init.replace('id="tiny"', f'id="{name}"'))
        plugins.enable(name)
    write_plugin(plugins_folder(), "large_cards", cards="x = 1\n" * 300_000)
    plugins.enable("large_cards")

    facts = listed(capsys)

    assert {name for name, each in facts.items() if each["failure"]} == {*evil, "large_cards"}
    assert all(name in facts[name]["failure"] for name in evil)
    assert "larger than 1 MB" in facts["large_cards"]["failure"]
    assert main(["plugins"]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert sum(" failed " in row for row in rows) == len(evil) + 1


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_F86_a_person_can_interrupt_a_plugin_that_is_loaded():
    write_plugin(plugins_folder(), init="import os, signal\nos.kill(os.getpid(), signal.SIGINT)")
    plugins.enable("tiny")

    with pytest.raises(KeyboardInterrupt):
        plugins.load(found("tiny"))

    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def photos(folder: Path, count: int) -> list[Path]:
    """Blurred photos."""
    paths = [folder / f"{n}.png" for n in range(count)]
    with Image.open(ROOT / "resources/samples/hand-held.jpg", formats=["JPEG"]) as sample:
        for path in paths:
            sample.crop((440, 250, 640, 410)).save(path)
    return paths


def restore(*arguments: object) -> tuple[list[dict[str, str]], subprocess.CompletedProcess[str]]:
    """Receipts of `restore`, and the process."""
    done = python("-m", "deblur_desktop", "restore", "--json", *arguments)
    return [json.loads(line) for line in done.stdout.splitlines()], done


@pytest.mark.parametrize(("behavior", "word"), [("raises", "on purpose"), ("exits", "7")])
def test_F88_a_plugin_that_fails_with_three_photos_in_a_row_is_not_tried_with_the_rest(
    behavior: str, word: str, tmp_path: Path
):
    networks.write_fake_plugin()
    networks.install(behavior)

    receipts, done = restore(*photos(tmp_path, 5), "-o", tmp_path / "out", "--checkpoint", behavior)

    assert done.returncode == 1
    assert [receipt["outcome"] for receipt in receipts] == ["failed"] * 3
    assert all(word in receipt["error"] for receipt in receipts)
    assert all("plug-in" in r["error"] and r["error"].endswith("fake") for r in receipts)
    assert "is not tried any more: fake" in done.stderr
    assert "the other 2 were not begun" in done.stderr
    assert list((tmp_path / "out").iterdir()) == []


def test_F88_a_photo_that_cannot_be_read_is_not_the_plugins_failure(tmp_path: Path):
    networks.write_fake_plugin()
    networks.install("sharpens")
    broken = [tmp_path / f"broken-{n}.png" for n in range(3)]
    for path in broken:
        path.write_bytes(b"")

    receipts, _ = restore(
        *broken, *photos(tmp_path, 1), "-o", tmp_path / "out", "--checkpoint", "sharpens"
    )

    assert [receipt["outcome"] for receipt in receipts] == [*["failed"] * 3, "restored"]


def test_F88_what_is_chosen_by_itself_is_of_another_plugin_afterwards(tmp_path: Path):
    networks.write_fake_plugin()
    networks.install("raises")

    receipts, done = restore(*photos(tmp_path, 4), "-o", tmp_path / "out", "--tile", "256")

    assert done.returncode == 1
    assert [receipt["outcome"] for receipt in receipts] == [*["failed"] * 3, "restored"]
    assert "maxim-gopro-1" in str(receipts[3]["recipe"])


def test_F93_a_dropped_plugin_is_off_until_it_is_enabled():
    write_plugin(plugins_folder(), init="raise RuntimeError('was run')")

    assert (found("tiny").enabled, found("tiny").problem) == (False, "not enabled yet")
    assert "tiny-1" not in [card.id for card in Library().known()]
    with pytest.raises(PluginError, match="not enabled"):
        plugins.load(found("tiny"))


CHANGES: dict[str, Callable[[Path], object]] = {
    "contents": lambda folder: (folder / "network.py").write_text("1"),
    "a new file": lambda folder: (folder / "more.py").touch(),
    "a missing file": lambda folder: (folder / "models.toml").unlink(),
    "another name": lambda folder: (folder / "models.toml").rename(folder / "model.toml"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_F93_a_dropped_plugin_that_changed_is_off_and_says_why(name: str):
    folder = write_plugin(plugins_folder())
    plugins.enable("tiny")
    before = found("tiny")

    CHANGES[name](folder)

    assert (found("tiny").enabled, found("tiny").problem) == (False, "changed since it was enabled")
    with pytest.raises(PluginError, match="just changed"):
        plugins.load(before)
    assert plugins.enable("tiny").enabled


def test_F93_bytecode_beside_the_source_is_neither_pinned_nor_run(tmp_path: Path):
    folder = write_plugin(plugins_folder())
    marker = tmp_path / "marker"
    evil = tmp_path / "network.py"
    evil.write_text(f"open({str(marker)!r}, 'w')\n" + (folder / "network.py").read_text())
    plugins.enable("tiny")
    compile_to = (
        "import py_compile, sys; py_compile.compile(sys.argv[1], sys.argv[2],"
        " invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)"
    )
    cached = folder / f"__pycache__/network.{sys.implementation.cache_tag}.pyc"
    assert python("-c", compile_to, evil, cached).returncode == 0

    architecture_of(found("tiny"))

    assert not marker.exists()
    assert found("tiny").enabled


def test_F93_of_two_with_one_name_the_bundled_one_wins(tmp_path: Path):
    bundled = [each for each in plugins.find() if each.origin == "bundled"]
    write_plugin(plugins_folder(), bundled[0].name)

    same = [each for each in plugins.find() if each.name == bundled[0].name]

    assert [(each.origin, each.enabled) for each in same] == [("bundled", True), ("folder", False)]
    assert "same name" in same[1].problem


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes need rights there")
@pytest.mark.parametrize("kind", ["link", "pipe", "large"])
def test_F93_a_folder_with_something_else_than_files_cannot_be_enabled(kind: str, tmp_path: Path):
    folder = write_plugin(plugins_folder())
    if kind == "link":
        (folder / "x").symlink_to(tmp_path)
    elif kind == "pipe":
        os.mkfifo(folder / "x")
    else:
        with (folder / "x").open("wb") as file:
            file.truncate(1 << 40)

    with pytest.raises(PluginError):
        plugins.enable("tiny")

    assert not found("tiny").enabled


@pytest.fixture
def block_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "blocked-plugins.toml"
    monkeypatch.setattr(_blocked, "LIST", path)
    return path


@pytest.mark.parametrize("by", ["name", "sha256"])
def test_F93_a_plugin_in_the_block_list_is_off_told_and_cannot_be_enabled(
    by: str, block_list: Path, capsys: pytest.CaptureFixture[str]
):
    folder = write_plugin(plugins_folder())
    write_plugin(plugins_folder(), "harmless", cards=CARDS.replace("tiny", "harmless"))
    value = {"name": "tiny", "sha256": plugins.hash_of(folder)}[by]
    block_list.write_text("blocked = []")
    plugins.enable("tiny")
    plugins.enable("harmless")
    before = found("tiny")
    block_list.write_text(f'[[blocked]]\n{by} = "{value}"\nreason = "it sends photos away"\n')

    facts = listed(capsys)
    code = main(["plugins", "enable", "tiny"])

    assert before.enabled
    assert (facts["tiny"]["enabled"], facts["tiny"]["blocked"]) == (False, "it sends photos away")
    assert facts["tiny"]["problem"] == "blocked: it sends photos away"
    assert facts["harmless"]["enabled"]
    assert code == 1
    assert "it sends photos away" in capsys.readouterr().err
    assert not found("tiny").enabled
    assert "tiny" not in [each.id for each in architectures()]
    with pytest.raises(PluginError, match="blocked"):
        plugins.load(found("tiny"))
    assert "tiny-1" not in [card.id for card in Library().known()]


def test_F93_a_blocked_plugin_that_is_installed_is_told(
    block_list: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    source = write_plugin(tmp_path)
    block_list.write_text('[[blocked]]\nname = "tiny"\nreason = "it sends photos away"\n')

    assert main(["plugins", "install", str(source)]) == 0

    assert "it is blocked: it sends photos away" in capsys.readouterr().out


def test_F93_the_shipped_block_list_names_plugins_with_reasons():
    blocked = tomllib.loads(_blocked.LIST.read_text("utf-8"))["blocked"]

    assert all(entry.keys() in ({"name", "reason"}, {"sha256", "reason"}) for entry in blocked)
