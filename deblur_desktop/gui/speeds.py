"""How fast the models are on this computer, learnt from what they did here."""

import json
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deblur_desktop.bundle import data_folder
from deblur_desktop.gui.document import Document
from deblur_desktop.library.storage import write_whole
from deblur_desktop.photo.box import Box

logger = logging.getLogger(__name__)

_MEMORY_MP = 100.0
"""Older runs than the last so many megapixels fade: drivers and cooling change."""


@dataclass(frozen=True, slots=True)
class Way:
    """What decides how long a megapixel takes; *device* is never ``auto``."""

    checkpoint: str
    device: str
    precision: str


class Speeds:
    """Seconds for each megapixel that a network saw, by `Way`; kept between two starts."""

    def __init__(self) -> None:
        self._seen = _read()

    def learn(self, way: Way, megapixels: float, seconds: float) -> None:
        """A network took *seconds* for *megapixels*."""
        before_mp, before_s = self._seen.get(_key(way), (0.0, 0.0))
        kept = min(1.0, _MEMORY_MP / max(before_mp, 1e-9))
        self._seen[_key(way)] = before_mp * kept + megapixels, before_s * kept + seconds

    def seconds_per_megapixel(self, way: Way) -> float | None:
        """What is to be expected; None before the first run."""
        megapixels, seconds = self._seen.get(_key(way), (0.0, 0.0))
        return seconds / megapixels if megapixels else None

    def store(self) -> None:
        """Write down what is known; on a full disk the earlier knowledge stays."""
        try:
            write_whole(_file_path(), json.dumps(self._seen).encode("ascii"))
        except OSError as error:
            logger.info("the speeds cannot be written down: %s", error)


def megapixels_seen(document: Document, box: Box, overlap: int) -> float:
    """How much of the photo a network sees that restores *box*: a margin around it, too."""
    height, width = document.size
    seen = box.grown(overlap) & Box(0, 0, width, height)
    return seen.width * seen.height / 1e6


def _key(way: Way) -> str:
    return json.dumps([way.checkpoint, way.device, way.precision])


def _read() -> dict[str, tuple[float, float]]:
    try:
        stored: Any = json.loads(_file_path().read_text("ascii"))
        return {str(key): (float(pair[0]), float(pair[1])) for key, pair in stored.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        logger.info("the speeds cannot be read: %s", error)
        return {}


def _file_path() -> Path:
    return data_folder() / "speeds.json"
