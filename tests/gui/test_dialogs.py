"""What opens beside the window: real widgets, real clicks."""

import hashlib
import re
import shutil
from collections.abc import Generator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from gui.fake_lane import FakeLane
from library.tiny import CARDS, tiny_state, write_plugin
from PySide6.QtCore import QMimeData, QObject, QPointF, QSettings, Qt, QUrl, Slot
from PySide6.QtGui import QAction, QDesktopServices, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QKeySequenceEdit,
    QLineEdit,
    QMainWindow,
    QMessageBox,
    QPlainTextEdit,
    QProgressBar,
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
    crash_report,
    without_folders,
)
from deblur_desktop.gui.dialogs.models import ModelsDialog
from deblur_desktop.gui.dialogs.palette import CommandPalette, match
from deblur_desktop.gui.dialogs.plugins import PluginsDialog
from deblur_desktop.gui.dialogs.settings import SettingsDialog
from deblur_desktop.gui.dialogs.shortcuts import ShortcutsDialog
from deblur_desktop.gui.keys import Keys
from deblur_desktop.gui.queue import Queue
from deblur_desktop.gui.uncaught import CrashReporter
from deblur_desktop.jobs import messages
from deblur_desktop.library.card import Checkpoint, Task
from deblur_desktop.library.card_file import write_card
from deblur_desktop.library.storage import sha256_of
from deblur_desktop.plugins import _blocked
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
def engine() -> FakeLane:
    return FakeLane()


@pytest.fixture
def importer() -> FakeLane:
    return FakeLane()


@pytest.fixture
def queue(engine: FakeLane, importer: FakeLane, qtbot: QtBot) -> Queue:
    del qtbot
    return Queue(FakeLane(), engine, importer)  # pyright: ignore[reportArgumentType] - as far as it asks


@pytest.fixture
def models(imported: Checkpoint, queue: Queue, qtbot: QtBot) -> ModelsDialog:
    del imported
    return shown(qtbot, ModelsDialog(queue))


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
        window.addAction(action)
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


