"""Tells of finished runs while the person does something else."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from deblur_desktop.gui.queue import Job, Queue, is_preview
from deblur_desktop.jobs.messages import Cancelled, Failed, Message, Restore
from deblur_desktop.photo.names import display_name

# More names say less.
_NAMES = 3

Tell = Callable[[str, str], None]


class Announcer(QObject):
    """Collects the runs of *queue*; tells of them when no more wait and the person is elsewhere."""

    def __init__(
        self, window: QWidget, queue: Queue, is_wished: Callable[[], bool], tell: Tell | None = None
    ) -> None:
        super().__init__(window)
        self._window, self._queue, self._is_wished = window, queue, is_wished
        self._tell = tell or self._notify
        self._names: dict[bool, list[str]] = {True: [], False: []}
        queue.finished.connect(self._finished)

    def _finished(self, job: Job, message: Message) -> None:
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
        QApplication.alert(self._window)
        if self._is_wished():
            title = self.tr("Deblurring is done") if done else self.tr("Deblurring failed")
            lines = (self._listed(self.tr("Deblurred: {names}"), done),) if done else ()
            lines += (self._listed(self.tr("Failed: {names}"), failed),) if failed else ()
            self._tell(title, "\n".join(lines))

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
