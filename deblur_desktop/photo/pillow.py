"""Pillow, kept on a short leash: one named format, our limits instead of its own, pixels as an array."""

from typing import BinaryIO

import numpy as np
from PIL import Image, ImageOps

from deblur_desktop.photo.limits import Limits, doubt_emptiness
from deblur_desktop.photo.photo import Metadata
from deblur_desktop.photo.raster import Samples

# `Limits` decides; Pillow's own limit is lower than the photos of today.
Image.MAX_IMAGE_PIXELS = None

_CHANNELS = {"L": 1, "LA": 2, "RGB": 3, "RGBA": 4}


def open_image(file: BinaryIO, name: str, limits: Limits) -> Image.Image:
    """The image in *file*, known to be of Pillow's format *name*; pixels are not decoded yet.

    Raises:
        PhotoError: It is too large.
        OSError: It is damaged.
    """
    file.seek(0)
    # Naming the format matters: left to guess, Pillow starts Ghostscript on what looks like EPS.
    image = Image.open(file, formats=[name])
    limits.check(image.width, image.height, 4)
    doubt_emptiness(image.width, image.height, file.seek(0, 2))
    return image


def samples_of(image: Image.Image) -> Samples:
    """uint8 (H, W, C); palettes become RGB, or RGBA where they have transparent colors."""
    if image.mode not in _CHANNELS:
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    samples = np.asarray(image)
    return samples if samples.ndim == 3 else samples[..., None]


def small_picture(image: Image.Image, side: int) -> Samples:
    """uint8 (h, w, 3), upright, no side longer than *side*; *image* is not whole any more."""
    image.thumbnail((side, side))
    return np.asarray(ImageOps.exif_transpose(image).convert("RGB"))


def metadata_of(image: Image.Image) -> Metadata:
    """EXIF and XMP as Pillow found them."""
    exif = image.info.get("exif", b"")
    xmp = image.info.get("xmp", b"")
    if not isinstance(exif, bytes) or not isinstance(xmp, bytes):
        return Metadata()
    return Metadata(exif=exif.removeprefix(b"Exif\0\0"), xmp=xmp)


def profile_of(image: Image.Image) -> bytes | None:
    """The ICC profile as Pillow found it."""
    profile = image.info.get("icc_profile")
    return profile if isinstance(profile, bytes) and profile else None


def image_of(samples: Samples) -> Image.Image:
    """uint8 (H, W, C) for Pillow, which copies it."""
    return Image.fromarray(samples[..., 0] if samples.shape[2] == 1 else samples)
