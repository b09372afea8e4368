"""From a recipe to the region: which pixels change, and by how much of the result."""

import cv2
import numpy as np
from numpy.typing import NDArray

from deblur_desktop.errors import WrongInput
from deblur_desktop.photo.box import Box
from deblur_desktop.photo.mask import check_size, decode_mask
from deblur_desktop.photo.photo import Photo
from deblur_desktop.photo.region import Region
from deblur_desktop.recipe import Recipe

Mask = NDArray[np.float32]


def find_region(photo: Photo, recipe: Recipe, mask: Mask | None = None) -> Region:
    """What *recipe* restores of *photo*.

    Args:
        photo: The photo.
        recipe: Its box, feather and mask.
        mask: float32 (H, W) in [0, 1], of the photo's size; needed where the recipe names a mask by
            its hash only.

    Raises:
        UsageError: The mask is needed and was not given.
        WrongInput: The box lies outside of the photo, or the mask is empty or of another size.
    """
    if mask is None:
        mask = decode_mask(recipe.mask, photo.height, photo.width)
    box = _inside(photo, recipe.region)
    if mask is None and recipe.feather == 0:
        return Region(box)
    share = np.ones((box.height, box.width), np.float32) if mask is None else _cut(mask, photo, box)
    box, share = _trimmed(box, share)
    return Region(box, _feathered(share, box, photo, recipe.feather))


def _inside(photo: Photo, box: Box | None) -> Box:
    if box is None:
        return photo.box
    common = box & photo.box
    if common.is_empty:
        size = f"{photo.width} x {photo.height}"
        raise WrongInput(
            f"the region lies outside of the photo of {size}: {','.join(map(str, box))}",
            "X,Y,W,H count pixels from the top left corner",
        )
    return common


def _cut(mask: Mask, photo: Photo, box: Box) -> Mask:
    check_size(mask.shape[0], mask.shape[1], photo.height, photo.width)
    return mask[box.slices]


def _trimmed(box: Box, share: Mask) -> tuple[Box, Mask]:
    """Without the empty borders of the mask, which the network need not see."""
    x, y, width, height = cv2.boundingRect((share > 0).astype(np.uint8))
    if width == 0:
        raise WrongInput("the mask is empty", "paint white what is to be restored")
    inner = Box(x, y, width, height)
    return inner.moved(box.x, box.y), share[inner.slices]


def _feathered(share: Mask, box: Box, photo: Photo, feather: int) -> Mask:
    """*share* with a soft inner edge; none along the borders of the photo, where nothing adjoins."""
    if feather == 0:
        return share
    top, left = int(box.y == 0), int(box.x == 0)
    bottom, right = int(box.bottom == photo.height), int(box.right == photo.width)
    solid = np.pad((share > 0).astype(np.uint8), 1)
    if top:
        solid[0] = solid[1]
    if bottom:
        solid[-1] = solid[-2]
    if left:
        solid[:, 0] = solid[:, 1]
    if right:
        solid[:, -1] = solid[:, -2]
    distance = cv2.distanceTransform(solid, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)[1:-1, 1:-1]
    depth = np.minimum(distance / (feather + 1), 1)
    return share * (0.5 - 0.5 * np.cos(np.pi * depth)).astype(np.float32)
