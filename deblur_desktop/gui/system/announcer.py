"""Tells of finished runs while the person does something else."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from deblur_desktop.gui import batch_wording, wording
from deblur_desktop.gui.queue import Job, Queue, is_preview
from deblur_desktop.jobs.ending import Ending
from deblur_desktop.jobs.messages import Cancelled, Failed, Message, Ran, Restore, Run
from deblur_desktop.photo.names import display_name

# More names say less.
_NAMES = 3

Tell = Callable[[str, str], None]


class Announcer(QObject):
    """Tells what *queue* did while the person was elsewhere.

    The runs of photos are collected until no more wait; a batch is told by its end.
    """

    def __init__(
        self, window: QWidget, queue: Queue, is_wished: Callable[[], bool], tell: Tell | None = None
    ) -> None:
        super().__init__(window)
        self._window, self._queue, self._is_wished = window, queue, is_wished
        self._tell = tell or self._notify
        self._names: dict[bool, list[str]] = {True: [], False: []}
        queue.finished.connect(self._finished)

    def _finished(self, job: Job, message: Message) -> None:
        if isinstance(job.request, Run):
            self._batch_ended(message)
        if not _is_run(job):
            return
        if job.document is not None and not isinstance(message, Cancelled):
            names = self._names[not isinstance(message, Failed)]
            names.append(display_name(job.document.path.name))
        if not any(map(_is_run, self._queue.jobs)):
            done, failed = self._names[True], self._names[False]
            self._names = {True: [], False: []}
            if (done or failed) and not _is_in_use():
                self._announce(done, failed)

    def _announce(self, done: list[str], failed: list[str]) -> None:
        title = self.tr("Deblurring is done") if done else self.tr("Deblurring failed")
        lines = (self._listed(self.tr("Deblurred: {names}"), done),) if done else ()
        lines += (self._listed(self.tr("Failed: {names}"), failed),) if failed else ()
        self._call(title, "\n".join(lines))

    def _batch_ended(self, message: Message) -> None:
        if _is_in_use():
            return
        match message:
            case Ran(ending=Ending.FINISHED):
                self._call(self.tr("The batch is done"), batch_wording.ran(message))
            case Ran(ending=Ending.GIVEN_UP):
                self._call(self.tr("The batch has stopped"), batch_wording.ran(message))
            case Failed():
                self._call(self.tr("The batch has stopped"), wording.told(message).message)
            case _:  # the person wanted that
                pass

    def _call(self, title: str, text: str) -> None:
        QApplication.alert(self._window)
        if self._is_wished():
            self._tell(title, text)

    def _listed(self, text: str, names: list[str]) -> str:
        if len(names) > _NAMES:
            return text.format(names=self.tr("{count} photos").format(count=len(names)))
        return text.format(names=", ".join(names))

    def _notify(self, title: str, text: str) -> None:
        from deblur_desktop.gui.system.notification import Notification

        notification = self.findChild(Notification)
        if notification is None:
            notification = Notification(self)
            notification.clicked.connect(self._show)
        notification.tell(title, text)

    def _show(self) -> None:
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()


def _is_in_use() -> bool:
    """Whether any window of ours has the keyboard; a dialog counts."""
    return QApplication.applicationState() is Qt.ApplicationState.ApplicationActive


def _is_run(job: Job) -> bool:
    return isinstance(job.request, Restore) and not is_preview(job)
