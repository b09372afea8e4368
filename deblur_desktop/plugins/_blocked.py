"""The block list: plug-ins that are known to do harm, shipped as `blocked-plugins.toml`."""

import tomllib
from pathlib import Path

from deblur_desktop.bundle import bundled
from deblur_desktop.errors import PluginError
from deblur_desktop.plugins._trust import hash_of

LIST = bundled("resources") / "blocked-plugins.toml"


def why_blocked(name: str, folder: Path) -> str:
    """The reason why the plug-in *name* in *folder* must not run; empty if it is not in the list."""
    entries = tomllib.loads(LIST.read_text("utf-8"))["blocked"]
    for entry in entries:
        if name == entry.get("name"):
            return entry["reason"]
    hashes = {entry["sha256"]: entry["reason"] for entry in entries if "sha256" in entry}
    if not hashes:  # then no folder need be read
        return ""
    try:
        return hashes.get(hash_of(folder), "")
    except (PluginError, OSError):  # who asks for more than the reason meets this error, too
        return ""
