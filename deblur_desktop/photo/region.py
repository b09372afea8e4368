"""Which part of a photo: a box, and perhaps a soft mask."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from deblur_desktop.photo.box import Box


@dataclass(frozen=True, slots=True, eq=False)
class Region:
    """The part of a photo to restore.

    Attributes:
        box: Inside the photo. No pixel outside changes.
        mask: float32 (box.height, box.width) in [0, 1], the share of the result; None is all ones.
    """

    box: Box
    mask: NDArray[np.float32] | None = None
