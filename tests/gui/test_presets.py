"""Presets in the window: made of a photo's choices, given to another one, deleted."""

from collections.abc import Generator
from pathlib import Path

import pytest
from gui.story import Story, make_window
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from deblur_desktop.gui.dialogs.presets import PresetsDialog
from deblur_desktop.gui.menus.presets import PresetsMenu
from deblur_desktop.gui.panels.advanced import AdvancedPanel
from deblur_desktop.presets import find_preset, presets, save_preset
from deblur_desktop.recipe import Recipe

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

UNUSUAL = Recipe(
    checkpoint="auto", strength=0.6, texture=0.3, tile=384, overlap=40, precision="fp32",
    backend="torch", color_lock=False,
)  # fmt: skip


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path) -> Generator[Story]:
    """A window with a photo."""
    window = make_window(tmp_path)
    qtbot.addWidget(window, before_close_func=lambda _: window.session.queue.cancel_all())
    window.show()
    (tmp_path / "photo.png").write_bytes(b"read by nobody")
    story = Story(window)
    story.open(tmp_path / "photo.png")
    story.diagnose()
    yield story
    window.session.close()


def press(qtbot: QtBot, parent: QWidget, text: str) -> None:
    buttons = parent.findChildren(QPushButton)
    wished = next(each for each in buttons if each.text().replace("&", "") == text)
    assert wished.isEnabled(), wished.toolTip()
    qtbot.mouseClick(wished, Qt.MouseButton.LeftButton)


@pytest.fixture
def dialog(opened: Story, qtbot: QtBot) -> PresetsDialog:
    opened.window.actions_["presets"].trigger()
    found = opened.window.findChild(PresetsDialog)
    assert found is not None
    qtbot.waitExposed(found)
    return found


def shown(story: Story) -> list[object]:
    """The choices of the advanced panel."""
    panel = story.window.findChild(AdvancedPanel)
    assert panel is not None
    return [each.currentData() for each in panel.findChildren(QComboBox)[:4]]


def menu(story: Story) -> PresetsMenu:
    found = story.window.findChild(PresetsMenu)
    assert found is not None
    found.aboutToShow.emit()
    return found


def test_a_preset_of_the_menu_is_one_step_that_the_panels_show(opened: Story):
    save_preset("Odd & strong", UNUSUAL)
    action = next(each for each in menu(opened).actions() if "Odd" in each.text())

    action.trigger()

    edit = opened.document.edit
    assert edit.strength == 0.6
    assert shown(opened) == [384, 40, "fp32", "torch"]
    assert opened.document.recipe().overlap == 40
    assert opened.document.preset() == UNUSUAL
    opened.window.actions_["undo"].trigger()
    assert opened.document.preset() == Recipe(checkpoint="auto")
    assert "Odd & strong" in opened.document.undo_stack.redoText()


def test_a_preset_whose_model_is_missing_says_so(opened: Story):
    save_preset("Gone", Recipe(checkpoint="nobody-has-this"))

    action = next(each for each in menu(opened).actions() if each.text() == "Gone")

    assert not action.isEnabled()
    assert "nobody-has-this" in action.toolTip()


def test_without_presets_the_menu_leads_to_making_one(opened: Story):
    texts = [each.text() for each in menu(opened).actions()]

    assert texts == ["No presets", "", "&Presets…"]


def test_choices_of_a_photo_are_kept_replaced_and_deleted(
    opened: Story, dialog: PresetsDialog, qtbot: QtBot
):
    save = next(b for b in dialog.findChildren(QPushButton) if b.text() == "&Save")
    assert save.toolTip() == "Write a name first."
    opened.document.change("Amount", strength=0.5)

    dialog._name.setText("Soft")
    press(qtbot, dialog, "Save")
    assert find_preset("soft").strength == 0.5
    assert "Amount: 50 %" in dialog._facts.text

    opened.document.change("Amount", strength=0.8)
    dialog._name.setText("SOFT")
    press(qtbot, dialog, "Replace")
    assert [recipe.strength for recipe in presets().values()] == [0.8]

    press(qtbot, dialog, "Delete…")
    question = dialog.findChild(QMessageBox)
    assert question is not None
    press(qtbot, question, "Delete")
    assert presets() == {}
    assert not dialog._delete.isEnabled()


def test_the_dialog_gives_the_selected_preset_to_the_photo(
    opened: Story, dialog: PresetsDialog, qtbot: QtBot
):
    save_preset("a", Recipe(checkpoint="auto", strength=0.2))
    save_preset("b", UNUSUAL)
    dialog.reload("b")

    press(qtbot, dialog, "Apply to the Photo")

    assert opened.document.preset() == UNUSUAL


def test_a_name_that_cannot_be_is_told(opened: Story, dialog: PresetsDialog, qtbot: QtBot):
    dialog._name.setText(".hidden")

    press(qtbot, dialog, "Save")

    assert "cannot be the name" in dialog._messages.text
    assert presets() == {}
