"""What the window shows before a photo is open: three steps, a sample to try, and the latest photos."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from deblur_desktop.gui.plain import plain_tip
from deblur_desktop.photo.names import display_name

_RECENT = 4


class EmptyState(QWidget):
    """The drop target.

    Signals:
        photo_wished: A recent photo, as a path.
    """

    open_wished = Signal()
    sample_wished = Signal()
    photo_wished = Signal(object)

    def __init__(
        self, recent: Callable[[], Sequence[Path]] = tuple, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._recent = recent
        self._listed = QWidget()
        self._column = column = QVBoxLayout(self)
        column.addStretch()
        title = QLabel(self.tr("Drop a blurred photo here"))
        title.setProperty("title", True)
        title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(title)
        for number, step in enumerate(self._steps(), start=1):
            label = QLabel(f"{number}.  {step}")
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        column.addSpacing(self.fontMetrics().height())
        column.addLayout(self._buttons())
        column.addSpacing(self.fontMetrics().height())
        column.addWidget(self._listed)
        column.addStretch()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Look for the latest photos once the window is there, for a disk may be slow."""
        super().showEvent(event)
        QTimer.singleShot(0, self._list_recent)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch()
        for text, signal, primary in (
            (self.tr("Open Photo…"), self.open_wished, True),
            (self.tr("Try a Sample Photo"), self.sample_wished, False),
        ):
            button = QPushButton(text)
            button.setProperty("primary", primary)
            button.clicked.connect(signal)
            row.addWidget(button)
        row.addStretch()
        return row

    def _list_recent(self) -> None:
        listed = QWidget()
        column = QVBoxLayout(listed)
        photos = self._recent()[:_RECENT]
        if photos:
            heading = QLabel(self.tr("Recent photos"))
            heading.setProperty("heading", True)
            column.addWidget(heading, alignment=Qt.AlignmentFlag.AlignCenter)
        for path in photos:
            column.addWidget(self._link(path), alignment=Qt.AlignmentFlag.AlignCenter)
        self._column.replaceWidget(self._listed, listed)
        self._listed.deleteLater()
        self._listed = listed

    def _link(self, path: Path) -> QPushButton:
        name = display_name(path.name)
        button = QPushButton(self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, 400))
        button.setText(button.text().replace("&", "&&"))
        button.setFlat(True)
        button.setToolTip(plain_tip(display_name(path)))
        button.setAccessibleName(name)
        button.clicked.connect(lambda: self.photo_wished.emit(path))
        return button

    def _steps(self) -> tuple[str, str, str]:
        return (
            self.tr("Open a photo or a folder; its blur is measured."),
            self.tr("Press Deblur, for the whole photo or a part that you select."),
            self.tr("Compare, set the strength, save. The original is never touched."),
        )
