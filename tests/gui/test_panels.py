"""The panels of the side bar: what they say and what they change, in a window without workers."""

import json
from collections.abc import Generator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest
from fakes.networks import write_fake_plugin
from fakes.window import diagnosed
from gui.story import Story, answer, make_window
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QSlider, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from deblur_desktop.bundle import models_folder
from deblur_desktop.gui.document import State
from deblur_desktop.gui.panels.advanced import AdvancedPanel
from deblur_desktop.gui.panels.diagnosis import DiagnosisPanel
from deblur_desktop.gui.panels.fold import Fold
from deblur_desktop.gui.panels.model import ModelPanel
from deblur_desktop.gui.panels.region import RegionPanel
from deblur_desktop.gui.panels.result import ResultPanel
from deblur_desktop.gui.panels.strength import StrengthPanel
from deblur_desktop.jobs import messages
from deblur_desktop.library.card import UNKNOWN_LICENSE, Checkpoint, Task
from deblur_desktop.library.card_file import write_card
from deblur_desktop.recipe import Recipe

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def install_for(name: str, task: Task, license: str = "CC0-1.0") -> None:
    """A checkpoint with a card, which the window only reads about."""
    (models_folder() / f"{name}.safetensors").write_bytes(b"weights")
    card = Checkpoint(name, name.title(), "fake", task, license)
    write_card(models_folder() / f"{name}.toml", card)


@pytest.fixture
def story(qtbot: QtBot, tmp_path: Path) -> Generator[Story]:
    """A window with models for motion and for defocus."""
    write_fake_plugin()
    install_for("mover", Task.MOTION)
    install_for("focuser", Task.DEFOCUS)
    window = make_window(tmp_path)
    qtbot.addWidget(window, before_close_func=lambda _: window.session.queue.cancel_all())
    window.resize(1400, 1000)
    window.show()
    yield Story(window)
    window.session.close()


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "photo.png"
    path.write_bytes(b"read by nobody")
    return path


@pytest.fixture
def opened(story: Story, photo: Path, qtbot: QtBot) -> Story:
    """With a photo in which motion was found."""
    story.open(photo)
    story.diagnose("mover")
    qtbot.waitUntil(lambda: panel(story, ModelPanel).findChildren(QComboBox)[0].count() > 1)
    return story


P = TypeVar("P", bound=QWidget)


def panel(story: Story, kind: type[P]) -> P:
    return story.window.sidebar.findChildren(kind)[0]


def words(widget: QWidget) -> str:
    """Everything that is seen and is no button."""
    labels = widget.findChildren(QLabel)
    return "\n".join(each.text() for each in labels if each.isVisibleTo(widget) and each.text())


def button(widget: QWidget, text: str) -> QAbstractButton:
    found = [
        each
        for each in widget.findChildren(QAbstractButton)
        if each.isVisibleTo(widget) and text in (each.text(), each.accessibleName())
    ]
    assert found, [each.text() for each in widget.findChildren(QAbstractButton)]
    return found[0]


def texts(widget: QWidget) -> list[str]:
    buttons = widget.findChildren(QAbstractButton)
    return [each.text() for each in buttons if each.isVisibleTo(widget)]


def press(qtbot: QtBot, widget: QWidget, text: str) -> None:
    wished = button(widget, text)
    assert wished.isEnabled(), wished.toolTip()
    qtbot.mouseClick(wished, Qt.MouseButton.LeftButton)


def choose(widget: QWidget, name: str, text: str) -> None:
    box = next(each for each in widget.findChildren(QComboBox) if each.accessibleName() == name)
    row = box.findText(text)
    assert row >= 0, [box.itemText(i) for i in range(box.count())]
    box.setCurrentIndex(row)
    box.activated.emit(row)


# Diagnosis


def test_the_diagnosis_is_a_sentence(opened: Story):
    said = words(panel(opened, DiagnosisPanel))

    assert "Motion blur, about 14 px at 30°. 80\N{NO-BREAK SPACE}% sure." in said


# Model


