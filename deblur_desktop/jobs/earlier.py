"""Results that an interrupted run had published, though its journal lost the note of it."""

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from deblur_desktop.errors import DeblurError
from deblur_desktop.jobs.messages import Process
from deblur_desktop.jobs.receipt import receipt_from
from deblur_desktop.jobs.treatment import Treatment
from deblur_desktop.photo.dates import day_of
from deblur_desktop.photo.files import open_photo
from deblur_desktop.photo.names import numbered
from deblur_desktop.photo.pattern import Pattern
from deblur_desktop.photo.xmp import read_receipt


def find_earlier(request: Process, treatment: Treatment) -> tuple[Path, str] | None:
    """A file with the name of the result that was made of this photo by this treatment.

    Returns:
        Its path, and the receipt in it.
    """
    names = list(_names(request, treatment))
    if not any(os.path.lexists(path) for path in names):
        return None
    digest = open_photo(Path(request.source), on_damage="keep").sha256
    for path in names:
        text = _receipt(path)
        if text is not None and _is_made(text, digest, treatment):
            return path, text
    return None


def _names(request: Process, treatment: Treatment) -> Iterator[Path]:
    """The names that the result may have, as long as they exist."""
    target, pattern = Path(request.target), Pattern(request.pattern)
    plain = [target]
    if pattern.is_late:
        source = Path(request.source)
        day = day_of(open_photo(source, on_damage="keep"), source)
        models = {choice.checkpoint for choice in treatment.choices.values()}
        plain = [target.with_name(pattern.completed(target.name, each, day)) for each in models]
    for path in plain:
        yield path
        for number in count(2):
            if not os.path.lexists(numbered(path, number)):
                break
            yield numbered(path, number)


def _receipt(path: Path) -> str | None:
    try:
        return read_receipt(open_photo(path).metadata.xmp)
    except DeblurError:  # not there, or not ours
        return None


def _is_made(text: str, digest: str, treatment: Treatment) -> bool:
    try:
        receipt = receipt_from(text)
    except (ValueError, LookupError, TypeError, DeblurError):
        return False
    made, wished = receipt.recipe, treatment.recipe
    return (
        made is not None
        and receipt.source_sha256 == digest
        and any(made.sha256 == choice.sha256 for choice in treatment.choices.values())
        and (made.strength, made.texture, made.color_lock)
        == (wished.strength, wished.texture, wished.color_lock)
    )
