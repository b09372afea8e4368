"""`models`: which checkpoints are known and installed; install, import and remove them."""

import json
import sys
from argparse import SUPPRESS, ArgumentParser, Namespace
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from deblur_desktop.cli import installing
from deblur_desktop.cli.command import Command
from deblur_desktop.cli.commands.plugins import printable
from deblur_desktop.library.card import Checkpoint
from deblur_desktop.library.library import Installed, Library

JSON_HELP = "print JSON instead of text"
_MOST = {"license": 24, "trained on": 14}  # characters; some licenses have long names


def configure(parser: ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--json", action="store_true", help=JSON_HELP)
    parser.set_defaults(action=_list)
    actions = parser.add_subparsers(title="actions", metavar="ACTION")
    _action(actions, "list", "list all checkpoints (without an action, too)", _list)
    info = _action(actions, "info", "show the card of one", _info)
    info.add_argument("id", metavar="ID")
    removing = _action(actions, "remove", "delete an imported one", _remove)
    removing.add_argument("id", metavar="ID")
    tuning = _action(
        actions, "tune", "measure which backend is faster here, and remember it", _tune
    )
    tuning.add_argument("id", metavar="ID", nargs="*", help="default: all that are installed")
    installing.configure(_action(actions, "install", "fetch, check and install one", _install))
    importing = _action(actions, "import", "check, convert and install a downloaded file", _import)
    importing.add_argument("file", metavar="FILE", type=Path)
    importing.add_argument("--id", default="", help="install it under this id")
    importing.add_argument("--like", default="", metavar="ID", help="it is made like this one")
    importing.add_argument(
        "--unverified", action="store_true", help="trust a file whose SHA-256 no card knows"
    )


def run(options: Namespace) -> int:
    """Do the action."""
    return options.action(options)


def _action(actions: Any, name: str, text: str, action: Any) -> ArgumentParser:
    parser: ArgumentParser = actions.add_parser(name, help=text, description=text)
    # Also after the action; SUPPRESS, so that its absence there does not undo the one before.
    parser.add_argument("--json", action="store_true", default=SUPPRESS, help=JSON_HELP)
    parser.set_defaults(action=action)
    return parser


def _list(options: Namespace) -> int:
    library = Library()
    installed = {item.checkpoint.id: item for item in library.installed()}
    if options.json:
        facts = [_facts(card, installed=card.id in installed) for card in library.known()]
        return _print_json(facts)
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = 200  # a pipe has no width, and a cut id is of no use
    table = Table(box=None, pad_edge=False)
    for name in _columns(console.width):
        table.add_column(name, no_wrap=name != "scores", max_width=_MOST.get(name))
    for card in library.known():
        cells = {
            "id": card.id,
            "removes": card.task,
            "size": _size_text(card.size),
            "license": card.license,
            "trained on": card.trained_on,
            "scores": card.scores,
            "installed": _state(installed.get(card.id)),
        }
        table.add_row(*(Text(printable(cells[name])) for name in _columns(console.width)))
    console.print(table)
    return 0


def _columns(width: int) -> tuple[str, ...]:
    """As many as fit beside whole ids; `info` tells the rest."""
    license_ = ("license",) if width >= 105 else ()
    more = ("trained on", "scores") if width >= 150 else ()
    return ("id", "removes", "size", *license_, *more, "installed")


def _state(item: Installed | None) -> str:
    if item is None:
        return "no"
    return f"{item.origin}, off" if item.problem else item.origin


def _info(options: Namespace) -> int:
    library = Library()
    card = library.card(options.id)
    paths = {item.checkpoint.id: item.path for item in library.installed()}
    facts = _facts(card, installed=card.id in paths)
    is_published = card.is_verified and not card.unverified
    facts["hash"] = "published" if is_published else "unverified: nobody published one"
    if card.id in paths:
        facts["path"] = str(paths[card.id])
    return _print(facts, as_json=options.json)


def _install(options: Namespace) -> int:
    for installed in installing.install(options):
        _tell_import(installed, as_json=options.json)
    return 0


def _import(options: Namespace) -> int:
    from deblur_desktop.engine.importing import import_checkpoint

    installed = import_checkpoint(
        options.file,
        id=options.id,
        like=options.like,
        unverified=options.unverified,
        on_notice=lambda notice: _say(f"note: {notice}"),
    )
    return _tell_import(installed, as_json=options.json)


def _tell_import(installed: Installed, *, as_json: bool) -> int:
    card = installed.checkpoint
    if as_json:
        return _print_json(_facts(card, installed=True) | {"path": str(installed.path)})
    sys.stdout.write(f"installed {card.id}, of {card.architecture}\n")
    return 0


def _tune(options: Namespace) -> int:
    from deblur_desktop.engine.cpu import prepare

    prepare()
    from deblur_desktop.engine.model import load_model
    from deblur_desktop.engine.tuning import tune

    library = Library()
    chosen = [library.find(name) for name in options.id] or list(library.installed())
    for item in chosen:
        trial = tune(lambda backend, item=item: load_model(item, device="cpu", backend=backend))
        facts = {"id": item.checkpoint.id, **asdict(trial), "better": trial.better}
        if options.json:
            sys.stdout.write(json.dumps(facts) + "\n")
            continue
        sys.stdout.write(
            f"{item.checkpoint.id}: torch {trial.torch_ms:.0f} ms, openvino {trial.openvino_ms:.0f} ms,"
            f" mean difference {trial.difference:.5f}; `auto` takes {trial.better}\n"
        )
    return 0


def _remove(options: Namespace) -> int:
    Library().remove(options.id)
    return _print({"removed": options.id}, as_json=options.json)


def _facts(card: Checkpoint, *, installed: bool) -> dict[str, Any]:
    return asdict(card) | {"options": dict(card.options), "installed": installed}


def _print(facts: Mapping[str, Any], *, as_json: bool) -> int:
    if as_json:
        return _print_json(facts)
    for name, value in facts.items():
        text = ", ".join(map(str, value)) if isinstance(value, tuple) else value
        if text not in ("", {}, 0):
            sys.stdout.write(f"{name.replace('_', ' ')}: {printable(str(text))}\n")
    return 0


def _print_json(value: object) -> int:
    sys.stdout.write(json.dumps(value, indent=1, ensure_ascii=False) + "\n")
    return 0


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")


def _size_text(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size else ""


command = Command(
    "models",
    "list, install, import and remove checkpoints (the files that hold the weights)",
    configure,
    run,
)
