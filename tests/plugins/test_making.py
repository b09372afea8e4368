"""`plugins new`: a plug-in that works from the first minute."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from deblur_desktop import plugins
from deblur_desktop.bundle import plugins_folder
from deblur_desktop.cli import main
from deblur_desktop.engine.identify import architecture_of


def test_a_new_plugin_goes_all_the_way(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["plugins", "new", "deep_blue", str(tmp_path)]) == 0
    folder = tmp_path / "deep_blue"

    tried = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(folder)],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "5 passed" in tried.stdout, tried.stdout

    assert main(["plugins", "install", str(folder)]) == 0
    assert main(["plugins", "enable", "deep_blue"]) == 0
    weights, photo = tmp_path / "weights.pth", tmp_path / "photo.png"
    torch.save(state("deep_blue"), weights)
    pixels = np.random.default_rng(0).integers(0, 256, (40, 60, 3), np.uint8)
    Image.fromarray(pixels).save(photo)
    imported = ["models", "import", str(weights), "--id", "deep_blue-1", "--unverified"]
    assert main(imported) == 0
    restored = ["restore", str(photo), "-o", str(tmp_path), "--checkpoint", "deep_blue-1"]
    assert main(restored) == 0

    listing = capsys.readouterr().out
    assert "mynet" not in listing.lower()
    assert main(["plugins", "disable", "deep_blue"]) == 0
    assert main(restored) == 1
    assert "plug-in is off: deep_blue" in capsys.readouterr().err
    assert main(["models"]) == 0
    row = next(row for row in capsys.readouterr().out.splitlines() if "deep_blue-1" in row)
    assert row.endswith("imported, off")

    with Image.open(tmp_path / "photo_deblurred.png") as result:
        assert result.size == (60, 40)
    written = "".join(path.read_text("utf-8") for path in folder.iterdir() if path.is_file())
    assert "mynet" not in written.lower()
    assert "class DeepBlue(" in written


def state(name: str) -> dict[str, torch.Tensor]:
    """Weights of the new network, as its author would save them."""
    found = next(each for each in plugins.find() if each.name == name)
    module = sys.modules[architecture_of(found).build.__module__].DeepBlue(4, 2)
    generator = torch.Generator().manual_seed(0)
    return {
        key: 0.1 * torch.randn(value.shape, generator=generator)
        for key, value in module.state_dict().items()
    }


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("maxim", "of this name already"),
        ("My-Net", "cannot have this name"),
        ("../evil", "cannot have this name"),
        ("3d", "cannot have this name"),
        ("class", "Python must be able to import it"),
        ("there", "something of this name already"),
    ],
)
def test_names_that_cannot_be_used(
    tmp_path: Path, name: str, words: str, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "there").write_text("keep me")

    assert main(["plugins", "new", name, str(tmp_path)]) == 1

    assert words in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["there"]
    assert (tmp_path / "there").read_text() == "keep me"
    assert not list(plugins_folder().iterdir())
