"""The receipt of a saved photo, in sentences of the person's language."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale

from deblur_desktop.gui.session import Session
from deblur_desktop.gui.wording import notice
from deblur_desktop.jobs.messages import Saved
from deblur_desktop.jobs.receipt import Receipt, receipt_from
from deblur_desktop.photo.names import display_name

translate = QCoreApplication.translate


def receipt_lines(saved: Saved, session: Session) -> list[str]:
    """What was found in the saved file when it was read back, then how it was made."""
    receipt = receipt_from(saved.receipt)
    lines = [*_file_lines(receipt.saved or {}), *_run_lines(receipt, session)]
    return [*lines, *map(notice, receipt.notices)]


def _file_lines(facts: dict[str, Any]) -> Iterator[str]:
    yield translate("Receipt", "Saved and checked: {name}").format(
        name=display_name(Path(facts["path"]).name)
    )
    yield translate("Receipt", "{width} × {height} px, {bits} bit.").format(
        width=facts["width"], height=facts["height"], bits=facts["depth"]
    )
    kept = [*facts["kept"], *(["profile"] if facts["profile_kept"] else [])]
    if kept:
        yield translate("Receipt", "Kept: {things}.").format(things=_listed(kept))
    if facts["lost"]:
        yield translate("Receipt", "Lost: {things}.").format(things=_listed(facts["lost"]))
    if facts["recipe_stored"]:
        yield translate("Receipt", "The file tells how it was made.")


def _run_lines(receipt: Receipt, session: Session) -> Iterator[str]:
    if receipt.outside_identical:
        yield translate("Receipt", "Outside of the selection every pixel is as it was.")
    elif receipt.outside_identical is False:
        yield translate("Receipt", "Pixels outside of the selection have changed!")
    recipe = receipt.recipe
    assert recipe is not None
    card = session.model(recipe.checkpoint)
    yield translate("Receipt", "Made by {model}, amount {strength} %.").format(
        model=display_name(card.name if card else recipe.checkpoint),
        strength=round(100 * recipe.strength),
    )
    if receipt.kept_tiles:
        yield translate(
            "Receipt", "The model failed on {count} tiles; they are as they were."
        ).format(count=len(receipt.kept_tiles))


def _listed(things: Sequence[str]) -> str:
    names = {
        "exif": translate("Receipt", "EXIF data"),
        "maker note": translate("Receipt", "maker notes"),
        "gps": translate("Receipt", "GPS position"),
        "xmp": translate("Receipt", "XMP data"),
        "iptc": translate("Receipt", "IPTC data"),
        "text": translate("Receipt", "texts"),
        "profile": translate("Receipt", "color profile"),
        "color description": translate("Receipt", "color description"),
    }
    return QLocale().createSeparatedList([names.get(thing, thing) for thing in things])
