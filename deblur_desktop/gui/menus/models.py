"""Models: which checkpoints and plug-ins there are, and which is best for this photo."""

from deblur_desktop.gui.desk import Desk
from deblur_desktop.gui.menus.menu import Menu


class ModelsMenu(Menu):
    """The dialogs about models."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(self.tr("&Models"), desk)
        self.add("models", self.tr("&Models…"), self.show_models, picture="models")
        self.add("plugins", self.tr("&Plug-ins…"), self.show_plugins, picture="plugins")
        self.addSeparator()
        self.add(
            "compare", self.tr("&Compare Models…"), self.compare,
            picture="compare", why_not=desk.why_no_photo,
        )  # fmt: skip

    def show_models(self) -> None:
        """Install, look at and remove checkpoints."""
        from deblur_desktop.gui.dialogs.models import ModelsDialog

        self.show_dialog(ModelsDialog(self.desk.queue, self.desk.window))

    def show_plugins(self) -> None:
        """Install plug-ins, turn them on and off, remove them."""
        from deblur_desktop.gui.dialogs.plugins import PluginsDialog

        dialog = PluginsDialog(self.desk.window)
        dialog.changed.connect(self._plugins_changed)
        self.show_dialog(dialog)

    def compare(self) -> None:
        """The visible part through any number of checkpoints, beside each other."""
        from deblur_desktop.gui.contact_sheet import ContactSheet
        from deblur_desktop.library.library import Library

        document = self.desk.current
        if document is None or not document.is_open:
            return
        cards = [each.checkpoint for each in Library().installed()]
        sheet = ContactSheet(
            self.desk.queue, document, self.desk.canvas.visible_box(), cards,
            device=self.desk.session.device, screen=self.desk.canvas.colors.space,
            parent=self.desk.window,
        )  # fmt: skip
        sheet.chosen.connect(lambda name: document.change(self.tr("Model"), checkpoint=name))
        self.show_dialog(sheet)

    def _plugins_changed(self) -> None:
        for lane in (self.desk.queue.engine, self.desk.queue.models):
            lane.restart_when_idle()
        self.desk.queue.inspect()
