"""A third party's plug-in and its checkpoint, as small as they can be."""

import zipfile
from pathlib import Path

import torch
from torch import Tensor

INIT = '''"""A network of two layers."""

from deblur_desktop.api import Architecture, Network, Shapes, Tiling, has

from .network import Tiny


def build(shapes: Shapes, **options: object) -> Network:
    width = shapes["tiny_first.weight"][0]
    return Network(Tiny(width), tiling=Tiling(multiple=1, minimum=16, overlap=16))


architecture = Architecture(
    id="tiny", name="Tiny", paper="none", license="CC0-1.0",
    detect=has("tiny_first.weight", "tiny_last.weight"), build=build,
)
'''
NETWORK = """from torch import Tensor, nn


class Tiny(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.tiny_first = nn.Conv2d(3, width, 3, padding=1)
        self.tiny_last = nn.Conv2d(width, 3, 3, padding=1)

    def forward(self, pixels: Tensor) -> Tensor:
        return pixels + self.tiny_last(self.tiny_first(pixels).relu())
"""
CARDS = """[[checkpoint]]
id = "tiny-1"
name = "Tiny"
architecture = "tiny"
task = "motion"
license = "CC0-1.0"
"""


def write_plugin(parent: Path, name: str = "tiny", init: str = INIT, cards: str = CARDS) -> Path:
    """A plug-in folder in *parent*; its architecture gets *name*, too."""
    folder = parent / name
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text(init.replace('id="tiny"', f'id="{name}"'), "utf-8")
    (folder / "network.py").write_text(NETWORK, "utf-8")
    (folder / "models.toml").write_text(cards, "utf-8")
    return folder


def write_wheel(folder: Path) -> Path:
    """The same as a wheel with an entry point, as a third party would publish it."""
    info = "deblur_tiny-1.2.dist-info"
    files = {
        "deblur_tiny/__init__.py": INIT,
        "deblur_tiny/network.py": NETWORK,
        "deblur_tiny/models.toml": CARDS,
        f"{info}/METADATA": "Metadata-Version: 2.1\nName: deblur-tiny\nVersion: 1.2\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\n"
        "Tag: py3-none-any\n",
        f"{info}/entry_points.txt": "[deblur_desktop.plugins]\ntiny = deblur_tiny\n",
    }
    path = folder / "deblur_tiny-1.2-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        for name, text in files.items():
            wheel.writestr(name, text)
        wheel.writestr(f"{info}/RECORD", "".join(f"{name},,\n" for name in files))
    return path


def tiny_state(width: int = 4, seed: int = 0) -> dict[str, Tensor]:
    """Weights of a `Tiny`."""
    generator = torch.Generator().manual_seed(seed)
    shapes = {
        "tiny_first.weight": (width, 3, 3, 3),
        "tiny_first.bias": (width,),
        "tiny_last.weight": (3, width, 3, 3),
        "tiny_last.bias": (3,),
    }
    return {name: 0.1 * torch.randn(s, generator=generator) for name, s in shapes.items()}
