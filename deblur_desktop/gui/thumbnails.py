"""The small pictures of the filmstrip."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QIcon

from deblur_desktop.gui.document import Document
from deblur_desktop.gui.idle_pictures import IdlePictures
from deblur_desktop.gui.session import Session

if TYPE_CHECKING:
    from deblur_desktop.gui.pyramid import Picture

SIDE = 96
"""Of a picture in the strip, in pixels of a plain screen."""

# Some screens full of pictures, about 30 MB.
_MOST_KEPT = 256


class Thumbnails(QObject):
    """Icons by document: from what is shown if it is open, else from its file.

    Signals:
        made: The icon of this `Document` is there now.
    """

    made = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._pictures = IdlePictures(session, 2 * SIDE, _MOST_KEPT, self, self._is_open)
        self._pictures.made.connect(self._made)

    def icon(self, document: Document) -> QIcon | None:
        """The picture of *document*; None when there is none yet, but then it is wanted."""
        if document.is_open and not self._pictures.has(document.path):
            self._pictures.put(document.path, _every_nth(document))
        return self._pictures.icon(document.path)

    def _is_open(self, path: Path) -> bool:
        return any(document.path == path for document in self._session.documents)

    def _made(self, path: Path) -> None:
        for document in self._session.documents:
            if document.path == path:
                self.made.emit(document)


def _every_nth(document: Document) -> "Picture":
    picture = document.workspace.display()
    step = max(1, max(picture.shape[:2]) // (3 * SIDE))
    return picture[::step, ::step].copy()
