"""Edit → Presets: choices with a name, given to the photo that is shown."""

from deblur_desktop.gui.desk import Desk
from deblur_desktop.gui.menus.menu import Menu
from deblur_desktop.gui.plain import plain_tip
from deblur_desktop.photo.names import display_name
from deblur_desktop.recipe import Recipe


class PresetsMenu(Menu):
    """Made anew each time it is shown: they come and go in the terminal, too."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(self.tr("P&resets"), desk)
        self._manage = self.add("presets", self.tr("&Presets…"), self.show_presets)
        self.aboutToShow.connect(self._fill)

    def show_presets(self) -> None:
        """Make, apply and delete presets."""
        from deblur_desktop.gui.dialogs.presets import PresetsDialog

        self.show_dialog(PresetsDialog(self.desk, self.desk.window))

    def _fill(self) -> None:
        from deblur_desktop.presets import presets

        self.clear()
        found = presets()
        for name, recipe in found.items():
            self._offer(name, recipe)
        if not found:
            self.addAction(self.tr("No presets")).setEnabled(False)
        self.addSeparator()
        self.addAction(self._manage)

    def _offer(self, name: str, recipe: Recipe) -> None:
        action = self.addAction(display_name(name).replace("&", "&&"))
        action.triggered.connect(lambda: self._apply(name, recipe))
        reason = self.desk.why_no_preset(recipe)
        action.setEnabled(not reason)
        action.setToolTip(plain_tip(reason or display_name(name)))

    def _apply(self, name: str, recipe: Recipe) -> None:
        if self.desk.current is not None:
            self.desk.current.take_preset(name, recipe)
