"""What the menus work with, and why some of it cannot be worked with now."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QSettings
from PySide6.QtWidgets import QWidget

from deblur_desktop.gui.actions import Actions
from deblur_desktop.gui.canvas import Canvas
from deblur_desktop.gui.document import Document
from deblur_desktop.gui.keys import Keys
from deblur_desktop.gui.message_bar import MessageBar
from deblur_desktop.gui.queue import Queue
from deblur_desktop.gui.session import Session
from deblur_desktop.photo.names import display_name
from deblur_desktop.recipe import Recipe
from deblur_desktop.settings import Settings

translate = QCoreApplication.translate


@dataclass(slots=True, eq=False)
class Desk:
    """The parts of one window.

    Attributes:
        window: The parent of dialogs.
        session: The open photos.
        canvas: Shows the current one.
        messages: Tells what went wrong.
        actions: All of them, by name.
        keys: That stand for them.
        settings: As they are now.
        state: What the window remembers of itself: its size, folders.
    """

    window: QWidget
    session: Session
    canvas: Canvas
    messages: MessageBar
    actions: Actions
    keys: Keys
    settings: Settings
    state: QSettings

    @property
    def current(self) -> Document | None:
        """The photo that is shown."""
        return self.session.current

    @property
    def queue(self) -> Queue:
        """The jobs of all photos."""
        return self.session.queue

    def why_no_document(self) -> str:
        """Why nothing can be done with the photo's file."""
        return "" if self.current else translate("Desk", "Open a photo first.")

    def why_no_photo(self) -> str:
        """Why nothing can be done with the photo's pixels."""
        return (
            ""
            if self.current and self.current.is_open
            else translate("Desk", "Open a photo first.")
        )

    def why_no_preset(self, recipe: Recipe) -> str:
        """Why the photo cannot be given what *recipe* chooses."""
        is_there = recipe.checkpoint == "auto" or self.session.model(recipe.checkpoint) is not None
        text = translate("Desk", "Its model is not installed: {model}.")
        missing = "" if is_there else text.format(model=display_name(recipe.checkpoint))
        return self.why_no_document() or missing

    def why_no_result(self) -> str:
        """Why nothing can be done with a result."""
        has_result = self.current is not None and self.current.edit.result is not None
        return "" if has_result else translate("Desk", "Deblur the photo first.")

    def why_no_selection(self) -> str:
        """Why nothing can be done with the selection."""
        if self.current is None or not self.current.is_open:
            return self.why_no_photo()
        return (
            ""
            if self.current.edit.selection is not None
            else translate("Desk", "Select something first.")
        )

    def why_no_diagnosis(self) -> str:
        """Why nothing can be done with the blur that was found."""
        if self.current is None or not self.current.is_open:
            return self.why_no_photo()
        return (
            ""
            if self.current.diagnosis
            else translate("Desk", "The blur is still being looked at.")
        )
