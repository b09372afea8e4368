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
        urls: Of the file itself, for the program to fetch, tried in order: ``https://…`` (GitHub
            releases, too) or ``npm:@scope/package@version``. ``http://…`` only with a published hash.
        page: A web page or drive folder where a person fetches it by hand; for people, never fetched.
        file: The name of the published file; where it is looked for in a folder, and on `page`.
        member: Where `urls` are zip archives, the full name in them of the one file to take out.
        sha256: Of the safetensors file that is loaded, lower-case hex; empty when nobody published one.
        source_sha256: Of the weights file that the authors publish (of the member, where it is in a
            zip), where it is converted on import.
        size: Exact, in bytes, of the published file, and once it is installed of the safetensors file;
            0 when unknown.
        trained_on: The data set.
        citation: Paper, and where the weights come from.
        scores: Published figures in one line, e.g. ``GoPro 32.86 dB``.
        options: For `Architecture.build`.
        unverified: The file was imported though nobody had published a hash to hold it against.
    """

    id: str
    name: str
    architecture: str
    task: Task
    license: str
    urls: tuple[str, ...] = ()
    page: str = ""
    file: str = ""
    member: str = ""
    sha256: str = ""
    source_sha256: str = ""
    size: int = 0
    trained_on: str = ""
    citation: str = ""
    scores: str = ""
    options: Mapping[str, Any] = field(default_factory=dict[str, Any])
    unverified: bool = False

    @property
    def is_verified(self) -> bool:
        """Whether there is a hash, published or seen at the import, to hold any file against."""
        return bool(self.sha256 or self.source_sha256)


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
