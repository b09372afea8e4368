"""Edit: undo and redo of everything, the clipboard, and what a person prefers."""

from PySide6.QtGui import QKeySequence, QUndoGroup
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from deblur_desktop.gui import theme
from deblur_desktop.gui.actions import tip
from deblur_desktop.gui.desk import Desk
from deblur_desktop.gui.icons import icon
from deblur_desktop.gui.menus.menu import Menu
from deblur_desktop.gui.menus.presets import PresetsMenu
from deblur_desktop.gui.system.clipboard import Clipboard
from deblur_desktop.settings import Settings


class EditMenu(Menu):
    """Undo, redo, copy, paste, settings."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(self.tr("&Edit"), desk)
        self._undo_group = QUndoGroup(self)
        self._add_undo()
        self.addSeparator()
        self._add_clipboard()
        self.addSeparator()
        self.addMenu(PresetsMenu(desk))
        self.addSeparator()
        self.add(
            "settings", self.tr("&Settings…"), self.show_settings,
            keys="Ctrl+,", picture="settings",
        )  # fmt: skip
        desk.session.current_changed.connect(self._follow)

    def show_settings(self) -> None:
        """Change settings."""
        from deblur_desktop.gui.dialogs.settings import SettingsDialog

        devices = {"auto": self.tr("Automatic"), **self.desk.session.devices}
        dialog = SettingsDialog(self.desk.settings, {"device": devices}, self.desk.window)
        dialog.saved.connect(self._take_settings)
        self.show_dialog(dialog)

    def _add_undo(self) -> None:
        # Made by the undo group of Qt, so that their texts name the step, in the order of the language.
        group = self._undo_group
        for name, action, keys in (
            ("undo", group.createUndoAction(self), ["Ctrl+Z"]),
            ("redo", group.createRedoAction(self), ["Ctrl+Shift+Z", "Ctrl+Y"]),
        ):
            action.setShortcuts([QKeySequence(each) for each in keys])
            action.setIcon(icon(name))
            self.adopt(name, action)
        # Qt enables and words them itself, by the same signals.
        for signal in (
            group.canUndoChanged, group.canRedoChanged, group.undoTextChanged, group.redoTextChanged,
        ):  # fmt: skip
            signal.connect(self._explain_undo)
        self._explain_undo()

    def _explain_undo(self) -> None:
        reasons = {
            "undo": self.tr("There is nothing to undo."),
            "redo": self.tr("There is nothing to redo."),
        }
        for name, reason in reasons.items():
            action = self.desk.actions[name]
            if isValid(action):  # at the very end, a photo's stack may go after the menus
                unusable = not action.isEnabled()
                action.setToolTip(f"{tip(action)}\n{reason}" if unusable else tip(action))

    def _add_clipboard(self) -> None:
        clipboard = Clipboard(self.desk.session, self)
        self.add(
            "copy", self.tr("&Copy"), clipboard.copy,
            keys="Ctrl+C", picture="copy", why_not=self.desk.why_no_photo,
        )  # fmt: skip
        self.add("paste", self.tr("&Paste"), clipboard.paste, keys="Ctrl+V", picture="paste")

    def _follow(self) -> None:
        document = self.desk.current
        stack = document.undo_stack if document else None
        self._undo_group.setActiveStack(stack)  # pyright: ignore[reportArgumentType]

    def _take_settings(self, settings: Settings) -> None:
        self.desk.settings = settings
        self.desk.session.device = settings.device
        self.desk.canvas.set_screen(settings.screen)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, settings.theme)
