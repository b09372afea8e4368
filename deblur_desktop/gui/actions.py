"""Every action of the window, once: menu, tool bar, shortcut and command palette share the object."""

import re
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from deblur_desktop.gui.icons import icon

Key = QKeySequence.StandardKey
WhyNot = Callable[[], str]
"""Why an action cannot be used now, as a sentence; empty when it can."""


class Actions:
    """Makes actions for *window* and finds them by name."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._actions: dict[str, QAction] = {}
        self._why_not: dict[str, WhyNot] = {}

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
        why_not: WhyNot | None = None,
    ) -> QAction:
        """A new action.

        Args:
            name: For `__getitem__`.
            text: As in the menu, with an ampersand before the mnemonic.
            run: What it does.
            keys: A standard key, or keys as text.
            picture: The icon's name.
            on: The only widget whose focus lets the keys act; for single letters.
            checkable: It is on or off.
            why_not: Asked in `refresh`; None for what can always be done.
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
        return self.adopt(name, action, why_not)

    def adopt(self, name: str, action: QAction, why_not: WhyNot | None = None) -> QAction:
        """Know an action that Qt made."""
        self._actions[name] = action
        if why_not is not None:
            self._why_not[name] = why_not
        action.setToolTip(tip(action))
        return action

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def all(self) -> tuple[QAction, ...]:
        """In the order they were added."""
        return tuple(self._actions.values())

    def refresh(self) -> None:
        """Enable what can be done now; what cannot tells why in its tool tip."""
        for name, why_not in self._why_not.items():
            action, reason = self._actions[name], why_not()
            action.setEnabled(not reason)
            action.setToolTip(f"{tip(action)}\n{reason}" if reason else tip(action))


def tip(action: QAction) -> str:
    """What *action* is called, and its keys."""
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return f"{plain_text(action)} ({keys})" if keys else plain_text(action)


def plain_text(action: QAction) -> str:
    """The text of *action* without mnemonic and dots."""
    return without_mnemonic(action.text()).rstrip("….")


def without_mnemonic(text: str) -> str:
    """*text* as it is read."""
    # A mnemonic that is no letter of the text stands in parentheses behind it, in Chinese for instance.
    text = re.sub(r"\s*\(&\w\)", "", text)
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")
