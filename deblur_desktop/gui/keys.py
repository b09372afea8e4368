"""Which keys stand for which action: the program's own, until a person chooses others."""

from PySide6.QtCore import QSettings
from PySide6.QtGui import QAction, QKeySequence

from deblur_desktop.gui.actions import Actions, tip

# What the photo itself hears, so that no action can have it.
_HELD = ("Space", "\\", "Tab", "Shift+Tab")


class Keys:
    """The keys of all *actions*; those that a person chose are kept in *state*."""

    def __init__(self, actions: Actions, state: QSettings) -> None:
        self._actions, self._state = actions, state
        self._own: dict[str, list[QKeySequence]] = {}

    def bring_back(self) -> None:
        """Give each action the keys that were chosen for it; called once all actions are there."""
        for name, action in self._actions.items():
            self._own[name] = action.shortcuts()
            chosen = self._state.value(f"keys/{name}")
            if isinstance(chosen, str):
                self._set(name, [QKeySequence(chosen)])

    def choose(self, name: str, keys: QKeySequence) -> None:
        """Let *keys* stand for the action *name*; empty, none do."""
        self._set(name, [keys])
        self._state.setValue(f"keys/{name}", keys.toString())

    def reset(self, name: str) -> None:
        """Let the program's own keys stand for the action *name* again."""
        self._set(name, self._own[name])
        self._state.remove(f"keys/{name}")

    def own(self, name: str) -> list[QKeySequence]:
        """The program's own keys for the action *name*."""
        return self._own[name]

    def holder(self, keys: QKeySequence) -> QAction | None:
        """The action that *keys* stand for."""
        having = (action for _, action in self._actions.items() if keys in action.shortcuts())
        return None if keys.isEmpty() else next(having, None)

    def is_held(self, keys: QKeySequence) -> bool:
        """Whether *keys* do something while they are held on the photo."""
        return keys in [QKeySequence(each) for each in _HELD]

    def _set(self, name: str, keys: list[QKeySequence]) -> None:
        action = self._actions[name]
        action.setShortcuts([each for each in keys if not each.isEmpty()])
        action.setToolTip(tip(action))
        self._actions.refresh()
