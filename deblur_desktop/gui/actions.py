"""Every action of the window, once: menu, tool bar, shortcut and command palette share the object."""

import re
from collections.abc import Callable, Iterable

from PySide6.QtGui import QAction, QKeySequence

Key = QKeySequence.StandardKey
WhyNot = Callable[[], str]
"""Why an action cannot be used now, as a sentence; empty when it can."""


class Actions:
    """Finds actions by name, and knows which of them can be used now."""

    def __init__(self) -> None:
        self._actions: dict[str, QAction] = {}
        self._why_not: dict[str, WhyNot] = {}

    def adopt(self, name: str, action: QAction, why_not: WhyNot | None = None) -> None:
        """Know *action* as *name*; *why_not* is asked in `refresh`, None for what can always be done."""
        self._actions[name] = action
        if why_not is not None:
            self._why_not[name] = why_not
        action.setToolTip(tip(action))

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def all(self) -> tuple[QAction, ...]:
        """In the order they were added."""
        return tuple(self._actions.values())

    def items(self) -> Iterable[tuple[str, QAction]]:
        """Their names and they themselves, in that order."""
        return self._actions.items()

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
