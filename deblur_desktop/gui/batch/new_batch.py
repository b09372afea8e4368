"""The dialog that begins a batch: which photos, what is done with them, where results go."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QLocale, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from deblur_desktop.errors import DeblurError
from deblur_desktop.gui import wording
from deblur_desktop.gui.batch.form import column_of, row_of, small_label
from deblur_desktop.gui.batch.recipe_box import RecipeBox
from deblur_desktop.gui.panels.panel import wrapping_label
from deblur_desktop.gui.queue import Job, Queue
from deblur_desktop.gui.session import Session
from deblur_desktop.gui.system.offer import offer_of
from deblur_desktop.jobs import messages
from deblur_desktop.jobs.batches import Batch, done_before
from deblur_desktop.jobs.messages import Message
from deblur_desktop.jobs.plan import Plan, check_folders
from deblur_desktop.jobs.treatment import plan_treatment
from deblur_desktop.photo.names import display_name
from deblur_desktop.photo.pattern import Pattern
from deblur_desktop.photo.targets import result_path
from deblur_desktop.photo.writer import Existing, check_writable

_ASK_MS = 400


class NewBatchDialog(QDialog):
    """One form; below it what the batch will take.

    Signals:
        begun: The `Batch` that was made; nobody works on it yet.
    """

    begun = Signal(object)

    def __init__(
        self,
        session: Session,
        folders: Iterable[Path] = (),
        existing: str = "number",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("New Batch"))
        self.setAcceptDrops(True)
        self._session = session
        self._queue: Queue = session.queue
        self._estimating: Job | None = None
        self._estimated = ""
        self._make_controls(existing)
        self._make_layout()
        self._timer = QTimer(self, interval=_ASK_MS, singleShot=True)
        self._timer.timeout.connect(self._estimate)
        self._queue.finished.connect(self._finished)
        self.add_sources(folders)

    def add_sources(self, paths: Iterable[Path]) -> None:
        """Put folders or photos among the sources; the first proposes where results go."""
        known = self.sources()
        for path in paths:
            if path not in known:
                self._sources.addItem(str(path))
        sources = self.sources()
        if sources and not self._output.text():
            beside = sources[0] if sources[0].is_dir() else sources[0].parent
            proposed = beside.with_name(self.tr("{name} deblurred").format(name=beside.name))
            self._output.setText(str(proposed))
        self.refresh()

    def sources(self) -> list[Path]:
        """What was chosen."""
        return [Path(self._sources.item(row).text()) for row in range(self._sources.count())]

    def plan(self) -> Plan:
        """What the form says.

        Raises:
            DeblurError: Something in it cannot be.
        """
        folders, output = check_folders(self.sources(), Path(self._output.text()))
        return Plan(
            treatment=plan_treatment(
                self._recipe.currentData(),
                if_improved=self._if_improved.isChecked(),
                keep_damaged=self._keep_damaged.isChecked(),
            ),
            sources=tuple(folders),
            output=output,
            recursive=self._recursive.isChecked(),
            pattern=Pattern(self._pattern.text()),
            existing=Existing(self._existing.currentData()),
        )

    def refresh(self) -> None:
        """Tell what the form means, or what is wrong with it."""
        self._example.setText(self._named())
        self._estimated = ""
        self._timer.start()
        self._show_estimate()

    def done(self, result: int) -> None:
        """Let go of what is still being counted."""
        if self._estimating is not None:
            self._queue.cancel(self._estimating)
        super().done(result)

    # Putting together

    def _make_controls(self, existing: str) -> None:
        self._sources = QListWidget()
        self._sources.setAccessibleName(self.tr("Photos from"))
        self._sources.setFixedHeight(4 * self.fontMetrics().height())
        self._recursive = QCheckBox(self.tr("Also folders within folders"))
        self._recursive.setChecked(True)
        self._recipe = RecipeBox(self._session)
        self._output, self._pattern = QLineEdit(), QLineEdit(Pattern().text)
        self._example = small_label()
        self._existing = QComboBox()
        for value, text in (
            ("number", self.tr("Add a number to the name")),
            ("skip", self.tr("Leave the photo out")),
            ("replace", self.tr("Move the old one to the trash")),
        ):
            self._existing.addItem(text, value)
        self._existing.setCurrentIndex(self._existing.findData(existing))
        self._if_improved = QCheckBox(self.tr("Save nothing where no improvement is measured"))
        self._keep_damaged = QCheckBox(self.tr("Restore what can be read of damaged photos"))
        self._told = wrapping_label()
        for box in (self._recursive, self._if_improved, self._keep_damaged):
            box.toggled.connect(self.refresh)
        for edit in (self._output, self._pattern):
            edit.textChanged.connect(self.refresh)
        self._recipe.currentIndexChanged.connect(self.refresh)

    def _make_layout(self) -> None:
        em = self.fontMetrics().height()
        form = QFormLayout()
        form.setVerticalSpacing(em * 3 // 4)
        form.addRow(self.tr("&Photos from"), column_of(self._sources, self._source_buttons()))
        form.addRow("", self._recursive)
        form.addRow(self.tr("&Preset or model"), self._recipe)
        choose = QPushButton(self.tr("C&hoose…"))
        choose.clicked.connect(self._choose_output)
        form.addRow(self.tr("&Results into"), row_of(self._output, choose))
        form.addRow(self.tr("&Names"), column_of(self._pattern, self._example))
        form.addRow(self.tr("&If the result exists"), self._existing)
        form.addRow("", column_of(self._if_improved, self._keep_damaged))
        kinds = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kinds.Cancel)
        self._begin = buttons.addButton(self.tr("&Begin"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.begin)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(em)
        column.addLayout(form)
        column.addStretch()
        column.addWidget(self._told)
        column.addWidget(buttons)
        self.resize(40 * em, 30 * em)

    def _source_buttons(self) -> QWidget:
        add_folder = QPushButton(self.tr("Add &Folder…"))
        add_folder.clicked.connect(self._add_folder)
        add_photos = QPushButton(self.tr("Add Ph&otos…"))
        add_photos.clicked.connect(self._add_photos)
        remove = QPushButton(self.tr("Re&move"))
        remove.clicked.connect(self._remove_source)
        return row_of(add_folder, add_photos, remove)

    # What a person does

    def _add_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Photos From"))
        if name:
            self.add_sources([Path(name)])

    def _add_photos(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, self.tr("Photos From"))
        self.add_sources(map(Path, names))

    def _remove_source(self) -> None:
        for row in sorted((i.row() for i in self._sources.selectedIndexes()), reverse=True):
            self._sources.takeItem(row)
        self.refresh()

    def _choose_output(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Results Into"), self._output.text())
        if name:
            self._output.setText(name)

    def begin(self) -> None:
        """Make the batch that the form describes; what is wrong with it is told in the form."""
        try:
            plan = self.plan()
            check_writable(Path(plan.output))
            batch = Batch.create(plan)
        except DeblurError as error:
            self._tell_error(error)
            return
        self.begun.emit(batch)
        self.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Take folders and photos."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """They become sources."""
        self.add_sources(offer_of(event.mimeData()).paths)

    # What is told

    def _named(self) -> str:
        """An example of a name, or what is wrong with the pattern."""
        sources = self.sources()
        photo = sources[0] if sources and not sources[0].is_dir() else Path("IMG_2041.jpg")
        try:
            name = result_path(
                photo, Path(self._output.text() or "."), set(), self._checked_pattern()
            )
        except DeblurError as error:
            return f"{_sentence(error.message)}; {error.hint}" if error.hint else error.message
        return self.tr("{photo} becomes {result}").format(
            photo=display_name(photo.name), result=display_name(name.name)
        )

    def _checked_pattern(self) -> Pattern:
        return Pattern(self._pattern.text())

    def _estimate(self) -> None:
        if self._estimating is not None:
            self._queue.cancel(self._estimating)
            self._estimating = None
        try:
            plan = self.plan()
        except DeblurError:
            return
        self._estimating = self._queue.estimate(plan.to_json())

    def _finished(self, job: Job, message: Message) -> None:
        if job is not self._estimating:
            return
        self._estimating = None
        if isinstance(message, messages.Estimated):
            self._estimated = self._in_words(message) if message.photos else ""
            self._show_estimate()
            if not message.photos:
                self._tell("", self.tr("No photos are in there."))

    def _show_estimate(self) -> None:
        if not self.sources():
            self._tell("", self.tr("Choose folders or photos, or drop them here."))
            return
        try:
            self.plan()
        except DeblurError as error:
            self._tell_error(error)
            return
        self._tell(self._estimated or self.tr("The photos are being counted…"), "")

    def _in_words(self, found: messages.Estimated) -> str:
        size = QLocale().formattedDataSize
        text = self.tr("{count} photos, {size}. The results take about {room}; {free} are free.")
        told = text.format(
            count=found.photos, size=size(found.size_bytes), room=size(found.room_bytes),
            free=size(found.free_bytes),
        )  # fmt: skip
        if found.room_bytes > found.free_bytes:
            told += " " + self.tr("That is not enough: the batch will wait when the disk is full.")
        unknown = self.tr("How long it takes is told once the first are done.")
        time = self.tr("It takes about {time}.").format(time=wording.duration(found.seconds))
        return " ".join(filter(None, (told, time if found.seconds else unknown, self._earlier())))

    def _earlier(self) -> str:
        """That a batch did this before; else empty."""
        earlier = done_before(self.plan())
        text = self.tr("Batch {id} has put results of these photos into this folder already.")
        return text.format(id=earlier.id) if earlier else ""

    def _tell_error(self, error: DeblurError) -> None:
        self._tell("", "\n".join(filter(None, (_sentence(error.message), _sentence(error.hint)))))

    def _tell(self, text: str, why_not: str) -> None:
        """Say *text*, or why the batch cannot begin."""
        self._told.setText(why_not or text)
        self._begin.setEnabled(not why_not)
        self._begin.setToolTip(why_not)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
