"""Results that an interrupted run had published, though its journal lost the note of it."""

import os
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path

from deblur_desktop.errors import DeblurError
from deblur_desktop.jobs.messages import Process, Processed
from deblur_desktop.jobs.receipt import Receipt, receipt_from
from deblur_desktop.jobs.treatment import Treatment
from deblur_desktop.photo.dates import day_of
from deblur_desktop.photo.files import open_photo
from deblur_desktop.photo.names import numbered
from deblur_desktop.photo.pattern import Pattern
from deblur_desktop.photo.xmp import read_receipt


def find_earlier(request: Process, treatment: Treatment) -> Processed | None:
    """The answer, if there is a file with the name of the result that was made so of this photo."""
    names = list(_names(request, treatment))
    if not any(os.path.lexists(path) for path in names):
        return None
    digest = open_photo(Path(request.source), on_damage="keep").sha256
    for path in names:
        with suppress(DeblurError):  # not there, or no photo
            result = open_photo(path)
            receipt = _receipt(result.metadata.xmp)
            if receipt is not None and _is_made(receipt, digest, treatment):
                receipt = receipt.published(path).to_json()
                target, found = str(path), result.sha256
                return Processed(job=request.job, receipt=receipt, target=target, found=found)
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


def _receipt(packet: bytes) -> Receipt | None:
    try:
        return receipt_from(read_receipt(packet) or "")
    except (ValueError, LookupError, TypeError, DeblurError):  # not ours
        return None


def _is_made(receipt: Receipt, digest: str, treatment: Treatment) -> bool:
    made, wished = receipt.recipe, treatment.recipe
    return (
        made is not None
        and receipt.source_sha256 == digest
        and any(made.sha256 == choice.sha256 for choice in treatment.choices.values())
        and (made.strength, made.texture, made.color_lock)
        == (wished.strength, wished.texture, wished.color_lock)
    )