def test_the_suggested_model_is_introduced(opened: Story):
    said = words(panel(opened, ModelPanel))

    assert "Mover is suggested, for it is made for this blur." in said
    assert "For motion blur." in said
    assert "License of the weights: CC0-1.0." in said
    assert "How long it takes here is known after the first run." in said


@pytest.mark.parametrize(
    ("kind", "model", "sentence"),
    [
        ("motion", "focuser", "This looks like motion, but Focuser is made for defocus."),
        ("defocus", "mover", "This looks like defocus, but Mover is made for motion."),
        ("unsure", "focuser", "The kind of blur is not sure, and Focuser is made for defocus."),
        ("sharp", "mover", "The photo looks sharp; Mover may make it worse."),
        ("motion", "mover", ""),
    ],
)
def test_a_model_that_does_not_suit_is_warned_of(
    kind: str, model: str, sentence: str, story: Story, photo: Path
):
    story.open(photo)
    story.files.finish(answer(story.files, replace(diagnosed(model), kind=kind)))

    story.document.change("Model", checkpoint=model)

    said = words(panel(story, ModelPanel))
    assert sentence in said
    assert ("looks" in said or "not sure" in said) == bool(sentence)


def test_a_dual_pixel_model_needs_its_views(opened: Story):
    install_for("dual", Task.DUAL_PIXEL_DEFOCUS)
    inspect(opened)

    opened.document.change("Model", checkpoint="dual")

    assert "Dual needs the two views of a dual-pixel camera" in words(panel(opened, ModelPanel))


def test_an_unknown_license_is_said_plainly(opened: Story):
    install_for("found", Task.MOTION, UNKNOWN_LICENSE)
    inspect(opened)

    opened.document.change("Model", checkpoint="found")

    assert "The license of its weights is not known." in words(panel(opened, ModelPanel))


def inspect(story: Story) -> None:
    """The engine looks what there is."""
    story.window.session.queue.inspect()
    devices = {"cpu": "cpu (2 threads)"}
    story.engine.finish(
        answer(story.engine, messages.Inspected(job=0, devices=devices, checkpoints=[]))
    )


def run(story: Story, *, improved: bool = True, seconds: float = 0.9) -> None:
    """Press Deblur, and the engine does it."""
    story.window.actions_["deblur"].trigger()
    request = story.engine.running
    assert isinstance(request, messages.Restore)
    workspace = story.document.workspace
    workspace.store_display(f"{request.result}.display", np.zeros((90, 120, 3), np.float32))
    recipe = replace(Recipe.from_json(request.recipe), sha256="0" * 64, tile=512)
    story.engine.finish(
        messages.Restored(
            job=request.job, result=request.result, recipe=recipe.to_json(), box=[0, 0, 120, 90],
            seconds=seconds, sharper=0.17, changed=0.44, improved=improved, receipt="{}",
        )
    )  # fmt: skip


def test_the_speed_is_known_after_a_run_and_kept(opened: Story, data_folder: Path):
    inspect(opened)

    run(opened, seconds=0.108)  # of 0.0108 megapixels

    said = words(panel(opened, ModelPanel))
    assert "About 0.11 s for this photo; 10 s a megapixel on this computer." in said
    stored = json.loads((data_folder / "speeds.json").read_text())
    assert list(stored) == ['["mover", "cpu", "auto"]']


def test_where_nothing_fits_models_can_be_imported(opened: Story, photo: Path):
    opened.document.take_diagnosed(replace(diagnosed(""), kind="defocus"))

    said = words(panel(opened, ModelPanel))

    assert "No installed model removes this kind of blur." in said
    assert "Import a Model…" in texts(panel(opened, ModelPanel))


def test_a_model_that_comes_later_is_suggested_too(opened: Story):
    opened.document.take_diagnosed(replace(diagnosed(""), kind="defocus"))

    inspect(opened)

    assert opened.document.checkpoint == "focuser"


def test_a_choice_is_a_step_that_can_be_undone(opened: Story):
    choose(panel(opened, ModelPanel), "Model", "Focuser")
    assert opened.document.checkpoint == "focuser"

    opened.window.actions_["undo"].trigger()

    assert opened.document.checkpoint == "mover"
    assert panel(opened, ModelPanel).findChildren(QComboBox)[0].currentText() == "Automatic"


