"""The command palette: type some letters of an action, press Return, and it runs."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QIcon, QKeyEvent, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from deblur_desktop.gui.actions import plain_text
from deblur_desktop.gui.dialogs.shortcuts import keys_of

_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_ACTION = Qt.ItemDataRole.UserRole


class CommandPalette(QDialog):
    """Lists the actions that can be used now, the best match first."""

    def __init__(
        self, actions: Callable[[], Sequence[QAction]], parent: QWidget | None = None
    ) -> None:
        # No popup: those take the keyboard from input methods, and not all actions have Latin names.
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setWindowTitle(self.tr("Commands"))
        self._actions = actions
        self._line = QLineEdit()
        self._line.setPlaceholderText(self.tr("What do you want to do?"))
        self._line.setAccessibleName(self.tr("Command"))
        self._line.installEventFilter(self)
        self._line.textChanged.connect(self._fill)
        self._line.returnPressed.connect(self._run)
        self._list = self._make_list()
        frame = QFrame()
        frame.setFrameShape(QFrame.Shape.StyledPanel)
        inner = QVBoxLayout(frame)
        inner.addWidget(self._line)
        inner.addWidget(self._list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(frame)

    def _make_list(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setAccessibleName(self.tr("Commands"))
        tree.setColumnCount(2)
        tree.setHeaderHidden(True)
        tree.setRootIsDecorated(False)
        tree.header().setStretchLastSection(False)
        tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        tree.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the line has it, and moves the selection
        tree.itemClicked.connect(self._run)
        return tree

    def open(self) -> None:
        """Show it over the upper part of its window, with an empty line."""
        em = self.fontMetrics().height()
        self.resize(32 * em, 24 * em)
        window = self.parentWidget()
        if window is not None:
            top = window.mapToGlobal(window.rect().topLeft())
            self.move(top.x() + (window.width() - self.width()) // 2, top.y() + 3 * em)
        self._line.clear()
        self._fill("")
        self.show()
        self._line.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Give the keys that move up and down to the list."""
        is_press = event.type() is QEvent.Type.KeyPress
        if is_press and isinstance(event, QKeyEvent) and event.key() in _MOVES:
            self._move(event.key())
            return True
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Go away when something else is clicked."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.ActivationChange and not self.isActiveWindow():
            self.close()

    def _fill(self, text: str) -> None:
        scores = [(match(text, plain_text(a)), a) for a in self._actions() if a.isEnabled()]
        if text.strip():  # else they stand as in the menus
            scores.sort(key=lambda pair: pair[0], reverse=True)
        self._list.clear()
        for score, action in scores:
            if score > 0 and plain_text(action):
                item = QTreeWidgetItem(self._list, [plain_text(action), keys_of(action)])
                item.setIcon(0, _picture(action))
                item.setData(0, _ACTION, action)
        self._list.setCurrentIndex(self._list.model().index(0, 0))

    def _move(self, key: int) -> None:
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -10}.get(Qt.Key(key), 10)
        last = self._list.topLevelItemCount() - 1
        row = min(max(self._list.currentIndex().row() + by, 0), last)
        self._list.setCurrentIndex(self._list.model().index(row, 0))

    def _run(self) -> None:
        index = self._list.currentIndex()
        if not index.isValid():
            return
        action: QAction = self._list.itemFromIndex(index.siblingAtColumn(0)).data(0, _ACTION)
        self.close()  # first, for the action may open a window of its own
        action.trigger()


def match(typed: str, text: str) -> float:
    """How well *typed* abbreviates *text*, 0 for not at all.

    Its letters must come in their order; the first ones of words, and rows of them, count most.
    """
    words, score, place = text.casefold(), 1.0, 0
    begins = {i for i in range(len(words)) if i == 0 or words[i - 1] == " "}
    for letter in typed.casefold().replace(" ", ""):
        places = [i for i in range(place, len(words)) if words[i] == letter]
        if not places:
            return 0
        begin = next((i for i in places if i in begins), None)
        goes_on = 0 < place == places[0]
        best = places[0] if goes_on or begin is None else begin
        score += 2 if goes_on else 1.5 if best in begins else 0.2
        place = best + 1
    return score - len(words) / 1000


def _picture(action: QAction) -> QIcon:
    """Its icon, or as much room."""
    if not action.icon().isNull():
        return action.icon()
    blank = QPixmap(16, 16)
    blank.fill(Qt.GlobalColor.transparent)
    return QIcon(blank)
