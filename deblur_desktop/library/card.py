"""Cards: what is known about a checkpoint without opening it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from deblur_desktop.errors import PluginError

UNKNOWN_LICENSE = "LicenseRef-Unknown"
"""On the card of an imported file for which nobody vouches."""


class Task(StrEnum):
    """What kind of blur a checkpoint removes."""

    MOTION = "motion"
    DEFOCUS = "defocus"
    DUAL_PIXEL_DEFOCUS = "dual-pixel-defocus"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A card: plain data about one weight file.

    Attributes:
        id: Short name on the command line, e.g. ``maxim-gopro-1``.
        name: For people.
        architecture: The plug-in that builds its network.
        task: What it removes.
        license: SPDX, of the weights.
        urls: Where the authors publish the file.
        sha256: Of the safetensors file that is loaded, lower-case hex; empty when nobody published one.
        source_sha256: Of the file that the authors publish, where it is converted on import.
        size: In bytes; 0 when unknown.
        trained_on: The data set.
        citation: Paper, and where the weights come from.
        scores: Published figures in one line, e.g. ``GoPro 32.86 dB``.
        options: For `Architecture.build`.
    """

    id: str
    name: str
    architecture: str
    task: Task
    license: str
    urls: tuple[str, ...] = ()
    sha256: str = ""
    source_sha256: str = ""
    size: int = 0
    trained_on: str = ""
    citation: str = ""
    scores: str = ""
    options: Mapping[str, Any] = field(default_factory=dict[str, Any])


def read_cards(path: Path) -> tuple[Checkpoint, ...]:
    """The `[[checkpoint]]` tables of a TOML file.

    Raises:
        PluginError: The file is not TOML, or a table lacks a field or has an unknown one.
    """
    try:
        tables = tomllib.loads(path.read_text("utf-8")).get("checkpoint", [])
        return tuple(_card(table) for table in tables)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, TypeError, ValueError) as error:
        raise PluginError(
            f"cannot read the model cards ({error}): {path}", "compare it with plugins/README.md"
        ) from error


def _card(table: dict[str, Any]) -> Checkpoint:
    fields: dict[str, Any] = {**table, "task": Task(table["task"])}
    fields["urls"] = tuple(table.get("urls", ()))
    return Checkpoint(**fields)
