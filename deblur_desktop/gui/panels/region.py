"""Which part of the photo is restored."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from deblur_desktop.gui.document import Edit
from deblur_desktop.gui.panels.panel import DocumentPanel, wrapping_label
from deblur_desktop.gui.panels.slider import LabelledSlider
from deblur_desktop.gui.session import Session
from deblur_desktop.gui.tool import ToolSettings


class RegionPanel(DocumentPanel):
    """Whole photo or selection, its feather, and the size of the brush."""

    def __init__(
        self,
        session: Session,
        settings: ToolSettings,
        actions: list[QAction],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(self.tr("Region"), session, parent)
        self._settings = settings
        self._what = wrapping_label()
        self._feather = LabelledSlider(self.tr("Feather"), 0, 200, " px")
        self._size = LabelledSlider(self.tr("Brush size"), 1, 1000, " px")
        self._hardness = LabelledSlider(self.tr("Brush hardness"), 0, 100, " %")
        row = QHBoxLayout()
        for action in actions:
            button = QToolButton()
            button.setDefaultAction(action)
            row.addWidget(button)
        row.addStretch()
        self.column.addWidget(self._what)
        self.column.addLayout(row)
        for slider in (self._feather, self._size, self._hardness):
            self.column.addWidget(slider)
        self._feather.moved.connect(self._set_feather)
        self._feather.pressed.connect(lambda: self.document and self.document.begin_gesture())
        self._size.moved.connect(lambda value: setattr(settings, "size", float(value)))
        self._hardness.moved.connect(lambda value: setattr(settings, "hardness", value / 100))
        settings.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what is selected."""
        edit = self.document.edit if self.document else Edit()
        self._feather.set_value(edit.feather)
        self._size.set_value(round(self._settings.size))
        self._hardness.set_value(round(self._settings.hardness * 100))
        self._feather.setEnabled(edit.selection is not None)
        if edit.selection is None:
            self._what.setText(self.tr("The whole photo. Draw with a tool to restore a part."))
        else:
            box = edit.selection.box
            text = self.tr("A selection of {width} × {height} px.")
            self._what.setText(text.format(width=box.width, height=box.height))

    def _set_feather(self, value: int) -> None:
        if self.document is not None:
            self.document.change(self.tr("Feather"), merge=True, feather=value)
