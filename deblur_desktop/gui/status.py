"""The status bar: zoom, photo, device; while something runs its progress, the time left, and Cancel."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QStatusBar, QWidget

from deblur_desktop.gui import wording
from deblur_desktop.gui.document import Document
from deblur_desktop.gui.queue import Job
from deblur_desktop.gui.screen import ScreenColors
from deblur_desktop.jobs.messages import Run
from deblur_desktop.photo.names import display_name


class Status(QStatusBar):
    """What the person may want to know at any time.

    Signals:
        cancel_wished: The run of a photo shall end.
        pause_wished: The batch shall.
    """

    cancel_wished = Signal()
    pause_wished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zoom, self._photo, self._left = QLabel(), QLabel(), QLabel()
        self._view, self._colors = QLabel(), ""
        self._view.setIndent(self.fontMetrics().height())
        self._bar = QProgressBar(maximum=1000)
        self._bar.setAccessibleName(self.tr("Progress"))
        self._cancel, self._pause = QPushButton(self.tr("Cancel")), QPushButton(self.tr("Pause"))
        self._cancel.clicked.connect(self.cancel_wished)
        self._pause.clicked.connect(self.pause_wished)
        self.addWidget(self._zoom)
        self.addWidget(self._photo)
        self.addWidget(self._view, 1)
        for widget in (self._left, self._bar, self._cancel, self._pause):
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
        """How far the run of a photo or a batch is; None when nothing runs."""
        is_batch = job is not None and isinstance(job.request, Run)
        for widget in (self._left, self._bar):
            widget.setVisible(job is not None)
        self._pause.setVisible(is_batch)
        self._cancel.setVisible(job is not None and not is_batch)
        if job is None:
            return
        self._bar.setRange(0, 1000 if job.done else 0)  # a busy bar until the first tile is done
        self._bar.setValue(round(1000 * job.done))
        left = self._remaining(job)
        self._left.setText(self.tr("Batch: {time}").format(time=left) if is_batch else left)

    def _remaining(self, job: Job) -> str:
        if isinstance(job.request, Run) and job.stage:
            return wording.located(job.stage)
        if job.remaining_s is None:
            return self.tr("preparing the model…") if job.done == 0 else self.tr("estimating…")
        return self.tr("{time} left").format(time=wording.clock(job.remaining_s))
