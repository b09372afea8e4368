"""The last step of every way through the program: save a result with its receipt, and verify it."""

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

import numpy as np

from deblur_desktop.errors import AlreadyThere
from deblur_desktop.jobs.receipt import Outcome, Receipt
from deblur_desktop.photo.files import Saved, prepare_photo, save_photo
from deblur_desktop.photo.names import display_name
from deblur_desktop.photo.photo import Photo
from deblur_desktop.photo.region import Region
from deblur_desktop.photo.writer import Existing
from deblur_desktop.photo.xmp import with_receipt

_LOSSY = ("jpeg", "webp", "avif", "heif")


def save_result(
    photo: Photo,
    target: Path,
    receipt: Receipt,
    *,
    existing: Existing = Existing.NUMBER,
    protect: Collection[Path] = (),
) -> Receipt:
    """Save *photo* with the core of *receipt* in its XMP; the receipt with what was verified.

    Raises:
        PhotoError: It could not be written; nothing was changed.
    """
    try:
        saved = save_photo(_marked(photo, receipt), target, existing=existing, protect=protect)
    except AlreadyThere as error:
        notices = (*receipt.notices, error.message)
        return replace(
            receipt, outcome=Outcome.SKIPPED, result=display_name(target), notices=notices
        )
    return _with_saved(receipt, saved, photo)


def prepare_result(
    photo: Photo, target: Path, temporary: Path, receipt: Receipt, root: Path
) -> Receipt:
    """`save_result` without its last step, see `files.prepare_photo`; `Receipt.published` tells of that.

    Raises:
        PhotoError: It could not be written; nothing is left behind.
    """
    saved = prepare_photo(_marked(photo, receipt), target, temporary, root)
    return _with_saved(receipt, saved, photo)


def _marked(photo: Photo, receipt: Receipt) -> Photo:
    """*photo* with the core of *receipt* in its XMP."""
    xmp = with_receipt(photo.metadata.xmp, receipt.core())
    return replace(photo, metadata=replace(photo.metadata, xmp=xmp))


def _with_saved(receipt: Receipt, saved: Saved, photo: Photo) -> Receipt:
    receipt = replace(
        receipt,
        result=display_name(saved.path),
        saved=_verified(saved, photo),
        notices=(*receipt.notices, *saved.notices),
    )
    return receipt if saved.lossless else _not_identical(receipt, saved)


def _not_identical(receipt: Receipt, saved: Saved) -> Receipt:
    """What is true in memory is not true in a file whose format changes every pixel."""
    if receipt.outside_identical is None:
        return receipt
    notices = receipt.notices
    if saved.format in _LOSSY:
        notice = (
            f"{saved.format} packs every pixel anew; save as TIFF or PNG to keep the others exactly"
        )
        notices = (*notices, notice)
    return replace(receipt, outside_identical=None, notices=notices)


def is_identical_outside(before: Photo, after: Photo, region: Region) -> bool | None:
    """Whether every pixel that *region* does not touch is the same; None when it touches all."""
    if region.box == before.box and region.mask is None:
        return None
    rows, columns = region.box.slices
    around = [np.s_[: rows.start], np.s_[rows.stop :]]
    around += [np.s_[rows, : columns.start], np.s_[rows, columns.stop :]]
    same = all(np.array_equal(before.pixels[part], after.pixels[part]) for part in around)
    if region.mask is None or not same:
        return same
    untouched = region.mask == 0
    first, second = before.pixels[region.box.slices], after.pixels[region.box.slices]
    return np.array_equal(first[untouched], second[untouched])


def _verified(saved: Saved, photo: Photo) -> dict[str, object]:
    return {
        "path": str(saved.path),
        "format": saved.format,
        "depth": saved.depth,
        "width": photo.width,
        "height": photo.height,
        "profile_kept": saved.profile_kept and photo.profile is not None,
        # A packet that holds the receipt alone is ours, not something kept.
        "kept": [n for n in saved.kept if n != "xmp" or photo.metadata.xmp],
        "recipe_stored": "xmp" in saved.kept,
        "lost": [*saved.lost, *(() if saved.profile_kept else ("profile",))],
        "size_bytes": saved.size_bytes,
        "sha256": saved.sha256,
        "pixel_error": saved.pixel_error,
    }
