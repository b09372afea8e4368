"""Help: find a command, see the keys, who made this."""

from PySide6.QtCore import Qt

from deblur_desktop.gui.desk import Desk
from deblur_desktop.gui.menus.menu import Menu


class HelpMenu(Menu):
    """Ways to find one's way."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(self.tr("&Help"), desk)
        self.add(
            "palette", self.tr("&Find a Command…"), self.show_palette,
            keys="Ctrl+K", picture="palette",
        )  # fmt: skip
        self.add(
            "shortcuts", self.tr("&Keyboard Shortcuts"), self.show_shortcuts,
            keys="F1", picture="help",
        )  # fmt: skip
        self.add("about", self.tr("&About"), self.show_about)

    def show_palette(self) -> None:
        """Find a command by its name."""
        from deblur_desktop.gui.dialogs.palette import CommandPalette

        palette = CommandPalette(self.desk.actions.all, self.desk.window)
        palette.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        palette.open()

    def show_shortcuts(self) -> None:
        """Every key, to look at and to change."""
        from deblur_desktop.gui.dialogs.shortcuts import ShortcutsDialog

        self.show_dialog(ShortcutsDialog(self.desk.actions, self.desk.keys, self.desk.window))

    def show_about(self) -> None:
        """Versions and licenses."""
        from deblur_desktop.gui.dialogs.about import AboutDialog

        self.show_dialog(AboutDialog(self.desk.window))
