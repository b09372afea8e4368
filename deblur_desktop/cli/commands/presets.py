"""`deblur-desktop presets`: recipes with a name."""

import json
import sys
from argparse import SUPPRESS, ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from deblur_desktop.cli import recipe_options
from deblur_desktop.cli.command import Command
from deblur_desktop.photo.names import folded
from deblur_desktop.presets import (
    difference,
    find_preset,
    presets,
    remove_preset,
    save_preset,
)
from deblur_desktop.recipe import PRESET_FIELDS, Recipe

_JSON = "print JSON instead of text"


def configure(parser: ArgumentParser) -> None:
    """Add the actions."""
    parser.add_argument("--json", action="store_true", help=_JSON)
    parser.set_defaults(action=_list)
    actions = parser.add_subparsers(title="actions", metavar="ACTION")
    _action(actions, "list", "list all presets (without an action, too)", _list)
    saving = _action(actions, "save", "keep a recipe under a name", _save)
    saving.add_argument("name", metavar="NAME")
    saving.add_argument("--from", dest="source", type=Path, metavar="FILE",
        help="the recipe in a result that this program saved")  # fmt: skip
    recipe_options.configure(saving)
    for name, help, action in (("show", "show one", _show), ("remove", "delete one", _remove)):
        _action(actions, name, help, action).add_argument("name", metavar="NAME")


def run(options: Namespace) -> int:
    """Do the action."""
    return options.action(options)


def _action(actions: Any, name: str, text: str, action: Any) -> ArgumentParser:
    parser: ArgumentParser = actions.add_parser(name, help=text, description=text)
    # SUPPRESS, so that its absence there does not undo the one before the action.
    parser.add_argument("--json", action="store_true", default=SUPPRESS, help=_JSON)
    parser.set_defaults(action=action)
    return parser


def _list(options: Namespace) -> int:
    found = presets()
    if options.json:
        told = [{"name": name, **_facts(recipe)} for name, recipe in found.items()]
        sys.stdout.write(json.dumps(told, indent=2) + "\n")
        return 0
    for name, recipe in found.items():
        sys.stdout.write(f"{name}: {_in_words(recipe)}\n")
    if not found:
        sys.stderr.write("there are no presets; `deblur-desktop presets save NAME …` makes one\n")
    return 0


def _save(options: Namespace) -> int:
    base = None
    if options.source is not None:
        from deblur_desktop.cli.restoring import recipe_of

        base = recipe_of(options.source)
    recipe = recipe_options.recipe_from(options, base)
    is_there = folded(options.name) in map(folded, presets())
    save_preset(options.name, recipe)
    verb = "replaced" if is_there else "saved"
    sys.stderr.write(f"{verb} {options.name}: {_in_words(recipe)}\n")
    return 0


def _show(options: Namespace) -> int:
    facts = _facts(find_preset(options.name))
    if options.json:
        sys.stdout.write(json.dumps(facts) + "\n")
    else:
        sys.stdout.writelines(f"{name:10} {_value(value)}\n" for name, value in facts.items())
    return 0


def _remove(options: Namespace) -> int:
    remove_preset(options.name)
    sys.stderr.write(f"removed {options.name}\n")
    return 0


def _facts(recipe: Recipe) -> dict[str, Any]:
    return {field: getattr(recipe, field) for field in PRESET_FIELDS}


def _in_words(recipe: Recipe) -> str:
    told = difference(recipe)
    checkpoint = told.pop("checkpoint", "checkpoint as the blur asks for")
    return ", ".join([checkpoint, *(f"{name} {_value(value)}" for name, value in told.items())])


def _value(value: Any) -> str:
    if value == 0 and not isinstance(value, bool | float):
        return "auto"
    if isinstance(value, bool):
        return "on" if value else "off"
    return f"{value:.0%}" if isinstance(value, float) else str(value)


command = Command("presets", "recipes with a name", configure, run)
