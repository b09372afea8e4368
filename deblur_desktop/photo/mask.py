"""Masks: which part of a photo to restore, as a gray picture; white is restored, black is kept."""

import base64
import hashlib

import cv2
import numpy as np
from numpy.typing import NDArray

from deblur_desktop.errors import UsageError
from deblur_desktop.photo.photo import Photo

Mask = NDArray[np.float32]

# A larger mask travels by its hash, so that the metadata of the result stays small.
_EMBEDDED_BYTES = 64_000


def mask_of(photo: Photo) -> Mask:
    """float32 (H, W) in [0, 1]: the brightness of *photo*, taken as a mask; alpha darkens."""
    brightness = photo.pixels.mean(axis=2)
    return brightness if photo.alpha is None else brightness * photo.alpha


def encode_mask(mask: Mask) -> str:
    """*mask* as text for a recipe: base64 of an 8-bit PNG under 64 kB, else ``sha256:`` and its hash."""
    data = cv2.imencode(".png", (mask * 255).round().astype(np.uint8))[1].tobytes()
    if len(data) < _EMBEDDED_BYTES:
        return base64.b64encode(data).decode("ascii")
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def decode_mask(text: str) -> Mask | None:
    """The mask that `encode_mask` wrote; None for the empty text.

    Raises:
        UsageError: The recipe names the mask by its hash only.
    """
    if not text:
        return None
    if text.startswith("sha256:"):
        raise UsageError(
            "the recipe's mask is too large to be stored in it", "give it again with --mask"
        )
    data = np.frombuffer(base64.b64decode(text), np.uint8)
    picture = cv2.imdecode(data, cv2.IMREAD_GRAYSCALE)
    if picture is None:
        raise UsageError("the recipe's mask is not a picture", "give it again with --mask")
    return np.asarray(picture, np.float32) / np.float32(255)
