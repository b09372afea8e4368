"""The shortcut sheet: the keys of every action, which can be changed, and what is held on the photo."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from deblur_desktop.gui.actions import Actions, plain_text
from deblur_desktop.gui.keys import Keys
from deblur_desktop.gui.panels.panel import wrapping_label

_NAME = Qt.ItemDataRole.UserRole


class ShortcutsDialog(QDialog):
    """Two columns, a line that searches both, and one that takes other keys for the selected action."""

    def __init__(self, actions: Actions, keys: Keys, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard Shortcuts"))
        self._actions, self._keys = actions, keys
        self._search = self._make_search()
        self._list = self._make_list()
        self._said = wrapping_label()
        self._edit = QKeySequenceEdit()
        self._reset = QPushButton(self.tr("&Reset"))
        self._make_layout()
        self._list.currentItemChanged.connect(self._show_selected)
        self._show_selected()
        em = self.fontMetrics().height()
        self.resize(34 * em, 38 * em)

    # Putting together

    def _make_search(self) -> QLineEdit:
        search = QLineEdit()
        search.setPlaceholderText(self.tr("Search actions and keys"))
        search.setAccessibleName(self.tr("Search"))
        search.setClearButtonEnabled(True)
        search.textChanged.connect(self._filter)
        return search

    def _make_list(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setRootIsDecorated(False)
        tree.setAlternatingRowColors(True)
        tree.setAccessibleName(self.tr("Shortcuts"))
        tree.setHeaderLabels([self.tr("Action"), self.tr("Keys")])
        tree.header().setStretchLastSection(False)
        tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        for name, action in self._actions.items():
            item = QTreeWidgetItem(tree, [plain_text(action), keys_of(action)])
            item.setData(0, _NAME, name)
        for text, keys in self._held():
            QTreeWidgetItem(tree, [text, keys])
        return tree

    def _held(self) -> list[tuple[str, str]]:
        """What no action stands for."""
        return [
            (self.tr("Pan while held"), self.tr("Space")),
            (self.tr("Show the original while held"), self.tr("\\ or Tab")),
            (self.tr("Zoom at the pointer"), self.tr("Mouse wheel")),
            (self.tr("Choose a model on the contact sheet"), self.tr("1 to 9")),
        ]

    def _make_layout(self) -> None:
        self._edit.setMaximumSequenceLength(1)
        self._edit.setClearButtonEnabled(True)
        for widget in (self._edit, *self._edit.findChildren(QLineEdit)):
            widget.setAccessibleName(self.tr("Keys of the selected action"))
        self._edit.keySequenceChanged.connect(self._choose)
        self._reset.clicked.connect(self._go_back)
        label = QLabel(self.tr("&Press other keys:"))
        label.setBuddy(self._edit)
        row = QHBoxLayout()
        row.addWidget(label)
        row.addWidget(self._edit, 1)
        row.addWidget(self._reset)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        # Return in the lines above must not close the sheet.
        for button in (self._reset, buttons.button(QDialogButtonBox.StandardButton.Close)):
            button.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.addWidget(self._search)
        column.addWidget(self._list, 1)
        column.addLayout(row)
        column.addWidget(self._said)
        column.addWidget(buttons)

    # What a person can do

    def _filter(self, text: str) -> None:
        words = text.casefold().split()
        for row in range(self._list.topLevelItemCount()):
            item = self._list.topLevelItem(row)
            assert item is not None
            said = f"{item.text(0)} {item.text(1)}".casefold()
            item.setHidden(not all(word in said for word in words))

    def _selected(self) -> str:
        """The name of the selected action; empty for what is held."""
        item = self._list.currentItem()
        return (item.data(0, _NAME) or "") if item else ""

    def _choose(self, wished: QKeySequence) -> None:
        objection = self._objection(wished)
        if not objection:
            self._keys.choose(self._selected(), wished)
        self._show_selected()
        self._said.setText(objection)

    def _go_back(self) -> None:
        name = self._selected()
        objections = [text for keys in self._keys.own(name) if (text := self._objection(keys))]
        if not objections:
            self._keys.reset(name)
        self._show_selected()
        self._said.setText("\n".join(objections))

    def _objection(self, wished: QKeySequence) -> str:
        """Why *wished* cannot stand for the selected action; empty if they can."""
        keys = wished.toString(QKeySequence.SequenceFormat.NativeText)
        holder = self._keys.holder(wished)
        if self._keys.is_held(wished):
            return self.tr("{keys} is for the photo itself.").format(keys=keys)
        if holder is not None and holder is not self._actions[self._selected()]:
            text = self.tr("{keys} stands for “{action}” already. Give that other keys first.")
            return text.format(keys=keys, action=plain_text(holder))
        return ""

    def _show_selected(self) -> None:
        name, item = self._selected(), self._list.currentItem()
        self._said.setText("" if name else self.tr("Select an action to change its keys."))
        self._edit.setEnabled(bool(name))
        shortcuts = self._actions[name].shortcuts() if name else []
        self._reset.setEnabled(bool(name) and shortcuts != self._keys.own(name))
        blocked = self._edit.blockSignals(True)
        self._edit.setKeySequence(shortcuts[0] if shortcuts else QKeySequence())
        self._edit.blockSignals(blocked)
        if name:
            item.setText(1, keys_of(self._actions[name]))


def keys_of(action: QAction) -> str:
    """Its shortcuts, as they stand on this system's keys."""
    native = QKeySequence.SequenceFormat.NativeText
    return ", ".join(keys.toString(native) for keys in action.shortcuts())
