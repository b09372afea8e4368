"""Train the small network that tells which blur a photo has: python packaging/train_diagnosis.py

    --photos FOLDER   sharp photos; everything is made from these (125 photos of about 1.2 MP were used)
    --samples N       blurred crops made from them (24000)
    --epochs N        passes over the crops (6)
    --processes N     for making crops (2); the network itself trains on as many threads
    --cache FILE      keep the crops' features in this .npz for another run

Writes resources/diagnosis/network.npz (float16, under 1 MB). On two cores of 2025: about ten minutes
for the crops and five for the network. Seeded: the same photos give the same crops on any number of
processes, and the same network but for rounding. Needs torch, which the diagnosis itself does not.
Judge the result by tests/benchmarks/diagnosis.py on photos that were not among these.
"""

import argparse
import multiprocessing
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional
from torch.optim import AdamW, Optimizer
from torch.optim.lr_scheduler import OneCycleLR

from deblur_desktop.bundle import bundled
from deblur_desktop.diagnosis import features, network
from deblur_desktop.diagnosis.crops import Blur, Floats, Rng, make_crop

WINDOWS = 8  # of each crop
SINGLES = 3  # of them that the network sees beside their mean


def crop_features(job: tuple[Path, int]) -> tuple[features.Features, Blur]:
    """The features of some windows of one crop; *job* is a photo and a seed."""
    path, seed = job
    cv2.setNumThreads(1)
    rng = np.random.default_rng(seed)
    photo = cv2.imread(str(path), cv2.IMREAD_COLOR)
    assert photo is not None, path
    gray = photo.astype(np.float32) @ rng.dirichlet((4, 8, 5)).astype(np.float32) / 255
    crop, blur = make_crop(np.asarray(gray, np.float32), rng)
    found = [features.extract(_window(crop, rng)) for _ in range(WINDOWS)]
    return features.Features.joined(found), blur


def _window(crop: Floats, rng: Rng) -> Floats:
    side = features.SIDE
    y = rng.integers(0, max(1, crop.shape[0] - side + 1))
    x = rng.integers(0, max(1, crop.shape[1] - side + 1))
    return crop[y : y + side, x : x + side]


class Crops(NamedTuple):
    """All crops: `Features` with a crop axis in front, and one row of `Blur` for each."""

    maps: NDArray[np.float16]
    gradients: NDArray[np.float16]
    facts: NDArray[np.float16]
    blurs: Floats


def make_crops(photos: list[Path], count: int, processes: int) -> Crops:
    """*count* crops, the photos in turn."""
    jobs = [(photos[index % len(photos)], index) for index in range(count)]
    made: list[list[NDArray[np.float16]]] = [[], [], []]
    blurs: list[Blur] = []
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        for found, blur in pool.imap(crop_features, jobs, chunksize=16):
            for kept, part in zip(made, found, strict=True):
                kept.append(part.astype(np.float16))
            blurs.append(blur)
            if len(blurs) % 1000 == 0:
                print(f"{len(blurs)} of {count} crops")
    maps, gradients, facts = (np.stack(part) for part in made)
    return Crops(maps, gradients, facts, np.array(blurs, np.float32))


# --- training


class Net(nn.Module):
    """The network of `deblur_desktop.diagnosis.network`, trainable."""

    def __init__(self) -> None:
        super().__init__()
        widths = (2, 16, 32, 48)
        self.convs = nn.ModuleList(
            nn.Conv2d(ins, outs, 3, stride)
            for ins, outs, stride in zip(widths, widths[1:], network.STRIDES, strict=False)
        )
        self.vector = nn.Linear(48 * 6 * 5 + int(np.prod(features.GRADIENTS)) + 2, 128)
        self.attention = nn.Linear(128, 1, bias=False)
        self.hidden = nn.Linear(128, 96)
        self.answer = nn.Linear(96, network.KINDS + 2 * len(network.LENGTHS) + 2)

    def forward(self, maps: Tensor, gradients: Tensor, facts: Tensor, used: Tensor) -> Tensor:
        """Answers (B, outputs) for sets of windows; *used* (B, windows) tells which count."""
        batch, count = used.shape
        maps = maps.flatten(0, 1)
        for conv in self.convs:
            ring = torch.cat([maps[:, :, -1:], maps, maps[:, :, :1]], 2)
            maps = functional.relu(conv(functional.pad(ring, (1, 1))))
        flat = torch.cat(
            [maps.flatten(1), gradients.flatten(0, 1).flatten(1), facts.flatten(0, 1)], 1
        )
        vectors = functional.dropout(functional.relu(self.vector(flat)), 0.2, self.training)
        vectors = vectors.view(batch, count, -1)
        logits = self.attention(vectors)[..., 0].masked_fill(~used, -1e9)
        pooled = (logits.softmax(1)[..., None] * vectors).sum(1)
        return self.answer(functional.relu(self.hidden(pooled)))