@pytest.fixture
def state(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def keys(actions: Actions, state: QSettings) -> Keys:
    keys = Keys(actions, state)
    keys.bring_back()
    return keys


def every_dialog(
    window: QMainWindow, actions: Actions, keys: Keys, queue: Queue
) -> Sequence[QDialog]:
    return (
        ModelsDialog(queue, window),
        PluginsDialog(window),
        SettingsDialog(Settings(), parent=window),
        ShortcutsDialog(actions, keys, window),
        AboutDialog(window),
        CrashDialog("report", window),
        CommandPalette(actions.all, window),
    )


def test_every_dialog_can_be_used_by_keyboard_and_heard(
    window: QMainWindow, actions: Actions, keys: Keys, queue: Queue, qtbot: QtBot
):
    for dialog in every_dialog(window, actions, keys, queue):
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


def test_removing_a_model_is_asked_with_the_verb(
    models: ModelsDialog, engine: FakeLane, qtbot: QtBot
):
    select(models, "Mine <b>bold</b>")
    press(qtbot, models, "Remove")
    box = question(models, qtbot)
    assert box.textFormat() is Qt.TextFormat.PlainText
    assert box.defaultButton() is button(box, "Keep")

    press(qtbot, box, "Remove")

    assert isinstance(engine.running, messages.Inspect), "the engine must know"
    assert "Mine <b>bold</b>" not in [row.text(0) for row in rows(models)]
    assert not (models_folder() / "mine.safetensors").exists()


def test_a_bundled_model_cannot_be_removed_and_says_why(models: ModelsDialog):
    select(models, rows(models)[0].text(0))

    assert not button(models, "Remove").isEnabled()
    assert "part of the program" in button(models, "Remove").toolTip()


def import_of(importer: FakeLane, qtbot: QtBot) -> messages.Import:
    """The import that the worker was asked for."""
    qtbot.waitUntil(lambda: isinstance(importer.running, messages.Import))
    assert isinstance(importer.running, messages.Import)
    return importer.running


def test_a_file_that_no_card_knows_is_asked_about_once(
    models: ModelsDialog, importer: FakeLane, tmp_path: Path, qtbot: QtBot
):
    path = tmp_path / "unknown.pth"
    path.write_bytes(b"weights")
    digest = hashlib.sha256(b"weights").hexdigest()

    models.import_file(path)
    box = question(models, qtbot)
    assert digest in box.informativeText().replace("\n", "")
    press(qtbot, box, "Trust and Import")
    assert import_of(importer, qtbot).unverified
    importer.fail("no room")
    models.import_file(path)

    assert import_of(importer, qtbot).path == str(path)


def test_a_file_that_is_not_trusted_is_not_imported(
    models: ModelsDialog, importer: FakeLane, tmp_path: Path, qtbot: QtBot
):
    path = tmp_path / "unknown.pth"
    path.write_bytes(b"weights")
    models.import_file(path)

    qtbot.keyClick(question(models, qtbot), Qt.Key.Key_Escape)

    qtbot.waitUntil(lambda: not models.findChildren(QMessageBox))
    assert importer.running is None


@pytest.fixture
def known(imported: Checkpoint, tmp_path: Path) -> Path:
    """A file whose hash is on a card."""
    path = tmp_path / "known.safetensors"
    path.write_bytes((models_folder() / f"{imported.id}.safetensors").read_bytes())
    return path


def drop(dialog: QDialog, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    spot, copy = QPointF(5, 5), Qt.DropAction.CopyAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(spot.toPoint(), copy, data, left, none)
    QApplication.sendEvent(dialog, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(dialog, QDropEvent(spot, copy, data, left, none))


def test_a_file_that_a_card_knows_is_imported_without_a_question(
    models: ModelsDialog, importer: FakeLane, known: Path, qtbot: QtBot
):
    drop(models, known)

    assert not import_of(importer, qtbot).unverified
    says(models, qtbot, "Importing known.safetensors")
    importer.finish(
        messages.Imported(job=import_of(importer, qtbot).job, checkpoint="mine", notices=[])
    )

    says(models, qtbot, "Installed: mine")
    assert models.findChildren(QTreeWidget)[0].currentItem().text(0) == "Mine <b>bold</b>"
    assert not models.findChildren(QProgressBar)[0].isVisible()


def test_an_import_that_fails_is_told_in_the_dialog_with_its_details(
    models: ModelsDialog, importer: FakeLane, known: Path, qtbot: QtBot
):
    models.import_file(known)
    import_of(importer, qtbot)
    assert models.findChildren(QProgressBar)[0].isVisible()

    importer.fail("the file is damaged", "get it again", "Traceback")

    says(models, qtbot, "Not imported: known.safetensors")
    says(models, qtbot, "The file is damaged\nGet it again")
    press(qtbot, models, "Copy")
    assert "Traceback" in QGuiApplication.clipboard().text()
    press(qtbot, models, "Dismiss")
    assert not button(models, "Dismiss").isVisible()


def test_an_import_can_be_stopped(
    models: ModelsDialog, importer: FakeLane, known: Path, qtbot: QtBot
):
    models.import_file(known)
    import_of(importer, qtbot)

    press(qtbot, models, "Cancel")

    says(models, qtbot, "The import was stopped")
    assert importer.running is None


def test_the_dialog_can_be_closed_while_a_file_is_imported(
    queue: Queue, importer: FakeLane, known: Path, qtbot: QtBot
):
    dialog = ModelsDialog(queue)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.show()
    dialog.import_file(known)
    running = import_of(importer, qtbot)

    with qtbot.waitSignal(dialog.destroyed):
        dialog.close()
    importer.finish(messages.Imported(job=running.job, checkpoint="mine", notices=[]))

    assert importer.running is None


class Browser(QObject):
    """Stands in for that of the computer."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []
        QDesktopServices.setUrlHandler("https", self, "open")  # pyright: ignore[reportArgumentType]

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toString())


@pytest.fixture
def browser() -> Generator[Browser]:
    yield Browser()
    QDesktopServices.unsetUrlHandler("https")


def test_the_page_of_a_model_that_is_not_here_is_opened(
    models: ModelsDialog, browser: Browser, qtbot: QtBot
):
    absent = next(row.text(0) for row in rows(models) if "NAFNet" in row.text(0))
    select(models, absent)
    address = re.findall(r"https://\S+", models.findChildren(QPlainTextEdit)[0].toPlainText())[0]
    assert address in button(models, "Get It").toolTip()

    press(qtbot, models, "Get It")

    assert browser.opened == [address]
    says(models, qtbot, "choose Import or drop it here")


def test_a_model_without_a_page_cannot_be_got_there(queue: Queue, qtbot: QtBot):
    write_plugin(plugins_folder(), cards=CARDS)
    plugins.enable("tiny")
    dialog = shown(qtbot, ModelsDialog(queue))

    select(dialog, "Tiny")

    assert not button(dialog, "Get It").isEnabled()
    assert "no web page" in button(dialog, "Get It").toolTip()


def test_a_model_is_fetched_with_progress(models: ModelsDialog, importer: FakeLane, qtbot: QtBot):
    select(models, "FFTformer, GoPro")

    press(qtbot, models, "Install")

    request = importer.running
    assert isinstance(request, messages.Install)
    assert request.checkpoint == "fftformer-gopro"
    says(models, qtbot, "Fetching fftformer-gopro")
    bar = models.findChildren(QProgressBar)[0]
    assert bar.maximum() == 0, "nothing is known yet"
    importer.tell(0.4, "fetching the file")
    assert (bar.value(), bar.maximum()) == (400, 1000)
    importer.tell(1, "checking the file")
    says(models, qtbot, "checked, converted and tried")
    assert bar.maximum() == 0
    importer.fail("the server does not answer: github.com", "is this computer online?")
    says(models, qtbot, "Not imported: fftformer-gopro")
    says(models, qtbot, "Is this computer online?")


def test_a_fetch_is_stopped(models: ModelsDialog, importer: FakeLane, qtbot: QtBot):
    select(models, "FFTformer, GoPro")
    press(qtbot, models, "Install")

    press(qtbot, models, "Cancel")

    assert importer.running is None
    says(models, qtbot, "stopped: fftformer-gopro")


def test_what_has_to_be_fetched_by_hand_says_so(models: ModelsDialog):
    select(models, next(row.text(0) for row in rows(models) if "NAFNet" in row.text(0)))

    assert not button(models, "Install").isEnabled()
    assert "by hand" in button(models, "Install").toolTip()


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
    shipped = [row.text(0) for row in rows(dialog)[:-1]]

    tree.setCurrentItem(rows(dialog)[-1])

    assert rows(dialog)[-1].text(3) == "another plug-in has the same name"
    assert not button(dialog, "Enable").isEnabled()
    press(qtbot, dialog, "Remove")
    press(qtbot, question(dialog, qtbot), "Remove")
    assert [row.text(0) for row in rows(dialog)] == shipped


def test_F93_a_blocked_plugin_shows_the_reason_and_cannot_be_enabled(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    block_list = tmp_path / "blocked-plugins.toml"
    block_list.write_text('[[blocked]]\nname = "tiny"\nreason = "it sends photos away"\n', "utf-8")
    monkeypatch.setattr(_blocked, "LIST", block_list)
    dialog = shown(qtbot, PluginsDialog())

    drop(dialog, write_plugin(tmp_path))

    says(dialog, qtbot, "it sends photos away")
    row = dialog.findChildren(QTreeWidget)[0].currentItem()
    assert (row.text(0), row.text(2)) == ("tiny", "off")
    assert "it sends photos away" in row.text(3)
    assert not button(dialog, "Enable").isEnabled()
    assert "it sends photos away" in button(dialog, "Enable").toolTip()
    press(qtbot, dialog, "Remove")
    press(qtbot, question(dialog, qtbot), "Remove")
    assert "tiny" not in [each.text(0) for each in rows(dialog)]


@pytest.mark.parametrize("kind", ["folder", "zip"])
def test_a_plugin_that_is_dropped_here_is_installed_and_stays_off(
    kind: str, tmp_path: Path, qtbot: QtBot
):
    source = write_plugin(tmp_path)
    if kind == "zip":
        source = Path(shutil.make_archive(str(tmp_path / "x"), "zip", tmp_path, "tiny"))
    dialog = shown(qtbot, PluginsDialog())

    with qtbot.waitSignal(dialog.changed):
        drop(dialog, source)

    says(dialog, qtbot, "off until you enable it")
    assert dialog.findChildren(QTreeWidget)[0].currentItem().text(0) == "tiny"
    press(qtbot, dialog, "Enable")
    press(qtbot, question(dialog, qtbot), "Trust and Enable")
    assert next(each for each in plugins.find() if each.name == "tiny").enabled


def test_what_cannot_be_installed_is_told_with_what_to_do(tmp_path: Path, qtbot: QtBot):
    dialog = shown(qtbot, PluginsDialog())

    with qtbot.assertNotEmitted(dialog.changed):
        dialog.install(tmp_path)

    says(dialog, qtbot, "This is no plug-in")
    says(dialog, qtbot, "__init__.py")


def test_removing_a_plugin_is_asked_with_the_verb(qtbot: QtBot):
    folder = write_plugin(plugins_folder())
    dialog = shown(qtbot, PluginsDialog())
    select(dialog, "tiny")
    press(qtbot, dialog, "Remove")
    box = question(dialog, qtbot)
    assert str(folder) in box.informativeText()
    assert box.defaultButton() is button(box, "Keep")

    with qtbot.waitSignal(dialog.changed):
        press(qtbot, box, "Remove")

    assert not folder.exists()
    assert "tiny" not in [row.text(0) for row in rows(dialog)]


def test_a_bundled_plugin_cannot_be_removed_and_says_why(qtbot: QtBot):
    dialog = shown(qtbot, PluginsDialog())
    select(dialog, "maxim")

    assert not button(dialog, "Remove").isEnabled()
    assert "part of the program" in button(dialog, "Remove").toolTip()


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


@pytest.fixture
def sheet(window: QMainWindow, actions: Actions, keys: Keys, qtbot: QtBot) -> ShortcutsDialog:
    return shown(qtbot, ShortcutsDialog(actions, keys, window))


def press_keys(sheet: ShortcutsDialog, qtbot: QtBot, action: str, *pressed: Qt.Key) -> None:
    """Select *action* and press Ctrl with the keys."""
    select(sheet, action)
    edit = sheet.findChild(QKeySequenceEdit)
    for key in pressed:
        qtbot.keyClick(edit, key, Qt.KeyboardModifier.ControlModifier)


def keys_in(sheet: ShortcutsDialog, action: str) -> str:
    return next(row.text(1) for row in rows(sheet) if row.text(0) == action)


def test_the_sheet_lists_every_action_and_can_be_searched(sheet: ShortcutsDialog, qtbot: QtBot):
    assert ("Open Folder", "Ctrl+Shift+O") in [(row.text(0), row.text(1)) for row in rows(sheet)]
    assert keys_in(sheet, "Grow Selection") == ""

    qtbot.keyClicks(sheet.findChild(QLineEdit), "shift+o")

    assert [row.text(0) for row in rows(sheet)] == ["Open Folder"]


def test_other_keys_are_chosen_work_and_are_there_the_next_time(
    sheet: ShortcutsDialog, window: QMainWindow, actions: Actions, ran: list[str],
    state: QSettings, qtbot: QtBot,
):  # fmt: skip
    press_keys(sheet, qtbot, "Grow Selection", Qt.Key.Key_Comma)

    assert keys_in(sheet, "Grow Selection") == "Ctrl+,"
    assert "Ctrl+," in actions["grow"].toolTip()
    sheet.close()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    assert ran == ["grow"]
    actions["grow"].setShortcut("")
    Keys(actions, QSettings(state.fileName(), QSettings.Format.IniFormat)).bring_back()
    assert actions["grow"].shortcut().toString() == "Ctrl+,"


def test_keys_that_are_taken_are_told_and_stay_where_they_are(
    sheet: ShortcutsDialog, actions: Actions, qtbot: QtBot
):
    press_keys(sheet, qtbot, "Grow Selection", Qt.Key.Key_O)

    says(sheet, qtbot, "stands for “Open” already")
    assert keys_in(sheet, "Grow Selection") == ""
    assert actions["open"].shortcut().toString() == "Ctrl+O"


def test_keys_of_the_photo_itself_cannot_be_taken(sheet: ShortcutsDialog, qtbot: QtBot):
    select(sheet, "Grow Selection")

    qtbot.keyClick(sheet.findChild(QKeySequenceEdit), Qt.Key.Key_Space)

    says(sheet, qtbot, "for the photo itself")
    assert keys_in(sheet, "Grow Selection") == ""


def test_keys_are_taken_away_and_given_back(
    sheet: ShortcutsDialog, actions: Actions, state: QSettings, qtbot: QtBot
):
    select(sheet, "Open")
    assert not button(sheet, "Reset").isEnabled()
    sheet.findChildren(QKeySequenceEdit)[0].clear()
    assert keys_in(sheet, "Open") == ""
    press_keys(sheet, qtbot, "Grow Selection", Qt.Key.Key_O)
    assert keys_in(sheet, "Grow Selection") == "Ctrl+O"

    select(sheet, "Open")
    press(qtbot, sheet, "Reset")
    says(sheet, qtbot, "stands for “Grow Selection” already")
    select(sheet, "Grow Selection")
    press(qtbot, sheet, "Reset")
    select(sheet, "Open")
    press(qtbot, sheet, "Reset")

    assert actions["open"].shortcut().toString() == "Ctrl+O"
    assert state.allKeys() == []


def test_what_is_held_cannot_be_changed(sheet: ShortcutsDialog, qtbot: QtBot):
    select(sheet, "Pan while held")

    assert not sheet.findChildren(QKeySequenceEdit)[0].isEnabled()
    says(sheet, qtbot, "Select an action")


def test_garbage_among_the_chosen_keys_changes_nothing(actions: Actions, state: QSettings):
    state.setValue("keys/open", [1, 2])
    state.setValue("keys/nothing", "Ctrl+J")

    Keys(actions, state).bring_back()

    assert actions["open"].shortcut().toString() == "Ctrl+O"


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
