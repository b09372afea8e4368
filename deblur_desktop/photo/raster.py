"""Samples as a file holds them, and the way from them to a `Photo` and back.

A format only turns bytes into a `Raster` and a `Raster` into bytes; orientation, conversion to float and
checks of what stands beside the pixels happen here, once for all formats. Conversion goes by bands of
rows, so that beside the result only the decoder's own array is alive.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from deblur_desktop.photo.hygiene import clean
from deblur_desktop.photo.photo import Metadata, Photo, Pixels
from deblur_desktop.photo.storage import new_pixels

Samples = NDArray[Any]

_BAND = 256


@dataclass(frozen=True, slots=True, eq=False)
class Raster:
    """What lies in a file.

    Attributes:
        samples: (H, W, C) of uint8, uint16 or float32; C is 1 gray, 2 gray and alpha, 3 RGB, 4 RGBA.
        bits: Of an integer sample in use, so that full scale is 2**bits - 1; 32 for floats.
        profile: As found; not checked yet.
        metadata: As found; not checked yet.
        orientation: The EXIF code, or None when `metadata.exif` knows.
        packing: See `Photo.packing`.
        premultiplied: Color is multiplied by alpha.
        notices: What the decoder changed or left out, one sentence each.
    """

    samples: Samples
    bits: int = 8
    profile: bytes | None = None
    metadata: Metadata = field(default_factory=Metadata)
    orientation: int | None = None
    packing: str = ""
    premultiplied: bool = False
    notices: tuple[str, ...] = ()

    @property
    def is_gray(self) -> bool:
        """Whether there is one color channel."""
        return self.samples.shape[2] <= 2

    @property
    def has_alpha(self) -> bool:
        """Whether the last channel is alpha."""
        return self.samples.shape[2] in (2, 4)


_UPRIGHT: dict[int, Callable[[Samples], Samples]] = {
    2: lambda s: s[:, ::-1],
    3: lambda s: s[::-1, ::-1],
    4: lambda s: s[::-1],
    5: lambda s: s.swapaxes(0, 1),
    6: lambda s: s.swapaxes(0, 1)[:, ::-1],
    7: lambda s: s[::-1, ::-1].swapaxes(0, 1),
    8: lambda s: s.swapaxes(0, 1)[::-1],
}


def photo_of(raster: Raster, format_id: str) -> Photo:
    """The photo in *raster*: upright, in float, with checked metadata."""
    beside = clean(raster.metadata, raster.profile, raster.orientation, raster.is_gray)
    samples = _UPRIGHT.get(beside.orientation, lambda s: s)(raster.samples)
    notices = raster.notices + beside.notices
    pixels, alpha, mended = _to_float(samples, raster)
    notices += tuple(sorted(mended))
    return Photo(
        pixels=pixels,
        alpha=alpha,
        profile=beside.profile,
        metadata=beside.metadata,
        depth=8 if raster.bits <= 8 else 16 if raster.bits <= 16 else 32,
        gray=raster.is_gray,
        format=format_id,
        packing=raster.packing,
        premultiplied=raster.premultiplied,
        notices=notices,
    )


def _to_float(samples: Samples, raster: Raster) -> tuple[Pixels, Pixels | None, set[str]]:
    """Color, alpha, and notices of what had to be mended."""
    height, width, channels = samples.shape
    pixels = new_pixels((height, width, 3))
    alpha = new_pixels((height, width)) if raster.has_alpha else None
    mended: set[str] = set()
    for rows in _bands(height):
        band = _band_to_float(samples[rows], raster.bits)
        if raster.bits == 32 and _mend(band):
            mended.add("Samples that are not finite numbers were set to 0.")
        if alpha is not None:
            alpha[rows] = band[..., channels - 1]
            if raster.premultiplied and _unmultiply(band):
                mended.add("Colors of fully transparent pixels were set to 0.")
        pixels[rows] = band[..., :1] if raster.is_gray else band[..., :3]
    return pixels, alpha, mended


def _band_to_float(band: Samples, bits: int) -> Pixels:
    if bits == 32:
        return band.astype(np.float32)
    # Division, not multiplication by the inverse: only it is exact for each sample.
    return np.divide(band, 2**bits - 1, dtype=np.float32)


def _mend(band: Pixels) -> bool:
    finite = np.isfinite(band)
    if finite.all():
        return False
    band[~finite] = 0
    return True


def _unmultiply(band: Pixels) -> bool:
    """Divide colors by alpha; whether there were some where it is 0, which nothing brings back."""
    color, alpha = band[..., :-1], band[..., -1:]
    np.divide(color, alpha, out=color, where=alpha > 0)
    lost = (alpha <= 0) & (color != 0)
    color[lost] = 0
    return bool(lost.any())


def _bands(height: int) -> Iterator[slice]:
    for top in range(0, height, _BAND):
        yield slice(top, min(top + _BAND, height))


def raster_of(photo: Photo, depth: int, has_alpha: bool, premultiplied: bool = False) -> Raster:
    """The samples to write for *photo*.

    Args:
        photo: Its pixels must be finite.
        depth: 8, 16 or 32 bits a sample; values beyond [0, 1] are clipped for 8 and 16.
        has_alpha: The format can hold alpha.
        premultiplied: The format can hold colors that are multiplied by alpha.

    Raises:
        ValueError: A pixel is not finite, so that an earlier step is at fault.
    """
    colors = 1 if photo.gray else 3
    alpha = photo.alpha if has_alpha else None
    premultiplied = premultiplied and photo.premultiplied and alpha is not None
    kind = {8: np.uint8, 16: np.uint16, 32: np.float32}[depth]
    samples = np.empty((photo.height, photo.width, colors + (alpha is not None)), kind)
    for rows in _bands(photo.height):
        color = _one_channel(photo.pixels[rows]) if photo.gray else photo.pixels[rows]
        if premultiplied and alpha is not None:
            color = color * alpha[rows, :, None]
        samples[rows, :, :colors] = _quantised(color, depth)
        if alpha is not None:
            samples[rows, :, colors] = _quantised(alpha[rows], depth)
    return Raster(
        samples,
        bits=depth,
        profile=photo.profile,
        metadata=photo.metadata,
        orientation=1,
        packing=photo.packing,
        premultiplied=premultiplied,
    )


def _one_channel(band: Pixels) -> Pixels:
    # The mean of three equal floats can be off by one unit in the last place.
    first = band[..., :1]
    return first if (band == first).all() else band.mean(axis=2, keepdims=True)


def _quantised(band: Pixels, depth: int) -> Samples:
    if not np.isfinite(band).all():
        raise ValueError("pixels must be finite numbers")
    if depth == 32:
        return band
    return np.rint(np.clip(band, 0, 1) * np.float32(2**depth - 1))


def largest_difference(first: Raster, second: Raster) -> float:
    """Between the samples of two rasters, in code values of *first* (floats: in units of 1).

    Infinite when shapes differ, or only one has premultiplied colors.
    """
    same_kind = first.premultiplied == second.premultiplied
    if first.samples.shape != second.samples.shape or not same_kind:
        return float("inf")
    scale = 1.0 if first.bits == 32 else (2**first.bits - 1) / (2**second.bits - 1)
    worst = 0.0
    for rows in _bands(first.samples.shape[0]):
        ours, theirs = first.samples[rows], second.samples[rows]
        if first.bits != second.bits or not np.array_equal(ours, theirs):
            worst = max(worst, float(np.abs(ours.astype(np.float64) - scale * theirs).max()))
    return worst


def distance(photo: Photo, raster: Raster) -> float:
    """Between the samples of *photo*, not rounded, and of *raster*, in code values of the latter.

    Alpha counts where both have it.
    """
    worst = 0.0
    for rows in _bands(photo.height):
        band = _band_to_float(raster.samples[rows], raster.bits)
        color = band[..., :1] if raster.is_gray else band[..., :3]
        worst = max(worst, float(np.abs(photo.pixels[rows] - color).max()))
        if photo.alpha is not None and raster.has_alpha:
            worst = max(worst, float(np.abs(photo.alpha[rows] - band[..., -1]).max()))
    return worst if raster.bits == 32 else worst * (2**raster.bits - 1)
