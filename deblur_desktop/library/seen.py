"""SHA-256 of files whose authors published none: the one that was seen first must be seen again."""

import json
from pathlib import Path

from deblur_desktop.bundle import data_folder
from deblur_desktop.library.storage import write_whole


def first_seen(checkpoint: str) -> str:
    """That of the first file installed as *checkpoint*, lower-case hex; empty when there was none."""
    return _read().get(checkpoint, "")


def remember(checkpoint: str, sha256: str) -> None:
    """Remember *sha256* for *checkpoint*, unless another one is."""
    seen = _read()
    if seen.setdefault(checkpoint, sha256) == sha256:
        write_whole(_path(), json.dumps(seen, indent=1).encode())


def _path() -> Path:
    return data_folder() / "seen.json"


def _read() -> dict[str, str]:
    try:
        content = json.loads(_path().read_text("utf-8"))
    except (OSError, ValueError):  # without it, the next file is the first one
        return {}
    return {str(k): str(v) for k, v in content.items()} if isinstance(content, dict) else {}
