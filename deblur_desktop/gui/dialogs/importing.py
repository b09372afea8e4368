"""The way of checkpoints into the program, inside of a dialog: question, progress, how it ended."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from deblur_desktop.gui.dialogs.hashing import Hashing
from deblur_desktop.gui.dialogs.question import Question
from deblur_desktop.gui.panels.failure import Failure
from deblur_desktop.gui.panels.panel import wrapping_label
from deblur_desktop.gui.queue import Job, Queue
from deblur_desktop.gui.wording import duration
from deblur_desktop.jobs import messages
from deblur_desktop.jobs.messages import Message
from deblur_desktop.library.library import Library
from deblur_desktop.photo.names import display_name

_STEPS = 1000


class Importing(QWidget):
    """One line of text; under it a bar while a model is fetched or imported, or what went wrong.

    Signals:
        imported: The id of a checkpoint that is installed now.
    """

    imported = Signal(str)

    def __init__(self, queue: Queue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._queue = queue
        self._jobs: dict[Job, str] = {}
        self._trusted: set[str] = set()
        self._text = wrapping_label()
        self._bar = QProgressBar()
        self._bar.setAccessibleName(self.tr("Progress"))
        self._cancel = QPushButton(self.tr("Cancel"))
        self._cancel.clicked.connect(self._cancel_all)
        self._failure = Failure()
        self._failure.dismissed.connect(self._failure.hide)
        self._failure.setMaximumWidth(36 * self.fontMetrics().height())
        for button in (self._cancel, *self._failure.findChildren(QPushButton)):
            button.setAutoDefault(False)  # Return is for the dialog
        row = QHBoxLayout()
        row.addWidget(self._bar, 1)
        row.addWidget(self._cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._text)
        column.addLayout(row)
        column.addWidget(self._failure)
        queue.finished.connect(self._finished)
        queue.progressed.connect(self._progressed)
        self.say("")
        self._failure.hide()
        self._show_progress()

    def say(self, text: str) -> None:
        """Show *text*; it may come from anywhere."""
        self._text.setText(display_name(text))
        self._text.setVisible(bool(text))

    def import_file(self, path: Path) -> None:
        """Import *path*; if no card knows its hash, ask first, once for each file."""
        self._failure.hide()
        self.say(self.tr("Reading {name}…").format(name=path.name))
        Hashing(
            path,
            lambda digest: self._take(path, digest),
            lambda reason: self.tell_unread(path, reason),
            self,
        )

    def install(self, checkpoint: str) -> None:
        """Fetch the published file of *checkpoint*, and import it."""
        self._failure.hide()
        self._jobs[self._queue.install_checkpoint(checkpoint)] = checkpoint
        self._show_progress()

    def tell_unread(self, path: Path, reason: str) -> None:
        """Say that *path* cannot be read."""
        text = self.tr("The file cannot be read ({reason}): {name}")
        self.say(text.format(reason=reason, name=path.name))

    def _take(self, path: Path, digest: str) -> None:
        self.say("")
        if Library().matching(digest):
            self._begin(path, unverified=False)
        elif digest in self._trusted:
            self._begin(path, unverified=True)
        else:
            self._ask_trust(path, digest)

    def _ask_trust(self, path: Path, digest: str) -> None:
        text = self.tr("No model card knows the file “{name}”. Import it all the same?")
        more = self.tr(
            "Only import files from a source that you trust. Compare this SHA-256 with the one that"
            " the authors published, if they did:\n\n{hash}"
        )
        Question(
            self.window(),
            text.format(name=display_name(path.name)),
            more.format(hash=f"{digest[:32]}\n{digest[32:]}"),
            (self.tr("Trust and Import"), self.tr("Do Not Import")),
            lambda: self._trust(path, digest),
        )

    def _trust(self, path: Path, digest: str) -> None:
        self._trusted.add(digest)
        self._begin(path, unverified=True)

    def _begin(self, path: Path, *, unverified: bool) -> None:
        self._jobs[self._queue.import_checkpoint(path, unverified=unverified)] = path.name
        self._show_progress()

    def _show_progress(self) -> None:
        for widget in (self._bar, self._cancel):
            widget.setVisible(bool(self._jobs))
        if self._jobs:
            job, name = next(iter(self._jobs.items()))
            is_fetching = isinstance(job.request, messages.Install) and job.done < 1
            self._bar.setMaximum(_STEPS if 0 < job.done < 1 else 0)  # 0: it only moves
            self._bar.setValue(round(job.done * _STEPS))
            importing = self.tr("Importing {name}: it is checked, converted and tried…")
            self.say(self._fetching(job, name) if is_fetching else importing.format(name=name))

    def _fetching(self, job: Job, name: str) -> str:
        if job.remaining_s is None:
            return self.tr("Fetching {name}…").format(name=name)
        text = self.tr("Fetching {name}: {time} left")
        return text.format(name=name, time=duration(job.remaining_s))

    def _progressed(self, job: Job) -> None:
        if job in self._jobs:
            self._show_progress()

    def _cancel_all(self) -> None:
        for job in tuple(self._jobs):
            self._queue.cancel(job)

    def _finished(self, job: Job, message: Message) -> None:
        name = self._jobs.pop(job, None)
        if name is None:
            return
        self._say_end(name, message)
        self._show_progress()

    def _say_end(self, name: str, message: Message) -> None:
        match message:
            case messages.Imported():
                text = self.tr("Installed: {name}").format(name=message.checkpoint)
                self.say(". ".join([text, *message.notices]))
                self.imported.emit(message.checkpoint)
            case messages.Failed():
                self.say(self.tr("Not imported: {name}").format(name=name))
                self._failure.show_message(message)
                self._failure.show()
            case _:
                self.say(self.tr("The import was stopped: {name}").format(name=name))
