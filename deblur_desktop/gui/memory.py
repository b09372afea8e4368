"""What the window remembers between two starts: the open photos, and those opened lately."""

import json
import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from deblur_desktop.bundle import data_folder
from deblur_desktop.errors import UsageError
from deblur_desktop.gui.document import Document, Edit
from deblur_desktop.gui.session import Session
from deblur_desktop.library.storage import write_whole
from deblur_desktop.plugins import is_safe_mode
from deblur_desktop.recipe import Recipe

logger = logging.getLogger(__name__)

_RECENT = 12
_KEPT = ("checkpoint", "feather", "strength", "texture", "tile", "precision", "color_lock")


def remember(session: Session) -> None:
    """Write down what is open; on a full disk, and in safe mode, the earlier memory stays."""
    if is_safe_mode():
        return
    photos = [{"path": str(d.path), "edit": _edit_facts(d)} for d in session.documents]
    current = session.documents.index(session.current) if session.current else -1
    recent = list(dict.fromkeys([str(d.path) for d in session.documents] + recent_paths()))
    facts = {"photos": photos, "current": current, "recent": recent[:_RECENT]}
    try:
        write_whole(_file(), json.dumps(facts).encode("utf-8"))
    except OSError as error:
        logger.info("what is open cannot be written down: %s", error)


def bring_back(session: Session) -> None:
    """Open what was open, with the choices made then; what is gone is left out."""
    facts = _facts()
    photos = {path: edit for path, edit in _photos(facts) if path.is_file()}
    if not photos:
        return
    session.open_paths(photos, show=False)
    for document in session.documents:
        if document.path in photos:
            document.set_edit(_edit(photos[document.path]))
    place = facts.get("current", 0)
    last = len(session.documents) - 1
    session.show(session.documents[min(max(place, 0), last) if isinstance(place, int) else 0])


def recent_paths() -> list[str]:
    """Photos opened lately, the last one first."""
    recent = _facts().get("recent")
    return [path for path in recent if isinstance(path, str)] if isinstance(recent, list) else []


def _photos(facts: dict[str, Any]) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Paths with their choices; what is no such thing is passed over."""
    photos = facts.get("photos")
    for photo in photos if isinstance(photos, list) else ():
        if isinstance(photo, dict) and isinstance(photo.get("path"), str):
            edit = photo.get("edit")
            yield Path(photo["path"]), edit if isinstance(edit, dict) else {}


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


def _edit_facts(document: Document) -> dict[str, Any]:
    return {name: getattr(document.edit, name) for name in _KEPT}


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
