"""From blurry to sharp as an animated GIF, for those who have no program to compare with."""

import io
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any, BinaryIO, Literal

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms

from deblur_desktop.errors import CannotWrite
from deblur_desktop.photo.limits import Limits
from deblur_desktop.photo.photo import Photo
from deblur_desktop.photo.pillow import open_image
from deblur_desktop.photo.writer import Existing, Written, write_file

Change = Literal["wipe", "fade"]
"""How one picture becomes the other: an edge that moves across it, or all of it at once."""

LONGEST_SIDE = 960
_STEPS = {"wipe": 16, "fade": 8}
_CHANGE_MS = 960
_REST_MS = 1200
_EDGE = 2

Frame = NDArray[np.uint8]


def save_animation(
    before: Photo,
    after: Photo,
    target: Path,
    *,
    change: Change = "wipe",
    existing: Existing = Existing.NUMBER,
    protect: Collection[Path] = (),
) -> Written:
    """Save both photos as a GIF that goes from the first to the second and back, for ever.

    It has at most 960 pixels a side, 256 colors and no metadata. Colors are converted to sRGB, since a
    GIF has no profile.

    Raises:
        PhotoError: It cannot be written; see `writer.write_file`.
    """
    first, second = _small(before), _small(after)
    palette = Image.fromarray(np.concatenate([first, second])).quantize(256)
    # Dithered once: dithering every frame would make the whole picture boil, and the file tenfold.
    first, second = _dithered(first, palette), _dithered(second, palette)
    frames = [*_frames(first, second, change)]
    size = first.shape[1], first.shape[0]
    return write_file(
        target,
        lambda file: _fill(file, frames, palette),
        lambda file: _check(file, size),
        existing=existing,
        protect=protect,
    )


def _small(photo: Photo) -> Frame:
    """*photo* in sRGB, uint8 (h, w, 3), no side longer than `LONGEST_SIDE`."""
    scale = min(LONGEST_SIDE / max(photo.width, photo.height), 1.0)
    size = max(round(photo.width * scale), 1), max(round(photo.height * scale), 1)
    pixels = np.asarray(photo.pixels)
    if scale < 1:
        pixels = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    samples = (np.clip(pixels, 0, 1) * 255 + 0.5).astype(np.uint8)
    return _in_srgb(samples, photo.profile)


def _in_srgb(samples: Frame, profile: bytes | None) -> Frame:
    if profile is None:
        return samples
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        image = ImageCms.profileToProfile(
            Image.fromarray(samples), source, ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError):
        # Of a gray photo, or damaged: the samples are as good as any.
        return samples
    return samples if image is None else np.asarray(image)


def _dithered(frame: Frame, palette: Image.Image) -> Frame:
    return np.asarray(Image.fromarray(frame).quantize(palette=palette).convert("RGB"))


def _frames(before: Frame, after: Frame, change: Change) -> Iterator[tuple[Frame, int]]:
    """Pictures with the milliseconds that each is shown."""
    steps = _STEPS[change]
    shares = [_eased(step / steps) for step in range(1, steps)]
    step_ms = _CHANGE_MS // steps
    yield before, _REST_MS
    for share in shares:
        yield _between(before, after, share, change), step_ms
    yield after, _REST_MS
    for share in reversed(shares):
        yield _between(before, after, share, change), step_ms


def _eased(time: float) -> float:
    """Slow at both ends (smoothstep)."""
    return time * time * (3 - 2 * time)


def _between(before: Frame, after: Frame, share: float, change: Change) -> Frame:
    if change == "fade":
        return np.asarray(cv2.addWeighted(after, share, before, 1 - share, 0), np.uint8)
    edge = round(share * before.shape[1])
    frame = before.copy()
    frame[:, :edge] = after[:, :edge]
    frame[:, max(edge - _EDGE // 2, 0) : edge + _EDGE // 2] = 255
    return frame


def _fill(file: BinaryIO, frames: list[tuple[Frame, int]], palette: Image.Image) -> None:
    plain = Image.Dither.NONE
    images = (Image.fromarray(frame).quantize(palette=palette, dither=plain) for frame, _ in frames)
    first, *others = images
    durations: Any = [duration for _, duration in frames]
    first.save(
        file, "GIF", save_all=True, append_images=others, duration=durations, loop=0, optimize=False
    )


def _check(file: BinaryIO, size: tuple[int, int]) -> None:
    with open_image(file, "GIF", Limits(size_bytes=1 << 62)) as image:
        image.seek(getattr(image, "n_frames", 1) - 1)
        image.load()
        if image.size != size:
            raise CannotWrite("the saved animation cannot be read back")