def batch_of(crops: Crops, rows: NDArray[np.intp], rng: Rng) -> list[Tensor]:
    """Tensors for `Net`: the mean of 1 to WINDOWS windows of each crop, and up to SINGLES of them."""
    picks = np.argsort(rng.random((len(rows), WINDOWS)), 1)
    parts = [torch.from_numpy(part[rows[:, None], picks]).float() for part in crops[:3]]
    counts = torch.from_numpy(rng.integers(1, WINDOWS + 1, len(rows)))
    used = torch.arange(WINDOWS) < counts[:, None]
    share = used.float() / counts[:, None]
    means = [torch.einsum("bw...,bw->b...", part, share)[:, None] for part in parts]
    means[2][:, 0, 1] = counts.log()
    tensors = [
        torch.cat([one, all_[:, :SINGLES]], 1) for one, all_ in zip(means, parts, strict=True)
    ]
    alone = torch.from_numpy(rng.random(len(rows)) < 0.2)[:, None]
    singles = used[:, :SINGLES] & ~alone
    return [*tensors, torch.cat([torch.ones(len(rows), 1, dtype=torch.bool), singles], 1)]


def loss_of(answers: Tensor, blurs: Tensor) -> Tensor:
    """Cross entropy of kind and, where it has one, of length; squared error of the turn."""
    kinds, motion, defocus, turn = answers.tensor_split(
        (network.KINDS, network.KINDS + len(network.LENGTHS), answers.shape[1] - 2), 1
    )
    kind, length, angle, anisotropy = blurs.unbind(1)
    loss = functional.cross_entropy(kinds, kind.long(), label_smoothing=0.02)
    for index, votes in enumerate((motion, defocus)):
        mask = (kind == index).float()
        loss = loss + (_vote_loss(votes, length) * mask).mean()
    wanted = torch.stack([torch.cos(2 * angle.deg2rad()), torch.sin(2 * angle.deg2rad())], 1)
    error = ((turn - wanted) ** 2).sum(1) * anisotropy * (kind == 0)
    return loss + 0.5 * error.mean()


def _vote_loss(votes: Tensor, length: Tensor) -> Tensor:
    """Cross entropy with the two steps of `LENGTHS` around the true one."""
    first, step = np.log(network.LENGTHS[0]), np.log(network.LENGTHS[1] / network.LENGTHS[0])
    place = ((length.log() - first) / step).clamp(0, len(network.LENGTHS) - 1.001)
    low = place.floor().long()[:, None]
    share = (place - place.floor())[:, None]
    logs = votes.log_softmax(1)
    return -(logs.gather(1, low) * (1 - share) + logs.gather(1, low + 1) * share)[:, 0]


def turned(tensors: list[Tensor], blurs: Tensor, turn: int, flip: int) -> Tensor:
    """Mirror and turn a batch in place of the photo; the blurs that fit."""
    angles, orientations = network.order(features.ANGLES, turn, flip)
    tensors[0] = tensors[0][:, :, :, torch.from_numpy(angles)]
    tensors[1] = tensors[1][:, :, :, torch.from_numpy(orientations)]
    angle = (-blurs[:, 2] if flip else blurs[:, 2]) + 90 * turn
    return torch.stack([blurs[:, 0], blurs[:, 1], angle, blurs[:, 3]], 1)


def train(crops: Crops, epochs: int, batch: int = 64) -> Net:
    """The network after *epochs* rounds over *crops*."""
    torch.manual_seed(0)
    rng = np.random.default_rng(0)
    net = Net()
    optimizer = AdamW(net.parameters(), 1.5e-3, weight_decay=0.02)
    batches = len(crops.blurs) // batch
    schedule = OneCycleLR(optimizer, 1.5e-3, epochs * batches, pct_start=0.1)
    for epoch in range(epochs):
        losses: list[float] = []
        for rows in rng.permutation(len(crops.blurs))[: batches * batch].reshape(-1, batch):
            losses.append(_step(net, optimizer, crops, rows, rng))
            schedule.step()
        print(f"epoch {epoch + 1} of {epochs}: loss {np.mean(losses):.4f}", flush=True)
    return net.eval()


def _step(net: Net, optimizer: Optimizer, crops: Crops, rows: NDArray[np.intp], rng: Rng) -> float:
    tensors = batch_of(crops, rows, rng)
    turn, flip = rng.integers(2, size=2)
    blurs = turned(tensors, torch.from_numpy(crops.blurs[rows]), int(turn), int(flip))
    loss = loss_of(net(*tensors), blurs)
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(net.parameters(), 1.0)
    optimizer.step()
    return float(loss.detach())


def save(net: Net, path: Path) -> None:
    """Write the weights as `deblur_desktop.diagnosis.network` reads them, under its names."""
    arrays: dict[str, NDArray[np.float16]] = {}
    for layer, tensor in net.state_dict().items():
        name = layer.replace("convs.", "conv").replace(".bias", "_bias").replace(".weight", "")
        arrays[name] = tensor.numpy().astype(np.float16)
    arrays["attention"] = arrays["attention"][0]
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez(path, allow_pickle=False, **arrays)


def main() -> None:
    """Make crops, train, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--photos", type=Path, required=True)
    parser.add_argument("--samples", type=int, default=24000)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--cache", type=Path)
    options = parser.parse_args()
    torch.set_num_threads(options.processes)
    if options.cache and options.cache.exists():
        with np.load(options.cache) as file:
            crops = Crops(*(file[name] for name in Crops._fields))
    else:
        photos = sorted(path for path in options.photos.iterdir() if path.suffix.lower() == ".jpg")
        crops = make_crops(photos, options.samples, options.processes)
        if options.cache:
            np.savez(options.cache, **crops._asdict())
    save(train(crops, options.epochs), bundled("resources") / "diagnosis" / "network.npz")


if __name__ == "__main__":
    main()
