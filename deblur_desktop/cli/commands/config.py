"""`config`: list, show and change settings."""

import json
import sys
from argparse import ArgumentParser, Namespace

from rich.console import Console
from rich.table import Table
from rich.text import Text

from deblur_desktop import settings
from deblur_desktop.cli.command import Command
from deblur_desktop.cli.commands.plugins import printable
from deblur_desktop.settings import SETTINGS, Settings


def configure(parser: ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--json", action="store_true", help="print JSON instead of text")
    parser.set_defaults(action=_list)
    actions = parser.add_subparsers(title="actions", metavar="ACTION")
    actions.add_parser("list", help="list all settings (without an action, too)")
    getting = actions.add_parser("get", help="print the value of one")
    getting.add_argument("name", metavar="NAME")
    getting.set_defaults(action=_get)
    setting = actions.add_parser("set", help="change one")
    setting.add_argument("name", metavar="NAME")
    setting.add_argument("value", metavar="VALUE")
    setting.set_defaults(action=_set)


def run(options: Namespace) -> int:
    """Do the action."""
    return options.action(options, settings.read(_say))


def _list(options: Namespace, now: Settings) -> int:
    values = {name: getattr(now, name) for name in SETTINGS}
    if options.json:
        sys.stdout.write(json.dumps(values, indent=1) + "\n")
        return 0
    table = Table("name", "value", "may be", "what it does", box=None, pad_edge=False)
    for name, each in SETTINGS.items():
        row = (name, _text(values[name]), each.values, f"{each.about.title}. {each.about.help}")
        table.add_row(*(Text(printable(cell)) for cell in row))
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = 200
    console.print(table)
    return 0


def _get(options: Namespace, now: Settings) -> int:
    value = getattr(now, settings.find(options.name).name)
    sys.stdout.write((json.dumps(value) if options.json else printable(_text(value))) + "\n")
    return 0


def _set(options: Namespace, now: Settings) -> int:
    settings.write(settings.changed(now, options.name, options.value))
    return 0


def _text(value: str | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else value


def _say(notice: str) -> None:
    sys.stderr.write(f"note: {printable(notice)}\n")


command = Command("config", "list and change settings", configure, run)
