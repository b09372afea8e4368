"""A plug-in with a tiny network, and checkpoints of it that behave well or badly.

How one behaves is told by the length of a tensor, since `build` sees shapes and nothing else.
"""

import hashlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file

from deblur_desktop import plugins
from deblur_desktop.bundle import models_folder, plugins_folder
from deblur_desktop.library.card import Checkpoint, Task
from deblur_desktop.library.card_file import write_card

BEHAVIORS = (
    "sharpens", "is-slow", "crashes", "holds-the-lock", "will-not-go", "prints", "raises", "exits",
    "leaves-a-child", "waits", "is-hungry", "starves", "is-wild", "takes-views",
    "hates-white", "dawdles",
)  # fmt: skip

INIT = '''"""A network of one layer, which does what the checkpoint says."""

from deblur_desktop.api import Architecture, Network, Shapes, Tiling, has

from .network import Fake


def build(shapes: Shapes, **options: object) -> Network:
    tiling = Tiling(multiple=1, minimum=16, overlap=16)
    channels = shapes["fake_kernel.weight"][1]
    return Network(Fake(shapes["fake_mode"][0], channels), channels=channels, tiling=tiling)


architecture = Architecture(
    id="fake", name="Fake", paper="none", license="CC0-1.0",
    detect=has("fake_kernel.weight", "fake_mode"), build=build,
)
'''
NETWORK = (
    f"""import ctypes
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import torch
from torch import Tensor, nn

BEHAVIORS = {BEHAVIORS!r}
"""
    + '''

class Pause(nn.Module):
    """A block; a cancel acts before it."""

    def forward(self, pixels: Tensor) -> Tensor:
        time.sleep(0.02)
        return pixels


class Fake(nn.Module):
    def __init__(self, mode: int, channels: int) -> None:
        super().__init__()
        options = {"padding": 1, "padding_mode": "replicate", "bias": False}
        self.fake_kernel = nn.Conv2d(channels, 3, 3, **options)
        self.fake_mode = nn.Parameter(torch.zeros(mode))
        self.behavior = BEHAVIORS[mode - 1]
        blocks = {"is-slow": 500, "dawdles": 12}.get(self.behavior, 1)
        self.blocks = nn.Sequential(*(Pause() for _ in range(blocks)))

    def forward(self, pixels: Tensor) -> Tensor:
        misbehave(self.behavior, pixels)
        wild = float("nan") if self.behavior == "is-wild" else 1
        return self.blocks(self.fake_kernel(pixels)) * wild


def misbehave(behavior: str, pixels: Tensor) -> None:
    if behavior == "is-hungry":
        bind_memory()
        torch.empty(1000 * pixels[0, 0].numel())
    elif behavior == "starves":
        torch.empty(1 << 50)
    elif behavior == "crashes" or (behavior == "hates-white" and pixels.min() > 0.9):
        ctypes.string_at(0)
    elif behavior == "holds-the-lock":
        ctypes.PyDLL(None).sleep(1000)
    elif behavior == "will-not-go":
        ctypes.CDLL(None).signal(15, ctypes.c_void_p(1))
        start_child()
        time.sleep(1000)
    elif behavior == "leaves-a-child":
        start_child()
        ctypes.string_at(0)
    elif behavior == "waits":
        start_child()
        time.sleep(1000)
    elif behavior == "prints":
        print("chatter\\n" * 1_250_000, flush=True)
    elif behavior == "raises":
        raise RuntimeError("broken on purpose")
    elif behavior == "exits":
        sys.exit(7)


def bind_memory() -> None:
    """Let the process take 700 MB more than it has now, once."""
    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    if limit == resource.RLIM_INFINITY:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        taken = pages * resource.getpagesize() + 700_000_000
        resource.setrlimit(resource.RLIMIT_AS, (taken, taken))


def start_child() -> None:
    code = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(1000)"
    child = subprocess.Popen([sys.executable, "-c", code])
    place = Path(os.environ["DEBLUR_DESKTOP_DATA"])
    (place / "child").write_text(str(child.pid))
    (place / "child").rename(place / "child.pid")
'''
)


def write_fake_plugin() -> None:
    """The plug-in, enabled, in the person's folder."""
    folder = plugins_folder() / "fake"
    folder.mkdir()
    (folder / "__init__.py").write_text(INIT, "utf-8")
    (folder / "network.py").write_text(NETWORK, "utf-8")
    plugins.enable("fake")


def weights(behavior: str) -> dict[str, NDArray[np.float32]]:
    """Of a checkpoint that does *behavior*; its kernel sharpens."""
    kernel = np.zeros((3, 3, 3, 3), np.float32)
    for channel in range(3):
        kernel[channel, channel] = np.array([[0, -1, 0], [-1, 8, -1], [0, -1, 0]]) / 4
    mode = np.zeros(BEHAVIORS.index(behavior) + 1, np.float32)
    return {"fake_kernel.weight": kernel, "fake_mode": mode}


def install_dual(*shares: float) -> str:
    """A checkpoint that gives the sum of left view, right view and perhaps photo by *shares*; its id."""
    kernel = np.zeros((3, 3 * len(shares), 3, 3), np.float32)
    for channel in range(3):
        kernel[channel, channel::3, 1, 1] = shares
    name = f"dual-{len(shares)}"
    state = weights("takes-views") | {"fake_kernel.weight": kernel}
    _put(name, state, Task.DUAL_PIXEL_DEFOCUS)
    return name


def install(*behaviors: str) -> None:
    """Put checkpoints named by their behavior among the imported ones, where no trial is made."""
    for behavior in behaviors:
        _put(behavior, weights(behavior), Task.MIXED)


def _put(name: str, state: dict[str, NDArray[np.float32]], task: Task) -> None:
    path = models_folder() / f"{name}.safetensors"
    save_file(state, path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    card = Checkpoint(name, name.title(), "fake", task, "CC0-1.0", sha256=digest)
    write_card(path.with_suffix(".toml"), card)


def install_all(write: Callable[[], None] = write_fake_plugin) -> None:
    """The plug-in and a checkpoint for each behavior."""
    write()
    install(*BEHAVIORS)


def child_file(data_folder: Path) -> Path:
    """Where a network that starts a process tells its number."""
    return data_folder / "child.pid"
