"""Batch: folders of photos, and the presets that they are treated by."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from deblur_desktop.gui import batch_wording, wording
from deblur_desktop.gui.desk import Desk
from deblur_desktop.gui.menus.menu import Menu
from deblur_desktop.gui.queue import Job
from deblur_desktop.jobs import messages
from deblur_desktop.jobs.ending import Ending
from deblur_desktop.photo.names import display_name

if TYPE_CHECKING:
    from deblur_desktop.gui.batch.batches_dialog import BatchesDialog


class BatchMenu(Menu):
    """Begins batches and shows them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(self.tr("&Batch"), desk)
        self._dialog: BatchesDialog | None = None
        self.add("new-batch", self.tr("&New Batch…"), self.new, picture="add")
        self.add(
            "batches", self.tr("&Batches…"), self.show_batches,
            keys="Ctrl+Shift+B", picture="queue",
        )  # fmt: skip
        self.add("pause-batch", self.tr("&Pause the Batch"), self.pause, why_not=self._why_no_pause)
        desk.queue.finished.connect(self._finished)

    def new(self, folders: list[Path] | None = None) -> None:
        """Ask for what makes a batch, then begin it."""
        from deblur_desktop.gui.batch.new_batch import NewBatchDialog

        desk = self.desk
        dialog = NewBatchDialog(
            desk.session, folders or [], desk.settings.existing, self._dialog or desk.window
        )
        dialog.begun.connect(lambda batch: self.show_batches().run(batch))
        self.show_dialog(dialog)

    def show_batches(self) -> BatchesDialog:
        """All batches, in a window of their own that stays open."""
        from deblur_desktop.gui.batch.batches_dialog import BatchesDialog

        if self._dialog is None:
            self._dialog = BatchesDialog(self.desk.session)
            self._dialog.new_wished.connect(self.new)
            self._dialog.pair_wished.connect(self._show_pair)
            self._dialog.destroyed.connect(self._forget)
            self.show_dialog(self._dialog)
        self._dialog.raise_()
        self._dialog.activateWindow()
        return self._dialog

    def pause(self) -> None:
        """Let the batch that this window works on stop soon."""
        from deblur_desktop.errors import DeblurError
        from deblur_desktop.jobs.batches import Batch

        job = self.desk.queue.batch.running
        if isinstance(job, messages.Run):
            try:
                Batch.find(job.batch).pause()
            except DeblurError as error:
                self.desk.messages.show_error(*wording.told_error(error))

    def close_batches(self) -> None:
        """Close their window, which is no part of the other one."""
        if self._dialog is not None:
            self._dialog.close()

    def offer_resume(self) -> None:
        """If a batch was interrupted, offer to go on with it."""
        from deblur_desktop.errors import DeblurError
        from deblur_desktop.jobs.batches import interrupted

        try:
            found = interrupted()
        except DeblurError as error:
            self.desk.messages.show_error(*wording.told_error(error))
            return
        if found is not None:
            batch, left = found
            text = self.tr("The batch {id} is not finished. Photos to do: {count}.")
            self.desk.messages.show_offer(
                text.format(id=batch.id, count=left), self.tr("Resume"),
                lambda: self.show_batches().run(batch),
            )  # fmt: skip

    def offer_new(self, folder: Path) -> None:
        """Offer to restore all photos of a folder that was opened."""
        text = self.tr("All photos of “{folder}” can be deblurred as a batch.")
        self.desk.messages.show_offer(
            text.format(folder=display_name(folder.name)), self.tr("New Batch…"),
            lambda: self.new([folder]),
        )  # fmt: skip

    def _why_no_pause(self) -> str:
        is_running = self.desk.queue.batch.running is not None
        return "" if is_running else self.tr("No batch is running in this window.")

    def _forget(self) -> None:
        self._dialog = None

    def _finished(self, job: Job, message: messages.Message) -> None:
        """Tell of the end of a batch, unless its table is there and does."""
        if self._dialog is not None or not isinstance(job.request, messages.Run):
            return
        batch = job.request.batch
        match message:
            case messages.Ran(ending=Ending.FINISHED):
                text = self.tr("The batch {id} is done: {counts}.")
                text = text.format(id=batch, counts=batch_wording.ran(message))
                self.desk.messages.show_offer(text, self.tr("Show"), self.show_batches)
            case messages.Ran(ending=Ending.GIVEN_UP):
                self.desk.messages.show_error(wording.located(message.reason))
            case messages.Failed():
                self.desk.messages.show_error(*wording.told(message))
            case _:  # a person stopped it
                pass

    def _show_pair(self, photo: Path, result: Path, receipt: str) -> None:
        session = self.desk.session
        session.open_paths([photo])
        document = session.current
        if document is not None and document.path == photo:
            self.desk.queue.pair(document, result, receipt)
            self.desk.window.raise_()
            self.desk.window.activateWindow()
