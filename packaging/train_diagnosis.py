"""Train the small network that tells which blur a photo has: python packaging/train_diagnosis.py

    --photos FOLDER   sharp photos; everything is made from these (125 photos of about 1.2 MP were used)
    --samples N       blurred crops made from them (32000)
    --epochs N        passes over the crops (24)
    --processes N     for making crops (2); the network itself trains on as many threads
    --cache FILE      keep the crops' features in this .npy for another run

Writes resources/diagnosis/network.npz (float16, under 1 MB). On two cores of 2025: about 25 minutes
for the crops and 15 for the network. Seeded: the same photos give the same crops on any number of
processes. Needs torch, which the diagnosis itself does not.
"""

import argparse
import itertools
import multiprocessing
from functools import cache
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from deblur_desktop.bundle import bundled
from deblur_desktop.diagnosis import features, network

Floats = NDArray[np.float32]
Rng = np.random.Generator

WINDOWS = 8  # of each crop
SINGLES = 3  # of them that the network sees beside their mean
KINDS = ("motion", "defocus", "sharp")


class Blur(NamedTuple):
    """What was done to a crop: kind (index of KINDS), length in pixels, angle, anisotropy 0 to 1."""

    kind: int
    length: float
    angle_deg: float
    anisotropy: float


# --- kernels


