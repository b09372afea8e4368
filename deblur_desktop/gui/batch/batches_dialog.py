"""All batches: the photos of one as a table, and what can be done with them."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
)

from deblur_desktop.errors import DeblurError, JournalError
from deblur_desktop.gui import batch_wording, wording
from deblur_desktop.gui.batch.follower import Follower
from deblur_desktop.gui.batch.photo_table import PhotoTable
from deblur_desktop.gui.batch.rows import SIDE, Rows
from deblur_desktop.gui.dialogs.question import Question
from deblur_desktop.gui.idle_pictures import IdlePictures
from deblur_desktop.gui.message_bar import MessageBar
from deblur_desktop.gui.queue import Job
from deblur_desktop.gui.reveal import show_in_folder
from deblur_desktop.gui.session import Session
from deblur_desktop.gui.system.offer import offer_of
from deblur_desktop.jobs import messages
from deblur_desktop.jobs.batches import Batch, batches
from deblur_desktop.jobs.item import BROKEN, OPEN, Item, State
from deblur_desktop.jobs.messages import Message
from deblur_desktop.jobs.standing import Standing
from deblur_desktop.photo.names import display_name

_MOST_PICTURES = 512


class BatchesDialog(QDialog):
    """Shows any batch, whoever works on it; a window of its own, which may lie behind the other one.

    Signals:
        new_wished: A person wants to begin one, of these folders perhaps.
        pair_wished: A photo and its result shall be compared; with the receipt as JSON.
    """

    new_wished = Signal(list)
    pair_wished = Signal(object, object, str)

    def __init__(self, session: Session) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setWindowTitle(self.tr("Batches"))
        self.setAcceptDrops(True)
        self._session, self._queue = session, session.queue
        self.follower = Follower(self)
        pictures = IdlePictures(session, 3 * SIDE, _MOST_PICTURES, self)
        self.rows = Rows(self.follower, pictures, self)
        self._messages = MessageBar()
        self._make_head()
        self._make_table()
        self._make_buttons()
        self._make_layout()
        self.follower.looked.connect(self.refresh)
        self.follower.failed.connect(self._show_error)
        self._queue.batch.answered.connect(self._show_progress)
        self._queue.finished.connect(self._finished)
        self.reload()

    def reload(self, chosen: Batch | None = None) -> None:
        """List the batches as they are now, and show *chosen* or the latest."""
        found = list(batches())[::-1]
        open_ = [batch.is_open() for batch in found]
        self._choice.blockSignals(True)
        self._choice.clear()
        for batch, is_open in zip(found, open_, strict=True):
            self._choice.addItem(self._title(batch, is_open=is_open), batch)
        self._choice.blockSignals(False)
        wanted = chosen or self.follower.batch
        usual = open_.index(True) if True in open_ else 0
        place = next((i for i, b in enumerate(found) if wanted and b.id == wanted.id), usual)
        self._choice.setCurrentIndex(place if found else -1)
        self._follow_chosen()

    def run(self, batch: Batch) -> None:
        """Show *batch*, and work on it."""
        self.reload(batch)
        self._queue.run_batch(batch.id, device=self._session.device)
        self.refresh()

    def done(self, result: int) -> None:
        """The work goes on without being looked at."""
        self.follower.close()
        super().done(result)

    # Putting together

    def _make_head(self) -> None:
        self._choice = QComboBox()
        self._choice.setAccessibleName(self.tr("Batch"))
        self._choice.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._choice.currentIndexChanged.connect(self._follow_chosen)
        self._summary = QLabel()
        self._summary.setTextFormat(Qt.TextFormat.PlainText)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(self.fontMetrics().height() // 2)
        self._bar.setAccessibleName(self.tr("Progress"))

    def _make_table(self) -> None:
        self.table = PhotoTable(self.rows)
        self.table.doubleClicked.connect(lambda _: self._open_pair())
        self.table.selection().selectionChanged.connect(self.refresh)

    def _make_buttons(self) -> None:
        self._new = self._button(self.tr("&New Batch…"), lambda: self.new_wished.emit([]))
        self._pause = self._button(self.tr("&Pause"), self._pause_batch)
        self._resume = self._button(self.tr("&Resume"), self._resume_batch)
        self._retry = self._button(self.tr("Retry &Failed"), self._retry_failed)
        self._skip = self._button(self.tr("&Leave Out"), self._skip_selected)
        self._pair = self._button(self.tr("&Compare"), self._open_pair)
        self._show = self._button(self.tr("Show in &Folder"), self._show_result)
        self._report = self._button(self.tr("Rep&ort…"), self._write_report)
        self._forget = self._button(self.tr("For&get…"), self._ask_to_forget)

    def _button(self, text: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: run())
        return button

    def _make_layout(self) -> None:
        em = self.fontMetrics().height()
        head = QHBoxLayout()
        head.addWidget(self._choice, 1)
        head.addWidget(self._new)
        state = QHBoxLayout()
        state.addWidget(self._summary, 1)
        for button in (self._pause, self._resume, self._retry):
            state.addWidget(button)
        foot = QHBoxLayout()
        for button in (self._pair, self._show, self._skip):
            foot.addWidget(button)
        foot.addStretch()
        foot.addWidget(self._report)
        foot.addWidget(self._forget)
        column = QVBoxLayout(self)
        column.setSpacing(em // 2)
        column.addLayout(head)
        column.addWidget(self._messages)
        column.addLayout(state)
        column.addWidget(self._bar)
        column.addWidget(self.table, 1)
        column.addLayout(foot)
        self.resize(74 * em, 44 * em)

    # What is shown

    def refresh(self) -> None:
        """Show what is known now, and what can be done."""
        found, known = self.follower.standing, self.follower.batch is not None
        text = batch_wording.standing(found, is_ours=self._is_ours())
        self._summary.setText(text if known else self.tr("There are no batches."))
        if self.follower.batch is not None:
            title = self._title(self.follower.batch, is_open=found.is_open)
            self._choice.setItemText(self._choice.currentIndex(), title)
        self._bar.setRange(0, max(found.known, 1))
        self._bar.setValue(found.known - found.left)
        self._refresh_buttons(found)

    def _is_ours(self) -> bool:
        """Whether the worker of this window has it."""
        batch = self.follower.batch
        requests = [job.request for job in self._queue.jobs]
        return any(
            isinstance(r, messages.Run) and batch is not None and r.batch == batch.id
            for r in requests
        )

    def _refresh_buttons(self, found: Standing) -> None:
        chosen = self.table.chosen()
        goes_on = bool(found.worker) or self._is_ours()
        no_batch = "" if self.follower.batch else self.tr("Begin a batch first.")
        no_choice = no_batch or ("" if chosen else self.tr("Select photos first."))
        reasons = {
            self._pause: no_batch or ("" if goes_on else self.tr("Nobody works on this batch.")),
            self._resume: no_batch
            or (self.tr("It is being worked on.") if goes_on else "")
            or ("" if found.is_open else self.tr("Nothing is left to do.")),
            self._retry: no_batch or ("" if found.failed else self.tr("Nothing failed.")),
            self._skip: no_choice
            or self._unless(self.tr("Select photos that are not done yet."), OPEN),
            self._pair: no_choice
            or ("" if self._one_with_result() else self.tr("Select one photo that has a result.")),
            self._show: no_choice,
            self._report: no_batch,
            self._forget: no_batch or (self.tr("Pause it first.") if goes_on else ""),
        }
        for button, reason in reasons.items():
            button.setEnabled(not reason)
            button.setToolTip(reason)

    def _unless(self, reason: str, states: tuple[State, ...]) -> str:
        return "" if any(item.state in states for item in self.table.chosen()) else reason

    def _one_with_result(self) -> Item | None:
        chosen = self.table.chosen()
        return chosen[0] if len(chosen) == 1 and chosen[0].result else None

    def _show_progress(self, message: Message) -> None:
        if isinstance(message, messages.Progress) and message.photo and self._is_ours():
            self.rows.show_progress(message.photo, message.done, message.stage)

    def _finished(self, job: Job, message: Message) -> None:
        if not isinstance(job.request, messages.Run | messages.Report):
            return
        if isinstance(message, messages.Exported):
            text = self.tr("The report is written: {path}")
            self._messages.show_notice(text.format(path=display_name(message.path)))
        elif isinstance(message, messages.Failed):
            self._messages.show_error(*wording.told(message))
        elif isinstance(message, messages.Ran) and message.reason:
            self._messages.show_error(wording.located(message.reason))
        self.follower.look()
        self.refresh()

    def _show_error(self, error: JournalError) -> None:
        self._messages.show_error(*wording.told_error(error))
        self.refresh()

    # What a person does

    def _follow_chosen(self) -> None:
        batch = self._choice.currentData()
        self._messages.hide()
        self.follower.follow(batch)
        self.refresh()

    def _tell(self, action: Callable[[Batch], object]) -> bool:
        """Do something with the journal; what goes wrong is told, and gives False."""
        if self.follower.batch is None:
            return False
        try:
            action(self.follower.batch)
        except DeblurError as error:
            self._messages.show_error(*wording.told_error(error))
            return False
        finally:
            self.follower.look()
        return True

    def _pause_batch(self) -> None:
        self._tell(Batch.pause)

    def _resume_batch(self) -> None:
        if self.follower.batch is not None:
            self._messages.hide()
            self._queue.run_batch(self.follower.batch.id, device=self._session.device)
            self.refresh()

    def _retry_failed(self) -> None:
        failed = [item.id for item in self.table.chosen() if item.state in (*BROKEN, State.SKIPPED)]

        def retry(batch: Batch) -> None:
            with closing(batch.journal()) as journal:
                journal.retry(failed or None)

        if not self._tell(retry):
            return
        if not self.follower.standing.worker and not self._is_ours():
            self._resume_batch()
        self._messages.show_notice(self.tr("What failed is done again."))

    def _skip_selected(self) -> None:
        numbers = [item.id for item in self.table.chosen()]

        def skip(batch: Batch) -> None:
            with closing(batch.journal()) as journal:
                journal.skip(numbers)

        self._tell(skip)

    def _open_pair(self) -> None:
        item, journal = self._one_with_result(), self.follower.journal()
        if item is not None and journal is not None:
            self.pair_wished.emit(item.source, item.result, journal.receipt(item.id))

    def _show_result(self) -> None:
        for item in self.table.chosen()[:1]:
            show_in_folder(item.result or item.source)

    def _write_report(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Report"), f"{self._choice.currentData().id}.html",
            self.tr("Reports (*.html *.csv *.json)"),
        )  # fmt: skip
        if name:
            self._queue.report(self._choice.currentData().id, Path(name))

    def _ask_to_forget(self) -> None:
        batch = self.follower.batch
        assert batch is not None
        Question(
            self,
            self.tr("Forget the batch {id}?").format(id=batch.id),
            self.tr("Photos and results stay where they are. It cannot be resumed any more."),
            (self.tr("Forget"), self.tr("Keep")),
            lambda: self._forget_batch(batch),
        )

    def _forget_batch(self, batch: Batch) -> None:
        self.follower.follow(None)
        try:
            batch.forget()
        except DeblurError as error:
            self.reload(batch)
            self._messages.show_error(*wording.told_error(error))
        else:
            self.reload()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Take folders."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """A new batch of them."""
        self.new_wished.emit(list(offer_of(event.mimeData()).paths))

    def _title(self, batch: Batch, *, is_open: bool) -> str:
        names = ", ".join(display_name(Path(source).name) for source in batch.plan.sources[:3])
        more = ", …" if len(batch.plan.sources) > 3 else ""
        title = f"{batch.id}: {names}{more} → {display_name(batch.plan.output)}"
        return self.tr("{batch} (not finished)").format(batch=title) if is_open else title
