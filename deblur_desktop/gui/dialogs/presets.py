"""The presets: what each one chooses; give one to the photo, make one of its choices, delete one."""

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from deblur_desktop.errors import UsageError
from deblur_desktop.gui.desk import Desk
from deblur_desktop.gui.dialogs.question import Question
from deblur_desktop.gui.message_bar import MessageBar
from deblur_desktop.gui.panels.panel import Lines, allow, wrapping_label
from deblur_desktop.gui.preset_wording import choices
from deblur_desktop.photo.names import display_name, folded
from deblur_desktop.presets import presets, remove_preset, save_preset
from deblur_desktop.recipe import Recipe


class PresetsDialog(QDialog):
    """A list with what the selected one chooses, and below it the name of a new one."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Presets"))
        self._desk = desk
        self._presets: dict[str, Recipe] = {}
        self._messages = MessageBar()
        self._make_widgets()
        self._make_layout()
        self._list.currentRowChanged.connect(self._refresh)
        self._list.itemDoubleClicked.connect(self._apply)
        self._name.textChanged.connect(self._refresh)
        desk.session.current_changed.connect(self._refresh)
        self.reload()

    def reload(self, chosen: str = "") -> None:
        """Look again what there is, and select *chosen*."""
        self._presets = presets()
        self._list.blockSignals(True)
        self._list.clear()
        for name in self._presets:
            self._list.addItem(display_name(name))
        names = list(self._presets)
        self._list.setCurrentRow(names.index(chosen) if chosen in names else 0)
        self._list.blockSignals(False)
        self._refresh()

    # Putting together

    def _make_widgets(self) -> None:
        self._list = QListWidget()
        self._list.setAccessibleName(self.tr("Presets"))
        self._facts = Lines()
        self._facts.setAccessibleName(self.tr("What the preset chooses"))
        self._apply_button = QPushButton(self.tr("&Apply to the Photo"))
        self._apply_button.clicked.connect(self._apply)
        self._delete = QPushButton(self.tr("&Delete…"))
        self._delete.clicked.connect(self._ask_to_delete)
        self._name = QLineEdit()
        self._name.setPlaceholderText(self.tr("Name"))
        self._name.setMaxLength(60)
        self._name.returnPressed.connect(self._save)
        self._save_button = QPushButton()
        self._save_button.clicked.connect(self._save)
        for button in (self._apply_button, self._delete, self._save_button):
            button.setAutoDefault(False)

    def _make_layout(self) -> None:
        em = self.fontMetrics().height()
        about = QVBoxLayout()
        about.addWidget(self._facts)
        about.addStretch()
        for button in (self._apply_button, self._delete):
            about.addWidget(button)
        row = QHBoxLayout()
        row.addWidget(self._list, 1)
        row.addLayout(about, 1)
        saving = QHBoxLayout()
        saving.addWidget(self._name, 1)
        saving.addWidget(self._save_button)
        label = QLabel(self.tr("&Keep the choices of the photo as a preset:"))
        label.setBuddy(self._name)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(em // 2)
        column.addWidget(self._messages)
        column.addLayout(row, 1)
        column.addSpacing(em // 2)
        column.addWidget(label)
        column.addLayout(saving)
        column.addWidget(
            wrapping_label(self.tr("Batches, the command line and photo editors take them, too."))
        )
        column.addWidget(close)
        self.resize(36 * em, 26 * em)

    # What is shown

    def _refresh(self) -> None:
        name = self._chosen()
        recipe = self._presets.get(name)
        self._facts.show_lines(choices(recipe, self._desk.session) if recipe else ())
        no_choice = "" if recipe else self.tr("There are no presets yet.")
        allow(self._apply_button, no_choice or (recipe and self._desk.why_no_preset(recipe)) or "")
        allow(self._delete, no_choice)
        written = self._name.text().strip()
        is_there = folded(written) in map(folded, self._presets)
        self._save_button.setText(self.tr("&Replace") if is_there else self.tr("&Save"))
        no_name = "" if written else self.tr("Write a name first.")
        allow(self._save_button, self._desk.why_no_document() or no_name)

    def _chosen(self) -> str:
        """The name of the selected preset; empty when there is none."""
        row = self._list.currentRow()
        return list(self._presets)[row] if 0 <= row < len(self._presets) else ""

    # What a person does

    def _apply(self) -> None:
        if self._apply_button.isEnabled() and self._desk.current is not None:
            name = self._chosen()
            self._desk.current.take_preset(name, self._presets[name])

    def _save(self) -> None:
        if not self._save_button.isEnabled() or self._desk.current is None:
            return
        self._messages.hide()
        name = self._name.text().strip()
        try:
            save_preset(name, self._desk.current.preset())
        except UsageError:
            hint = self.tr("Use letters, digits, spaces and signs.")
            self._messages.show_error(self.tr("This cannot be the name of a preset."), hint)
        except OSError as error:
            text = self.tr("The preset cannot be kept ({reason}).")
            self._messages.show_error(text.format(reason=error.strerror))
        else:
            self._name.clear()
            self.reload(name)

    def _ask_to_delete(self) -> None:
        name = self._chosen()
        Question(
            self,
            self.tr("Delete the preset {name}?").format(name=display_name(name)),
            self.tr("Photos that were deblurred with it stay as they are."),
            (self.tr("Delete"), self.tr("Keep")),
            lambda: self._delete_preset(name),
        )

    def _delete_preset(self, name: str) -> None:
        try:
            remove_preset(name)
        except UsageError:  # gone already
            pass
        except OSError as error:
            text = self.tr("The preset cannot be deleted ({reason}).")
            self._messages.show_error(text.format(reason=error.strerror))
        self.reload()
