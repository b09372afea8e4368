"""Copies what is seen to the clipboard, and opens what is there.

The worker makes the picture, so that a large photo does not stop the window; a program that pastes gets
the bytes of a PNG and nothing else: no name, no metadata.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage

from deblur_desktop.gui.queue import Job
from deblur_desktop.gui.session import Session
from deblur_desktop.jobs.messages import Copied, Message


class Clipboard(QObject):
    """For the photos of *session*.

    Signals:
        copied: The picture is there.
    """

    copied = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        session.queue.finished.connect(self._finished)

    def copy(self) -> None:
        """Copy the result, or the original while there is none; of a selection only that."""
        document = self._session.current
        if document is not None and document.is_open:
            self._session.queue.copy(document)

    def paste(self) -> None:
        """Open what is on the clipboard."""
        from deblur_desktop.gui.system.intake import take

        # There are systems on which an empty clipboard has no data at all.
        data: QMimeData | None = QGuiApplication.clipboard().mimeData()
        take(data or QMimeData(), self._session)

    def _finished(self, job: Job, message: Message) -> None:
        del job
        if isinstance(message, Copied):
            path = Path(message.path)
            QGuiApplication.clipboard().setMimeData(_mime_data(path.read_bytes()))
            path.unlink()
            self.copied.emit()


def _mime_data(png: bytes) -> QMimeData:
    data = QMimeData()
    if sys.platform == "linux":
        data.setData("image/png", png)
    else:  # other systems know pictures by kinds of their own, which Qt makes of this
        data.setImageData(QImage.fromData(png))
    return data
