"""The preview before the run: a part of what is seen, restored at final quality.

In loupe mode it is what lies around the pointer; in the other modes, from 100 % on, the visible part, by
itself if the person wishes so. It waits until the view rests, takes no more than is done in seconds on
this computer, and gives way to all else that the engine has to do. Some are kept, for people look back.
"""

import math
from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Qt, QTimer

from deblur_desktop import safe_mode
from deblur_desktop.gui.desk import Desk
from deblur_desktop.gui.document import Document
from deblur_desktop.gui.queue import Job
from deblur_desktop.gui.scene import Mode
from deblur_desktop.gui.wording import told
from deblur_desktop.jobs import messages
from deblur_desktop.photo.box import Box
from deblur_desktop.recipe import Recipe

if TYPE_CHECKING:
    from deblur_desktop.gui.layers import Preview

REST_MS = 150
SIDE = 512
"""Of the part around the pointer, and the least that is restored at all."""

_PATIENCE_S = 8.0
_GRID = 64  # boxes begin and end on it, so that a small move finds what is there already
_KEPT = 8


@dataclass(frozen=True, slots=True)
class _Wish:
    """A preview that may be asked for; strength and texture are live and so no part of it."""

    document: Document
    recipe: Recipe
    device: str


class Previewer(QObject):
    """Watches what the canvas shows of a photo that has no result yet."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._session, self._canvas = desk, desk.session, desk.canvas
        self._job: Job | None = None
        self._asked: _Wish | None = None
        self._shown: _Wish | None = None
        self._given_up: _Wish | None = None
        self._kept: OrderedDict[_Wish, tuple[str, Preview]] = OrderedDict()
        # As chosen first: the speed is known better with each preview, but they must be found again.
        self._boxes: dict[Box, Box] = {}
        self._point: QPointF | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._look)
        self._canvas.pointed.connect(self._pointed)
        self._canvas.viewed.connect(self._rest.start)
        self._session.current_changed.connect(self._follow)
        self._session.document_changed.connect(self._document_changed)
        self._session.device_changed.connect(self._changed)
        self._session.documents_changed.connect(self._forget_closed)
        self._session.queue.changed.connect(self._give_way)
        self._session.queue.finished.connect(self._finished)

    # What is noticed

    def _pointed(self, point: QPointF | None) -> None:
        self._point = point
        if point is not None and self._canvas.mode is Mode.LOUPE:
            self._rest.start()

    def _follow(self) -> None:
        document = self._session.current
        self._boxes.clear()
        if document is not None:
            document.edited.connect(self._changed, Qt.ConnectionType.UniqueConnection)
        self._changed()

    def _document_changed(self, document: Document) -> None:
        if document is self._session.current:
            self._changed()

    def _changed(self) -> None:
        """Another photo, model or device: what is shown may be wrong from here on."""
        if self._shown is not None and not self._is_about_now(self._shown):
            self._show(None)
        if self._asked is not None and not self._is_about_now(self._asked):
            self._drop()
        self._rest.start()

    def _give_way(self) -> None:
        """Nothing else waits for a preview."""
        if self._asked is not None and self._job is None:
            return  # told of the very job that is being submitted
        if self._is_engine_wanted():
            self._drop()
        else:
            self._rest.start()

    # What is wished

    def _look(self) -> None:
        """The view rests: show what is there of it, or ask for it."""
        wish = self._wish()
        if wish is not None and wish == self._asked:
            return
        self._drop()
        if wish is None:
            self._show(None)  # a part that is sharper is not taken for the result
            return
        if wish == self._given_up:
            return
        if wish in self._kept:
            self._show(wish)
            return
        self._asked = wish
        self._job = self._session.queue.preview(wish.document, wish.recipe, device=wish.device)
        self._canvas.show_pending(wish.recipe.region)

    def _wish(self) -> _Wish | None:
        document = self._session.current
        if document is None or not document.is_open or self._is_engine_wanted():
            return None
        if document.edit.result is not None or not document.checkpoint or safe_mode.is_on():
            return None
        recipe, device = _plain(document.recipe()), self._session.device
        box = self._box(document, recipe)
        return None if box is None else _Wish(document, replace(recipe, region=box), device)

    def _box(self, document: Document, recipe: Recipe) -> Box | None:
        """The part to restore; None where none is wished."""
        seen, whole = self._canvas.visible_box(), Box(0, 0, document.size[1], document.size[0])
        is_close = self._canvas.viewport.zoom >= 1 and seen != whole
        if self._canvas.mode is Mode.LOUPE:
            if not is_close:
                return self._around_pointer(whole)
        elif not (is_close and self._desk.settings.preview):
            return None
        if seen not in self._boxes:
            self._boxes[seen] = _on_grid(_middle(seen, self._most_pixels(recipe))) & whole
        return self._boxes[seen]

    def _around_pointer(self, whole: Box) -> Box | None:
        """A square; the one before as long as the pointer is well inside of it."""
        last = self._asked or self._shown
        before = last.recipe.region if last else None
        if self._point is None:
            return before
        x, y = round(self._point.x()), round(self._point.y())
        if before and not (before.grown(-SIDE // 4) & Box(x, y, 1, 1)).is_empty:
            return before
        left = min(max(x - SIDE // 2, 0), max(whole.width - SIDE, 0))
        top = min(max(y - SIDE // 2, 0), max(whole.height - SIDE, 0))
        return Box(left, top, SIDE, SIDE) & whole

    def _most_pixels(self, recipe: Recipe) -> float:
        """What is done soon enough here."""
        way = self._session.way(recipe, self._session.device)
        rate = self._session.speeds.seconds_per_megapixel(way)
        return max(SIDE * SIDE, 1e6 * _PATIENCE_S / rate if rate else 0)

    def _is_about_now(self, wish: _Wish) -> bool:
        """Whether *wish* is about the photo, model and device of now, wherever in the photo."""
        document = self._session.current
        if document is None or document is not wish.document:
            return False
        if wish.device != self._session.device:
            return False
        return _plain(document.recipe()) == replace(wish.recipe, region=None)

    def _is_engine_wanted(self) -> bool:
        queue = self._session.queue
        others = (job for job in queue.jobs if job.lane is queue.engine and job is not self._job)
        return any(not isinstance(job.request, messages.Inspect) for job in others)

    # What comes of it

    def _finished(self, job: Job, message: messages.Message) -> None:
        if job is not self._job or self._asked is None:
            return
        wish, self._asked, self._job = self._asked, None, None
        self._canvas.show_pending(None)
        if isinstance(message, messages.Restored):
            self._keep(wish, message.result)
            self._show(wish if self._is_about_now(wish) else None)
            return
        self._given_up = wish  # until something else is looked at
        if isinstance(message, messages.Failed):
            text = self.tr("No preview: {reason}").format(reason=told(message).message)
            self._session.noticed.emit(text, told(message).hint)

    def _keep(self, wish: _Wish, result: str) -> None:
        from deblur_desktop.gui.layers import Preview  # not at the start: it computes

        assert wish.recipe.region is not None
        self._kept[wish] = result, Preview(wish.document, result, wish.recipe.region)
        if len(self._kept) > _KEPT:
            old, (name, _) = self._kept.popitem(last=False)
            old.document.workspace.drop(f"{name}.display")

    def _show(self, wish: _Wish | None) -> None:
        self._shown = wish
        if wish is not None:
            self._kept.move_to_end(wish)
        self._canvas.show_preview(self._kept[wish][1] if wish else None)

    def _drop(self) -> None:
        """Stop what was asked for."""
        job, self._job, self._asked = self._job, None, None
        if job is not None:
            self._canvas.show_pending(None)
            self._session.queue.cancel(job)

    def _forget_closed(self) -> None:
        open_ = set(self._session.documents)
        for wish in [wish for wish in self._kept if wish.document not in open_]:
            del self._kept[wish]


def _plain(recipe: Recipe) -> Recipe:
    """What decides how a part looks before strength and texture; a preview has no soft edge."""
    return replace(recipe, strength=1.0, texture=1.0, feather=0)


def _middle(box: Box, most_pixels: float) -> Box:
    """The middle of *box*, of the same form, with no more than so many pixels."""
    share = min(1.0, math.sqrt(most_pixels / max(box.width * box.height, 1)))
    width, height = round(box.width * share), round(box.height * share)
    return Box(box.x + (box.width - width) // 2, box.y + (box.height - height) // 2, width, height)


def _on_grid(box: Box) -> Box:
    """*box*, grown to the next lines of the grid."""
    x, y = box.x // _GRID * _GRID, box.y // _GRID * _GRID
    right, bottom = -(-box.right // _GRID) * _GRID, -(-box.bottom // _GRID) * _GRID
    return Box(x, y, right - x, bottom - y)
