"""Every action of the window, once: menu, tool bar, shortcut and command palette share the object."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from deblur_desktop.gui.icons import icon

Key = QKeySequence.StandardKey


class Actions:
    """Makes actions for *window* and finds them by name."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._actions: dict[str, QAction] = {}

    def add(
        self,
        name: str,
        text: str,
        run: Callable[[], object],
        *,
        keys: str | QKeySequence.StandardKey = "",
        picture: str = "",
        on: QWidget | None = None,
        checkable: bool = False,
    ) -> QAction:
        """A new action.

        Args:
            name: For `__getitem__`.
            text: As in the menu, with an ampersand before the mnemonic.
            run: What it does.
            keys: A standard key, or keys as text.
            picture: The icon's name; *name* when there is one of that name.
            on: The only widget whose focus lets the keys act; for single letters.
            checkable: It is on or off.
        """
        action = QAction(text, self._window)
        action.setObjectName(name)
        action.setShortcut(QKeySequence(keys))
        if picture:
            action.setIcon(icon(picture))
        action.setCheckable(checkable)
        action.triggered.connect(lambda _checked=False: run())
        if on is not None:
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            on.addAction(action)
        self._window.addAction(action)
        plain = text.replace("&", "").rstrip("…")
        shortcut = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{plain} ({shortcut})" if shortcut else plain)
        self._actions[name] = action
        return action

    def adopt(self, name: str, action: QAction) -> None:
        """Know an action that Qt made."""
        self._actions[name] = action

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def all(self) -> tuple[QAction, ...]:
        """In the order they were added."""
        return tuple(self._actions.values())

    def allow(self, reasons: dict[str, str]) -> None:
        """Enable each named action whose reason is empty; the others tell theirs in the tool tip."""
        for name, reason in reasons.items():
            action = self._actions[name]
            action.setEnabled(not reason)
            plain = action.text().replace("&", "").rstrip("…")
            shortcut = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            tip = f"{plain} ({shortcut})" if shortcut else plain
            action.setToolTip(f"{tip}\n{reason}" if reason else tip)
