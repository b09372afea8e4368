"""The command line: one module per subcommand in `commands/`, found by walking that folder.

`main` parses, runs the command and is the border where errors become messages: data goes to stdout,
all else to stderr. Exit codes: 0 all done · 1 something failed, listed · 2 wrong usage · 3 could not
start · 130 interrupted.
"""

import io
import logging
import os
import pkgutil
import sys
import traceback
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import NoReturn

from deblur_desktop import __version__
from deblur_desktop.cli import commands
from deblur_desktop.cli.command import Command
from deblur_desktop.errors import Cancelled, CannotStart, DeblurError, UsageError

DONE, FAILED, USAGE, NO_START, INTERRUPTED = 0, 1, 2, 3, 130


class _Parser(ArgumentParser):
    """Wrong usage is one line and a hint, not a page."""

    def error(self, message: str) -> NoReturn:
        report(UsageError(message, f"see `{self.prog} --help`"))
        raise SystemExit(USAGE)


def find_commands() -> Iterator[Command]:
    """The `command` of each module in `commands/`, by name."""
    for module in pkgutil.iter_modules(commands.__path__):
        yield import_module(f"{commands.__name__}.{module.name}").command


def make_parser() -> ArgumentParser:
    """The whole command line."""
    parser = _Parser(prog="deblur-desktop", description="A blurred photo in, a sharp photo out.")
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    parser.add_argument("-v", "--verbose", action="store_true", help="tell what is decided and why")
    choices = parser.add_subparsers(
        title="commands", dest="command", metavar="COMMAND", required=True
    )
    for command in find_commands():
        subparser = choices.add_parser(command.name, help=command.help, description=command.help)
        command.configure(subparser)
        subparser.set_defaults(run=command.run)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code. *arguments* default to the program's own."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a name that the terminal cannot show is escaped
            stream.reconfigure(errors="backslashreplace")
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        options = _parsed(_with_command(given))
        level = logging.DEBUG if options.verbose else logging.ERROR
        logging.basicConfig(level=level, format="%(levelname)s %(name)s: %(message)s")
        code = options.run(options)
        sys.stdout.flush()
    except UsageError as error:
        code = report(error, USAGE)
    except CannotStart as error:
        code = report(error, NO_START)
    except DeblurError as error:
        code = report(error)
    except (KeyboardInterrupt, Cancelled):
        code = report(DeblurError("interrupted; what is finished is kept"), INTERRUPTED)
    except BrokenPipeError:
        stop_telling()
        code = DONE
    except ImportError as error:
        code = report(_broken_installation(error), NO_START)
    return code


def _parsed(arguments: list[str]) -> Namespace:
    """The options, or one line about what is wrong with them that names the right help."""
    parser = make_parser()
    options, unknown = parser.parse_known_args(arguments)
    words = getattr(options, "words", None)
    if words is not None and not any(word.startswith("-") for word in unknown):
        words += unknown  # argparse takes them only before options
    elif unknown:
        wrong, help = " ".join(unknown), f"`{parser.prog} {options.command} --help`"
        raise UsageError(f"unrecognized arguments: {wrong}", f"see {help}")
    return options


def _with_command(arguments: list[str]) -> list[str]:
    """`deblur-desktop` and `deblur-desktop PHOTO…` open the window."""
    first = next((word for word in arguments if not word.startswith("-")), None)
    if first is None and arguments and "--safe" not in arguments:
        return arguments  # options alone: --help, --version
    names = {module.name for module in pkgutil.iter_modules(commands.__path__)}
    return arguments if first in names else ["window", *arguments]


def report(error: DeblurError, code: int = FAILED) -> int:
    """Tell *error* on stderr, with its hint after a blank line; gives *code*."""
    text = f"error: {error.message}" + (f"\n\nhint: {error.hint}" if error.hint else "")
    sys.stderr.write(text + "\n")
    if logging.getLogger().isEnabledFor(logging.DEBUG):
        traceback.print_exception(error)
    return code


def stop_telling() -> None:
    """Let what is still said go nowhere: the reader of a pipe has left, as in `… | head`."""
    # The descriptor is replaced, so that closing it at the end raises no more.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _broken_installation(error: ImportError) -> DeblurError:
    hint = "on Debian or Ubuntu run `python3 packaging/bootstrap.py test` as root once; it installs them"
    if "libGL" not in str(error) and "libg" not in str(error):
        hint = "install the program again: `pip install --force-reinstall deblur-desktop`"
    return DeblurError(f"a part of the program is missing: {error}", hint)
