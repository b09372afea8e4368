"""`plugins`: which architectures are there; make, install, remove, and turn them on and off."""

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from deblur_desktop import plugins
from deblur_desktop.cli.command import Command
from deblur_desktop.errors import PluginError
from deblur_desktop.library.card_file import read_checked


def configure(parser: ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--json", action="store_true", help="print JSON instead of text")
    parser.set_defaults(action=_list)
    actions = parser.add_subparsers(title="actions", metavar="ACTION")
    actions.add_parser("list", help="list all plug-ins (without an action, too)")
    making = actions.add_parser("new", help="begin one of your own: a network, a card and tests")
    making.add_argument("name", metavar="NAME")
    making.add_argument("parent", metavar="FOLDER", type=Path, nargs="?", default=Path())
    making.set_defaults(action=_new)
    installing = actions.add_parser(
        "install", help="copy one into your plug-in folder, where it is off until you enable it"
    )
    installing.add_argument("path", type=Path, metavar="FOLDER|ZIP")
    installing.set_defaults(action=_install)
    removing = actions.add_parser("remove", help="delete one from your plug-in folder")
    removing.add_argument("name", metavar="NAME")
    removing.set_defaults(action=_remove)
    enabling = actions.add_parser(
        "enable", help="turn one on; it can do anything on this computer that you can"
    )
    enabling.add_argument("name", metavar="NAME")
    enabling.set_defaults(action=_enable)
    disabling = actions.add_parser("disable", help="turn one off")
    disabling.add_argument("name", metavar="NAME")
    disabling.set_defaults(action=_disable)


def run(options: Namespace) -> int:
    """Do the action."""
    return options.action(options)


def _list(options: Namespace) -> int:
    found = [(each, _failure(each)) for each in plugins.find()]
    if options.json:
        facts = [_facts(each) | {"failure": failure} for each, failure in found]
        sys.stdout.write(json.dumps(facts, indent=1) + "\n")
        return 0
    table = Table("name", "from", "on", "why not", "path", box=None, pad_edge=False)
    for each, failure in found:
        state = "failed" if failure else "yes" if each.enabled else "no"
        reason = failure or each.problem
        row = (each.name, each.publisher or each.origin, state, reason, str(each.path))
        table.add_row(*(Text(printable(cell)) for cell in row))
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = 200
    console.print(table)
    return 0


def _failure(found: plugins.Found) -> str:
    """Why a plug-in that is on does not work; empty where it does, or is off."""
    from deblur_desktop.engine.identify import architecture_of

    if not found.enabled:
        return ""
    try:
        architecture_of(found)
        if plugins.cards(found).is_file():
            read_checked(plugins.cards(found))
    except PluginError as error:
        return error.message
    return ""


def _new(options: Namespace) -> int:
    folder = plugins.new(options.name, options.parent)
    shown = printable(str(folder))
    sys.stdout.write(
        f"{options.name} is made: {shown}\n"
        f"next: `pytest {shown}`, then `deblur-desktop plugins install {shown}`;"
        " its README.md goes on\n"
    )
    return 0


def _install(options: Namespace) -> int:
    found = plugins.install(options.path.absolute())
    advice = (
        f"`deblur-desktop plugins enable {found.name}` turns it on;"
        " it can do anything on this computer that you can"
    )
    if found.blocked:
        advice = f"it cannot be enabled, for it is blocked: {found.blocked}"
    sys.stdout.write(
        f"{found.name} is installed, and off: {printable(str(found.path))}\n"
        f"SHA-256 of its files: {plugins.hash_of(found.path)}\n{advice}\n"
    )
    return 0


def _remove(options: Namespace) -> int:
    plugins.remove(options.name)
    sys.stdout.write(f"{printable(options.name)} is removed\n")
    return 0


def _enable(options: Namespace) -> int:
    found = plugins.enable(options.name)
    sys.stdout.write(f"{found.name} is on: {printable(str(found.path))}\n")
    return 0


def _disable(options: Namespace) -> int:
    found = plugins.disable(options.name)
    sys.stdout.write(f"{found.name} is off\n")
    return 0


def _facts(found: plugins.Found) -> dict[str, Any]:
    return {
        "name": found.name,
        "origin": found.origin,
        "publisher": found.publisher,
        "path": str(found.path),
        "enabled": found.enabled,
        "problem": found.problem,
        "blocked": found.blocked,
    }


def printable(text: str) -> str:
    """*text* with everything escaped that could move the cursor or turn the line around."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


command = Command(
    "plugins", "list, install and remove architectures, and turn them on or off", configure, run
)
