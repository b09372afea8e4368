"""The loupe before the run: what is under the pointer, restored at final quality.

It waits until the pointer rests, takes the 512 x 512 pixels around it (at 100 % and closer, what is
seen), and runs ahead of everything that waits; a newer wish drops the older one.
"""

from dataclasses import replace

from PySide6.QtCore import QObject, QPointF, QTimer

from deblur_desktop import safe_mode
from deblur_desktop.gui.canvas import Canvas
from deblur_desktop.gui.queue import Job
from deblur_desktop.gui.scene import Mode
from deblur_desktop.gui.session import Session
from deblur_desktop.jobs import messages
from deblur_desktop.photo.box import Box

REST_MS = 150
SIDE = 512


class Previewer(QObject):
    """Watches the pointer over *canvas* while its mode is the loupe and there is no result yet."""

    def __init__(self, session: Session, canvas: Canvas, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._canvas = session, canvas
        self._job: Job | None = None
        self._point: QPointF | None = None
        self._shown: Box | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._wish)
        canvas.pointed.connect(self._pointed)
        session.current_changed.connect(self._forget)
        session.queue.finished.connect(self._finished)

    def _pointed(self, point: QPointF | None) -> None:
        self._point = point
        if point is not None and self._canvas.mode is Mode.LOUPE:
            self._rest.start()

    def _wish(self) -> None:
        document = self._session.current
        if document is None or document.edit.result is not None or not document.checkpoint:
            return
        if safe_mode.is_on():
            return
        box = self._box()
        if box is None or box == self._shown:
            return
        if self._job is not None:
            self._session.queue.cancel(self._job)
        recipe = replace(document.recipe(), region=box, feather=0)
        self._shown = box
        self._job = self._session.queue.preview(document, recipe, device=self._session.device)

    def _box(self) -> Box | None:
        """What to restore; the one before as long as the pointer is well inside of it."""
        document = self._session.current
        if self._point is None or document is None:
            return None
        height, width = document.size
        if self._canvas.viewport.zoom >= 1:
            seen = self._canvas.visible_box()
            if seen.width * seen.height <= 4 * SIDE * SIDE:
                return seen
        x, y = round(self._point.x()), round(self._point.y())
        near = Box(x, y, 1, 1)
        if self._shown is not None and not (self._shown.grown(-SIDE // 4) & near).is_empty:
            return self._shown
        left = min(max(x - SIDE // 2, 0), max(width - SIDE, 0))
        top = min(max(y - SIDE // 2, 0), max(height - SIDE, 0))
        return Box(left, top, SIDE, SIDE) & Box(0, 0, width, height)

    def _finished(self, job: Job, message: messages.Message) -> None:
        if job is not self._job:
            return
        self._job = None
        if isinstance(message, messages.Restored) and job.document is self._session.current:
            assert job.document is not None
            from deblur_desktop.gui.layers import (
                Preview,  # not at the start: the window opens without it
            )

            preview = Preview(job.document, message.result, Box(*message.box))
            self._canvas.show_preview(preview)
        elif not isinstance(message, messages.Cancelled):
            self._shown = None

    def _forget(self) -> None:
        if self._job is not None:
            self._session.queue.cancel(self._job)
        self._shown = None
        self._canvas.show_preview(None)
