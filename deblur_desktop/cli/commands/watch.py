"""`deblur-desktop watch`: photos are restored as they arrive in a folder."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from deblur_desktop.cli import batch_options
from deblur_desktop.cli.command import Command


def configure(parser: ArgumentParser) -> None:
    """Folders, what is done, and where it goes."""
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    batch_options.configure(parser)


def run(options: Namespace) -> int:
    """Watch until it is interrupted; see `cli.batching`."""
    from deblur_desktop.cli import batching

    return batching.watch(options.folders, options)


command = Command("watch", "restore photos as they arrive in a folder", configure, run)
