"""`deblur-desktop restore`: sharper photos, each with a receipt."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path

from deblur_desktop.cli import recipe_options
from deblur_desktop.cli.command import Command
from deblur_desktop.photo.box import Box


def configure(parser: ArgumentParser) -> None:
    """Everything that changes the result, and where it goes."""
    add = parser.add_argument
    add("photos", nargs="+", type=Path, metavar="PHOTO")
    add("-o", "--output", type=Path, metavar="FOLDER|FILE", help="default: beside the photo")
    recipe_options.configure(parser)
    add("--unverified", action="store_true", help="allow a checkpoint file that no card knows")
    add("--region", type=_box, metavar="X,Y,W,H", help="restore this part only")
    add("--mask", type=Path, metavar="FILE", help="restore where this picture is white")
    add("--left", type=Path, metavar="FILE", help="left view of a dual-pixel camera, with --right")
    add("--right", type=Path, metavar="FILE", help="right view; the photo is both together")
    add("--feather", type=int, metavar="PIXELS", help="soft edge inside of the region")
    add("--device", default="auto", metavar="auto|cpu|cuda:0")
    add("--if-improved", action="store_true", help="write nothing when no improvement is measured")
    add("--existing", choices=("number", "skip", "replace"), default="number",
        help="when the result's name is taken (replace: the old file goes to the trash)")  # fmt: skip
    add("--damaged", choices=("refuse", "keep"), default="refuse",
        help="what to do with a photo that is damaged but can be decoded in part")  # fmt: skip
    add("--recipe-from", type=Path, metavar="FILE", help="repeat what was done to a saved result")
    add("--json", action="store_true", help="receipts as JSON, one object a line")


def run(options: Namespace) -> int:
    """Restore the photos; see `cli.restoring`."""
    from deblur_desktop.engine.cpu import prepare

    prepare()
    from deblur_desktop.cli.restoring import restore_photos

    return restore_photos(options)


def _box(text: str) -> Box:
    try:
        x, y, width, height = (int(part) for part in text.split(","))
    except ValueError:
        raise ArgumentTypeError(f"not four whole numbers X,Y,W,H: {text}") from None
    if x < 0 or y < 0 or width <= 0 or height <= 0:
        raise ArgumentTypeError(f"not a box inside of a photo: {text}")
    return Box(x, y, width, height)


command = Command("restore", "sharper photos, each with a receipt", configure, run)