# Region, strength, advanced


def test_only_the_sliders_that_do_something_are_shown(opened: Story):
    region = panel(opened, RegionPanel)
    assert region.findChildren(QSlider)[0].isVisibleTo(region) is False

    opened.select()
    assert seen_sliders(region) == ["Feather"]
    opened.window.actions_["tool-brush"].trigger()
    assert seen_sliders(region) == ["Feather", "Brush size", "Brush hardness"]
    opened.window.actions_["tool-pan"].trigger()
    opened.window.actions_["deselect"].trigger()
    assert seen_sliders(region) == []


def seen_sliders(widget: QWidget) -> list[str]:
    sliders = widget.findChildren(QSlider)
    return [each.accessibleName() for each in sliders if each.isVisibleTo(widget)]


def test_the_region_panel_changes_the_selection(opened: Story, qtbot: QtBot):
    region = panel(opened, RegionPanel)
    assert "The whole photo." in words(region)

    opened.select()
    assert "A selection of 120 × 90 px." in words(region)
    number(region, "Feather").setValue(30)
    assert opened.document.edit.feather == 30
    press(qtbot, region, "Shrink Selection")
    press(qtbot, region, "Invert Selection")
    press(qtbot, region, "Deselect")
    assert opened.document.edit.selection is None


def number(widget: QWidget, name: str) -> QSpinBox:
    return next(each for each in widget.findChildren(QSpinBox) if each.accessibleName() == name)


def test_the_brush_is_set_by_its_sliders(opened: Story):
    opened.window.actions_["tool-eraser"].trigger()
    region = panel(opened, RegionPanel)

    number(region, "Brush size").setValue(33)
    number(region, "Brush hardness").setValue(10)

    settings = opened.window.canvas.tool_settings
    assert (settings.size, settings.hardness) == (33, 0.1)


def test_strength_and_texture_follow_undo(opened: Story):
    strength = panel(opened, StrengthPanel)

    number(strength, "Amount").setValue(60)
    assert opened.document.edit.strength == 0.6
    opened.window.actions_["undo"].trigger()

    assert number(strength, "Amount").value() == 100


def test_advanced_is_folded_until_opened_and_stays_open(opened: Story, qtbot: QtBot):
    fold = panel(opened, Fold)
    assert not panel(opened, AdvancedPanel).isVisibleTo(fold)

    press(qtbot, fold, "Advanced")

    assert panel(opened, AdvancedPanel).isVisibleTo(fold)
    assert opened.window.desk.state.value("open/advanced") == "true"
    again = Fold("Advanced", QWidget(), opened.window.desk.state, "advanced")
    qtbot.addWidget(again)
    assert button(again, "Advanced").isChecked()


def test_advanced_choices_are_those_of_the_engine(opened: Story):
    advanced = panel(opened, AdvancedPanel)
    inspect(opened)
    choose(advanced, "Tile", "256 px")
    choose(advanced, "Precision", "Exact (fp32)")
    choose(advanced, "Device", "cpu (2 threads)")

    recipe = opened.document.recipe()

    assert (recipe.tile, recipe.precision) == (256, "fp32")
    assert opened.window.session.device == "cpu"
    assert precisions(opened) == ["Automatic", "Exact (fp32)", "Fast (bf16)"]


def test_half_floats_are_offered_where_there_is_a_gpu(opened: Story):
    opened.window.session.devices = {"cuda:0": "a card", "cpu": "cpu"}
    opened.window.session.device = "auto"
    assert "Fast (fp16)" in precisions(opened)

    opened.window.session.device = "cpu"

    assert "Fast (fp16)" not in precisions(opened)


def precisions(story: Story) -> list[str]:
    boxes = panel(story, AdvancedPanel).findChildren(QComboBox)
    box = next(each for each in boxes if each.accessibleName() == "Precision")
    return [box.itemText(row) for row in range(box.count())]


# Result


