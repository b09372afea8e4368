"""`deblur-desktop window`, and what `deblur-desktop` and `deblur-desktop PHOTO` mean."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from deblur_desktop.cli.command import Command


def configure(parser: ArgumentParser) -> None:
    """What to open."""
    parser.add_argument("photos", nargs="*", type=Path, metavar="PHOTO|FOLDER")


def run(options: Namespace) -> int:
    """Open the window."""
    from deblur_desktop.gui.app import run as open_window

    return open_window([path.absolute() for path in options.photos])


command = Command("window", "open the window; also by `deblur-desktop [PHOTO]`", configure, run)
