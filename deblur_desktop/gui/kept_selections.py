"""Selections between two starts: what lies in their box, as small pictures in the program's own folder.

A picture is named by its content, so what did not change is not written again. A selection comes back
when its photo is read, and only if the photo has the size that it had.
"""

from __future__ import annotations

import hashlib
import logging
import struct
from collections.abc import Collection
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from deblur_desktop.bundle import data_folder
from deblur_desktop.gui.document import Document
from deblur_desktop.library.storage import write_whole
from deblur_desktop.photo.box import Box

if TYPE_CHECKING:
    from deblur_desktop.gui.selection import Selection

logger = logging.getLogger(__name__)

Facts = dict[str, Any]
"""`photo`: height and width. `box`: x, y, width, height. `file`: a name."""

# Where a PNG tells its width and height.
_PNG_SIZE = slice(16, 24)

# A selection never changes, so it is written once.
_written: WeakKeyDictionary[Selection, Facts] = WeakKeyDictionary()
# Of photos that were not read since the start.
_waiting: WeakKeyDictionary[Document, Facts] = WeakKeyDictionary()


def keep_selection(document: Document) -> Facts | None:
    """Write down what is selected; None when nothing is.

    Raises:
        OSError: There is no room.
    """
    selection = document.edit.selection
    if selection is None or selection.is_empty:
        return _waiting.get(document)
    if selection not in _written:
        _written[selection] = _write(selection)
    return _written[selection]


def bring_back_selection(document: Document, facts: Facts) -> None:
    """Select what *facts* say as soon as *document* is read."""
    _waiting[document] = facts
    document.found.connect(lambda: _select(document))


def sweep_selections(keep: Collection[str]) -> None:
    """Remove all files but *keep*."""
    for path in _folder().iterdir():
        if path.name not in keep:
            with suppress(OSError):
                path.unlink()


def _write(selection: Selection) -> Facts:
    import cv2  # not at the start: the window opens without it

    box = selection.box
    # Level 1: a person waits, and what is selected is mostly plain.
    packed = cv2.imencode(".png", selection.part(box), [cv2.IMWRITE_PNG_COMPRESSION, 1])[1]
    content = packed.tobytes()
    path = _folder() / f"{hashlib.sha256(content).hexdigest()[:32]}.png"
    if not path.exists():
        write_whole(path, content)
    size = [selection.height, selection.width]
    return {"file": path.name, "photo": size, "box": [box.x, box.y, box.width, box.height]}


def _select(document: Document) -> None:
    facts = _waiting.pop(document, None)
    if facts is None:
        return
    try:
        selection = _read(facts, document.size)
    except (OSError, ValueError, KeyError, TypeError) as error:
        logger.info("what was selected the last time cannot be read: %s", error)
        return
    _written[selection] = facts
    document.set_edit(replace(document.edit, selection=selection))


def _read(facts: Facts, size: tuple[int, int]) -> Selection:
    """The selection in *facts* for a photo of *size*, height and width."""
    from deblur_desktop.gui.selection import Selection  # not at the start, for it needs NumPy

    box = Box(*map(int, facts["box"]))
    height, width = size
    if facts["photo"] != [height, width] or box & Box(0, 0, width, height) != box:
        raise ValueError("it is of another photo")
    content = (_folder() / Path(str(facts["file"])).name).read_bytes()
    if content[_PNG_SIZE] != struct.pack(">II", box.width, box.height):
        raise ValueError("the picture has another size")
    return Selection(height, width).drawn(box, _decoded(content))


def _decoded(content: bytes) -> Any:
    import cv2
    import numpy as np

    patch = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_GRAYSCALE)
    if patch is None:
        raise ValueError("the picture is damaged")
    return patch


def _folder() -> Path:
    path = data_folder() / "selections"
    path.mkdir(mode=0o700, exist_ok=True)
    return path
