"""The canvas: the photo before and after, the selection, and what the mouse does to it.

All compare modes share one viewport, so a detail stays where it is when the mode changes. At 100 % one
pixel of the photo is one device pixel, whatever the scale of the desktop.
"""

import math
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QColorSpace,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from deblur_desktop.gui import overlays
from deblur_desktop.gui.document import Document
from deblur_desktop.gui.tool import Press, Stroke, Tool, ToolSettings
from deblur_desktop.gui.tools import all_tools
from deblur_desktop.gui.viewport import Viewport
from deblur_desktop.photo.box import Box

if TYPE_CHECKING:
    from deblur_desktop.gui.layers import Layers, Preview

SURROUND = QColor(72, 72, 72)
_FLICKER_MS = 700
_ANTS_MS = 120
_LOUPE = 160
_NEAR_WIPE = 8


class Mode(StrEnum):
    """How before and after are shown."""

    AFTER = "after"
    SPLIT = "split"
    SIDE = "side"
    FLICKER = "flicker"
    LOUPE = "loupe"


class Canvas(QWidget):
    """Shows one document.

    Signals:
        zoomed: The zoom changed.
        pointed: The mouse is over this point of the photo (`QPointF`), or None.
        selected: A stroke ended: the text of the step and the new selection.
    """

    zoomed = Signal(float)
    pointed = Signal(object)
    selected = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(False)  # the window takes them
        self.setAccessibleName(self.tr("Photo"))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.tool_settings = ToolSettings()
        self.mode = Mode.AFTER
        self.shows_map = False
        self.shows_mask = False
        self.progress: float | None = None
        self._document: Document | None = None
        self._layers: Layers | None = None
        self._preview: Preview | None = None
        self._viewport = Viewport()
        self._fits = True
        self._tool: Tool = all_tools()[0]
        self._stroke: Stroke | None = None
        self._grip: QPointF | None = None
        self._is_panning_key = False
        self._wipe = 0.5
        self._drags_wipe = False
        self._holds_original = False
        self._flicker_after = True
        self._mouse = QPointF()
        self._ants = overlays.Ants()
        self._flicker = QTimer(self, interval=_FLICKER_MS)
        self._flicker.timeout.connect(self._swap)
        self._march = QTimer(self, interval=_ANTS_MS)
        self._march.timeout.connect(self._step_ants)

    # What it shows

    @property
    def viewport(self) -> Viewport:
        """Which part of the photo is seen."""
        return self._viewport

    @property
    def tool(self) -> Tool:
        """What the left button does."""
        return self._tool

    def show_document(self, document: Document | None) -> None:
        """Show *document*, or nothing; a document that was shown before is seen as it was left."""
        if self._document is not None:
            self._document.edited.disconnect(self._edited)
        self._document, self._stroke = document, None
        self._layers = self._preview = None
        if document is not None:
            document.edited.connect(self._edited)
            if document.is_open:
                from deblur_desktop.gui.layers import (
                    Layers,  # not at the start: the window opens without it
                )

                self._layers = Layers(document, QColorSpace(QColorSpace.NamedColorSpace.SRgb))
                self._ants.set_selection(document.edit.selection)
                self.fit()
        self._keep_marching()
        self.update()

    def show_preview(self, preview: "Preview | None") -> None:
        """Show a part of the photo as it would be restored; in loupe mode."""
        self._preview = preview
        self.update()

    def set_tool(self, tool: Tool) -> None:
        """Let the left button do something else."""
        self._tool, self._stroke = tool, None
        self._update_cursor()
        self.update()

    def set_mode(self, mode: Mode) -> None:
        """Show before and after in another way."""
        self.mode = mode
        self._flicker.start() if mode is Mode.FLICKER else self._flicker.stop()
        self._refit()
        self.update()

    def hold_original(self, *, on: bool) -> None:
        """Show the photo as it was, as long as a key is held."""
        self._holds_original = on
        self.update()

    def fit(self) -> None:
        """Show the whole photo."""
        self._fits = True
        height, width = self._size()
        self._set_viewport(self._viewport.resized(*self._pane_size()).fitting(width, height))

    def zoom_to(self, zoom: float, at: QPointF | None = None) -> None:
        """Another zoom; the point *at* of the widget (default: the center) stays where it is."""
        self._fits = False
        x, y = self._viewport.width / 2, self._viewport.height / 2
        if at is not None:
            device = self._to_device(at)
            x, y = device.x(), device.y()
        height, width = self._size()
        least = min(self._viewport.fit_zoom(width, height), 0.05)
        self._set_viewport(self._viewport.zoomed_at(x, y, zoom, least))

    def visible_box(self) -> Box:
        """The part of the photo that is seen, in whole pixels."""
        left, top = self._viewport.to_photo(0, 0)
        right, bottom = self._viewport.to_photo(self._viewport.width, self._viewport.height)
        x, y = math.floor(left), math.floor(top)
        height, width = self._size()
        return Box(x, y, math.ceil(right) - x, math.ceil(bottom) - y) & Box(0, 0, width, height)

    def cancel_stroke(self) -> bool:
        """Give up what the tool is doing; False when it does nothing."""
        had = self._stroke is not None
        self._stroke = None
        self.update()
        return had

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint what is seen."""
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), SURROUND)
        if self._layers is None:
            return
        painter.scale(1 / self._ratio(), 1 / self._ratio())
        self._paint_pictures(painter)
        self._paint_overlays(painter)
        painter.end()

    def _paint_pictures(self, painter: QPainter) -> None:
        view = self._viewport
        whole = QRectF(0, 0, *self._device_size())
        if self.mode is Mode.LOUPE and not self._can_compare():
            self._paint_picture(painter, view, whole, after=False)
            self._paint_preview(painter, view)
        elif self._holds_original or not self._can_compare():
            self._paint_picture(painter, view, whole, after=not self._holds_original)
        elif self.mode is Mode.SIDE:
            half = QRectF(0, 0, whole.width() / 2, whole.height())
            self._paint_picture(painter, view, half, after=False)
            self._paint_picture(painter, view, half.translated(half.width(), 0), after=True)
            overlays.paint_line(painter, half.width(), whole.height())
        elif self.mode is Mode.SPLIT:
            edge = round(whole.width() * self._wipe)
            left = QRectF(0, 0, edge, whole.height())
            self._paint_picture(painter, view, left, after=False, origin=0)
            right = QRectF(edge, 0, whole.width() - edge, whole.height())
            self._paint_picture(painter, view, right, after=True, origin=0)
            overlays.paint_wipe(painter, edge, whole.height(), self._ratio())
        elif self.mode is Mode.LOUPE:
            self._paint_picture(painter, view, whole, after=False)
            self._paint_loupe(painter, view)
        else:
            after = self.mode is Mode.AFTER or self._flicker_after
            self._paint_picture(painter, view, whole, after=after)

    def _paint_picture(
        self,
        painter: QPainter,
        view: Viewport,
        clip: QRectF,
        *,
        after: bool,
        origin: float | None = None,
    ) -> None:
        """Paint into *clip*; the viewport begins at *origin*, or at the left of *clip*."""
        assert self._layers is not None
        painter.save()
        painter.setClipRect(clip, Qt.ClipOperation.IntersectClip)
        painter.translate(clip.left() if origin is None else origin, 0)
        pyramid = self._layers.original
        level = pyramid.level_for(view.zoom)
        sx, sy = pyramid.scale(level)
        # Beyond 200 % a person looks at pixels and wants to see them.
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, view.zoom < 2)
        for box in self._layers.squares(level, self._seen(view, sx, sy)):
            first = _snapped(view, box.x * sx, box.y * sy)
            target = QRectF(first, _snapped(view, box.right * sx, box.bottom * sy))
            pixmap = self._layers.pixmap(box, level, after=after)
            painter.drawPixmap(target, pixmap, QRectF(pixmap.rect()))
        painter.restore()

    def _paint_preview(self, painter: QPainter, view: Viewport) -> None:
        """The part that was restored to be looked at, in its place and with a frame."""
        if self._preview is None or self._layers is None or self._document is None:
            return
        box = self._preview.box
        target = QRectF(_snapped(view, box.x, box.y), _snapped(view, box.right, box.bottom))
        if not self._holds_original:
            pixmap = self._preview.pixmap(self._document, self._layers)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, view.zoom < 2)
            painter.drawPixmap(target, pixmap, QRectF(pixmap.rect()))
        painter.setPen(QPen(QColor(255, 255, 255), self._ratio()))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(target)

    def _paint_loupe(self, painter: QPainter, view: Viewport) -> None:
        radius = _LOUPE * self._ratio()
        center = self._to_device(self._mouse)
        circle = QRectF(center.x() - radius, center.y() - radius, 2 * radius, 2 * radius)
        painter.save()
        painter.setClipPath(overlays.circle_path(circle))
        self._paint_picture(painter, view, circle, after=True, origin=0)
        painter.restore()
        painter.setPen(QPen(QColor(255, 255, 255), 2 * self._ratio()))
        painter.drawEllipse(circle)

    def _paint_overlays(self, painter: QPainter) -> None:
        document, view = self._document, self._viewport
        assert document is not None
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.shows_map and document.diagnosis is not None:
            overlays.paint_blur(painter, view, document)
        if self.progress is not None:
            overlays.paint_progress(painter, view, document, self.progress)
        if self.shows_mask:
            overlays.paint_mask(painter, view, document)
        self._ants.paint(painter, view)
        if self._stroke is not None:
            self._stroke.paint(painter, view)
        if self._tool.cursor is Qt.CursorShape.BlankCursor and self.underMouse():
            radius = self.tool_settings.size / 2 * view.zoom
            overlays.paint_ring(painter, self._to_device(self._mouse), radius)

    def _seen(self, view: Viewport, sx: float, sy: float) -> Box:
        left, top = view.to_photo(0, 0)
        right, bottom = view.to_photo(view.width, view.height)
        x, y = math.floor(left / sx), math.floor(top / sy)
        return Box(x, y, math.ceil(right / sx) - x, math.ceil(bottom / sy) - y)

    # The mouse and the keyboard

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Begin to pan, to move the wipe, or to use the tool."""
        if self._layers is None:
            return
        position = event.position()
        pans = event.button() is Qt.MouseButton.MiddleButton or self._is_panning_key
        if event.button() is Qt.MouseButton.LeftButton and not pans:
            if self._is_at_wipe(position):
                self._drags_wipe = True
                return
            if self._tool.begin is not None:
                self._press_tool(self._press(event))
                return
        self._grip = position
        self._update_cursor()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Go on with what was begun."""
        position = event.position()
        self._mouse = position
        self.pointed.emit(self._to_photo(position))
        if self._grip is not None:
            delta = (position - self._grip) * self._ratio()
            self._grip, self._fits = position, False
            self._set_viewport(self._viewport.moved(delta.x(), delta.y()))
        elif self._drags_wipe:
            self._wipe = min(max(position.x() / max(self.width(), 1), 0), 1)
            self.update()
        elif self._stroke is not None:
            self._stroke.moved(self._press(event))
            self.update()
        elif self.mode in (Mode.LOUPE, Mode.SPLIT) or self._tool.begin is not None:
            self._update_cursor()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """End what was begun."""
        self._grip, self._drags_wipe = None, False
        self._update_cursor()
        if self._stroke is not None and not self._stroke.released(self._press(event)):
            self._end_stroke()
        self.update()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """The mouse is elsewhere."""
        self.pointed.emit(None)
        self.update()
        super().leaveEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Zoom at the mouse; with Shift, scroll sideways; a touch pad's two fingers scroll."""
        if not event.pixelDelta().isNull() and not event.modifiers():
            self._fits = False
            delta = event.pixelDelta() * self._ratio()
            self._set_viewport(self._viewport.moved(delta.x(), delta.y()))
        else:
            steps = event.angleDelta().y() / 120
            self.zoom_to(self._viewport.zoom * 1.25**steps, event.position())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Space pans, backslash and Tab show the original, as long as they are held."""
        if event.isAutoRepeat():
            return
        if event.key() == Qt.Key.Key_Space:
            self._is_panning_key = True
            self._update_cursor()
        elif event.key() in (Qt.Key.Key_Backslash, Qt.Key.Key_Tab):
            self.hold_original(on=True)
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Let go what was held."""
        if event.isAutoRepeat():
            return
        if event.key() == Qt.Key.Key_Space:
            self._is_panning_key = False
            self._update_cursor()
        elif event.key() in (Qt.Key.Key_Backslash, Qt.Key.Key_Tab):
            self.hold_original(on=False)
        else:
            super().keyReleaseEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: N802 - Qt's own
        """Tab is held to see the original while there is a result; else it goes on."""
        return False if self._can_compare() else super().focusNextPrevChild(next)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep the center, or keep fitting."""
        super().resizeEvent(event)
        self._refit()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Large."""
        return QSize(900, 600)

    def _press_tool(self, press: Press) -> None:
        assert self._document is not None
        assert self._tool.begin is not None
        if self._stroke is None:
            self._stroke = self._tool.begin(self._document, self.tool_settings, press)
        elif not self._stroke.clicked(press):
            self._end_stroke()
        self.update()

    def _end_stroke(self) -> None:
        stroke, self._stroke = self._stroke, None
        selection = stroke.selection() if stroke else None
        if selection is not None:
            self.selected.emit(self._tool.name, None if selection.is_empty else selection)

    def _press(self, event: QMouseEvent) -> Press:
        return Press(self._to_photo(event.position()), event.modifiers())

    def _is_at_wipe(self, position: QPointF) -> bool:
        near = abs(position.x() - self.width() * self._wipe) < _NEAR_WIPE
        return near and self.mode is Mode.SPLIT and self._can_compare()

    def _update_cursor(self) -> None:
        if self._grip is not None:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif self._drags_wipe or self._is_at_wipe(self._mouse):
            self.setCursor(Qt.CursorShape.SplitHCursor)
        else:
            self.setCursor(
                Qt.CursorShape.OpenHandCursor if self._is_panning_key else self._tool.cursor
            )

    # Following the document

    def _edited(self) -> None:
        assert self._document is not None
        if self._layers is not None:
            self._layers.refresh()
        self._ants.set_selection(self._document.edit.selection)
        self._keep_marching()
        self._refit()  # a result that comes or goes changes the size of the panes
        self.update()

    def _keep_marching(self) -> None:
        self._march.start() if self._ants.is_visible else self._march.stop()

    def _step_ants(self) -> None:
        self._ants.step()
        self.update()

    def _swap(self) -> None:
        self._flicker_after = not self._flicker_after
        self.update()

    def _can_compare(self) -> bool:
        return self._layers is not None and self._layers.has_result

    # Coordinates

    def _refit(self) -> None:
        self.fit() if self._fits else self._set_viewport(self._viewport)

    def _set_viewport(self, viewport: Viewport) -> None:
        before = self._viewport.zoom
        height, width = self._size()
        self._viewport = viewport.resized(*self._pane_size()).clamped(width, height)
        if self._viewport.zoom != before:
            self.zoomed.emit(self._viewport.zoom)
        self.update()

    def _size(self) -> tuple[int, int]:
        return self._document.size if self._document else (0, 0)

    def _ratio(self) -> float:
        return self.devicePixelRatioF()

    def _device_size(self) -> tuple[float, float]:
        return self.width() * self._ratio(), self.height() * self._ratio()

    def _pane_size(self) -> tuple[float, float]:
        """Of one picture: half of the canvas when two lie side by side."""
        width, height = self._device_size()
        beside = self.mode is Mode.SIDE and self._can_compare()
        return max(width / 2 if beside else width, 1), max(height, 1)

    def _to_device(self, position: QPointF | QPoint) -> QPointF:
        return QPointF(position) * self._ratio()

    def _to_photo(self, position: QPointF) -> QPointF:
        device = self._to_device(position)
        pane = self._pane_size()[0]
        return QPointF(
            *self._viewport.to_photo(
                device.x() % pane if self.mode is Mode.SIDE else device.x(), device.y()
            )
        )


def _snapped(view: Viewport, x: float, y: float) -> QPointF:
    """Where a point of the photo is painted: a whole device pixel, so that no seam shows.

    Not by `round`, which takes halves to the even side and so would stretch by a pixel.
    """
    left, top = view.to_canvas(x, y)
    return QPointF(math.floor(left + 0.5), math.floor(top + 0.5))
