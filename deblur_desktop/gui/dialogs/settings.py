"""The settings, drawn from their table: a switch, a choice or a line of text for each."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from deblur_desktop import settings
from deblur_desktop.gui.panels.panel import wrapping_label
from deblur_desktop.settings import SETTINGS, Setting, Settings, Value


class SettingsDialog(QDialog):
    """One row for each setting.

    Signals:
        saved: The new `Settings`, which are stored already.
    """

    saved = Signal(object)

    def __init__(
        self,
        now: Settings,
        choices: Mapping[str, Mapping[str, str]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Show the settings of *now*.

        Args:
            now: What holds at present.
            choices: Values with their titles for settings whose choices only the window knows, e.g.
                ``{"device": {"auto": "Automatic", "cpu": "…"}}``.
            parent: The window.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("Settings"))
        self._now = now
        self._controls: dict[str, _Switch | _Choice | _Text] = {}
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        em = self.fontMetrics().height()
        form.setVerticalSpacing(em)
        for name, setting in SETTINGS.items():
            self._add(form, setting, (choices or {}).get(name) or setting.about.choices)
        self._said = wrapping_label()
        self._said.hide()
        column = QVBoxLayout(self)
        column.setSpacing(em)
        column.addLayout(form)
        column.addStretch()
        column.addWidget(self._said)
        column.addWidget(self._make_buttons())
        self.show_settings(now)
        width = 36 * em
        self.resize(width, column.totalHeightForWidth(width))

    def show_settings(self, wished: Settings) -> None:
        """Let the controls show *wished*; nothing is stored."""
        for name, control in self._controls.items():
            control.show_value(getattr(wished, name))

    def settings(self) -> Settings:
        """What the controls say."""
        values: dict[str, Any] = {name: each.value() for name, each in self._controls.items()}
        return replace(self._now, **values)

    def _add(self, form: QFormLayout, setting: Setting, choices: Mapping[str, str]) -> None:
        title, help = _translated(setting.about.title), _translated(setting.about.help)
        if isinstance(setting.default, bool):
            control = _Switch(title)
            form.addRow("", _explained(control, help))
        else:
            control = _Choice(choices) if choices else _Text()
            label = QLabel(title)
            label.setBuddy(control)
            form.addRow(label, _explained(control, help))
        control.setAccessibleName(title)
        control.setAccessibleDescription(help)
        self._controls[setting.name] = control

    def _make_buttons(self) -> QDialogButtonBox:
        kinds = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kinds.Save | kinds.Cancel | kinds.RestoreDefaults)
        buttons.accepted.connect(self._save)
        buttons.rejected.connect(self.reject)
        defaults = buttons.button(kinds.RestoreDefaults)
        defaults.clicked.connect(lambda: self.show_settings(Settings()))
        return buttons

    def _save(self) -> None:
        wished = self.settings()
        try:
            settings.write(wished)
        except OSError as error:
            text = self.tr("The settings cannot be stored: {reason}")
            self._said.setText(text.format(reason=error.strerror or error))
            self._said.show()
            return
        self.saved.emit(wished)
        self.accept()


def _explained(control: QWidget, help: str) -> QVBoxLayout:
    """*control* with *help* close beneath it."""
    explanation = wrapping_label(help)
    explanation.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    column = QVBoxLayout()
    column.setSpacing(control.fontMetrics().height() // 4)
    column.addWidget(control)
    column.addWidget(explanation)
    return column


class _Switch(QCheckBox):
    def show_value(self, value: Value) -> None:
        self.setChecked(bool(value))

    def value(self) -> Value:
        return self.isChecked()


class _Choice(QComboBox):
    def __init__(self, choices: Mapping[str, str]) -> None:
        super().__init__()
        for value, title in choices.items():
            self.addItem(_translated(title), value)

    def show_value(self, value: Value) -> None:
        if self.findData(value) < 0:
            self.addItem(str(value), value)  # a device that is not plugged in today
        self.setCurrentIndex(self.findData(value))

    def value(self) -> Value:
        return self.currentData()


class _Text(QLineEdit):
    def show_value(self, value: Value) -> None:
        self.setText(str(value))

    def value(self) -> Value:
        return self.text()


def _translated(text: str) -> str:
    return QCoreApplication.translate("Settings", text)
