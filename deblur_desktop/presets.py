"""Presets: recipes with a name, one file each beside the settings.

Window, command line, batches and photo editors share them. A preset holds what makes sense for any
photo: the checkpoint by name, amounts, tiles; no region, mask or views.
"""

import logging
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

from deblur_desktop.errors import UsageError
from deblur_desktop.library.storage import write_whole
from deblur_desktop.photo.names import display_name, fitted, folded, safe
from deblur_desktop.recipe import PRESET_FIELDS, Recipe
from deblur_desktop.settings import settings_file, toml_line

logger = logging.getLogger(__name__)

_LONGEST = 60
_LARGEST = 1 << 16


def presets() -> dict[str, Recipe]:
    """All of them, by name in order; a file that cannot be read is passed over, and stays."""
    found: dict[str, Recipe] = {}
    for path in sorted(_folder().glob("*.toml")):
        try:
            name, recipe = _read(path)
        except UsageError as error:
            logger.info("passed over a preset: %s", error.message)
            continue
        found[name] = recipe
    return {name: found[name] for name in sorted(found, key=folded)}


def find_preset(name: str) -> Recipe:
    """The recipe called *name*, whatever the case.

    Raises:
        UsageError: There is none, the hint has the nearest; or its file cannot be read.
    """
    path = _file(name)
    if path.is_file():
        return _read(path)[1]
    import difflib  # only for a mistake

    near = difflib.get_close_matches(name, presets(), n=1)
    hint = f"did you mean `{near[0]}`?" if near else "`deblur-desktop presets` lists them"
    raise UsageError(f"no preset has this name: {display_name(name)}", hint)


def save_preset(name: str, recipe: Recipe) -> None:
    """Keep what *recipe* says under *name*, in place of an earlier one of that name.

    Raises:
        UsageError: This cannot be a name.
        OSError: The disk is full, or cannot be written to.
    """
    path = _file(name)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    content = {"name": name, **{field: getattr(recipe, field) for field in PRESET_FIELDS}}
    write_whole(path, "".join(toml_line(*pair) for pair in content.items()).encode())


def remove_preset(name: str) -> None:
    """Delete the preset *name*.

    Raises:
        UsageError: There is none.
    """
    path = _file(name)
    if not path.is_file():
        find_preset(name)
    path.unlink(missing_ok=True)


def difference(recipe: Recipe) -> dict[str, Any]:
    """What a preset changes of the default, by field."""
    plain = Recipe(checkpoint="auto")
    return {f: getattr(recipe, f) for f in PRESET_FIELDS if getattr(recipe, f) != getattr(plain, f)}


def _read(path: Path) -> tuple[str, Recipe]:
    """The name and the recipe in a file; fields of later versions are ignored."""
    try:
        with path.open("rb") as file:
            values = tomllib.loads(file.read(_LARGEST).decode("utf-8"))
        known = {field: values[field] for field in PRESET_FIELDS if field in values}
        return str(values.get("name", path.stem)), replace(Recipe(checkpoint="auto"), **known)
    except (OSError, ValueError, RecursionError, UsageError) as error:
        raise UsageError(
            f"the preset cannot be read ({error}): {path}", "mend the file, or save the preset anew"
        ) from error


def _file(name: str) -> Path:
    return _folder() / f"{_file_stem(name)}.toml"


def _file_stem(name: str) -> str:
    """Equal for names that people would take for the same."""
    is_name = name == name.strip() and name.isprintable() and not name.startswith(".")
    if not name or len(name) > _LONGEST or not is_name:
        raise UsageError(
            f"this cannot be the name of a preset: {display_name(name)}",
            f"use 1 to {_LONGEST} letters, digits, spaces and signs",
        )
    return fitted(safe(folded(name)), "", 200)


def _folder() -> Path:
    return settings_file().parent / "presets"
