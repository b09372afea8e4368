"""Room for pixels: in memory, or in a mapped temporary file when a photo is large."""

import math
import tempfile

import numpy as np

from deblur_desktop.photo.photo import Pixels

# Beyond 50 megapixels a photo lives in a file, so that the system can page it out.
LARGE = 50_000_000


def new_pixels(shape: tuple[int, ...]) -> Pixels:
    """An uninitialised float32 array; a nameless mapped file when it has more than `LARGE` pixels.

    The file is gone with the array, also after a crash, because it never had a lasting name.
    """
    if shape[0] * shape[1] <= LARGE:
        return np.empty(shape, np.float32)
    with tempfile.TemporaryFile(prefix="deblur-desktop-") as file:
        file.truncate(math.prod(shape) * 4)
        return np.memmap(file, np.float32, "r+", shape=shape)
