"""Room for pixels: in memory, or in a mapped temporary file when a photo is large."""

import math
import os
import tempfile

import numpy as np

from deblur_desktop.errors import DiskFull
from deblur_desktop.photo.photo import Pixels

# Beyond 50 megapixels a photo lives in a file, so that the system can page it out.
LARGE = 50_000_000


def new_pixels(shape: tuple[int, ...]) -> Pixels:
    """An uninitialised float32 array; a nameless mapped file when it has more than `LARGE` pixels.

    The file is gone with the array, also after a crash, because it never had a lasting name.

    Raises:
        DiskFull: The folder for temporary files has no room.
    """
    if shape[0] * shape[1] <= LARGE:
        return np.empty(shape, np.float32)
    size_bytes = math.prod(shape) * 4
    try:
        with tempfile.TemporaryFile(prefix="deblur-desktop-") as file:
            _reserve(file.fileno(), size_bytes)
            return np.memmap(file, np.float32, "r+", shape=shape)
    except OSError as error:
        raise DiskFull(
            f"no room for a temporary file of {size_bytes / 1e9:.1f} GB: {tempfile.gettempdir()}",
            "set TMPDIR to a folder on a larger disk",
        ) from error


def _reserve(descriptor: int, size_bytes: int) -> None:
    # Writing to a mapped hole on a full disk kills the process (SIGBUS); an allocated file cannot.
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(descriptor, 0, size_bytes)
    else:
        os.ftruncate(descriptor, size_bytes)
