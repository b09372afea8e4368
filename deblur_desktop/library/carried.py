"""Checkpoints that came with the work of another computer.

They lie in the cache by their hashes, serve that work, and are not part of anybody's library.
"""

import hashlib
from pathlib import Path

from deblur_desktop import plugins
from deblur_desktop.bundle import cache_folder
from deblur_desktop.errors import DamagedCheckpoint
from deblur_desktop.library.card import Checkpoint
from deblur_desktop.library.card_file import read_checked, write_card
from deblur_desktop.library.library import Installed
from deblur_desktop.library.storage import write_whole


def put_carried(card: Checkpoint, content: bytes) -> None:
    """Keep the safetensors file *content*, so that `find_carried` finds it.

    Raises:
        DamagedCheckpoint: It is not the file that *card* tells of.
        OSError: The disk is full, or cannot be written to.
    """
    if hashlib.sha256(content).hexdigest() != card.sha256:
        raise DamagedCheckpoint(f"the checkpoint was changed on its way: {card.id}")
    path = _path(card.sha256)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    write_card(path.with_suffix(".toml"), card)
    write_whole(path, content)  # last, for a file without a card is of no use


def find_carried(sha256: str) -> Installed | None:
    """The checkpoint whose file has that hash, if it came."""
    path = _path(sha256)
    if not path.is_file():
        return None
    card = read_checked(path.with_suffix(".toml"))[0]
    is_on = any(each.enabled and each.name == card.architecture for each in plugins.find())
    problem = "" if is_on else f"its plug-in is off or not there: {card.architecture}"
    return Installed(card, path, problem=problem)


def _path(sha256: str) -> Path:
    return cache_folder() / "checkpoints" / f"{sha256}.safetensors"
