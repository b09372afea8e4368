"""What the window remembers between two starts: the open photos, and those opened lately."""

import json
import logging
from dataclasses import replace
from pathlib import Path
from typing import Any

from deblur_desktop.bundle import data_folder
from deblur_desktop.gui.document import Document
from deblur_desktop.gui.session import Session
from deblur_desktop.library.storage import write_whole

logger = logging.getLogger(__name__)

_RECENT = 12
_KEPT = ("checkpoint", "feather", "strength", "texture", "tile", "precision", "color_lock")


def remember(session: Session) -> None:
    """Write down what is open."""
    photos = [{"path": str(d.path), "edit": _edit_facts(d)} for d in session.documents]
    current = session.documents.index(session.current) if session.current else -1
    recent = list(dict.fromkeys([p["path"] for p in photos] + recent_paths()))[:_RECENT]
    facts = {"photos": photos, "current": current, "recent": recent}
    write_whole(_file(), json.dumps(facts).encode("utf-8"))


def bring_back(session: Session) -> None:
    """Open what was open, with the choices made then; what is gone is left out."""
    facts = _facts()
    photos = [p for p in facts.get("photos", []) if Path(p["path"]).is_file()]
    if not photos:
        return
    session.open_paths([Path(photo["path"]) for photo in photos], show=False)
    for document, photo in zip(session.documents, photos, strict=False):
        known = {name: photo["edit"][name] for name in _KEPT if name in photo["edit"]}
        document.set_edit(replace(document.edit, **known))
    place = facts.get("current", 0)
    session.show(session.documents[min(max(place, 0), len(session.documents) - 1)])


def recent_paths() -> list[str]:
    """Photos opened lately, the last one first."""
    return [str(path) for path in _facts().get("recent", [])]


def _edit_facts(document: Document) -> dict[str, Any]:
    return {name: getattr(document.edit, name) for name in _KEPT}


def _facts() -> dict[str, Any]:
    try:
        facts: Any = json.loads(_file().read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        logger.info("what was open the last time cannot be read: %s", error)
        return {}
    return facts if isinstance(facts, dict) else {}


def _file() -> Path:
    return data_folder() / "session.json"
