"""Shows one document: the photo before and after, the selection, and what lies over them.

All compare modes share one viewport, so a detail stays where it is when the mode changes. At 100 % one
pixel of the photo is one device pixel, whatever the scale of the desktop.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from deblur_desktop.gui.annotations import Annotations
from deblur_desktop.gui.document import Document
from deblur_desktop.gui.overlays import paint_pending
from deblur_desktop.gui.pictures import SURROUND, paint_pictures
from deblur_desktop.gui.scene import Mode, Scene
from deblur_desktop.gui.screen import ScreenColors, screen_colors
from deblur_desktop.gui.viewport import Viewport
from deblur_desktop.photo.box import Box

if TYPE_CHECKING:
    from deblur_desktop.gui.layers import Preview
    from deblur_desktop.gui.queue import Job

_FLICKER_MS = 700
_MARCH_MS = 120


class PhotoView(QWidget):
    """A document, seen as *scene* says; it takes no input.

    Signals:
        zoomed: The zoom changed.
        viewed: Something else is seen: another part, or in another way.
        colored: Photos are painted in these `ScreenColors`.
    """

    zoomed = Signal(float)
    viewed = Signal()
    colored = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.scene = Scene()
        self._annotations = Annotations(self.scene)
        self._fits = True
        self._screen_wish = "auto"
        self._colors: ScreenColors | None = None
        self._flicker = QTimer(self, interval=_FLICKER_MS)
        self._flicker.timeout.connect(self._swap)
        self._march = QTimer(self, interval=_MARCH_MS)
        self._march.timeout.connect(self._step)

    @property
    def viewport(self) -> Viewport:
        """Which part of the photo is seen."""
        return self.scene.viewport

    @property
    def colors(self) -> ScreenColors:
        """Those in which photos are painted."""
        if self._colors is None:
            self._colors = screen_colors(self._screen_wish, self.screen())
            self.colored.emit(self._colors)
        return self._colors

    @property
    def mode(self) -> Mode:
        """How before and after are shown."""
        return self.scene.mode

    # What it shows

    def show_document(self, document: Document | None) -> None:
        """Show *document*, or nothing; a document that was shown before is seen as it was left."""
        scene = self.scene
        if scene.document is not None:
            scene.document.edited.disconnect(self._edited)
            scene.document.found.disconnect(self._found)
        scene.document, scene.layers = document, None
        scene.preview = scene.pending = None
        self._annotations.show_run(None)
        if document is not None:
            document.edited.connect(self._edited)
            document.found.connect(self._found)
            if document.is_open:
                self._open_layers(document)
        self._found()
        self._follow_selection()
        self.update()

    def show_preview(self, preview: "Preview | None") -> None:
        """Show a part of the photo as it would be restored, as long as there is no result."""
        self.scene.preview = preview
        self.update()

    def show_pending(self, box: Box | None) -> None:
        """Show that a preview of *box* is being made, or that none is."""
        self.scene.pending = box
        self.update()

    def show_run(self, job: "Job | None") -> None:
        """Show how far *job*, a run of this document, is; None when there is none."""
        self._annotations.show_run(job)
        self.update()

    def show_overlays(self, *, map: bool, mask: bool) -> None:
        """Show the blur of each part, and what is not selected, or not."""
        self._annotations.shows_map, self._annotations.shows_mask = map, mask
        self.update()

    def set_screen(self, wish: str) -> None:
        """Paint for the screen that the setting *wish* means, see `screen_colors`."""
        self._screen_wish = wish
        self._follow_screen()

    def set_mode(self, mode: Mode) -> None:
        """Show before and after in another way."""
        self.scene.mode = mode
        self._flicker.start() if mode is Mode.FLICKER else self._flicker.stop()
        self._refit()

    def hold_original(self, *, on: bool) -> None:
        """Show the photo as it was, as long as a key is held."""
        self.scene.holds_original = on
        self.update()

    # Which part of it

    def fit(self) -> None:
        """Show the whole photo."""
        self._fits = True
        height, width = self.scene.size
        self._look_at(self.viewport.resized(*self.scene.pane_size).fitting(width, height))

    def zoom_to(self, zoom: float, at: QPointF | None = None) -> None:
        """Another zoom; the point *at* of the widget (default: the center) stays where it is."""
        self._fits = False
        x, y = self.viewport.width / 2, self.viewport.height / 2
        if at is not None:
            device = self.scene.to_device(at)
            x, y = device.x(), device.y()
        height, width = self.scene.size
        least = min(self.viewport.fit_zoom(width, height), 0.05)
        self._look_at(self.viewport.zoomed_at(x, y, zoom, least))

    def move_by(self, dx: float, dy: float) -> None:
        """Drag the photo by so many device pixels."""
        self._fits = False
        self._look_at(self.viewport.moved(dx, dy))

    def visible_box(self) -> Box:
        """The part of the photo that is seen, in whole pixels."""
        return self.scene.visible_box

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint what is seen."""
        del event
        # As a context, so that an error is told and does not end the program.
        with QPainter(self) as painter:
            if self.scene.layers is None:
                painter.fillRect(self.rect(), SURROUND)
                return
            painter.scale(1 / self.scene.ratio, 1 / self.scene.ratio)
            paint_pictures(painter, self.scene)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for pane in self.scene.panes:
                painter.save()
                painter.setClipRect(QRect(*pane))
                painter.translate(pane.x, 0)
                self._paint_overlays(painter)
                painter.restore()
            self._annotations.paint_badge(painter, self.font())

    def _paint_overlays(self, painter: QPainter) -> None:
        """What lies over each picture, in the coordinates of its pane."""
        self._annotations.paint(painter)
        if self.scene.pending is not None:
            view, words = self.viewport, self.tr("Preview…")
            paint_pending(painter, view, self.scene.pending, words, self.scene.ratio)

    # Following document and window

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Notice when the window is moved to another screen."""
        super().showEvent(event)
        window = self.window().windowHandle()
        window.screenChanged.connect(self._follow_screen, Qt.ConnectionType.UniqueConnection)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep the center, or keep fitting."""
        super().resizeEvent(event)
        self._measure()

    def event(self, event: QEvent) -> bool:
        """Follow the window to a screen of another scale."""
        if event.type() is QEvent.Type.DevicePixelRatioChange:
            self._measure()
        return super().event(event)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Large."""
        return QSize(900, 600)

    def _open_layers(self, document: Document) -> None:
        from deblur_desktop.gui.layers import (
            Layers,
        )  # not at the start: the window opens without it

        self.scene.layers = Layers(document, self.colors.space)
        self.fit()

    def _follow_screen(self) -> None:
        self._colors = None  # found when there is something to paint
        if self.scene.layers is not None:
            self.scene.layers.set_screen(self.colors.space)
            self.update()

    def _edited(self) -> None:
        if self.scene.layers is not None:
            self.scene.layers.refresh()
        self._follow_selection()
        self._refit()  # a result that comes or goes changes the size of the panes
        self.update()

    def _found(self) -> None:
        self._annotations.follow_diagnosis()
        self.update()

    def _follow_selection(self) -> None:
        self._annotations.follow_selection()
        self._march.start() if self._annotations.marches else self._march.stop()

    def _step(self) -> None:
        self._annotations.march()
        self.update()

    def _swap(self) -> None:
        self.scene.flickers_after = not self.scene.flickers_after
        self.update()

    def _measure(self) -> None:
        ratio = self.devicePixelRatioF()
        self.scene.ratio = ratio
        self.scene.width, self.scene.height = self.width() * ratio, self.height() * ratio
        self._refit()

    def _refit(self) -> None:
        self.fit() if self._fits else self._look_at(self.viewport)

    def _look_at(self, viewport: Viewport) -> None:
        before = self.viewport.zoom
        self.scene.look_at(viewport)
        if self.viewport.zoom != before:
            self.zoomed.emit(self.viewport.zoom)
        self.update()
        self.viewed.emit()