def test_without_a_result_there_is_no_panel(opened: Story):
    assert not panel(opened, ResultPanel).isVisible()


def test_what_was_gained_is_said(opened: Story):
    run(opened)

    said = words(panel(opened, ResultPanel))

    assert "Sharper by 17 %; 44 % of the picture changed." in said
    assert "Not saved yet." in said
    assert "Compare Models…" not in texts(panel(opened, ResultPanel))


def test_no_gain_is_said_and_other_models_are_offered(opened: Story, qtbot: QtBot):
    install_for("shaker", Task.MIXED)
    inspect(opened)
    run(opened, improved=False)
    result = panel(opened, ResultPanel)
    assert "No improvement was measured. The original may be the better one." in words(result)
    assert "Compare Models…" in texts(result)

    press(qtbot, result, "Try Shaker")

    assert opened.document.edit.checkpoint == "shaker"
    assert isinstance(opened.engine.running, messages.Restore)
    assert Recipe.from_json(opened.engine.running.recipe).checkpoint == "shaker"


def test_no_gain_of_a_sharp_photo_is_no_surprise(opened: Story):
    opened.document.take_diagnosed(replace(diagnosed(""), kind="sharp"))
    opened.document.change("Model", checkpoint="mover")

    run(opened, improved=False)

    result = panel(opened, ResultPanel)
    assert "No improvement was measured. The photo looked sharp before." in words(result)
    assert not any(text.startswith("Try") for text in texts(result))


def test_the_receipt_is_read_and_copied(opened: Story, tmp_path: Path, qtbot: QtBot):
    run(opened)

    opened.save(tmp_path / "photo_deblurred.png")

    result = panel(opened, ResultPanel)
    lines = [
        "Saved and checked: photo_deblurred.png",
        "120 × 90 px, 8 bit.",
        "Kept: EXIF data.",
        "Lost: GPS position.",
        "The file tells how it was made.",
        "Made by Mover, amount 100 %.",
        "The palette is saved as RGB.",
    ]
    assert "\n".join(lines) in words(result)
    press(qtbot, result, "Copy the Receipt")
    assert QGuiApplication.clipboard().text() == "\n".join(lines)


def test_a_change_after_saving_is_said(opened: Story, tmp_path: Path):
    run(opened)
    opened.save(tmp_path / "photo_deblurred.png")
    assert "Changed" not in words(panel(opened, ResultPanel))

    opened.document.change("Amount", strength=0.5)

    assert "Changed since it was saved." in words(panel(opened, ResultPanel))
    opened.window.actions_["undo"].trigger()
    assert "Changed" not in words(panel(opened, ResultPanel))


def test_another_run_has_no_receipt_yet(opened: Story, tmp_path: Path):
    run(opened)
    opened.save(tmp_path / "photo_deblurred.png")

    run(opened)

    assert "Not saved yet." in words(panel(opened, ResultPanel))
    assert opened.document.state is State.RESTORED


def test_a_saved_file_is_shown_in_its_folder(
    opened: Story, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    shown: list[Path] = []
    monkeypatch.setattr("deblur_desktop.gui.reveal.show_in_folder", shown.append)
    run(opened)
    opened.save(tmp_path / "photo_deblurred.png")

    press(qtbot, panel(opened, ResultPanel), "Show in Folder")

    assert shown == [tmp_path / "photo_deblurred.png"]


def test_what_was_there_already_is_not_called_saved(opened: Story):
    run(opened)

    opened.window.session.queue.save(opened.document, Path("/x.png"), existing="skip")
    opened.files.finish(
        answer(opened.files, messages.Saved(job=0, path="", receipt="{}", lines=[]))
    )

    assert opened.document.state is State.RESTORED
    assert "exists already" in opened.window.messages.text


@pytest.mark.parametrize("height", [500, 1000])
def test_a_new_result_is_scrolled_into_sight(height: int, opened: Story, qtbot: QtBot):
    opened.window.resize(1400, height)

    run(opened)

    result = panel(opened, ResultPanel)
    qtbot.waitUntil(lambda: result.visibleRegion().boundingRect().height() >= 20)
