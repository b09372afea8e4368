"""`deblur-desktop batch`: folders of photos, for as long as it takes."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from deblur_desktop.cli import batch_options
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
    add("--resume", action="store_true", help="go on with a batch that was interrupted")
    batch_options.configure(parser)


def run(options: Namespace) -> int:
    """Begin, resume or look at a batch; see `cli.batching`."""
    from deblur_desktop.cli import batch_actions, batching

    words = options.words
    if words and words[0] in batch_actions.ACTIONS:
        return batch_actions.ACTIONS[words[0]](words[1:], options)
    if words and options.output is None and not options.resume:
        batch_actions.refuse_unknown(words[0])
    if options.resume:
        return batching.resume(words, options)
    return batching.begin([Path(word) for word in words], options)


command = Command("batch", "work through folders of photos, and go on after a stop", configure, run)
