"""How a job failed, inline: the message, what to do, Details, Copy, and Dismiss."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from deblur_desktop.gui.panels.panel import wrapping_label
from deblur_desktop.gui.wording import told
from deblur_desktop.jobs.messages import Failed


class Failure(QWidget):
    """One failure.

    Signals:
        dismissed: The person has read it.
    """

    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._message: Failed | None = None
        self._text = wrapping_label()
        self._details = QPlainTextEdit(readOnly=True)
        self._details.setAccessibleName(self.tr("Details"))
        self._details.setVisible(False)
        self._more = QPushButton(self.tr("Details"))
        self._more.setCheckable(True)
        self._copy = QPushButton(self.tr("Copy"))
        self._dismiss = QPushButton(self.tr("Dismiss"))
        row = QHBoxLayout()
        for button in (self._more, self._copy, self._dismiss):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._text)
        column.addWidget(self._details)
        column.addLayout(row)
        self._more.toggled.connect(self._details.setVisible)
        self._copy.clicked.connect(self._copy_all)
        self._dismiss.clicked.connect(self.dismissed)

    def show_message(self, message: Failed) -> None:
        """Show *message*; the details are folded for another one."""
        if message is self._message:
            return
        self._message = message
        text, hint, details = told(message)
        self._text.setText("\n".join(filter(None, (text, hint))))
        self._details.setPlainText(details)
        self._more.setVisible(bool(details))
        self._more.setChecked(False)

    def _copy_all(self) -> None:
        text = "\n\n".join(filter(None, (self._text.text(), self._details.toPlainText())))
        QGuiApplication.clipboard().setText(text)
