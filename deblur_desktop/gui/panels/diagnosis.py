"""What is wrong with the photo."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton, QWidget

from deblur_desktop.gui.document import State
from deblur_desktop.gui.panels.panel import DocumentPanel, wrapping_label
from deblur_desktop.gui.session import Session


class DiagnosisPanel(DocumentPanel):
    """The sentence of the diagnosis, and the button that draws the map over the photo."""

    def __init__(self, session: Session, show_map: QAction, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Diagnosis"), session, parent)
        self._sentence = wrapping_label()
        self._map = QToolButton()
        self._map.setDefaultAction(show_map)
        self._map.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.column.addWidget(self._sentence)
        self.column.addWidget(self._map)
        self.refresh()

    def refresh(self) -> None:
        """Show what was found."""
        document = self.document
        found = document.diagnosis if document else None
        self._map.setVisible(found is not None)
        if found is not None:
            text = self._words(found.kind, found.length, found.angle_deg, found.sureness)
            self._sentence.setText(text.replace(" %", "\N{NO-BREAK SPACE}%"))
        elif document is not None and document.state is State.FAILED:
            self._sentence.setText(self.tr("The photo could not be looked at."))
        elif document is not None:
            self._sentence.setText(self.tr("Looking at the blur…"))
        else:
            self._sentence.setText(self.tr("Open a photo, and its blur is measured."))

    def _words(self, kind: str, length: float, angle: float, sureness: float) -> str:
        """The diagnosis in the person's language."""
        sure = round(100 * sureness)
        if kind == "motion":
            text = self.tr("Motion blur, about {length} px at {angle}°. {sure} % sure.")
            return text.format(length=round(length), angle=round(angle), sure=sure)
        if kind == "defocus":
            text = self.tr("Out of focus, radius about {radius} px. {sure} % sure.")
            return text.format(radius=round(length / 2), sure=sure)
        if kind == "sharp":
            return self.tr("Sharp: leave it as it is.")
        return self.tr("Too little detail or too much noise to tell.")
