"""Dropping onto the window: anywhere on it, and it says so while something is dragged across."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QWidget

if TYPE_CHECKING:
    from deblur_desktop.gui.session import Session


class DropTarget(QObject):
    """Lets *window* take what is dropped on it or on anything in it; the hint covers *center*."""

    def __init__(self, window: QWidget, center: QWidget, session: Session) -> None:
        super().__init__(window)
        self._session = session
        self.hint = DropHint(center)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Follow a drag across the window."""
        match event.type():
            case QEvent.Type.DragEnter if isinstance(event, QDragEnterEvent):
                return self._enter(event)
            case QEvent.Type.DragMove if isinstance(event, QDragMoveEvent):
                _accept_copy(event)
                return True
            case QEvent.Type.DragLeave:
                self.hint.hide()
            case QEvent.Type.Drop if isinstance(event, QDropEvent):
                self._take(event)
                return True
            case _:
                pass
        return super().eventFilter(watched, event)

    def _take(self, event: QDropEvent) -> None:
        from deblur_desktop.gui.system.intake import take

        self.hint.hide()
        _accept_copy(event)
        take(event.mimeData(), self._session)

    def _enter(self, event: QDragEnterEvent) -> bool:
        from deblur_desktop.gui.system.offer import may_offer

        # What comes from this window is open already.
        is_ours = event.source() is not None  # pyright: ignore[reportUnnecessaryComparison]
        if is_ours or not may_offer(event.mimeData()):
            event.ignore()
            return True
        _accept_copy(event)
        self.hint.tell(_hint_text(event))
        return True


class DropHint(QLabel):
    """A dashed frame with a sentence over its parent; no mouse ever meets it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._covered = parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("title", True)
        self.hide()

    def tell(self, text: str) -> None:
        """Cover the parent and say *text*."""
        self.setText(text)
        self.setGeometry(self._covered.rect())
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """The frame beneath the text."""
        painter = QPainter(self)
        ground, line = self.palette().window().color(), self.palette().accent().color()
        ground.setAlphaF(0.94)
        painter.fillRect(self.rect(), ground)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(line, 2, Qt.PenStyle.DashLine))
        gap = self.fontMetrics().height() / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(gap, gap, -gap, -gap), gap, gap)
        painter.end()
        super().paintEvent(event)


def _accept_copy(event: QDropEvent) -> None:
    # A file manager that proposes to move would remove the person's file afterwards.
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()


def _hint_text(event: QDropEvent) -> str:
    from deblur_desktop.gui.system.intake import refusal
    from deblur_desktop.gui.system.offer import offer_of

    # Asking for a picture would copy it now; the kinds of data tell enough.
    data = event.mimeData()
    if data.hasUrls() and not data.hasImage():
        offer = offer_of(data)
        if not offer.paths:
            return refusal(offer)[0]
    return QCoreApplication.translate("DropHint", "Drop to open")
