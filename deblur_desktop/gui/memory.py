"""What the window remembers between two starts: the open photos, and those looked at lately.

Choices and selections come back with their photos. Results do not: a result is made again by a run.
"""

import json
import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from deblur_desktop import safe_mode
from deblur_desktop.bundle import data_folder
from deblur_desktop.errors import UsageError
from deblur_desktop.gui.document import Document, Edit
from deblur_desktop.gui.kept_selections import (
    bring_back_selection,
    keep_selection,
    sweep_selections,
)
from deblur_desktop.gui.session import Session
from deblur_desktop.gui.system.pasted import is_pasted, sweep_pasted
from deblur_desktop.library.storage import write_whole
from deblur_desktop.recipe import Recipe

logger = logging.getLogger(__name__)

# More than are shown, for those that are open are not.
_RECENT = 30
_KEPT = ("checkpoint", "feather", "strength", "texture", "tile", "precision", "color_lock")


def remember(session: Session) -> None:
    """Write down what is open; on a full disk, and in safe mode, the earlier memory stays."""
    if safe_mode.is_on():
        return
    current = session.documents.index(session.current) if session.current else -1
    looked_at = [str(path) for path in reversed(session.looked_at) if not is_pasted(path)]
    recent = list(dict.fromkeys(looked_at + _recent_paths()))
    try:
        photos = [_photo_facts(document) for document in session.documents]
        _write({"photos": photos, "current": current, "recent": recent[:_RECENT]})
        sweep_selections([photo["selection"]["file"] for photo in photos if photo["selection"]])
    except OSError as error:
        logger.info("what is open cannot be written down: %s", error)


def bring_back(session: Session) -> None:
    """Open what was open, with the choices made then; what is gone is left out."""
    if session.documents:
        return  # somebody was quicker, and what they opened is what is remembered now
    facts = _facts()
    photos = {path: photo for path, photo in _photos(facts) if path.is_file()}
    sweep_pasted(photos)
    if not photos:
        return
    # Whole before they are added, for what is added is remembered at once.
    session.add([_document(path, photo, session) for path, photo in photos.items()])
    place = facts.get("current", 0)
    last = len(session.documents) - 1
    session.show(session.documents[min(max(place, 0), last) if isinstance(place, int) else 0])


def recent_photos(session: Session) -> list[Path]:
    """Photos that were looked at lately, are there still and not open; the last one first."""
    open_ = {document.path for document in session.documents}
    paths = [path for path in map(Path, _recent_paths()) if path not in open_]
    return [path for path in paths if path.is_file()]


def forget_recent(session: Session) -> None:
    """Let no photo be one that was looked at lately."""
    session.looked_at.clear()
    try:
        _write(_facts() | {"recent": []})
    except OSError as error:
        logger.info("the recent photos cannot be forgotten: %s", error)


def _recent_paths() -> list[str]:
    recent = _facts().get("recent")
    return [path for path in recent if isinstance(path, str)] if isinstance(recent, list) else []


def _photos(facts: dict[str, Any]) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Paths with what is known of them; what is no such thing is passed over."""
    photos = facts.get("photos")
    for photo in photos if isinstance(photos, list) else ():
        if isinstance(photo, dict) and isinstance(photo.get("path"), str):
            yield Path(photo["path"]), photo


def _document(path: Path, photo: dict[str, Any], session: Session) -> Document:
    document = Document(path, session)
    if isinstance(photo.get("edit"), dict):
        document.set_edit(_edit(photo["edit"]))
    if isinstance(photo.get("selection"), dict):
        bring_back_selection(document, photo["selection"])
    return document


def _edit(facts: dict[str, Any]) -> Edit:
    """The choices in *facts* that a recipe bears; a wrong one loses all."""
    plain = Edit()
    kept: dict[str, Any] = {
        name: facts[name] for name in _KEPT if type(facts.get(name)) is type(getattr(plain, name))
    }
    try:
        values: dict[str, Any] = {"checkpoint": ""} | kept
        Recipe(**values)
    except UsageError:
        return plain
    return replace(plain, **kept)


def _photo_facts(document: Document) -> dict[str, Any]:
    edit = {name: getattr(document.edit, name) for name in _KEPT}
    return {"path": str(document.path), "edit": edit, "selection": keep_selection(document)}


def _write(facts: dict[str, Any]) -> None:
    write_whole(_file(), json.dumps(facts).encode("utf-8"))


def _facts() -> dict[str, Any]:
    try:
        facts: Any = json.loads(_file().read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        logger.info("what was open the last time cannot be read: %s", error)
        return {}
    return facts if isinstance(facts, dict) else {}


def _file() -> Path:
    return data_folder() / "session.json"
