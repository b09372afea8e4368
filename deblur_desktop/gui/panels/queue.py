"""The queue: what runs, what waits, and what failed, until the person has read it."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QHeaderView,
    QProgressBar,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from deblur_desktop.gui import wording
from deblur_desktop.gui.icons import icon
from deblur_desktop.gui.panels.failure import Failure
from deblur_desktop.gui.queue import Job, Queue
from deblur_desktop.jobs import messages
from deblur_desktop.jobs.messages import Message
from deblur_desktop.photo.names import display_name

_NAME, _WHAT, _STATE = range(3)
_NUMBER = Qt.ItemDataRole.UserRole


class QueuePanel(QWidget):
    """One row for each job, running ones first; those that failed stay below until dismissed."""

    def __init__(self, queue: Queue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._queue = queue
        self._failed: dict[int, tuple[Job, messages.Failed]] = {}
        self._bars: dict[int, QProgressBar] = {}
        self._make_list()
        self._failure = Failure()
        self._failure.dismissed.connect(self._dismiss)
        self._make_buttons()
        queue.changed.connect(self.refresh)
        queue.progressed.connect(self._progress)
        queue.finished.connect(self._finished)
        self.refresh()

    def refresh(self) -> None:
        """List the jobs as they are now; what was selected stays so."""
        selected = self._selected()
        blocked = self._list.blockSignals(True)
        self._list.clear()
        self._bars.clear()
        for job in self._queue.jobs:
            self._add(job)
        for job, message in self._failed.values():
            self._add_failed(job, message)
        self._select(selected)
        self._list.blockSignals(blocked)
        self._refresh_controls()

    # Putting together

    def _make_list(self) -> None:
        self._list = QTreeWidget()
        self._list.setRootIsDecorated(False)
        self._list.setUniformRowHeights(True)
        self._list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._list.setAccessibleName(self.tr("Jobs"))
        self._list.setHeaderLabels([self.tr("Photo"), self.tr("Job"), self.tr("State")])
        self._list.header().setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        for column in (_WHAT, _STATE):
            mode = QHeaderView.ResizeMode.ResizeToContents
            self._list.header().setSectionResizeMode(column, mode)
        self._list.header().setStretchLastSection(False)
        self._list.itemSelectionChanged.connect(self._refresh_controls)

    def _make_buttons(self) -> None:
        self._cancel = self._button(self.tr("Cancel"), self._cancel_selected)
        self._cancel_all = self._button(self.tr("Cancel All"), self._queue.cancel_all)
        self._up = self._button(self.tr("Move Up"), lambda: self._move(-1))
        self._down = self._button(self.tr("Move Down"), lambda: self._move(1))
        # Two by two, for a dock may be narrow.
        grid = QGridLayout()
        grid.addWidget(self._up, 0, 0)
        grid.addWidget(self._down, 0, 1)
        grid.addWidget(self._cancel, 1, 0)
        grid.addWidget(self._cancel_all, 1, 1)
        column = QVBoxLayout(self)
        column.addWidget(self._list, 1)
        column.addWidget(self._failure)
        column.addLayout(grid)

    def _button(self, text: str, run: object) -> QPushButton:
        button = QPushButton(text)
        button.clicked.connect(run)
        return button

    # Rows

    def _add(self, job: Job) -> None:
        item = self._row(job)
        if not _runs(job):
            item.setText(_STATE, self.tr("waiting"))
            return
        bar = QProgressBar()
        bar.setAccessibleName(self.tr("Progress"))
        self._list.setItemWidget(item, _STATE, bar)
        # Wide enough for the longest text, or the column would breathe.
        bar.setMinimumWidth(
            self.fontMetrics().horizontalAdvance(wording.stage("preparing the model") + "  ")
        )
        self._bars[job.number] = bar
        self._show_progress(job)

    def _add_failed(self, job: Job, message: messages.Failed) -> None:
        item = self._row(job)
        item.setText(_STATE, self.tr("failed"))
        item.setIcon(_STATE, icon("error"))
        item.setToolTip(_STATE, wording.told(message).message)

    def _row(self, job: Job) -> QTreeWidgetItem:
        item = QTreeWidgetItem(self._list, [_name(job), _what(job), ""])
        item.setData(_NAME, _NUMBER, job.number)
        item.setToolTip(_NAME, display_name(job.document.path) if job.document else "")
        return item

    def _progress(self, job: Job) -> None:
        if job.number in self._bars:
            self._show_progress(job)

    def _show_progress(self, job: Job) -> None:
        bar = self._bars[job.number]
        bar.setRange(0, 1000 if job.done else 0)
        bar.setValue(round(1000 * job.done))
        bar.setFormat(self._progress_text(job))

    def _progress_text(self, job: Job) -> str:
        if job.done == 0:
            return wording.stage(job.stage)
        percent = round(100 * job.done)
        if job.remaining_s is None:
            return self.tr("{percent} %").format(percent=percent)
        text = self.tr("{percent} %, {time} left")
        return text.format(percent=percent, time=wording.clock(job.remaining_s))

    def _finished(self, job: Job, message: Message) -> None:
        if isinstance(message, messages.Failed):
            self._failed[job.number] = (job, message)
            self.refresh()

    # What a person can do

    def _cancel_selected(self) -> None:
        job = self._job()
        if job is not None:
            self._queue.cancel(job)

    def _move(self, by: int) -> None:
        job = self._job()
        if job is not None:
            self._queue.move(job, _place(job) + by)

    def _dismiss(self) -> None:
        del self._failed[self._selected()]
        self.refresh()

    # What is selected

    def _selected(self) -> int:
        """The number of the selected job; 0 when there is none."""
        items = self._list.selectedItems()
        return items[0].data(_NAME, _NUMBER) if items else 0

    def _select(self, number: int) -> None:
        for row in range(self._list.topLevelItemCount()):
            item = self._list.topLevelItem(row)
            if item is not None and item.data(_NAME, _NUMBER) == number:
                self._list.setCurrentItem(item)

    def _job(self) -> Job | None:
        number = self._selected()
        return next((job for job in self._queue.jobs if job.number == number), None)

    def _refresh_controls(self) -> None:
        job, last = self._job(), 0
        place = -1
        if job is not None and not _runs(job):
            place, last = _place(job), len(job.lane.waiting) - 1
        self._up.setEnabled(place > 0)
        self._down.setEnabled(0 <= place < last)
        self._cancel.setEnabled(job is not None)
        self._cancel_all.setEnabled(bool(self._queue.jobs))
        self._explain()
        failed = self._failed.get(self._selected())
        self._failure.setVisible(failed is not None)
        if failed is not None:
            self._failure.show_message(failed[1])

    def _explain(self) -> None:
        """Say why a button cannot be used."""
        waiting = self.tr("Select a job that waits and has others to go past.")
        reasons = {
            self._up: waiting,
            self._down: waiting,
            self._cancel: self.tr("Select a job that has not ended."),
            self._cancel_all: self.tr("Nothing runs and nothing waits."),
        }
        for button, reason in reasons.items():
            button.setToolTip("" if button.isEnabled() else reason)


def _runs(job: Job) -> bool:
    running = job.lane.running
    return running is not None and running.job == job.number


def _place(job: Job) -> int:
    """Among those that wait in its lane."""
    return [request.job for request in job.lane.waiting].index(job.number)


def _name(job: Job) -> str:
    if job.document is not None:
        return display_name(job.document.path.name)
    if isinstance(job.request, messages.Import):
        return display_name(job.request.path.rpartition("/")[2])
    if isinstance(job.request, messages.Install):
        return job.request.checkpoint
    if isinstance(job.request, messages.Run):
        return job.request.batch
    return ""


def _what(job: Job) -> str:
    translate, request = QCoreApplication.translate, job.request
    if isinstance(request, messages.Restore) and request.preview:
        return translate("QueuePanel", "Preview")
    names: dict[type[Message], str] = {
        messages.Open: translate("QueuePanel", "Open"),
        messages.Diagnose: translate("QueuePanel", "Diagnose"),
        messages.Restore: translate("QueuePanel", "Deblur"),
        messages.Export: translate("QueuePanel", "Export"),
        messages.Copy: translate("QueuePanel", "Copy"),
        messages.Save: translate("QueuePanel", "Save"),
        messages.Import: translate("QueuePanel", "Import a model"),
        messages.Install: translate("QueuePanel", "Install a model"),
        messages.Inspect: translate("QueuePanel", "Look for devices"),
        messages.Run: translate("QueuePanel", "Batch"),
        messages.Report: translate("QueuePanel", "Report"),
        messages.Estimate: translate("QueuePanel", "Count photos"),
        messages.Pair: translate("QueuePanel", "Open a result"),
    }
    return names.get(type(request), type(request).__name__)
