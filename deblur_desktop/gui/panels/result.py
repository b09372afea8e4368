"""What was gained, what to try when it was nothing, and what was saved."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QWidget

from deblur_desktop.gui.actions import Actions
from deblur_desktop.gui.document import Document, Result
from deblur_desktop.gui.icons import icon
from deblur_desktop.gui.panels.panel import (
    ActionButton,
    Caution,
    DocumentPanel,
    Lines,
    wrapping_label,
)
from deblur_desktop.gui.session import Session
from deblur_desktop.gui.wording import gained
from deblur_desktop.library.card import Checkpoint
from deblur_desktop.photo.names import display_name


class ResultPanel(DocumentPanel):
    """The honest sentence after a run with the next step, and the receipt after saving.

    Signals:
        grew: There is something new to read.
    """

    grew = Signal()

    def __init__(self, session: Session, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Result"), session, parent)
        self._deblur = actions["deblur"]
        self._shown: tuple[object, object] = (None, None)
        self._gained, self._caution = wrapping_label(), Caution()
        self._other = QPushButton()
        self._other.clicked.connect(self._try_other)
        self._compare = ActionButton(actions["compare"], self.tr("Compare Models…"))
        self._install = ActionButton(actions["models"], self.tr("Import a Model…"))
        self._receipt = Lines()
        self._receipt.setAccessibleName(self.tr("Receipt"))
        self._reveal = _button("folder", self.tr("Show in Folder"), self._show_in_folder)
        self._copy = _button("copy", self.tr("Copy the Receipt"), self._copy_receipt)
        for widget in (
            self._gained, self._caution, self._other, self._compare, self._install, self._receipt,
        ):  # fmt: skip
            self.column.addWidget(widget)
        row = QHBoxLayout()
        row.addWidget(self._reveal)
        row.addWidget(self._copy)
        row.addStretch()
        self.column.addLayout(row)
        self.refresh()

    def refresh(self) -> None:
        """Show the result of the document; hidden without one."""
        document = self.document
        result = document.edit.result if document else None
        self.setVisible(result is not None)
        if document is not None and result is not None:
            self._show_gain(document, result)
            self._show_receipt(document)
        news = result, document.saved if document else None
        if news != self._shown:
            self._shown = news
            self.grew.emit()

    def _show_gain(self, document: Document, result: Result) -> None:
        improved = result.improved
        self._gained.setText(gained(result.sharper, result.changed))
        self._gained.setVisible(improved)
        self._caution.warn("" if improved else self._no_gain(document))
        other = None if improved else self._other_model(document, result)
        self._other.setVisible(other is not None)
        if other is not None:
            name = display_name(other.name)
            self._other.setText(self.tr("Try {name}").format(name=name))
            self._other.setToolTip(self.tr("Deblur the photo again, with this model."))
        several = len(self.session.models) > 1
        self._compare.setVisible(not improved and several)
        self._install.setVisible(not improved and not several)

    def _no_gain(self, document: Document) -> str:
        if document.diagnosis is not None and document.diagnosis.kind == "sharp":
            return self.tr("No improvement was measured. The photo looked sharp before.")
        return self.tr("No improvement was measured. The original may be the better one.")

    def _other_model(self, document: Document, result: Result) -> Checkpoint | None:
        """One that is made for the blur found and was not tried now."""
        from deblur_desktop.diagnosis.blur import Kind  # not at the start: with all that measures
        from deblur_desktop.jobs.advice import suits

        if document.diagnosis is None:
            return None
        kind, tried = Kind(document.diagnosis.kind), result.recipe.checkpoint
        cards = (each.checkpoint for each in self.session.models)
        return next((c for c in cards if suits(kind, c.task) and c.id != tried), None)

    def _show_receipt(self, document: Document) -> None:
        for button in (self._reveal, self._copy):
            button.setVisible(document.saved is not None)
        self._receipt.show_lines(self._receipt_lines(document))

    def _receipt_lines(self, document: Document) -> list[str]:
        if document.saved is None:
            return [self.tr("Not saved yet.")]
        from deblur_desktop.gui.receipt import receipt_lines  # not before it is needed

        lines = receipt_lines(document.saved, self.session)
        if not document.is_saved:
            lines.insert(0, self.tr("Changed since it was saved."))
        return lines

    def _try_other(self) -> None:
        document = self.document
        result = document.edit.result if document else None
        other = self._other_model(document, result) if document and result else None
        if document is not None and other is not None:
            document.change(self.tr("Model"), checkpoint=other.id)
            self._deblur.trigger()

    def _copy_receipt(self) -> None:
        QGuiApplication.clipboard().setText(self._receipt.text)

    def _show_in_folder(self) -> None:
        from deblur_desktop.gui.reveal import show_in_folder

        if self.document is not None and self.document.saved is not None:
            show_in_folder(Path(self.document.saved.path))


def _button(picture: str, text: str, run: Callable[[], None]) -> QToolButton:
    button = QToolButton()
    button.setIcon(icon(picture))
    button.setToolTip(text)
    button.setAccessibleName(text)
    button.clicked.connect(run)
    return button
