"""What the window shows before a photo is open: three steps, and a sample to try."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget


class EmptyState(QWidget):
    """The drop target."""

    open_wished = Signal()
    sample_wished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.addStretch()
        title = QLabel(self.tr("Drop a blurred photo here"))
        title.setProperty("title", True)
        title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(title)
        for number, step in enumerate(self._steps(), start=1):
            label = QLabel(f"{number}.  {step}")
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
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
        column.addSpacing(self.fontMetrics().height())
        column.addLayout(row)
        column.addStretch()

    def _steps(self) -> tuple[str, str, str]:
        return (
            self.tr("Open a photo or a folder; its blur is measured."),
            self.tr("Press Deblur, for the whole photo or a part that you select."),
            self.tr("Compare, set the strength, save. The original is never touched."),
        )
