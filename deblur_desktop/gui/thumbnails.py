"""Small pictures of the open photos, made when somebody looks at them.

A photo that was read has its picture in the workspace. Of one that was not, the files worker is asked
for a small picture while it has nothing else to do, the one looked at last first; so a folder of
thousands costs what is seen of it. The requests are no jobs of the queue: nobody waits for them.
"""

from collections import OrderedDict
from itertools import count
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPixmap

from deblur_desktop.gui.document import Document
from deblur_desktop.gui.session import Session
from deblur_desktop.jobs import messages
from deblur_desktop.jobs.messages import Message

if TYPE_CHECKING:
    from deblur_desktop.gui.pyramid import Picture

SIDE = 96
"""Of a picture in the strip, in pixels of a plain screen."""

_PIXELS = 2 * SIDE
# Some screens full of pictures, about 30 MB; and what is worth asking for of what was scrolled past.
_MOST_KEPT, _MOST_WANTED = 256, 32


class Thumbnails(QObject):
    """Icons by document.

    Signals:
        made: The icon of this `Document` is there now.
    """

    made = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._lane = session, session.queue.files
        self._icons: OrderedDict[Document, QIcon | None] = OrderedDict()
        self._wanted: list[Document] = []
        self._asked: tuple[Document, messages.Thumbnail] | None = None
        self._numbers = count(-1, -1)  # those of jobs are positive
        self._lane.answered.connect(self._answered)
        self._lane.changed.connect(self._ask)

    def icon(self, document: Document) -> QIcon | None:
        """The picture of *document*; None when there is none yet, but then it is wanted."""
        icon = self._icons.get(document)
        if icon is None and document.is_open:
            icon = icon_of(_every_nth(document))
            self._keep(document, icon)
        elif document in self._icons:
            self._icons.move_to_end(document)
        else:
            self._want(document)
        return icon

    def _want(self, document: Document) -> None:
        is_asked = self._asked is not None and self._asked[0] is document
        if not is_asked and document not in self._wanted:
            self._wanted = [*self._wanted[1 - _MOST_WANTED :], document]
            self._ask()

    def _ask(self) -> None:
        """Ask for the picture that was wanted last, if the worker is idle."""
        open_ = set(self._session.documents)
        self._wanted = [each for each in self._wanted if each in open_]
        if self._asked or not self._wanted or self._lane.running or self._lane.waiting:
            return
        document, number = self._wanted.pop(), next(self._numbers)
        request = messages.Thumbnail(
            job=number,
            path=str(document.path),
            workspace=str(self._session.workspace.folder),
            name=f"thumbnail{number}",
            side=_PIXELS,
        )
        self._asked = document, request
        self._lane.submit(request)

    def _answered(self, message: Message) -> None:
        if self._asked is None or message.job != self._asked[1].job:
            return
        if isinstance(message, messages.Progress):
            return
        (document, request), self._asked = self._asked, None
        if isinstance(message, messages.Thumbnailed):
            workspace = self._session.workspace
            self._keep(document, icon_of(workspace.display(request.name)))
            workspace.drop(request.name)
        else:
            self._keep(document, None)  # it would take long, or cannot be read: not asked again
        self.made.emit(document)

    def _keep(self, document: Document, icon: QIcon | None) -> None:
        self._icons[document] = icon
        while len(self._icons) > _MOST_KEPT:
            self._icons.popitem(last=False)


def _every_nth(document: Document) -> "Picture":
    picture = document.workspace.display()
    step = max(1, max(picture.shape[:2]) // (3 * SIDE))
    return picture[::step, ::step].copy()


def icon_of(picture: "Picture") -> QIcon:
    """A small uint8 (h, w, 3) picture as an icon."""
    height, width = picture.shape[:2]
    image = QImage(
        picture.tobytes(), width, height, picture.strides[0], QImage.Format.Format_RGB888
    )
    mode = Qt.TransformationMode.SmoothTransformation
    keep = Qt.AspectRatioMode.KeepAspectRatio
    scaled = image.scaled(min(_PIXELS, width), min(_PIXELS, height), keep, mode)
    return QIcon(QPixmap.fromImage(scaled))
