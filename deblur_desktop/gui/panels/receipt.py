"""What was done, what was gained, what was kept."""

from PySide6.QtWidgets import QWidget

from deblur_desktop.gui.panels.panel import DocumentPanel, wrapping_label
from deblur_desktop.gui.session import Session


class ReceiptPanel(DocumentPanel):
    """The honest sentence after a run, and the receipt after saving."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Result"), session, parent)
        self._gained = wrapping_label()
        self._receipt = wrapping_label()
        self.column.addWidget(self._gained)
        self.column.addWidget(self._receipt)
        self.refresh()

    def refresh(self) -> None:
        """Show the result of the document; hidden without one."""
        document = self.document
        result = document.edit.result if document else None
        self.setVisible(result is not None)
        if document is None or result is None:
            return
        self._gained.setText(result.gained[:1].upper() + result.gained[1:] + ".")
        saved = document.saved
        self._receipt.setText("\n".join(saved.lines[1:]) if saved else self.tr("Not saved yet."))
