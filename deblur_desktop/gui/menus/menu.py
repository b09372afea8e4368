"""What all menus share."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from deblur_desktop.gui.actions import WhyNot
from deblur_desktop.gui.desk import Desk


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
        """A new action at the end of the menu, see `Actions.add`."""
        action = self.desk.actions.add(
            name, text, run,
            keys=keys, picture=picture, on=on, checkable=checkable, why_not=why_not,
        )  # fmt: skip
        self.addAction(action)
        return action

    def adopt(self, name: str, action: QAction, why_not: WhyNot | None = None) -> None:
        """An action that Qt made, at the end of the menu."""
        self.desk.actions.adopt(name, action, why_not)
        self.addAction(action)

    def show_dialog(self, dialog: QWidget) -> None:
        """Show *dialog* beside the window, which can still be used; it is forgotten when closed."""
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()
