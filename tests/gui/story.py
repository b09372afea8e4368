"""A window whose workers do what the test says, and the story of one photo in it."""

from dataclasses import replace
from pathlib import Path
from typing import cast

import numpy as np
from fakes.window import diagnosed, noise, opened, restore_with, saved
from gui.fake_lane import FakeLane
from PySide6.QtCore import QSettings

from deblur_desktop.gui.document import Document
from deblur_desktop.gui.lane import Lane
from deblur_desktop.gui.main_window import MainWindow
from deblur_desktop.gui.queue import Queue
from deblur_desktop.gui.selection import Selection
from deblur_desktop.gui.session import Session
from deblur_desktop.jobs.messages import Message
from deblur_desktop.photo.photo import Photo
from deblur_desktop.settings import Settings


def make_window(folder: Path) -> MainWindow:
    """A window that remembers itself in *folder*."""
    queue = Queue(cast(Lane, FakeLane()), cast(Lane, FakeLane()), cast(Lane, FakeLane()))
    state = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    window = MainWindow(Session(queue), state, Settings())
    window._asks = False
    return window


class Story:
    """A window, and what its workers do."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.files = cast(FakeLane, window.session.queue.files)
        self.engine = cast(FakeLane, window.session.queue.engine)

    @property
    def document(self) -> Document:
        document = self.window.session.current
        assert document is not None
        return document

    def open(self, photo: Path) -> None:
        self.window.session.open_paths([photo])
        document = self.document
        document.workspace.store_photo(Photo(noise(90, 120)))
        self.files.finish(answer(self.files, opened(90, 120, str(document.workspace.folder))))

    def diagnose(self, checkpoint: str = "fake") -> None:
        self.files.finish(answer(self.files, diagnosed(checkpoint)))

    def restore(self, *, improved: bool = True) -> None:
        restore_with(self.document, noise(90, 120, seed=1), improved=improved)

    def save(self, path: Path) -> None:
        """As if the result had been saved as *path* and checked."""
        path.write_bytes(b"a photo")
        self.document.take_saved(saved(str(path), self.document.saving_recipe()))

    def select(self) -> None:
        mask = np.full((90, 120), 255, np.uint8)
        self.document.change("Lasso", selection=Selection.from_mask(mask))

    def why_not(self, name: str) -> str:
        """The reason in the tool tip of an action; empty when it can be used."""
        action = self.window.actions_[name]
        reason = action.toolTip().partition("\n")[2]
        assert action.isEnabled() == (not reason)
        return reason


def answer(lane: FakeLane, message: Message) -> Message:
    assert lane.running is not None
    return replace(message, job=lane.running.job)
