"""`deblur-desktop diagnose`: what is wrong with a photo, in one line."""

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path

from deblur_desktop.cli.command import Command


def configure(parser: ArgumentParser) -> None:
    """Photos, and how to tell."""
    parser.add_argument("photos", nargs="+", type=Path, metavar="PHOTO")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")


def run(options: Namespace) -> int:
    """Diagnose each photo; those that cannot be read are told on stderr."""
    from deblur_desktop.cli import DONE, report
    from deblur_desktop.diagnosis.blur import diagnose
    from deblur_desktop.errors import DeblurError
    from deblur_desktop.photo.files import open_photo
    from deblur_desktop.photo.names import display_name

    code = DONE
    for path in options.photos:
        try:
            diagnosis = diagnose(open_photo(path))
        except DeblurError as error:
            code = report(error)
            continue
        facts = {
            "photo": display_name(path),
            "kind": diagnosis.kind,
            "length": round(diagnosis.length, 1),
            "angle_deg": round(diagnosis.angle_deg, 1),
            "sureness": round(diagnosis.sureness, 3),
            "noise": round(diagnosis.noise, 4),
            "sentence": diagnosis.sentence,
        }
        _tell(json.dumps(facts) if options.json else f"{facts['photo']}: {diagnosis.sentence}")
    return code


def _tell(line: str) -> None:
    print(line)  # noqa: T201 - the data of this command


command = Command(
    "diagnose", "tell how a photo is blurred, by how much and how surely", configure, run
)
