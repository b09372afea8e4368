"""`deblur-desktop window`, and what `deblur-desktop` and `deblur-desktop PHOTO` mean."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from deblur_desktop.cli.command import Command


def configure(parser: ArgumentParser) -> None:
    """What to open."""
    parser.add_argument("photos", nargs="*", type=Path, metavar="PHOTO|FOLDER")
    parser.add_argument(
        "--safe",
        action="store_true",
        help="without plug-ins of others, without what was open, without previews",
    )


def run(options: Namespace) -> int:
    """Open the window, or let the one that is open already show the photos."""
    from deblur_desktop.gui.single import claim

    photos = [path.absolute() for path in options.photos]
    place = claim(photos)
    if place is None:
        return 0
    from deblur_desktop.gui.app import run as open_window

    return open_window(photos, place, is_safe=options.safe)


command = Command("window", "open the window; also by `deblur-desktop [PHOTO]`", configure, run)
