"""The status bar: zoom, photo, device; while something runs its progress, the time left, and Cancel."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QStatusBar, QWidget

from deblur_desktop.gui.document import Document
from deblur_desktop.gui.queue import Job
from deblur_desktop.gui.screen import ScreenColors
from deblur_desktop.photo.names import display_name


class Status(QStatusBar):
    """What the person may want to know at any time."""

    cancel_wished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zoom, self._photo, self._left = QLabel(), QLabel(), QLabel()
        self._view, self._colors = QLabel(), ""
        self._view.setIndent(self.fontMetrics().height())
        self._bar = QProgressBar(maximum=1000)
        self._bar.setAccessibleName(self.tr("Progress"))
        self._cancel = QPushButton(self.tr("Cancel"))
        self._cancel.clicked.connect(self.cancel_wished)
        self.addWidget(self._zoom)
        self.addWidget(self._photo)
        self.addWidget(self._view, 1)
        for widget in (self._left, self._bar, self._cancel):
            self.addPermanentWidget(widget)
        self.show_job(None)

    def show_zoom(self, zoom: float) -> None:
        """The zoom of the canvas."""
        self._zoom.setText(f"{100 * zoom:.0f} %")

    def show_colors(self, colors: ScreenColors) -> None:
        """In which colors the canvas shows the photo."""
        self._colors = self.tr("{profile} view").format(profile=display_name(colors.name))
        self._view.setText(self._colors if self._photo.text() else "")
        self._view.setToolTip(colors.trouble or self.tr("Colors are converted for the screen."))

    def show_document(self, document: Document | None) -> None:
        """Size, depth and color space."""
        opened = document.opened if document else None
        self._view.setText(self._colors if opened else "")  # a message hides it and shows it again
        if opened is None:
            self._photo.setText("")
            self._zoom.setText("")
            return
        gray = self.tr("gray") if opened.gray else ""
        depth = self.tr("{bits} bit").format(bits=opened.depth)
        profile = opened.profile or self.tr("no color profile")
        size = f"{opened.width} × {opened.height}"
        self._photo.setText("   ".join(filter(None, (size, depth, gray, profile))))

    def show_job(self, job: Job | None) -> None:
        """How far a run is; what the program asks for itself is not shown."""
        job = job if job is not None and job.document is not None else None
        for widget in (self._left, self._bar, self._cancel):
            widget.setVisible(job is not None)
        if job is None:
            return
        self._bar.setRange(0, 1000 if job.done else 0)  # a busy bar until the first tile is done
        self._bar.setValue(round(1000 * job.done))
        self._left.setText(self._remaining(job))

    def _remaining(self, job: Job) -> str:
        if job.remaining_s is None:
            return self.tr("preparing the model…") if job.done == 0 else self.tr("estimating…")
        minutes, seconds = divmod(round(job.remaining_s), 60)
        return self.tr("{minutes}:{seconds} left").format(minutes=minutes, seconds=f"{seconds:02}")
