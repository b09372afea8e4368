"""The variants of networks that plug-ins tell of: their tensors and their published figures."""

import gzip
import json
import logging
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deblur_desktop import plugins
from deblur_desktop.errors import PluginError

logger = logging.getLogger(__name__)

PUBLISHED_SIDE = 256
"""Pixels a side of the picture for which figures are published."""


@dataclass(frozen=True, slots=True)
class Variant:
    """A network in one of its sizes.

    Attributes:
        id: Short name on the command line.
        name: For people.
        shapes_file: Names and shapes of the tensors of a published checkpoint, as compressed JSON.
        parameters: Published, in millions; 0 when nobody did.
        gigamacs: Published, in 10^9 multiply-adds at `PUBLISHED_SIDE`; 0 when nobody did.
        ms: Published, at `PUBLISHED_SIDE`; 0 when nobody did.
    """

    id: str
    name: str
    shapes_file: Path
    parameters: float = 0.0
    gigamacs: float = 0.0
    ms: float = 0.0

    def shapes(self) -> dict[str, tuple[int, ...]]:
        """Names and shapes of all tensors.

        Raises:
            PluginError: The file is missing or damaged.
        """
        try:
            tables = json.loads(gzip.decompress(self.shapes_file.read_bytes()))
            return {str(name): tuple(map(int, shape)) for name, shape in tables.items()}
        except (OSError, EOFError, ValueError, TypeError, AttributeError) as error:
            raise PluginError(f"cannot read the shapes ({error}): {self.shapes_file}") from error


def variants() -> tuple[Variant, ...]:
    """Those of all plug-ins that are on, by id; a file that cannot be read is told in the log."""
    found: dict[str, Variant] = {}
    for plugin in plugins.find():
        path = plugin.path / "variants.toml"
        if not plugin.enabled or not path.is_file():
            continue
        try:
            tables: list[dict[str, Any]] = tomllib.loads(path.read_text("utf-8"))["variant"]
            for table in tables:
                variant = Variant(
                    shapes_file=path.parent / "shapes" / f"{table['id']}.json.gz", **table
                )
                found.setdefault(variant.id, variant)
        except (OSError, ValueError, KeyError, TypeError) as error:
            logger.warning("no variants from the plug-in %s: %s", plugin.name, error)
    return tuple(found[name] for name in sorted(found))
