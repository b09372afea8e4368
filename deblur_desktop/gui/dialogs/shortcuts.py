"""The shortcut sheet: every action that has keys, and what is held or pressed on the photo."""

from collections.abc import Sequence

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from deblur_desktop.gui.actions import plain_text


class ShortcutsDialog(QDialog):
    """Two columns, and a line that searches both."""

    def __init__(self, actions: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard Shortcuts"))
        self._search = QLineEdit()
        self._search.setPlaceholderText(self.tr("Search actions and keys"))
        self._search.setAccessibleName(self.tr("Search"))
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self._filter)
        self._list = QTreeWidget()
        self._list.setRootIsDecorated(False)
        self._list.setAlternatingRowColors(True)
        self._list.setAccessibleName(self.tr("Shortcuts"))
        self._list.setHeaderLabels([self.tr("Action"), self.tr("Keys")])
        self._list.header().setStretchLastSection(False)
        self._list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        for text, keys in [*_rows(actions), *self._held()]:
            QTreeWidgetItem(self._list, [text, keys])
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        # Return in the line above must not close the sheet.
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        column = QVBoxLayout(self)
        column.addWidget(self._search)
        column.addWidget(self._list, 1)
        column.addWidget(buttons)
        em = self.fontMetrics().height()
        self.resize(34 * em, 38 * em)

    def _held(self) -> list[tuple[str, str]]:
        """What no action stands for."""
        return [
            (self.tr("Pan while held"), self.tr("Space")),
            (self.tr("Show the original while held"), self.tr("\\ or Tab")),
            (self.tr("Zoom at the pointer"), self.tr("Mouse wheel")),
            (self.tr("Choose a model on the contact sheet"), self.tr("1 to 9")),
        ]

    def _filter(self, text: str) -> None:
        words = text.casefold().split()
        for row in range(self._list.topLevelItemCount()):
            item = self._list.topLevelItem(row)
            assert item is not None
            said = f"{item.text(0)} {item.text(1)}".casefold()
            item.setHidden(not all(word in said for word in words))


def keys_of(action: QAction) -> str:
    """Its shortcuts, as they stand on this system's keys."""
    native = QKeySequence.SequenceFormat.NativeText
    return ", ".join(keys.toString(native) for keys in action.shortcuts())


def _rows(actions: Sequence[QAction]) -> list[tuple[str, str]]:
    return [(plain_text(action), keys_of(action)) for action in actions if action.shortcuts()]
