"""What all menus share."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from deblur_desktop.gui.actions import WhyNot, plain_text
from deblur_desktop.gui.desk import Desk
from deblur_desktop.gui.icons import icon


class Menu(QMenu):
    """A menu of a window; a subclass adds its actions with `add` and `adopt`."""

    def __init__(self, title: str, desk: Desk) -> None:
        super().__init__(title, desk.window)
        self.desk = desk
        self.setToolTipsVisible(True)  # they tell why an action is disabled

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
        """A new action at the end of the menu.

        Args:
            name: For `Actions`.
            text: With an ampersand before the mnemonic.
            run: What it does.
            keys: A standard key, or keys as text.
            picture: The icon's name.
            on: The only widget whose focus lets the keys act; for single letters.
            checkable: It is on or off.
            why_not: See `Actions.adopt`.
        """
        action = QAction(text, self.desk.window)
        action.setObjectName(name)
        action.setIconText(plain_text(action))  # on buttons, for which Qt would keep “(&S)”
        action.setShortcut(QKeySequence(keys))
        if picture:
            action.setIcon(icon(picture))
        action.setCheckable(checkable)
        action.triggered.connect(lambda _checked=False: run())
        if on is not None:
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            on.addAction(action)
        self.adopt(name, action, why_not)
        return action

    def adopt(self, name: str, action: QAction, why_not: WhyNot | None = None) -> None:
        """An action that Qt made, at the end of the menu."""
        self.desk.actions.adopt(name, action, why_not)
        self.desk.window.addAction(action)
        self.addAction(action)

    def show_dialog(self, dialog: QWidget) -> None:
        """Show *dialog* beside the window, which can still be used; it is forgotten when closed."""
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()
