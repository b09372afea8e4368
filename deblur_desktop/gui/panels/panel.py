"""What all panels share."""

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from deblur_desktop.gui.document import Document
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
        heading = QLabel(title)
        heading.setProperty("heading", True)
        self.column.addWidget(heading)
        session.current_changed.connect(self._follow)

    @property
    def document(self) -> Document | None:
        """The one that is shown."""
        return self._document

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


def wrapping_label(text: str = "") -> QLabel:
    """A label for sentences, which can be selected and read by keyboard."""
    from PySide6.QtCore import Qt

    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)  # names and messages come from anywhere
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label
