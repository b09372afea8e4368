"""Files as the authors of the networks publish them, through `models import`.

Names and shapes are the published ones, the values made by a rule.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest
import torch
from safetensors.torch import save_file
from torch import Tensor

from deblur_desktop.cli import main
from deblur_desktop.engine.weights import read_state
from deblur_desktop.library.library import Library
from plugins import golden

State = dict[str, Tensor]


def bare(state: State) -> Any:
    """LaKDNet, FFTformer."""
    return state


def params(state: State) -> Any:
    """BasicSR: Restormer, MLWNet, NAFNet."""
    return {"params": state}


def averaged(state: State) -> Any:
    """BasicSR, with the mean over the steps of the training beside; that is what the authors use."""
    return {"params": {name: torch.zeros_like(t) for name, t in state.items()}, "params_ema": state}


def run(state: State) -> Any:
    """HybridNet, CE-MLWNet: all that is needed to train on."""
    optimizer, scheduler = trained(state)
    return {
        "epoch": 1300,
        "best_eval": np.float64(32.42),
        "params": state,
        "optimizer": optimizer,
        "scheduler": scheduler,
    }


def parallel(state: State) -> Any:
    """Uformer: trained on several devices."""
    named = {f"module.{name}": tensor for name, tensor in state.items()}
    return {"epoch": 3000, "state_dict": named, "optimizer": trained(state)[0]}


def lightning(state: State) -> Any:
    """A network within a network within Lightning's own tables."""
    optimizer, scheduler = trained(state)
    return {
        "epoch": 9,
        "pytorch-lightning_version": "2.5.0",
        "state_dict": {f"model._orig_mod.{name}": tensor for name, tensor in state.items()},
        "optimizer_states": [optimizer],
        "lr_schedulers": [scheduler],
        "callbacks": {"ModelCheckpoint": {"best_model_score": torch.tensor(0.1), "dirpath": "/x"}},
    }


def trained(state: State) -> tuple[dict[str, Any], dict[str, Any]]:
    """What an optimizer and a scheduler remember after a step."""
    first = torch.nn.Parameter(next(iter(state.values())).clone())
    optimizer = torch.optim.AdamW([first], lr=1e-3, betas=(0.9, 0.9))
    scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, 1000, eta_min=1e-7)
    first.grad = torch.ones_like(first)
    optimizer.step()
    scheduler.step()
    return optimizer.state_dict(), scheduler.state_dict()


class Published(NamedTuple):
    """A file: whose shapes it has, how it is wrapped, its name, the architecture, its card's id."""

    network: str
    wrapped: Callable[[State], Any]
    file: str
    architecture: str
    card: str = ""
    legacy: bool = False

    def written(self, folder: Path) -> tuple[Path, State]:
        values = golden.filled(golden.shapes_of(self.network), 0.5)
        state = {name: torch.from_numpy(value) for name, value in values.items()}
        path = folder / self.file
        if path.suffix == ".safetensors":
            save_file(self.wrapped(state), path)
        else:
            torch.save(self.wrapped(state), path, _use_new_zipfile_serialization=not self.legacy)
        return path, state


ONE_OF_EACH = [
    Published("lakdnet_motion_s", bare, "train_on_gopro_s.pth", "lakdnet", "lakdnet-gopro-s"),
    Published("restormer_motion", params, "motion_deblurring.pth", "restormer", "restormer-gopro"),
    Published("fftformer", bare, "fftformer_GoPro.pth", "fftformer", "fftformer-gopro", legacy=True),
    Published("mlwnet_d32", params, "realblur_j-width32.pth", "mlwnet", "mlwnet-realblur-j-32"),
    Published("hybridnet_d32_aux", run, "HybridNet_d32.pth", "hybridnet", "hybridnet-realblur-j"),
    Published("cemlwnet_d32_aux", run, "Network_d32.pth", "ce_mlwnet", "ce-mlwnet-realblur-j"),
    Published("uformer_b_ps256", parallel, "Uformer_B_GoPro.pth", "uformer", "uformer-gopro"),
    Published("nafnet_w32", params, "NAFNet-GoPro-width32.pth", "nafnet"),
    Published("maxim_1s_gopro", bare, "maxim.safetensors", "maxim"),
]  # fmt: skip
# Another task, another form; and names that say something else than what is in the file.
OTHERS = [
    Published("lakdnet_defocus_s", averaged, "Uformer.pt", "lakdnet"),
    Published("lakdnet_defocus_dual_s", bare, "motion (1).pkl", "lakdnet", "lakdnet-dpdd-dual-s"),
    Published("restormer_defocus_dual", params, "LaKDNet.pth", "restormer", "restormer-dpdd-dual"),
    Published("fftformer", params, "hybridnet.PTH", "fftformer", "fftformer-realblur-j-eeguizhi"),
    Published("mlwnet_d32", run, "CE-MLWNet.pth", "mlwnet", "mlwnet-realblur-j-32-eeguizhi"),
    Published("hybridnet_d32", lightning, "model.ckpt", "hybridnet"),
    Published("cemlwnet_d32", averaged, "MLWNet", "ce_mlwnet"),
    Published("uformer_b_ps256", lightning, "last.ckpt", "uformer"),
    Published("nafnet_w32", averaged, "net_g_latest.pkl", "nafnet", legacy=True),
    Published("maxim_1s_gopro", lightning, "maxim.tgz", "maxim"),
]  # fmt: skip


@pytest.mark.parametrize(
    "published",
    [
        *(pytest.param(each, id=each.file) for each in ONE_OF_EACH),
        *(pytest.param(each, id=each.file, marks=pytest.mark.slow) for each in OTHERS),
    ],
)
def test_a_published_file_is_imported_and_listed(
    published: Published, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    path, state = published.written(tmp_path)
    card = ["--id", published.card] if published.card else []

    assert main(["models", "import", str(path), "--unverified", *card, "--json"]) == 0
    imported = json.loads(capsys.readouterr().out)
    assert main(["models", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)

    assert imported["architecture"] == published.architecture
    assert imported["id"] in [row["id"] for row in listed if row["installed"]]
    installed = Library().find(published.card or imported["id"])
    found = read_state(installed.path, sha256=installed.checkpoint.sha256)
    assert installed.path.suffix == ".safetensors"
    assert found.keys() == state.keys()
    assert all(torch.equal(found[name], tensor) for name, tensor in state.items())


def test_every_shipped_architecture_is_imported_once():
    tried = {each.architecture for each in ONE_OF_EACH}

    assert tried == {card.architecture for card in Library().known()}
