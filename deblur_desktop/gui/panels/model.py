"""Which checkpoint restores the photo, and why."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QWidget

from deblur_desktop.gui.panels.panel import DocumentPanel, wrapping_label
from deblur_desktop.gui.session import Session
from deblur_desktop.library.card import Checkpoint


class ModelPanel(DocumentPanel):
    """A choice of the installed checkpoints; the first entry follows the diagnosis."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Model"), session, parent)
        self._choice = QComboBox()
        self._choice.setAccessibleName(self.tr("Model"))
        self._choice.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._choice.setMinimumContentsLength(14)
        self._why = wrapping_label()
        self.column.addWidget(self._choice)
        self.column.addWidget(self._why)
        self._choice.activated.connect(self._chosen)
        self._cards: dict[str, Checkpoint] = {}
        session.inspected.connect(lambda _: self.reload())
        QTimer.singleShot(0, self, self.reload)  # after the window is painted

    def reload(self) -> None:
        """Look again what is installed."""
        from deblur_desktop.library.library import Library

        self._cards = {each.checkpoint.id: each.checkpoint for each in Library().installed()}
        self._choice.clear()
        self._choice.addItem(self.tr("Automatic"), "auto")
        for card in self._cards.values():
            self._choice.addItem(card.name, card.id)
        self.refresh()

    def refresh(self) -> None:
        """Show the choice and its reason."""
        document = self.document
        self._choice.setEnabled(document is not None)
        wish = document.edit.checkpoint if document else "auto"
        self._choice.setCurrentIndex(max(self._choice.findData(wish), 0))
        card = self._cards.get(document.checkpoint) if document else None
        if document is None or document.diagnosis is None:
            self._why.setText("")
        elif card is None:
            self._why.setText(self._nothing_fits(document.diagnosis.kind))
        else:
            text = self.tr("{name}: removes {task} blur. Weights: {license}.")
            self._why.setText(text.format(name=card.name, task=card.task, license=card.license))

    def _nothing_fits(self, kind: str) -> str:
        if kind == "sharp":
            return self.tr(
                "Nothing is suggested for a sharp photo. Choose a model to use it all the same."
            )
        return self.tr(
            "No installed model removes this kind of blur. Choose one to use it all the same."
        )

    def _chosen(self, index: int) -> None:
        if self.document is not None:
            self.document.change(self.tr("Model"), checkpoint=self._choice.itemData(index))
