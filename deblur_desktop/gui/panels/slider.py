"""A labelled slider with its value."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QSlider, QSpinBox, QWidget

from deblur_desktop.gui.panels.panel import allow


class LabelledSlider(QWidget):
    """Slider and number that follow each other.

    Signals:
        moved: The value while it is being changed by a person, and whether this goes on (a drag).
    """

    moved = Signal(int)
    pressed = Signal()

    def __init__(
        self,
        name: str,
        least: int,
        most: int,
        unit: str,
        tip: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tip = tip
        self._label, self._number = QLabel(name), QSpinBox()
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._number.setSuffix(unit)
        for widget in (self._slider, self._number):
            widget.setRange(least, most)
            widget.setAccessibleName(name)
            widget.valueChanged.connect(self._changed)
        self._slider.setPageStep(10)
        self._slider.sliderPressed.connect(self.pressed)
        self._label.setBuddy(self._number)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.addWidget(self._label, 0, 0)
        grid.addWidget(self._number, 0, 1)
        grid.addWidget(self._slider, 1, 0, 1, 2)
        self.allow("")

    def allow(self, reason: str) -> None:
        """Let it be moved unless there is a *reason* not to."""
        for widget in (self._label, self._number, self._slider):
            allow(widget, reason, self._tip)

    def set_value(self, value: int) -> None:
        """Show *value* without telling anybody."""
        for widget in (self._slider, self._number):
            blocked = widget.blockSignals(True)
            widget.setValue(value)
            widget.blockSignals(blocked)

    def _changed(self, value: int) -> None:
        self.set_value(value)
        self.moved.emit(value)
