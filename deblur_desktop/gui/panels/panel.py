"""What all panels share."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from deblur_desktop.gui.actions import plain_text
from deblur_desktop.gui.document import Document
from deblur_desktop.gui.icons import icon
from deblur_desktop.gui.session import Session


class DocumentPanel(QWidget):
    """A titled part of the side bar that follows the current document.

    A subclass fills `self.column` and refreshes its widgets in `refresh`, which is called whenever the
    document, its edit or its state changes.
    """

    def __init__(self, title: str, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._document: Document | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        if title:
            heading = QLabel(title)
            heading.setProperty("heading", True)
            self.column.addWidget(heading)
        session.current_changed.connect(self._follow)

    @property
    def document(self) -> Document | None:
        """The one that is shown."""
        return self._document

    def why_no_document(self) -> str:
        """Why there is nothing to set, as a sentence; empty when there is."""
        return "" if self._document else self.tr("Open a photo first.")

    def refresh(self) -> None:
        """Show what the document says now."""
        raise NotImplementedError

    def _follow(self) -> None:
        if self._document is not None:
            for signal in (
                self._document.edited,
                self._document.found,
                self._document.state_changed,
            ):
                signal.disconnect(self.refresh)
        self._document = self.session.current
        if self._document is not None:
            for signal in (
                self._document.edited,
                self._document.found,
                self._document.state_changed,
            ):
                signal.connect(self.refresh)
        self.refresh()


class ActionButton(QPushButton):
    """A button for an action: its text or another one, its tool tip, whether it can be used."""

    def __init__(self, action: QAction, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._action, self._text = action, text
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        # The mnemonic belongs to the menu.
        self.setText(self._text or plain_text(self._action))
        self.setToolTip(self._action.toolTip())
        self.setEnabled(self._action.isEnabled())


class Caution(QWidget):
    """A sentence behind a warning sign; hidden while it is empty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign, self._text = QLabel(), wrapping_label()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        self._draw_sign()
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def warn(self, text: str) -> None:
        """Say *text*; nothing when it is empty."""
        self._text.setText(text)
        self.setVisible(bool(text))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """A picture in a label does not follow the colors by itself."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_sign()

    def _draw_sign(self) -> None:
        side = self.fontMetrics().height()
        self._sign.setPixmap(icon("warning").pixmap(QSize(side, side), self.devicePixelRatio()))


class Lines(QWidget):
    """Short sentences, one under the other; each can wrap."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels: list[QLabel] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(self.fontMetrics().height() // 4)

    @property
    def text(self) -> str:
        """What they say, each on a line of its own."""
        return "\n".join(label.text() for label in self._labels if not label.isHidden())

    def show_lines(self, lines: Sequence[str]) -> None:
        """Say *lines*; hidden while there are none."""
        while len(self._labels) < len(lines):
            label = wrapping_label()
            label.setForegroundRole(self.foregroundRole())
            self._labels.append(label)
            self._column.addWidget(label)
        for place, label in enumerate(self._labels):
            label.setText(lines[place] if place < len(lines) else "")
            label.setVisible(place < len(lines))
        self.setVisible(bool(lines))


def wrapping_label(text: str = "") -> QLabel:
    """A label for sentences, which can be selected and read by keyboard."""
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)  # names and messages come from anywhere
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label


def allow(widget: QWidget, reason: str, tip: str = "") -> None:
    """Let *widget* be used unless there is a *reason* not to, which its tool tip then tells."""
    widget.setEnabled(not reason)
    widget.setToolTip("\n".join(filter(None, (tip, reason))))
