"""The language of the window: which one is spoken, and that all of the menus speak it."""

import re
import shutil
from collections import Counter
from collections.abc import Callable, Generator
from pathlib import Path

import pytest
from fakes.window import noise, open_with
from PySide6.QtCore import QCoreApplication, QLocale, Qt, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDockWidget, QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from deblur_desktop.gui import app, language
from deblur_desktop.gui.actions import plain_text
from deblur_desktop.gui.dialogs.settings import SettingsDialog
from deblur_desktop.gui.document import Document
from deblur_desktop.gui.main_window import MainWindow
from deblur_desktop.gui.tools import all_tools
from deblur_desktop.settings import SETTINGS, Settings

CODES = [code for code in SETTINGS["language"].about.choices if code != "system"]
FOREIGN = [code for code in CODES if code != "en"]

Texts = list[str]


@pytest.fixture(autouse=True)
def _english_afterwards(qapp: QApplication) -> Generator[None]:
    default, direction = QLocale(), qapp.layoutDirection()
    yield
    silence(qapp)
    QLocale.setDefault(default)
    qapp.setLayoutDirection(direction)


def silence(application: QApplication) -> None:
    for translator in application.findChildren(QTranslator):
        QCoreApplication.removeTranslator(translator)
        translator.setParent(None)


@pytest.fixture
def make_window(qtbot: QtBot, qapp: QApplication) -> Callable[[str], MainWindow]:
    """Makes windows as the program does."""

    def make(code: str) -> MainWindow:
        silence(qapp)
        language.apply(code)
        window = app.make_window(Settings(language=code))
        qtbot.addWidget(window)
        return window

    return make


def menus(window: MainWindow) -> list[QMenu]:
    return window.menuBar().findChildren(QMenu)


def menu_texts(window: MainWindow) -> Texts:
    """Of all menus, their titles among them, and of the panels."""
    items = [item for menu in menus(window) for item in (menu.menuAction(), *menu.actions())]
    titles = [dock.windowTitle() for dock in window.findChildren(QDockWidget)]
    return [*(item.text() for item in items if not item.isSeparator()), *titles]


def unchanged(code: str) -> set[str]:
    """What is the same in both languages, e.g. “Zoom”."""
    text = (language.FOLDER / f"deblur_{code}.ts").read_text("utf-8")
    pairs = re.findall(r"<source>(.*)</source>\s*<translation>(.*)</translation>", text)
    return {source.replace("&amp;", "") for source, translation in pairs if source == translation}


@pytest.mark.parametrize("code", FOREIGN)
def test_menus_and_panels_speak_the_language(make_window: Callable[[str], MainWindow], code: str):
    english = menu_texts(make_window("en"))

    spoken = menu_texts(make_window(code))

    pairs = zip(english, spoken, strict=True)
    same = {now.replace("&", "") for before, now in pairs if now == before}
    assert same <= unchanged(code)


@pytest.mark.parametrize(("code", "word"), [("de", "Speichern"), ("zh_TW", "儲存"), ("en", "Save")])
def test_buttons_that_qt_makes_speak_it_too(qtbot: QtBot, code: str, word: str):
    language.apply(code)
    dialog = SettingsDialog(Settings())
    qtbot.addWidget(dialog)

    assert word in {button.text().replace("&", "") for button in dialog.findChildren(QPushButton)}


@pytest.mark.parametrize("code", ["en", *FOREIGN])
def test_no_explanation_of_a_setting_is_cut_off(qtbot: QtBot, code: str):
    language.apply(code)
    dialog = SettingsDialog(Settings())
    qtbot.addWidget(dialog)
    dialog.show()

    labels = [each for each in dialog.findChildren(QLabel) if each.isVisible() and each.wordWrap()]
    assert labels
    assert [
        each.text() for each in labels if each.height() < each.heightForWidth(each.width())
    ] == []


def test_the_setting_offers_every_file_of_the_folder():
    files = {path.stem.removeprefix("deblur_") for path in language.FOLDER.glob("*.qm")}

    assert set(SETTINGS["language"].about.choices) == {"system", "en"} | files


@pytest.mark.parametrize(
    ("preferred", "code"),
    [
        (["de-DE", "en"], "de"),
        (["de-AT"], "de"),
        (["zh-Hant-TW"], "zh_TW"),
        (["zh-HK"], "zh_TW"),
        (["zh-CN"], "en"),
        (["en-GB", "de-DE"], "en"),
        (["tlh", "de-DE"], "de"),
        (["tlh"], "en"),
        (["C"], "en"),
        ([], "en"),
    ],
    ids=str,
)
def test_the_system_is_followed_as_far_as_there_are_translations(preferred: Texts, code: str):
    assert language.choose("system", preferred) == code


def test_a_wish_is_stronger_than_the_system():
    assert language.choose("zh_TW", ["de-DE"]) == "zh_TW"


@pytest.mark.parametrize("damage", ["missing", "empty", "cut short", "of another kind"])
def test_a_damaged_translation_leaves_the_window_in_english(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, damage: str
):
    copy = Path(shutil.copy(language.FOLDER / "deblur_de.qm", tmp_path))
    whole = copy.read_bytes()
    copy.unlink()
    kept = {"empty": b"", "cut short": whole[: len(whole) // 2], "of another kind": b"GIF89a" * 99}
    if damage in kept:
        copy.write_bytes(kept[damage])

    language.apply("de", tmp_path)

    assert QCoreApplication.translate("Settings", "Language") == "Language"
    assert "cannot be loaded" in caplog.text
    caplog.clear()


def test_numbers_go_with_the_words():
    language.apply("de")

    assert QLocale().toString(1.5) == "1,5"


def test_the_layout_goes_with_the_language(qapp: QApplication):
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)

    language.apply("de")

    assert qapp.layoutDirection() is Qt.LayoutDirection.LeftToRight


@pytest.mark.parametrize("code", CODES)
def test_no_two_items_of_a_menu_share_a_mnemonic(
    make_window: Callable[[str], MainWindow], code: str
):
    window = make_window(code)

    bar = [action.text() for action in window.menuBar().actions()]
    for texts in [bar, *([a.text() for a in menu.actions()] for menu in menus(window))]:
        letters = Counter(letter for text in texts for letter in re.findall(r"&(\w)", text.lower()))
        assert not [letter for letter, count in letters.items() if count > 1], texts


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("&Open…", "Open"),
        ("開啟(&O)…", "開啟"),
        ("Black && White", "Black & White"),
        ("E (a)", "E (a)"),
    ],
)
def test_a_mnemonic_is_not_read_aloud(qapp: QApplication, text: str, read: str):
    assert plain_text(QAction(text)) == read


def test_a_step_is_undone_in_the_order_of_the_language(make_window: Callable[[str], MainWindow]):
    window = make_window("de")
    document = Document(Path("photo.png"), window.session)
    open_with(document, noise(20, 30))
    window.session.documents.append(document)
    window.session.show(document)

    document.change("Auswahl", feather=3)

    assert window.actions_["undo"].text() == "Auswahl rückgängig machen"


def test_each_tool_is_named_in_the_language():
    language.apply("de")

    names = {tool.id: tool.name for tool in all_tools()}

    assert names["brush"] == "Pinsel"
    assert names["eraser"] == "Radierer"
