"""A cell of the contact sheet: a picture under the viewport that all cells share, and its name above."""

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from deblur_desktop.gui.pictures import SURROUND
from deblur_desktop.gui.viewport import Viewport


class SharedView(QObject):
    """What every cell shows of a crop of *width* x *height* pixels.

    Signals:
        changed: Paint anew.
    """

    changed = Signal()

    def __init__(self, width: int, height: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.width, self.height = width, height
        self._fits = True
        self._viewport = Viewport().fitting(width, height)

    def seen_in(self, width: float, height: float) -> Viewport:
        """The viewport for a pane of that size, in device pixels."""
        pane = self._viewport.resized(width, height)
        return pane.fitting(self.width, self.height) if self._fits else self._clamped(pane)

    def fit(self) -> None:
        """The whole crop."""
        self._fits = True
        self.changed.emit()

    def drag(self, pane: Viewport, by: QPointF) -> None:
        """Move what *pane* shows by so many device pixels, everywhere."""
        self._show(pane.moved(by.x(), by.y()))

    def zoom(self, pane: Viewport, at: QPointF, factor: float) -> None:
        """Enlarge what *pane* shows around the point *at* of it, everywhere."""
        least = pane.fit_zoom(self.width, self.height)
        self._show(pane.zoomed_at(at.x(), at.y(), pane.zoom * factor, least))

    def _show(self, pane: Viewport) -> None:
        self._fits = False
        self._viewport = self._clamped(pane)
        self.changed.emit()

    def _clamped(self, pane: Viewport) -> Viewport:
        return pane.clamped(self.width, self.height)


class Pane(QWidget):
    """Paints a picture; the mouse moves the view of all."""

    def __init__(self, view: SharedView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._pixmap = QPixmap()
        self._grip: QPointF | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        side = 8 * self.fontMetrics().height()
        self.setMinimumSize(side, side)
        view.changed.connect(self.update)

    @property
    def pixmap(self) -> QPixmap:
        """What is shown; null at first."""
        return self._pixmap

    @property
    def viewport(self) -> Viewport:
        """Which part of it, in this pane."""
        ratio = self.devicePixelRatioF()
        return self._view.seen_in(self.width() * ratio, self.height() * ratio)

    def show_pixmap(self, pixmap: QPixmap) -> None:
        """Show *pixmap*."""
        self._pixmap = pixmap
        self.update()

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Enlarge around *at*, or around the center."""
        point = at or QPointF(self.width() / 2, self.height() / 2)
        self._view.zoom(self.viewport, point * self.devicePixelRatioF(), factor)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """One device pixel for each pixel at 100 %."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(SURROUND))
        if not self._pixmap.isNull():
            painter.scale(1 / self.devicePixelRatioF(), 1 / self.devicePixelRatioF())
            view = self.viewport
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, view.zoom < 2)
            x, y = (round(each) for each in view.to_canvas(0, 0))
            width, height = self._view.width * view.zoom, self._view.height * view.zoom
            target = QRectF(x, y, round(width), round(height))
            painter.drawPixmap(target, self._pixmap, QRectF(self._pixmap.rect()))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Begin to pan."""
        self._grip = event.position()
        self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Pan."""
        if self._grip is not None:
            by = (event.position() - self._grip) * self.devicePixelRatioF()
            self._grip = event.position()
            self._view.drag(self.viewport, by)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """End panning."""
        self._grip = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Zoom at the pointer."""
        self.zoom(1.25 ** (event.angleDelta().y() / 120), event.position())
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Another part is seen."""
        super().resizeEvent(event)
        self.update()


class Cell(QFrame):
    """A pane with a title and a state above it, and a button if it can be chosen.

    Signals:
        chosen: The button was pressed.
    """

    chosen = Signal()

    def __init__(self, view: SharedView, *, can_win: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.pane = Pane(view)
        self._title, self._state = QLabel(), QLabel()
        for label in (self._title, self._state):
            label.setTextFormat(Qt.TextFormat.PlainText)
        # A long name or message is cut, and told in full by the tool tip.
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._state.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._choose = QPushButton(self.tr("Choose"))
        self._choose.setEnabled(False)
        self._choose.setVisible(can_win)
        self._choose.clicked.connect(self.chosen)
        head = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._state)
        head.addLayout(words, 1)
        head.addWidget(self._choose)
        column = QVBoxLayout(self)
        column.addLayout(head)
        column.addWidget(self.pane, 1)

    @property
    def title(self) -> str:
        """As shown."""
        return self._title.text()

    @property
    def state(self) -> str:
        """As shown."""
        return self._state.text()

    def set_title(self, text: str) -> None:
        """The name of what is shown, with its number."""
        self._title.setText(text)
        self._title.setToolTip(text)
        self.pane.setAccessibleName(text)
        self._choose.setAccessibleName(self.tr("Choose {name}").format(name=text))

    def set_state(self, text: str, *, ready: bool) -> None:
        """What there is to say of it; *ready* when it can be chosen."""
        self._state.setText(text)
        self._state.setToolTip(text)
        self._choose.setEnabled(ready)
        self._choose.setToolTip("" if ready else self.tr("There is nothing to choose yet."))
