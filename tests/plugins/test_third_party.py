"""Plug-ins of third parties: found, enabled, loaded. For broken ones see `faults/test_plugins.py`."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from library.tiny import tiny_state, write_plugin, write_wheel

from deblur_desktop import plugins
from deblur_desktop.bundle import data_folder, plugins_folder
from deblur_desktop.engine.identify import architectures
from deblur_desktop.errors import PluginError

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


def test_a_disabled_plugin_stays_off_until_it_is_enabled():
    name = next(each.name for each in plugins.find() if each.origin == "bundled")

    plugins.disable(name)

    assert found(name).problem == "you disabled it"
    assert name not in [architecture.id for architecture in architectures()]
    assert plugins.enable(name).enabled


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
