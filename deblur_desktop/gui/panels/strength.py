"""How much of the network's change is applied; live, without running it again."""

from PySide6.QtWidgets import QWidget

from deblur_desktop.gui.document import Edit
from deblur_desktop.gui.panels.panel import DocumentPanel
from deblur_desktop.gui.panels.slider import LabelledSlider
from deblur_desktop.gui.session import Session


class StrengthPanel(DocumentPanel):
    """Two sliders."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Strength"), session, parent)
        self._strength = LabelledSlider(
            self.tr("Amount"), 0, 150, " %",
            self.tr("How much of the model's change is applied, also after the run."),
        )  # fmt: skip
        self._texture = LabelledSlider(
            self.tr("Texture"), 0, 100, " %",
            self.tr("How much of the finest detail comes from the model, also after the run."),
        )  # fmt: skip
        for slider, name in ((self._strength, "strength"), (self._texture, "texture")):
            self.column.addWidget(slider)
            slider.pressed.connect(self._begin)
            slider.moved.connect(lambda value, name=name: self._move(name, value))
        self.refresh()

    def refresh(self) -> None:
        """Show the values of the document."""
        edit = self.document.edit if self.document else Edit()
        for slider, value in ((self._strength, edit.strength), (self._texture, edit.texture)):
            slider.allow(self.why_no_document())
            slider.set_value(round(value * 100))

    def _begin(self) -> None:
        if self.document is not None:
            self.document.begin_gesture()

    def _move(self, name: str, value: int) -> None:
        if self.document is not None:
            text = self.tr("Amount") if name == "strength" else self.tr("Texture")
            self.document.change(text, merge=True, **{name: value / 100})
