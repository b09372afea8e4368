"""Run: deblur, and stop."""

from PySide6.QtGui import QAction, QKeySequence

from deblur_desktop.gui.desk import Desk
from deblur_desktop.gui.menus.menu import Menu
from deblur_desktop.gui.queue import is_preview
from deblur_desktop.jobs import messages


class RunMenu(Menu):
    """Begins and ends runs, shows the queue."""

    def __init__(self, desk: Desk, show_queue: QAction) -> None:
        super().__init__(self.tr("&Run"), desk)
        self._deblur = self.add(
            "deblur", self.tr("&Deblur"), self.deblur,
            keys="Ctrl+R", picture="deblur", why_not=self._why_not_deblur,
        )  # fmt: skip
        self.add(
            "cancel", self.tr("&Cancel"), self.cancel,
            keys="Esc", picture="cancel", why_not=self._why_not_cancel,
        )  # fmt: skip
        self.addSeparator()
        show_queue.setText(self.tr("&Queue"))
        show_queue.setShortcut(QKeySequence("Ctrl+B"))
        self.adopt("queue", show_queue)

    def refresh(self) -> None:
        """Say what would be deblurred."""
        document = self.desk.current
        selected = document is not None and document.edit.selection is not None
        self._deblur.setText(self.tr("&Deblur Selection") if selected else self.tr("&Deblur"))

    def deblur(self) -> None:
        """Restore the current photo, or its selection."""
        document = self.desk.current
        if document is not None and not self._why_not_deblur():
            self.desk.messages.hide()
            self.desk.queue.restore(document, device=self.desk.session.device)

    def cancel(self) -> None:
        """Stop the run of the photo that is shown, be it only waiting; else what the engine does."""
        runs = (job for job in self.desk.queue.jobs if isinstance(job.request, messages.Restore))
        shown = next((job for job in runs if job.document is self.desk.current), None)
        job = shown or self.desk.queue.running
        if job is not None:
            self.desk.queue.cancel(job)

    def _why_not_cancel(self) -> str:
        return "" if self.desk.queue.running else self.tr("Nothing is running.")

    def _why_not_deblur(self) -> str:
        document = self.desk.current
        if document is None or not document.is_open:
            return self.desk.why_no_photo()
        if not document.checkpoint:
            if document.diagnosis is None:
                return self.desk.why_no_diagnosis()
            return self.tr("No model fits the blur found; choose one in the Model panel.")
        jobs = [job for job in self.desk.queue.jobs if not is_preview(job)]
        busy = any(isinstance(j.request, messages.Restore) and j.document is document for j in jobs)
        return self.tr("This photo is being deblurred already.") if busy else ""
