"""The translations: complete, made for the strings of the sources, and true to their form."""

import ast
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QTranslator

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "resources" / "translations"
FILES = sorted(FOLDER.glob("deblur_*.ts"))

each_language = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


@dataclass(frozen=True)
class Entry:
    context: str
    source: str
    translation: str
    unfinished: bool

    @property
    def texts(self) -> tuple[str, str]:
        return self.source, self.translation


def entries(file: Path) -> list[Entry]:
    return [
        Entry(
            context.findtext("name", ""),
            message.findtext("source", ""),
            message.findtext("translation", ""),
            message.find("translation[@type='unfinished']") is not None,
        )
        for context in ElementTree.parse(file).iter("context")
        for message in context.iter("message")
    ]


class Marked(ast.NodeVisitor):
    """Finds what a source marks for translation, with the context that Qt will look it up in."""

    def __init__(self) -> None:
        self.found: set[tuple[str, str]] = set()
        self._class = ""

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        outer, self._class = self._class, node.name
        self.generic_visit(node)
        self._class = outer

    def visit_Call(self, node: ast.Call) -> None:
        name = ast.unparse(node.func).rpartition(".")[2]
        words = [part.value for part in node.args if isinstance(part, ast.Constant)]
        if name in ("tr", "_tr"):
            assert ast.unparse(node.func) == "self.tr", "Qt's tool finds no other"
            assert words, f"no literal: {ast.unparse(node)}"
            self.found.add((self._class, str(words[0])))
        elif name in ("translate", "QT_TRANSLATE_NOOP") and len(words) == 2:
            self.found.add((str(words[0]), str(words[1])))
        self.generic_visit(node)


@cache
def marked() -> set[tuple[str, str]]:
    visitor = Marked()
    for path in (ROOT / "deblur_desktop").rglob("*.py"):
        visitor.visit(ast.parse(path.read_text("utf-8")))
    return visitor.found


def test_there_are_german_and_traditional_chinese():
    assert {"deblur_de", "deblur_zh_TW"} <= {file.stem for file in FILES}


@each_language
def test_a_language_has_every_string_of_the_sources_and_no_other(file: Path):
    assert {(each.context, each.source) for each in entries(file)} == marked()


@each_language
def test_nothing_is_left_to_translate(file: Path):
    assert [e.source for e in entries(file) if e.unfinished or not e.translation] == []


@each_language
def test_placeholders_are_kept(file: Path):
    for entry in entries(file):
        source, translation = (sorted(re.findall(r"\{\w*\}|%n", text)) for text in entry.texts)
        assert source == translation, entry.source


@each_language
def test_a_mnemonic_stays_one(file: Path):
    for entry in entries(file):
        source, translation = (len(re.findall(r"&[^&\s]", text)) for text in entry.texts)
        assert source == translation, entry.source


@each_language
def test_the_ends_of_a_string_are_kept(file: Path):
    """Spaces, line breaks, and the dots that announce a question."""
    for entry in entries(file):
        source, translation = (re.findall(r"^\s*|…?\s*$", text)[:2] for text in entry.texts)
        assert source == translation, entry.source


@each_language
def test_nothing_of_the_machine_is_in_a_file(file: Path):
    assert "<location" not in file.read_text("utf-8")


@each_language
def test_what_qt_loads_says_what_people_wrote(file: Path):
    translator = QTranslator()

    assert translator.load(file.stem, str(FOLDER))
    for entry in entries(file):
        assert translator.translate(entry.context, entry.source) == entry.translation


def translate(folder: Path, *codes: str) -> str:
    command = [sys.executable, ROOT / "packaging" / "translate.py", *codes, "--folder", folder]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@each_language
def test_the_script_has_nothing_to_change(file: Path, tmp_path: Path):
    copy = Path(shutil.copy(file, tmp_path))

    said = translate(tmp_path)

    assert f"{file.name}: complete" in said
    assert entries(copy) == entries(file)


def test_a_string_that_moved_to_another_class_keeps_its_translation(tmp_path: Path):
    copy = tmp_path / "deblur_de.ts"
    text = (FOLDER / copy.name).read_text("utf-8")
    copy.write_text(text.replace("<name>AboutDialog<", "<name>FormerDialog<"), "utf-8")

    translate(tmp_path)

    assert entries(copy) == entries(FOLDER / copy.name)


def test_a_language_begins_with_nothing_translated(tmp_path: Path):
    translate(tmp_path, "fr")

    begun = entries(tmp_path / "deblur_fr.ts")
    assert {(each.context, each.source) for each in begun} == marked()
    assert all(each.unfinished for each in begun)
