"""Bring the translations up to date with the sources; `docs/translating.md` tells about them.

    python packaging/translate.py [CODE…] [--folder FOLDER]

Every `deblur_<code>.ts` of FOLDER gets the strings that are new, loses those that are gone, and is made
into the `.qm` that the window loads. A CODE without a file, e.g. `fr`, begins a language.
"""

import argparse
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent

UPDATE = [
    BIN / "pyside6-lupdate", "-silent", "-extensions", "py", ROOT / "deblur_desktop",
    # Few lines differ when code moves, and nothing tells of the machine.
    "-locations", "none", "-no-obsolete", "-sort-messages",
    # Its guesses would have to be read again; see `carry_over`.
    "-disable-heuristic", "sametext", "-disable-heuristic", "similartext",
]  # fmt: skip


def main() -> int:
    """Update and release every language; gives the exit code."""
    parser = argparse.ArgumentParser(
        description="Bring the translations up to date with the sources."
    )
    parser.add_argument("code", nargs="*", help="of a language to begin")
    parser.add_argument("--folder", type=Path, default=ROOT / "resources" / "translations")
    options = parser.parse_args()

    files = {options.folder / f"deblur_{code}.ts" for code in options.code}
    for file in sorted(files | set(options.folder.glob("deblur_*.ts"))):
        missing = update(file)
        subprocess.run(
            [BIN / "pyside6-lrelease", "-silent", file, "-qm", file.with_suffix(".qm")], check=True
        )
        print(f"{file.name}: {missing} to translate" if missing else f"{file.name}: complete")
    return 0


def update(file: Path) -> int:
    """Bring *file* up to date; gives how many strings wait for a translation."""
    known = translations(file) if file.exists() else {}
    subprocess.run([*UPDATE, "-ts", file], check=True)
    missing = carry_over(file, known)
    subprocess.run([*UPDATE, "-ts", file], check=True)  # writes it as it always does
    return missing


def translations(file: Path) -> dict[str, set[str]]:
    """How each English text is translated in *file*, in all its contexts."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for message in ElementTree.parse(file).iter("message"):
        text = message.findtext("translation")
        if text and message.get("numerus") is None:
            found[message.findtext("source", "")].add(text)
    return found


def carry_over(file: Path, known: dict[str, set[str]]) -> int:
    """Translate what is new by what was *known* of the same text elsewhere, if that was one thing.

    Gives how many are left.
    """
    tree, missing = ElementTree.parse(file), 0
    for message in tree.iter("message"):
        translation = message.find("translation")
        if translation is None or translation.get("type") != "unfinished":
            continue
        texts = known.get(message.findtext("source", ""), set[str]())
        if len(texts) == 1 and message.get("numerus") is None:
            translation.text = next(iter(texts))
            del translation.attrib["type"]
        else:
            missing += 1
    tree.write(file, "utf-8", xml_declaration=True)
    return missing


if __name__ == "__main__":
    sys.exit(main())