def shake_kernel(rng: Rng, length: float) -> Floats:
    """The path of a camera that trembles, straight to curled; its longest diameter is *length*."""
    path = _straight(rng) if rng.random() < 0.35 else _trembling(rng)
    span = _diameter(path[:: max(1, len(path) // 100)])
    path = path * (length / span)
    return _drawn(path - path.mean(axis=0), _soft(rng))


def _straight(rng: Rng) -> NDArray[np.float64]:
    angle = rng.uniform(0, np.pi)
    return np.linspace(-0.5, 0.5, 600)[:, None] * (np.cos(angle), -np.sin(angle))


def _trembling(rng: Rng) -> NDArray[np.float64]:
    """A random walk of the velocity, smoothed by a random amount, with a drift."""
    calm = np.exp(rng.uniform(np.log(4), np.log(90)))
    smooth = cv2.GaussianBlur(rng.normal(size=(600, 2)), (1, 399), sigmaX=1, sigmaY=calm)
    pull = rng.uniform(0, 1.2) * smooth.std() * rng.normal(size=2)
    speed = smooth + pull
    path = np.cumsum(speed, axis=0)
    return path - rng.uniform(0, 0.02) * np.cumsum(path - path.mean(axis=0), axis=0)


def _drawn(path: NDArray[np.float64], soft: float) -> Floats:
    side = int(np.ceil(abs(path).max())) * 2 + 7
    kernel = np.zeros((side, side))
    spot = path + side // 2
    base = np.floor(spot).astype(int)
    share = spot - base
    for across, down in itertools.product((0, 1), (0, 1)):
        weight = abs(1 - across - share[:, 0]) * abs(1 - down - share[:, 1])
        np.add.at(kernel, (base[:, 1] + down, base[:, 0] + across), weight)
    return _normal(cv2.GaussianBlur(kernel, (0, 0), soft) if soft > 0.25 else kernel)


def disc_kernel(rng: Rng, radius: float) -> Floats:
    """An evenly lit or slightly hollow disc or polygon, its edge soft by up to a seventh of a radius."""
    side, fine = int(np.ceil(radius)) * 2 + 5, 5
    axis = (np.arange(side * fine) + 0.5) / fine - side / 2
    x, y = np.meshgrid(axis, axis)
    distance = np.hypot(x, y)
    if rng.random() < 0.25:
        blades = rng.integers(5, 9)
        turned = (np.arctan2(y, x) + rng.uniform(0, 7)) % (2 * np.pi / blades) - np.pi / blades
        distance = distance * np.cos(turned) / np.cos(np.pi / blades) ** 0.5
    disc = (distance < radius) * (1 + rng.uniform(-0.3, 0.6) * (distance / radius) ** 2)
    kernel = cv2.resize(disc, (side, side), interpolation=cv2.INTER_AREA)
    soft = rng.uniform(0, 0.15) * radius if rng.random() < 0.5 else 0
    return _normal(cv2.GaussianBlur(kernel, (0, 0), soft) if soft > 0.25 else kernel)


def _soft(rng: Rng) -> float:
    return rng.uniform(0.3, 1.0) if rng.random() < 0.6 else 0


def _normal(kernel: NDArray[np.float64]) -> Floats:
    return (kernel / kernel.sum()).astype(np.float32)


def _diameter(points: NDArray[np.float64]) -> float:
    return float(np.hypot(*(points[:, None] - points).transpose(2, 0, 1)).max())


def measured(kernel: Floats) -> tuple[float, float, float]:
    """Longest diameter above 5 % of the peak, direction of the main axis, anisotropy.

    Half a pixel is added to the distance between the centers of the outermost pixels.
    """
    y, x = np.nonzero(kernel > 0.05 * kernel.max())
    weight = kernel[y, x] / kernel[y, x].sum()
    points = np.stack([x - weight @ x, weight @ y - y], -1)
    values, axes = np.linalg.eigh((points * weight[:, None]).T @ points)
    angle = np.degrees(np.arctan2(axes[1, 1], axes[0, 1])) % 180
    return _diameter(points) + 0.5, float(angle), 1 - float((values[0] + 0.08) / (values[1] + 0.08))


# --- crops


def make_crop(photo: NDArray[np.uint8], rng: Rng) -> tuple[Floats, Blur]:
    """A crop of *photo*, luma in [0, 1], blurred and worn as photos are."""
    crop = _cut(photo, rng)
    kind = int(rng.choice(3, p=(0.42, 0.26, 0.32)))
    zoom = rng.uniform(0.5, 1) if rng.random() < 0.3 else 1.0  # the photo was made smaller later
    kernels, blur = _kernels(rng, kind, zoom)
    linear = rng.random() < 0.5
    light = _brightened(crop**2.2, rng) if linear else crop
    light = np.clip(_blurred(light, kernels, rng), 0, 1)
    return _worn(light ** (1 / 2.2) if linear else light, zoom, kind, rng), blur


def _cut(photo: NDArray[np.uint8], rng: Rng) -> Floats:
    scale = np.exp(rng.uniform(np.log(0.45), np.log(1.15)))
    side = rng.choice((140, 256, 300, 420, 560, 760), p=(0.05, 0.1, 0.15, 0.2, 0.3, 0.2))
    side = min(int(side / scale), *photo.shape)
    y, x = (int(rng.integers(0, size - side + 1)) for size in photo.shape)
    crop = np.rot90(photo[y : y + side, x : x + side], int(rng.integers(4))).astype(np.float32) / 255
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    crop = np.asarray(cv2.resize(crop, None, fx=scale, fy=scale, interpolation=how))
    night = rng.random() < 0.15
    crop = np.clip(crop, 0, 1) ** (rng.uniform(1.5, 3) if night else rng.uniform(0.7, 1.4))
    return np.ascontiguousarray(crop * rng.uniform(0.3, 1.0), np.float32)


def _kernels(rng: Rng, kind: int, zoom: float) -> tuple[list[Floats], Blur]:
    if kind == 2:
        soft = rng.uniform(0, 0.75) if rng.random() < 0.5 else 0
        kernel = np.pad(np.ones((1, 1), np.float32), 3)
        return [cv2.GaussianBlur(kernel, (0, 0), soft) if soft > 0.2 else kernel], Blur(2, 1, 0, 0)
    if kind == 1:
        radius = np.exp(rng.uniform(np.log(1.6), np.log(14)))
        kernel = disc_kernel(rng, radius / zoom)
        # A soft edge reaches further than the radius; the label stands between the two readings.
        return [kernel], Blur(1, radius + (measured(kernel)[0] - 0.5) * zoom / 2, 0, 0)
    kernel = shake_kernel(rng, np.exp(rng.uniform(np.log(4.2), np.log(120))) / zoom)
    length, angle, anisotropy = measured(kernel)
    several = [kernel, _varied(kernel, rng)] if rng.random() < 0.3 else [kernel]
    return several, Blur(0, length * zoom, angle, anisotropy)


def _varied(kernel: Floats, rng: Rng) -> Floats:
    """The same shake as another part of the photo sees it: somewhat turned and scaled."""
    center = (kernel.shape[1] / 2 - 0.5, kernel.shape[0] / 2 - 0.5)
    turn = cv2.getRotationMatrix2D(center, rng.uniform(-35, 35), rng.uniform(0.6, 1))
    return _normal(np.maximum(cv2.warpAffine(kernel, turn, kernel.shape[::-1]), 0) + 1e-12)


def _brightened(light: Floats, rng: Rng) -> Floats:
    """Highlights that were clipped in the photo but are brighter in the scene leave streaks."""
    if rng.random() < 0.7:
        return light
    bright = light > np.quantile(light, rng.uniform(0.95, 0.999))
    return np.where(bright, light * np.exp(rng.uniform(0, 3)), light).astype(np.float32)


def _blurred(light: Floats, kernels: list[Floats], rng: Rng) -> Floats:
    parts = [cv2.filter2D(light, -1, kernel, borderType=cv2.BORDER_REFLECT) for kernel in kernels]
    if len(parts) == 1:
        return parts[0]
    coarse = rng.normal(size=(3, 3)).astype(np.float32)
    ramp = cv2.resize(coarse, light.shape[::-1], interpolation=cv2.INTER_CUBIC)
    share = 1 / (1 + np.exp(-8 * ramp))
    return share * parts[0] + (1 - share) * parts[1]


def _worn(crop: Floats, zoom: float, kind: int, rng: Rng) -> Floats:
    """Noise, a smaller size, sharpening and JPEG."""
    noise = rng.uniform(0, 0.025) if rng.random() < 0.7 else 0
    grain = rng.standard_normal(crop.shape, np.float32)
    if rng.random() < 0.3:
        grain = cv2.GaussianBlur(grain, (0, 0), rng.uniform(0.4, 0.9))
    crop = crop + noise * grain * (np.sqrt(crop + 0.02) if rng.random() < 0.3 else 1)
    if zoom < 1:
        crop = cv2.resize(crop, None, fx=zoom, fy=zoom, interpolation=cv2.INTER_AREA)
    if rng.random() < (0.3 if kind == 2 else 0.15):
        soft = cv2.GaussianBlur(crop, (0, 0), rng.uniform(0.6, 1.5))
        crop = crop + rng.uniform(0.2, 1) * (crop - soft)
    codes = np.clip(np.rint(crop * 255), 0, 255).astype(np.uint8)
    if rng.random() < 0.6:
        quality = [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(70, 99))]
        codes = cv2.imdecode(cv2.imencode(".jpg", codes, quality)[1], cv2.IMREAD_GRAYSCALE)
    return codes.astype(np.float32) / 255


def crop_features(job: tuple[Path, int]) -> tuple[features.Features, Blur]:
    """The features of some windows of one crop; *job* is a photo and a seed."""
    path, seed = job
    cv2.setNumThreads(1)
    rng = np.random.default_rng(seed)
    crop, blur = make_crop(_gray(path), rng)
    found = [features.extract(_window(crop, rng)) for _ in range(WINDOWS)]
    return features.Features.joined(found), blur


@cache
def _gray(path: Path) -> NDArray[np.uint8]:
    photo = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
    assert photo is not None, path
    return np.asarray(photo, np.uint8)


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
    return Crops(*map(np.stack, made), np.array(blurs, np.float32))


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
    tensors = [torch.cat([one, all_[:, :SINGLES]], 1) for one, all_ in zip(means, parts, strict=True)]
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
    optimizer = torch.optim.AdamW(net.parameters(), 1.5e-3, weight_decay=0.02)
    steps = epochs * (len(crops.blurs) // batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 1.5e-3, steps, pct_start=0.1)
    for epoch in range(epochs):
        losses = [
            _step(net, optimizer, schedule, crops, rows, rng)
            for rows in rng.permutation(len(crops.blurs))[: steps // epochs * batch].reshape(
                -1, batch
            )
        ]
        print(f"epoch {epoch + 1} of {epochs}: loss {np.mean(losses):.4f}", flush=True)
    return net.eval()


def _step(net, optimizer, schedule, crops, rows, rng) -> float:  # noqa: ANN001
    tensors = batch_of(crops, rows, rng)
    blurs = turned(tensors, torch.from_numpy(crops.blurs[rows]), *rng.integers(2, size=2))
    loss = loss_of(net(*tensors), blurs)
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(net.parameters(), 1.0)
    optimizer.step()
    schedule.step()
    return float(loss.detach())


def save(net: Net, path: Path) -> None:
    """Write the weights as `deblur_desktop.diagnosis.network` reads them."""
    arrays = {f"conv{index}": conv.weight for index, conv in enumerate(net.convs)}
    arrays |= {f"bias{index}": conv.bias for index, conv in enumerate(net.convs)}
    arrays |= {"attention": net.attention.weight[0]}
    for name in ("vector", "hidden", "answer"):
        layer = getattr(net, name)
        arrays |= {name: layer.weight, f"{name}_bias": layer.bias}
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez(
        path, **{name: array.detach().numpy().astype(np.float16) for name, array in arrays.items()}
    )


def main() -> None:
    """Make crops, train, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--photos", type=Path, required=True)
    parser.add_argument("--samples", type=int, default=32000)
    parser.add_argument("--epochs", type=int, default=24)
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
