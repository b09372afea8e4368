"""Small pictures of the photos of a batch, made for those that somebody looks at."""

from collections import OrderedDict
from itertools import count
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QIcon

from deblur_desktop.gui.session import Session
from deblur_desktop.gui.thumbnails import icon_of
from deblur_desktop.jobs import messages
from deblur_desktop.jobs.messages import Message

SIDE = 44
"""In pixels of a plain screen."""

_MOST_KEPT, _MOST_WANTED = 512, 32
# Those of jobs are positive, those of the filmstrip small.
_FIRST = -1_000_000


class BatchPictures(QObject):
    """Icons by path, from the files worker while it has nothing else to do.

    Signals:
        made: The icon of this `Path` is there now.
    """

    made = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._lane = session, session.queue.files
        self._icons: OrderedDict[Path, QIcon | None] = OrderedDict()
        self._wanted: list[Path] = []
        self._asked: tuple[Path, messages.Thumbnail] | None = None
        self._numbers = count(_FIRST, -1)
        self._lane.answered.connect(self._answered)
        self._lane.changed.connect(self._ask)

    def icon(self, path: Path) -> QIcon | None:
        """The picture of the photo *path*; None when there is none yet, but then it is wanted."""
        if path in self._icons:
            self._icons.move_to_end(path)
            return self._icons[path]
        is_asked = self._asked is not None and self._asked[0] == path
        if not is_asked and path not in self._wanted:
            self._wanted = [*self._wanted[1 - _MOST_WANTED :], path]
            self._ask()
        return None

    def _ask(self) -> None:
        if self._asked or not self._wanted or self._lane.running or self._lane.waiting:
            return
        path, number = self._wanted.pop(), next(self._numbers)
        request = messages.Thumbnail(
            job=number,
            path=str(path),
            workspace=str(self._session.workspace.folder),
            name=f"batch{-number}",
            side=3 * SIDE,
        )
        self._asked = path, request
        self._lane.submit(request)

    def _answered(self, message: Message) -> None:
        if self._asked is None or message.job != self._asked[1].job:
            return
        if isinstance(message, messages.Progress):
            return
        (path, request), self._asked = self._asked, None
        icon = None
        if isinstance(message, messages.Thumbnailed):
            icon = icon_of(self._session.workspace.display(request.name))
            self._session.workspace.drop(request.name)
        self._icons[path] = icon
        while len(self._icons) > _MOST_KEPT:
            self._icons.popitem(last=False)
        self.made.emit(path)
