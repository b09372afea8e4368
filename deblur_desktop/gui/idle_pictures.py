"""Small pictures of photos, made when somebody looks at them.

The files worker is asked for them while it has nothing else to do, the one looked at last first; so a
folder of thousands costs what is seen of it. The requests are no jobs of the queue: nobody waits for
them.
"""

from collections import OrderedDict
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPixmap

from deblur_desktop.gui.session import Session
from deblur_desktop.jobs import messages
from deblur_desktop.jobs.messages import Message

if TYPE_CHECKING:
    from deblur_desktop.gui.pyramid import Picture

# What is worth asking for of what was scrolled past.
_MOST_WANTED = 32
_NUMBERS = count(-1, -1)
"""Those of jobs are positive."""


class IdlePictures(QObject):
    """Icons by path, for those that somebody looks at; what was wanted last comes first.

    Signals:
        made: The icon of this `Path` is there now.
    """

    made = Signal(object)

    def __init__(
        self,
        session: Session,
        side: int,
        most_kept: int,
        parent: QObject | None = None,
        is_wanted: Callable[[Path], bool] = lambda path: True,
    ) -> None:
        """Icons of *side* pixels; *is_wanted* tells whether a photo that waits still is."""
        super().__init__(parent)
        self._session, self._lane = session, session.queue.files
        self._side, self._most_kept, self._is_wanted = side, most_kept, is_wanted
        self._icons: OrderedDict[Path, QIcon | None] = OrderedDict()
        self._wanted: list[Path] = []
        self._asked: tuple[Path, messages.Thumbnail] | None = None
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

    def has(self, path: Path) -> bool:
        """Whether there is a picture."""
        return self._icons.get(path) is not None

    def put(self, path: Path, picture: "Picture | None") -> None:
        """Keep what is known already; None is for a photo that has no picture."""
        self._icons[path] = icon_of(picture, self._side) if picture is not None else None
        while len(self._icons) > self._most_kept:
            self._icons.popitem(last=False)

    def _ask(self) -> None:
        while self._wanted and not self._is_wanted(self._wanted[-1]):
            self._wanted.pop()
        if self._asked or not self._wanted or self._lane.running or self._lane.waiting:
            return
        path, number = self._wanted.pop(), next(_NUMBERS)
        request = messages.Thumbnail(
            job=number,
            path=str(path),
            workspace=str(self._session.workspace.folder),
            name=f"thumbnail{number}",
            side=self._side,
        )
        self._asked = path, request
        self._lane.submit(request)

    def _answered(self, message: Message) -> None:
        if self._asked is None or message.job != self._asked[1].job:
            return
        if isinstance(message, messages.Progress):
            return
        (path, request), self._asked = self._asked, None
        if isinstance(message, messages.Thumbnailed):
            workspace = self._session.workspace
            self.put(path, workspace.display(request.name))
            workspace.drop(request.name)
        else:
            self.put(path, None)  # it would take long, or cannot be read: not asked again
        self.made.emit(path)


def icon_of(picture: "Picture", side: int) -> QIcon:
    """A small uint8 (h, w, 3) picture as an icon, no side of which is longer than *side*."""
    height, width = picture.shape[:2]
    image = QImage(
        picture.tobytes(), width, height, picture.strides[0], QImage.Format.Format_RGB888
    )
    mode = Qt.TransformationMode.SmoothTransformation
    keep = Qt.AspectRatioMode.KeepAspectRatio
    scaled = image.scaled(min(side, width), min(side, height), keep, mode)
    return QIcon(QPixmap.fromImage(scaled))
