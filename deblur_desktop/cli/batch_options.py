"""The options that `batch` and `watch` share."""

from argparse import ArgumentParser
from pathlib import Path

from deblur_desktop.cli import recipe_options


def configure(parser: ArgumentParser) -> None:
    """What is done with the photos, and where results go."""
    add = parser.add_argument
    add("-o", "--output", type=Path, metavar="FOLDER", help="where results go, in folders as found")
    add("--recursive", action="store_true", help="also folders within folders")
    recipe_options.configure(parser)
    add("--unverified", action="store_true", help="allow a checkpoint file that no card knows")
    add("--name", default="{stem}_deblurred{ext}", metavar="PATTERN",
        help="of results, from {stem} {ext} {n:03} {model} {date}")  # fmt: skip
    add("--existing", choices=("number", "skip", "replace"), default="number",
        help="when a result's name is taken (replace: the old file goes to the trash)")  # fmt: skip
    add("--if-improved", action="store_true", help="write nothing when no improvement is measured")
    add("--damaged", choices=("refuse", "keep"), default="refuse",
        help="what to do with a photo that is damaged but can be decoded in part")  # fmt: skip
    add("--device", default="auto", metavar="auto|cpu|cuda:0,cuda:1|all", help="all: every GPU")
    add("--cluster", metavar="auto|ADDRESS|local", help="work on all computers of a Ray cluster")
    add("--json", action="store_true", help="JSON, one object a line")
