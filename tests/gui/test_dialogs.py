"""What opens beside the window: real widgets, real clicks."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from library.tiny import CARDS, tiny_state, write_plugin
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QLineEdit,
    QMainWindow,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)
from pytestqt.qtbot import QtBot
from safetensors.torch import save_file

from deblur_desktop import plugins, settings
from deblur_desktop.bundle import models_folder, plugins_folder
from deblur_desktop.gui.actions import Actions
from deblur_desktop.gui.dialogs.about import AboutDialog, parts
from deblur_desktop.gui.dialogs.crash import (
    CrashDialog,
    CrashReporter,
    crash_report,
    without_folders,
)
from deblur_desktop.gui.dialogs.models import ModelsDialog
from deblur_desktop.gui.dialogs.palette import CommandPalette, match
from deblur_desktop.gui.dialogs.plugins import PluginsDialog
from deblur_desktop.gui.dialogs.settings import SettingsDialog
from deblur_desktop.gui.dialogs.shortcuts import ShortcutsDialog
from deblur_desktop.library.card import Checkpoint, Task
from deblur_desktop.library.card_file import write_card
from deblur_desktop.library.storage import sha256_of
from deblur_desktop.settings import SETTINGS, Settings

# Said by the offscreen platform of every window.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def imported() -> Checkpoint:
    """A checkpoint that a person imported."""
    path = models_folder() / "mine.safetensors"
    save_file(tiny_state(), path)
    card = Checkpoint(
        "mine", "Mine <b>bold</b>", "tiny", Task.DEFOCUS, "CC0-1.0",
        urls=("https://example.org/mine",), sha256=sha256_of(path), citation="Somebody, 2024",
    )  # fmt: skip
    write_card(path.with_suffix(".toml"), card)
    return card


@pytest.fixture
def models(imported: Checkpoint, qtbot: QtBot) -> ModelsDialog:
    del imported
    return shown(qtbot, ModelsDialog())


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    window = QMainWindow()
    window.resize(800, 600)
    return shown(qtbot, window)


@pytest.fixture
def ran() -> list[str]:
    return []


@pytest.fixture
def actions(window: QMainWindow, ran: list[str]) -> Actions:
    actions = Actions()
    for name, text, keys in (
        ("open", "&Open…", "Ctrl+O"),
        ("folder", "Open &Folder…", "Ctrl+Shift+O"),
        ("zoom", "Zoom &In", "Ctrl++"),
        ("grow", "&Grow Selection", ""),
    ):
        action = QAction(text, window)
        action.setShortcut(keys)
        action.triggered.connect(lambda _on=False, name=name: ran.append(name))
        actions.adopt(name, action)
    return actions


W = TypeVar("W", bound=QWidget)


def shown(qtbot: QtBot, widget: W) -> W:
    qtbot.addWidget(widget)
    widget.show()
    return widget


def rows(dialog: QWidget) -> list[QTreeWidgetItem]:
    tree = dialog.findChild(QTreeWidget)
    assert tree is not None
    items = (tree.topLevelItem(row) for row in range(tree.topLevelItemCount()))
    return [item for item in items if item is not None and not item.isHidden()]


def select(dialog: QWidget, name: str) -> None:
    row = next(row for row in rows(dialog) if row.text(0) == name)
    tree = row.treeWidget()
    tree.setCurrentItem(row)


def button(parent: QWidget, text: str) -> QPushButton:
    found = [each for each in parent.findChildren(QPushButton) if _plain(each.text()) == text]
    assert found, [each.text() for each in parent.findChildren(QPushButton)]
    return found[-1]


def press(qtbot: QtBot, parent: QWidget, text: str) -> None:
    wished = button(parent, text)
    assert wished.isEnabled(), wished.toolTip()
    qtbot.mouseClick(wished, Qt.MouseButton.LeftButton)


def question(dialog: QWidget, qtbot: QtBot) -> QMessageBox:
    qtbot.waitUntil(lambda: bool(dialog.findChildren(QMessageBox)))
    return dialog.findChildren(QMessageBox)[-1]


def says(dialog: QWidget, qtbot: QtBot, text: str) -> None:
    from PySide6.QtWidgets import QLabel

    def visible() -> str:
        labels = dialog.findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.isVisible())

    qtbot.waitUntil(lambda: text in visible())


def _plain(text: str) -> str:
    return text.replace("&", "").rstrip("…")


def every_dialog(window: QMainWindow, actions: Actions) -> Sequence[QDialog]:
    return (
        ModelsDialog(window),
        PluginsDialog(window),
        SettingsDialog(Settings(), parent=window),
        ShortcutsDialog(actions.all(), window),
        AboutDialog(window),
        CrashDialog("report", window),
        CommandPalette(actions.all, window),
    )


def test_every_dialog_can_be_used_by_keyboard_and_heard(
    window: QMainWindow, actions: Actions, qtbot: QtBot
):
    for dialog in every_dialog(window, actions):
        dialog.show()
        kinds = (QLineEdit, QComboBox, QTreeWidget, QPlainTextEdit)
        inputs = [each for kind in kinds for each in dialog.findChildren(kind)]

        assert dialog.windowTitle()
        assert all(each.accessibleName() for each in inputs), dialog
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible()


# Models


def test_models_tell_what_is_here_first(models: ModelsDialog):
    here = [row.text(5) for row in rows(models)]

    assert here[:2] == ["bundled", "imported"]
    assert set(here[2:]) == {"no"}


def test_the_card_of_a_model_is_plain_text_with_its_addresses(models: ModelsDialog):
    select(models, "Mine <b>bold</b>")

    card = models.findChild(QPlainTextEdit)
    assert card is not None
    assert "https://example.org/mine" in card.toPlainText()
    assert "Somebody, 2024" in card.toPlainText()


@pytest.mark.parametrize("damaged", [False, True], ids=["whole", "damaged"])
def test_a_model_is_verified(damaged: bool, models: ModelsDialog, qtbot: QtBot):
    if damaged:
        with (models_folder() / "mine.safetensors").open("r+b") as file:
            file.write(b"\1")
    select(models, "Mine <b>bold</b>")

    press(qtbot, models, "Verify")

    says(models, qtbot, "damaged or was changed" if damaged else "is as it should be")


def test_removing_a_model_is_asked_with_the_verb(models: ModelsDialog, qtbot: QtBot):
    select(models, "Mine <b>bold</b>")
    press(qtbot, models, "Remove")
    box = question(models, qtbot)
    assert box.textFormat() is Qt.TextFormat.PlainText
    assert box.defaultButton() is button(box, "Keep")

    with qtbot.waitSignal(models.library_changed):
        press(qtbot, box, "Remove")

    assert "Mine <b>bold</b>" not in [row.text(0) for row in rows(models)]
    assert not (models_folder() / "mine.safetensors").exists()


def test_a_bundled_model_cannot_be_removed_and_says_why(models: ModelsDialog):
    select(models, rows(models)[0].text(0))

    assert not button(models, "Remove").isEnabled()
    assert "part of the program" in button(models, "Remove").toolTip()


def test_a_file_that_no_card_knows_is_asked_about_once(
    models: ModelsDialog, tmp_path: Path, qtbot: QtBot
):
    path = tmp_path / "unknown.pth"
    path.write_bytes(b"weights")
    digest = hashlib.sha256(b"weights").hexdigest()

    models.import_file(path)
    box = question(models, qtbot)
    assert digest in box.informativeText().replace("\n", "")
    with qtbot.waitSignal(models.import_wished) as first:
        press(qtbot, box, "Trust and Import")
    with qtbot.waitSignal(models.import_wished) as again:
        models.import_file(path)

    assert first.args == again.args == [path, True]


def test_a_file_that_is_not_trusted_is_not_imported(
    models: ModelsDialog, tmp_path: Path, qtbot: QtBot
):
    path = tmp_path / "unknown.pth"
    path.write_bytes(b"weights")
    models.import_file(path)
    box = question(models, qtbot)

    with qtbot.assertNotEmitted(models.import_wished, wait=50):
        qtbot.keyClick(box, Qt.Key.Key_Escape)


def test_a_file_that_a_card_knows_is_imported_without_a_question(
    models: ModelsDialog, tmp_path: Path, qtbot: QtBot
):
    path = tmp_path / "known.safetensors"
    path.write_bytes((models_folder() / "mine.safetensors").read_bytes())

    with qtbot.waitSignal(models.import_wished) as wished:
        models.import_file(path)

    assert wished.args == [path, False]


def test_a_file_that_cannot_be_read_is_told(models: ModelsDialog, tmp_path: Path, qtbot: QtBot):
    models.import_file(tmp_path / "missing.pth")

    says(models, qtbot, "missing.pth")


# Plug-ins


def test_a_dropped_plugin_is_enabled_after_its_hash_was_shown(qtbot: QtBot):
    folder = write_plugin(plugins_folder())
    dialog = shown(qtbot, PluginsDialog())
    select(dialog, "tiny")
    press(qtbot, dialog, "Enable")
    box = question(dialog, qtbot)
    assert "anything on this computer that you can" in box.informativeText()
    assert re.search(r"[0-9a-f]{32}\n[0-9a-f]{32}", box.informativeText())
    assert str(folder) in box.informativeText()

    with qtbot.waitSignal(dialog.changed):
        press(qtbot, box, "Trust and Enable")

    assert next(each for each in plugins.find() if each.name == "tiny").enabled
    with qtbot.waitSignal(dialog.changed):
        press(qtbot, dialog, "Disable")
    assert [row.text(2) for row in rows(dialog) if row.text(0) == "tiny"] == ["off"]


def test_a_plugin_that_changes_while_the_question_is_open_stays_off(qtbot: QtBot):
    folder = write_plugin(plugins_folder())
    dialog = shown(qtbot, PluginsDialog())
    select(dialog, "tiny")
    press(qtbot, dialog, "Enable")
    box = question(dialog, qtbot)
    (folder / "network.py").write_text("evil = True", "utf-8")

    press(qtbot, box, "Trust and Enable")

    says(dialog, qtbot, "has just changed")
    assert not next(each for each in plugins.find() if each.name == "tiny").enabled


def test_a_bundled_plugin_needs_no_question(qtbot: QtBot):
    dialog = shown(qtbot, PluginsDialog())
    select(dialog, "maxim")

    press(qtbot, dialog, "Disable")
    press(qtbot, dialog, "Enable")

    assert not dialog.findChildren(QMessageBox)
    assert all(each.enabled for each in plugins.find())


def test_of_two_plugins_with_one_name_the_other_tells_why_it_is_off(qtbot: QtBot):
    write_plugin(plugins_folder(), "maxim", cards=CARDS)
    dialog = shown(qtbot, PluginsDialog())
    tree = dialog.findChild(QTreeWidget)
    assert tree is not None

    tree.setCurrentItem(rows(dialog)[-1])

    assert rows(dialog)[-1].text(3) == "another plug-in has the same name"
    assert not button(dialog, "Enable").isEnabled()


# Settings


def test_there_is_a_control_for_every_setting_and_saving_stores_them(qtbot: QtBot):
    wished = Settings(theme="dark", device="cuda:1", existing="skip", preview=False)
    dialog = shown(qtbot, SettingsDialog(Settings()))
    dialog.show_settings(wished)

    with qtbot.waitSignal(dialog.saved) as saved:
        press(qtbot, dialog, "Save")

    assert saved.args == [wished]
    assert settings.read() == wished
    assert wished != replace(wished, **{name: each.default for name, each in SETTINGS.items()})


def test_defaults_come_back_when_they_are_wished(qtbot: QtBot):
    dialog = shown(qtbot, SettingsDialog(Settings(theme="dark", notify=False)))

    press(qtbot, dialog, "Restore Defaults")

    assert dialog.settings() == Settings()
    assert not settings.settings_file().exists()


def test_a_choice_that_is_not_there_today_is_kept(qtbot: QtBot):
    choices = {"device": {"auto": "Automatic", "cpu": "Processor"}}
    dialog = shown(qtbot, SettingsDialog(Settings(device="cuda:1"), choices))

    assert dialog.settings().device == "cuda:1"


def test_settings_that_cannot_be_stored_are_told(
    qtbot: QtBot, data_folder: Path, monkeypatch: pytest.MonkeyPatch
):
    (data_folder / "file").write_text("")
    monkeypatch.setenv("DEBLUR_DESKTOP_DATA", str(data_folder / "file"))
    dialog = shown(qtbot, SettingsDialog(Settings()))

    press(qtbot, dialog, "Save")

    says(dialog, qtbot, "cannot be stored")
    assert dialog.isVisible()


# Shortcuts, commands


def test_the_sheet_lists_what_has_keys_and_can_be_searched(
    window: QMainWindow, actions: Actions, qtbot: QtBot
):
    dialog = shown(qtbot, ShortcutsDialog(actions.all(), window))
    assert ("Open Folder", "Ctrl+Shift+O") in [(row.text(0), row.text(1)) for row in rows(dialog)]
    assert "Grow Selection" not in [row.text(0) for row in rows(dialog)]

    qtbot.keyClicks(dialog.findChild(QLineEdit), "shift+o")

    assert [row.text(0) for row in rows(dialog)] == ["Open Folder"]


@pytest.mark.parametrize(
    ("typed", "name"), [("of", "folder"), ("grow", "grow"), ("zi", "zoom"), ("op", "open")]
)
def test_a_command_runs_by_some_letters_and_return(
    typed: str, name: str, window: QMainWindow, actions: Actions, ran: list[str], qtbot: QtBot
):
    palette = CommandPalette(actions.all, window)
    palette.open()
    line = palette.findChild(QLineEdit)

    qtbot.keyClicks(line, typed)
    qtbot.keyClick(line, Qt.Key.Key_Return)

    assert ran == [name]
    assert not palette.isVisible()


def test_commands_that_cannot_be_used_are_not_offered(
    window: QMainWindow, actions: Actions, ran: list[str], qtbot: QtBot
):
    actions["open"].setEnabled(False)
    palette = CommandPalette(actions.all, window)
    palette.open()
    line = palette.findChild(QLineEdit)

    assert {row.text(0) for row in rows(palette)} == {"Open Folder", "Zoom In", "Grow Selection"}
    qtbot.keyClicks(line, "nothing like it")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert ran == []


def test_arrows_choose_another_command(
    window: QMainWindow, actions: Actions, ran: list[str], qtbot: QtBot
):
    palette = CommandPalette(actions.all, window)
    palette.open()
    line = palette.findChild(QLineEdit)
    qtbot.keyClicks(line, "open")

    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        qtbot.keyClick(line, key)

    assert ran == ["folder"]


def test_starts_of_words_match_best():
    assert match("sb", "Select Blurred Areas") > match("sb", "Side by Side") - 1
    assert match("xy", "Select Blurred Areas") == 0
    assert match("", "anything") > 0


# About, crashes


def test_about_tells_versions_that_can_be_copied(qtbot: QtBot):
    dialog = shown(qtbot, AboutDialog())

    press(qtbot, dialog, "Copy")

    copied = QGuiApplication.clipboard().text()
    assert copied == "\n".join(parts())
    assert all(name in copied for name in ("deblur-desktop", "Qt", "numpy"))


@pytest.mark.parametrize(
    ("text", "wished"),
    [
        ("no such file: '/home/anna maria/My Photos/beach.jpg'", "no such file: '…/beach.jpg'"),
        (r"cannot open C:\Users\anna\beach.jpg", "cannot open …/beach.jpg"),
        ("3/4 of it, and/or more", "3/4 of it, and/or more"),
    ],
)
def test_folders_are_cut_from_reports(text: str, wished: str):
    assert without_folders(text) == wished


def test_a_report_has_the_place_and_neither_pixels_nor_folders(tmp_path: Path, qtbot: QtBot):
    import numpy as np

    def stumble() -> None:
        try:
            (tmp_path / "beach.jpg").read_bytes()
        except OSError as error:
            raise AssertionError(f"wrong pixels\n{np.arange(9000)}") from error

    with pytest.raises(AssertionError) as caught:
        stumble()
    report = crash_report(caught.value)

    assert "AssertionError: wrong pixels\n" in report
    assert "beach.jpg" in report
    assert "test_dialogs.py" in report
    assert str(tmp_path) not in report
    assert str(Path.home()) + "/" not in report
    assert "1 2 3" not in report.replace("   ", " ")
    press(qtbot, shown(qtbot, CrashDialog(report)), "Copy Report")
    assert QGuiApplication.clipboard().text() == report


def test_only_the_first_crash_opens_a_dialog(window: QMainWindow, caplog: pytest.LogCaptureFixture):
    reporter = CrashReporter(window)

    for _ in range(3):
        reporter.report(ValueError, ValueError("a bug"), None)

    assert len(window.findChildren(CrashDialog)) == 1
    assert len(caplog.records) == 3
    caplog.clear()
