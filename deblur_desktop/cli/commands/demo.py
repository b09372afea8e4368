"""`deblur-desktop demo`: the main job on the bundled sample, and how to go on."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from deblur_desktop.bundle import bundled
from deblur_desktop.cli.command import Command

_HOW_TO_GO_ON = """\
Open the window:
  {program}
or go on in the terminal with your own photos:
  {program} restore PHOTO... -o sharp/
  {program} diagnose PHOTO...
  {program} --help
"""


def configure(parser: ArgumentParser) -> None:
    """Where the pictures go."""
    parser.add_argument("-o", "--output", type=Path, default=Path("deblurred"), metavar="FOLDER")


def run(options: Namespace) -> int:
    """Restore the sample, write result and comparison, tell what was found and done."""
    from deblur_desktop.engine.cpu import prepare

    prepare()
    from deblur_desktop.cli import FAILED, main
    from deblur_desktop.photo.comparison import save_side_by_side
    from deblur_desktop.photo.targets import result_path
    from deblur_desktop.photo.writer import Existing

    sample = bundled("resources") / "samples" / "hand-held.jpg"
    target = result_path(sample, options.output, set())
    code = main(["restore", str(sample), "-o", str(options.output), "--existing", "replace"])
    if code != 0 or not target.exists():
        return code or FAILED
    comparison = options.output / "hand-held_before_after.png"
    save_side_by_side(sample, target, comparison, existing=Existing.REPLACE)
    _tell(f"\nbefore:     {sample}\nafter:      {target.resolve()}")
    _tell(f"comparison: {comparison.resolve()}\n\n{_HOW_TO_GO_ON.format(program=_program())}")
    return code


def _program() -> str:
    """How to call this program from here."""
    import sys

    script = Path(sys.executable).with_name("deblur-desktop")
    return str(script) if script.exists() else f"{sys.executable} -m deblur_desktop"


def _tell(text: str) -> None:
    print(text)  # noqa: T201 - the data of this command


command = Command("demo", "deblur the bundled sample photo and tell how to go on", configure, run)
