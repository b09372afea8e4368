"""Messages inside the window: an error with Details and Copy, or a notice. Never a modal dialog."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from deblur_desktop.gui import theme
from deblur_desktop.gui.icons import icon


class MessageBar(QFrame):
    """One message at a time; hidden when there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message-bar")
        self._icon = "info"
        self._picture = QLabel()
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._details = QPlainTextEdit()
        self._details.setReadOnly(True)
        self._details.setVisible(False)
        self._act = QPushButton()
        self._run: Callable[[], object] | None = None
        self._later: list[tuple[str, str, Callable[[], object]]] = []
        self._more = QPushButton(self.tr("Details"))
        self._more.setCheckable(True)
        self._copy = QPushButton(self.tr("Copy"))
        self._close = QPushButton(self.tr("Dismiss"))
        row = QHBoxLayout()
        for widget in (self._picture, self._text, self._act, self._more, self._copy, self._close):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.addLayout(row)
        column.addWidget(self._details)
        self._more.toggled.connect(self._details.setVisible)
        self._copy.clicked.connect(self._copy_all)
        self._close.clicked.connect(self._dismiss)
        self._act.clicked.connect(self._do)
        self.hide()

    @property
    def text(self) -> str:
        """What it says now; empty when hidden."""
        return self._text.text() if not self.isHidden() else ""

    def show_error(self, message: str, hint: str = "", details: str = "") -> None:
        """Tell what failed and what to do."""
        self._show("error", f"{message}\n{hint}" if hint else message, details)

    def show_notice(self, message: str, hint: str = "", details: str = "") -> None:
        """Tell something that is no error."""
        self._show("info", f"{message}\n{hint}" if hint else message, details)

    def show_offer(self, message: str, verb: str, run: Callable[[], object]) -> None:
        """Tell something, with a button that does *run*; not before what is told now is dismissed."""
        if not self.isHidden() and self._run is None:
            self._later.append((message, verb, run))
            return
        self._show("info", message, "")
        self._run = run
        self._act.setText(verb)
        self._act.show()
        self._copy.hide()

    def _do(self) -> None:
        run = self._run
        self._dismiss()
        if run is not None:
            run()

    def _dismiss(self) -> None:
        self._run = None
        self.hide()
        if self._later:
            self.show_offer(*self._later.pop(0))

    def _show(self, picture: str, text: str, details: str) -> None:
        self._icon, self._run = picture, None
        self._act.hide()
        self._copy.show()
        theme.mark(self, "message", picture)
        self._draw_icon()
        self._text.setText(text)
        self._details.setPlainText(details)
        self._more.setChecked(False)
        self._more.setVisible(bool(details))
        self.show()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """A picture in a label does not follow the colors by itself."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_icon()

    def _draw_icon(self) -> None:
        side = self.fontMetrics().height() + 4
        pixmap = icon(self._icon).pixmap(QSize(side, side), self.devicePixelRatio())
        self._picture.setPixmap(pixmap)

    def _copy_all(self) -> None:
        text = "\n\n".join(filter(None, (self._text.text(), self._details.toPlainText())))
        QGuiApplication.clipboard().setText(text)
