"""Masks: which part of a photo to restore, as a gray picture; white is restored, black is kept.

A mask has 8 bits, so that what a recipe carries is what was applied.
"""

import base64
import binascii
import hashlib
import struct

import cv2
import numpy as np
from numpy.typing import NDArray

from deblur_desktop.errors import UsageError, WrongInput
from deblur_desktop.photo.photo import Photo

Mask = NDArray[np.float32]

# In base64. All metadata of a JPEG must fit into 64 kB beside what the person has there.
_EMBEDDED_BYTES = 30_000
_HASHED = "sha256:"
# Where a PNG tells its width and height.
_PNG_SIZE = slice(16, 24)


def mask_of(photo: Photo) -> Mask:
    """float32 (H, W), multiples of 1/255: the brightness of *photo*; transparency darkens."""
    brightness = photo.pixels.mean(axis=2)
    shown = brightness if photo.alpha is None else brightness * photo.alpha
    return np.asarray(_codes(np.clip(shown, 0, 1)), np.float32) / np.float32(255)


def encode_mask(mask: Mask) -> str:
    """*mask* as text for a recipe: a PNG in base64 when that is small, else ``sha256:`` and its hash."""
    codes = _codes(mask)
    text = base64.b64encode(cv2.imencode(".png", codes)[1].tobytes()).decode("ascii")
    return text if len(text) <= _EMBEDDED_BYTES else _hash(codes)


def decode_mask(text: str, height: int, width: int) -> Mask | None:
    """The mask that `encode_mask` wrote, for a photo of that size; None for the empty text.

    Raises:
        UsageError: The recipe names the mask by its hash only, or what it carries is no mask.
        WrongInput: The mask has another size.
    """
    if not text:
        return None
    if text.startswith(_HASHED):
        raise UsageError(
            "the recipe's mask is too large to be stored in it", "give it again with --mask"
        )
    data = _decoded(text)
    size = struct.unpack(">II", data[_PNG_SIZE]) if len(data) > _PNG_SIZE.stop else (0, 0)
    check_size(size[1], size[0], height, width)
    picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_GRAYSCALE)
    if picture is None:
        raise UsageError("the recipe's mask is not a picture", "give it again with --mask")
    return np.asarray(picture, np.float32) / np.float32(255)


def check_size(mask_height: int, mask_width: int, height: int, width: int) -> None:
    """Whether a mask fits a photo.

    Raises:
        WrongInput: It does not.
    """
    if (mask_height, mask_width) != (height, width):
        sizes = f"{mask_width} x {mask_height}, not {width} x {height}"
        raise WrongInput(
            f"the mask has another size than the photo: {sizes}", "scale it to the photo's size"
        )


def is_named_by(text: str, mask: Mask) -> bool:
    """Whether the recipe's *text* may stand for *mask*: no hash, or its own."""
    return not text.startswith(_HASHED) or text == _hash(_codes(mask))


def _codes(mask: Mask) -> NDArray[np.uint8]:
    return (mask * 255 + 0.5).astype(np.uint8)


def _hash(codes: NDArray[np.uint8]) -> str:
    # Of the pixels, since the bytes of a PNG depend on who packs it.
    header = f"{codes.shape[1]} {codes.shape[0]} ".encode("ascii")
    return _HASHED + hashlib.sha256(header + codes.tobytes()).hexdigest()


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise UsageError("the recipe's mask is damaged", "give it again with --mask") from error
