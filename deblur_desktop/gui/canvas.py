"""The canvas: the view of a photo, and what mouse and keyboard do to it."""

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QNativeGestureEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import QWidget

from deblur_desktop.gui import overlays
from deblur_desktop.gui.document import Document
from deblur_desktop.gui.photo_view import PhotoView
from deblur_desktop.gui.scene import Mode
from deblur_desktop.gui.tool import Press, Stroke, Tool, ToolSettings
from deblur_desktop.gui.tools import all_tools

_NEAR_WIPE = 8
_WHEEL_STEP = 1.25
_PINCH = Qt.NativeGestureType.ZoomNativeGesture
_ORIGINAL_KEYS = (Qt.Key.Key_Backslash, Qt.Key.Key_Tab)


class Canvas(PhotoView):
    """The document that is worked on.

    Signals:
        pointed: The mouse is over this point of the photo (`QPointF`), or None.
        selected: A stroke ended: the text of the step and the new selection.
        tool_dropped: The person wants no tool any more.
    """

    pointed = Signal(object)
    selected = Signal(str, object)
    tool_dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(False)  # the window takes them
        self.setAccessibleName(self.tr("Photo"))
        self.tool_settings = ToolSettings()
        self.tool_settings.changed.connect(self.update)  # the ring of the brush
        self._tool: Tool = all_tools()[0]
        self._stroke: Stroke | None = None
        self._grip: QPointF | None = None
        self._is_panning_key = False
        self._drags_wipe = False

    @property
    def tool(self) -> Tool:
        """What the left button does."""
        return self._tool

    def show_document(self, document: Document | None) -> None:
        """Show *document*; what the tool was doing is given up."""
        self._stroke = None
        super().show_document(document)

    def set_tool(self, tool: Tool) -> None:
        """Let the left button do something else."""
        self._tool, self._stroke = tool, None
        self._update_cursor()
        self.update()

    def cancel_stroke(self) -> bool:
        """Give up what the tool is doing; False when it does nothing."""
        had = self._stroke is not None
        self._stroke = None
        self.update()
        return had

    def _paint_overlays(self, painter: QPainter) -> None:
        super()._paint_overlays(painter)
        if self._stroke is not None:
            self._stroke.paint(painter, self.viewport)
        if self._tool.cursor is Qt.CursorShape.BlankCursor and self.underMouse():
            radius = self.tool_settings.size / 2 * self.viewport.zoom
            overlays.paint_ring(painter, self.scene.to_device(self.scene.mouse), radius)

    # The mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Begin to pan, to move the wipe, or to use the tool."""
        if self.scene.layers is None:
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
        self.scene.mouse = position
        self.pointed.emit(self.scene.to_photo(position))
        if self._grip is not None:
            delta = self.scene.to_device(position - self._grip)
            self._grip = position
            self.move_by(delta.x(), delta.y())
        elif self._drags_wipe:
            self.scene.wipe = min(max(position.x() / max(self.width(), 1), 0), 1)
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

    def event(self, event: QEvent) -> bool:
        """Zoom as two fingers do on a touch pad; let Escape give up a stroke before it stops a run."""
        if isinstance(event, QNativeGestureEvent) and event.gestureType() is _PINCH:
            self.zoom_to(self.viewport.zoom * (1 + event.value()), event.position())
            return True
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride:
            event.setAccepted(event.key() == Qt.Key.Key_Escape and self._stroke is not None)
            return event.isAccepted()
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Zoom at the mouse; a touch pad's two fingers scroll."""
        if not event.pixelDelta().isNull() and not event.modifiers():
            delta = event.pixelDelta() * self.scene.ratio
            self.move_by(delta.x(), delta.y())
        else:
            steps = event.angleDelta().y() / 120
            self.zoom_to(self.viewport.zoom * _WHEEL_STEP**steps, event.position())
        event.accept()

    def _press_tool(self, press: Press) -> None:
        assert self.scene.document is not None
        assert self._tool.begin is not None
        if self._stroke is None:
            self._stroke = self._tool.begin(self.scene.document, self.tool_settings, press)
        elif not self._stroke.clicked(press):
            self._end_stroke()
        self.update()

    def _end_stroke(self) -> None:
        stroke, self._stroke = self._stroke, None
        selection = stroke.selection() if stroke else None
        if selection is not None:
            self.selected.emit(self._tool.name, None if selection.is_empty else selection)

    def _press(self, event: QMouseEvent) -> Press:
        return Press(self.scene.to_photo(event.position()), event.modifiers())

    def _is_at_wipe(self, position: QPointF) -> bool:
        near = abs(position.x() - self.width() * self.scene.wipe) < _NEAR_WIPE
        return near and self.mode is Mode.SPLIT and self.scene.can_compare

    def _update_cursor(self) -> None:
        if self._grip is not None:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif self._drags_wipe or self._is_at_wipe(self.scene.mouse):
            self.setCursor(Qt.CursorShape.SplitHCursor)
        elif self._is_panning_key:
            self.setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self.setCursor(self._tool.cursor)

    # The keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Space pans, backslash and Tab show the original, as long as they are held; Escape gives up."""
        if event.key() == Qt.Key.Key_Escape:
            if not self.cancel_stroke():
                self.tool_dropped.emit()
        elif not self._hold(event, on=True):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Let go what was held."""
        if not self._hold(event, on=False):
            super().keyReleaseEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: N802 - Qt's own
        """Tab is held to see the original while there is a result; else it goes on."""
        return False if self.scene.can_compare else super().focusNextPrevChild(next)

    def _hold(self, event: QKeyEvent, *, on: bool) -> bool:
        """Whether *event* is of a key that is held, and so has been dealt with."""
        if event.isAutoRepeat():
            return True
        if event.key() == Qt.Key.Key_Space:
            self._is_panning_key = on
            self._update_cursor()
        elif event.key() in _ORIGINAL_KEYS:
            self.hold_original(on=on)
        else:
            return False
        return True
