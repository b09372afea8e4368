"""Plug-ins of third parties: found, enabled, loaded; and the harm that broken ones cannot do."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from library.tiny import INIT, tiny_state, write_plugin, write_wheel

from deblur_desktop import plugins
from deblur_desktop.bundle import data_folder, plugins_folder
from deblur_desktop.engine.identify import architecture_of, architectures
from deblur_desktop.errors import PluginError
from deblur_desktop.library.library import Library

RESTORE = """
import sys
from pathlib import Path
import numpy as np
from deblur_desktop.engine.importing import import_checkpoint
from deblur_desktop.engine.model import load_model
from deblur_desktop.engine.restore import restore
from deblur_desktop.photo.photo import Photo
from deblur_desktop.recipe import Recipe

installed = import_checkpoint(Path(sys.argv[1]), id="tiny-1", unverified=True)
photo = Photo(np.random.default_rng(0).random((40, 50, 3), np.float32))
model = load_model(installed, device="cpu", precision="fp32")
result = restore(photo, model, Recipe(checkpoint="tiny-1", color_lock=False)).photo
print("changed by", float(np.abs(result.pixels - photo.pixels).mean()))
"""


def found(name: str) -> plugins.Found:
    return next(each for each in plugins.find() if each.name == name)


def python(*arguments: object, path: Path | None = None) -> str:
    places = [str(path)] if path else []
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(places)}
    done = subprocess.run(
        [sys.executable, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    path = tmp_path / "tiny.pth"
    torch.save(tiny_state(), path)
    return path


def test_a_pip_installed_plugin_is_listed_and_restores(tmp_path: Path, weights: Path):
    site = tmp_path / "site"
    wheel = write_wheel(tmp_path)
    python("-m", "pip", "install", "-q", "--no-index", "--no-deps", "--disable-pip-version-check",
           "--target", site, wheel)  # fmt: skip

    listed = json.loads(python("-m", "deblur_desktop", "plugins", "--json", path=site))
    known = json.loads(python("-m", "deblur_desktop", "models", "--json", path=site))
    restored = python("-c", RESTORE, weights, path=site)

    tiny = next(each for each in listed if each["name"] == "tiny")
    assert tuple(tiny[key] for key in ("origin", "publisher", "enabled")) == (
        "package",
        "deblur-tiny 1.2",
        True,
    )
    assert "tiny-1" in [card["id"] for card in known]
    assert float(restored.split()[-1]) > 0.001


def test_a_dropped_plugin_is_listed_enabled_and_restores(weights: Path):
    write_plugin(plugins_folder())

    before = python("-m", "deblur_desktop", "plugins")
    python("-m", "deblur_desktop", "plugins", "enable", "tiny")
    restored = python("-c", RESTORE, weights)

    assert "not enabled yet" in before
    assert found("tiny").enabled
    assert float(restored.split()[-1]) > 0.001


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
    python(
        "-c", compile_to, evil, folder / f"__pycache__/network.{sys.implementation.cache_tag}.pyc"
    )

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


def test_a_disabled_plugin_stays_off_until_it_is_enabled():
    name = next(each.name for each in plugins.find() if each.origin == "bundled")

    plugins.disable(name)

    assert found(name).problem == "you disabled it"
    assert name not in [architecture.id for architecture in architectures()]
    assert plugins.enable(name).enabled


EVIL = {
    "raises": "1 / 0",
    "exits": "raise SystemExit(7)",
    "base exception": "class Odd(BaseException): pass\nraise Odd('x')",
    "missing import": "import no_such_package",
    "syntax": "def (:",
    "endless recursion": "def f(): f()\nf()",
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


def test_a_damaged_list_of_plugins_turns_dropped_ones_off(caplog: pytest.LogCaptureFixture):
    write_plugin(plugins_folder())
    plugins.enable("tiny")
    (data_folder() / "plugins.toml").write_bytes(b"\xff\0[")

    assert not found("tiny").enabled
    assert "cannot read which plug-ins are on" in caplog.text
    assert plugins.enable("tiny").enabled
    caplog.clear()


def test_a_folder_with_an_unusable_name_is_told():
    write_plugin(plugins_folder(), "Bad-Name")

    with pytest.raises(PluginError, match="lower-case"):
        plugins.enable("Bad-Name")


def test_finding_plugins_imports_none_and_no_torch():
    code = (
        "import sys; from deblur_desktop import plugins;"
        "from deblur_desktop.library.library import Library; plugins.find(); Library().known();"
        "print([m for m in sys.modules if m == 'torch' or m.startswith('deblur_desktop.plugins.')"
        " and not m.rpartition('.')[2].startswith('_')])"
    )

    assert python("-c", code).strip() == "[]"
