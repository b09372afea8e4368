"""What each module in `cli/commands` offers: one `command`."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """A subcommand.

    Attributes:
        name: As typed.
        help: One line for ``--help``.
        configure: Adds the options to the parser.
        run: Does the work and gives the exit code. Imports what is heavy inside, so that ``--help``
            stays quick. May raise `DeblurError`; the border turns it into a message and exit code 1,
            `UsageError` into exit code 2.
    """

    name: str
    help: str
    configure: Callable[[ArgumentParser], None]
    run: Callable[[Namespace], int]
