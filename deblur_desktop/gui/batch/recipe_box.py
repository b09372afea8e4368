"""The choice of what is done with the photos of a batch."""

from PySide6.QtWidgets import QComboBox

from deblur_desktop.gui.session import Session
from deblur_desktop.library.card import Task
from deblur_desktop.photo.names import display_name
from deblur_desktop.presets import presets
from deblur_desktop.recipe import Recipe


class RecipeBox(QComboBox):
    """Presets, and each model as it is."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.addItem(
            self.tr("Automatic: as the blur of each photo asks for"), Recipe(checkpoint="auto")
        )
        for name, recipe in presets().items():
            self.addItem(display_name(name), recipe)
        self.insertSeparator(self.count())
        for installed in session.models:
            card = installed.checkpoint
            if card.task is not Task.DUAL_PIXEL_DEFOCUS and not installed.problem:
                self.addItem(display_name(card.name), Recipe(checkpoint=card.id))
