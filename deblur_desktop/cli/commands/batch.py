"""`deblur-desktop batch`: folders of photos, for as long as it takes."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from deblur_desktop.cli.command import Command

_USAGE = """
  %(prog)s FOLDER|PHOTO... -o FOLDER [options]     begin a batch
  %(prog)s --resume [JOB]                          go on with it, the latest by default
  %(prog)s status|report|retry|pause|forget [JOB]  see, tell, do failed ones again, ..."""
_ACTIONS = """actions on a JOB (the latest by default; `./status` is a folder of that name):
  status   how far it is; without a JOB all are listed
  report   each photo with its outcome: -o FILE.csv, .json or .html, or CSV to the terminal
  retry    do again what failed
  pause    let the process that works on it stop after saving
  forget   remove its journal; photos and results stay"""


def configure(parser: ArgumentParser) -> None:
    """Sources, what is done, and where it goes."""
    from argparse import RawDescriptionHelpFormatter

    parser.usage, parser.epilog = _USAGE, _ACTIONS
    parser.formatter_class = RawDescriptionHelpFormatter
    add = parser.add_argument
    add("words", nargs="*", metavar="FOLDER|PHOTO")
    add("-o", "--output", type=Path, metavar="FOLDER", help="where results go, in folders as found")
    add("--resume", action="store_true", help="go on with a batch that was interrupted")
    add("--recursive", action="store_true", help="also folders within folders")
    add("--checkpoint", default="auto", metavar="ID|FILE", help="auto: as the blur found asks for")
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
    add(
        "--json", action="store_true", help="one JSON object a line for each photo, or for each job"
    )


def run(options: Namespace) -> int:
    """Begin, resume or look at a batch; see `cli.batching`."""
    from deblur_desktop.cli import batch_actions, batching

    words = options.words
    if words and words[0] in batch_actions.ACTIONS:
        return batch_actions.ACTIONS[words[0]](words[1:], options)
    if options.resume:
        return batching.resume(words, options)
    return batching.begin([Path(word) for word in words], options)


command = Command("batch", "work through folders of photos, and go on after a stop", configure, run)
