"""Which part of the photo is restored."""

from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from deblur_desktop.gui.actions import Actions
from deblur_desktop.gui.document import Edit
from deblur_desktop.gui.panels.panel import DocumentPanel, wrapping_label
from deblur_desktop.gui.panels.slider import LabelledSlider
from deblur_desktop.gui.session import Session
from deblur_desktop.gui.tool import ToolSettings

_ACTIONS = ("select-blurred", "invert", "grow", "shrink", "deselect")
_PAINTING = ("tool-brush", "tool-eraser")


class RegionPanel(DocumentPanel):
    """Whole photo or selection and what can be done with it; the brush while one is in the hand."""

    def __init__(
        self,
        session: Session,
        settings: ToolSettings,
        actions: Actions,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(self.tr("Region"), session, parent)
        self._settings = settings
        self._tools = [actions[name] for name in _PAINTING]
        self._what = wrapping_label()
        self._feather = LabelledSlider(
            self.tr("Feather"), 0, 200, " px",
            self.tr("How wide the soft edge inside the selection is."),
        )  # fmt: skip
        self._size = LabelledSlider(
            self.tr("Brush size"), 1, 1000, " px", self.tr("In pixels of the photo.")
        )
        self._hardness = LabelledSlider(
            self.tr("Brush hardness"), 0, 100, " %", self.tr("A soft brush fades towards its edge.")
        )
        self.column.addWidget(self._what)
        self.column.addLayout(_buttons(actions))
        for slider in (self._feather, self._size, self._hardness):
            self.column.addWidget(slider)
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        """Show what is selected, and only the sliders that do something now."""
        edit = self.document.edit if self.document else Edit()
        paints = any(tool.isChecked() for tool in self._tools)
        self._feather.set_value(edit.feather)
        self._feather.setVisible(edit.selection is not None)
        self._size.set_value(round(self._settings.size))
        self._size.setVisible(paints)
        self._hardness.set_value(round(self._settings.hardness * 100))
        self._hardness.setVisible(paints)
        if edit.selection is None:
            self._what.setText(self.tr("The whole photo. Draw with a tool to restore a part."))
        else:
            box = edit.selection.box
            text = self.tr("A selection of {width} × {height} px.")
            self._what.setText(text.format(width=box.width, height=box.height))

    def _connect(self) -> None:
        settings = self._settings
        self._feather.moved.connect(self._set_feather)
        self._feather.pressed.connect(lambda: self.document and self.document.begin_gesture())
        self._size.moved.connect(lambda value: setattr(settings, "size", float(value)))
        self._hardness.moved.connect(lambda value: setattr(settings, "hardness", value / 100))
        for tool in self._tools:
            tool.toggled.connect(self.refresh)
        settings.changed.connect(self.refresh)

    def _set_feather(self, value: int) -> None:
        if self.document is not None:
            self.document.change(self.tr("Feather"), merge=True, feather=value)


def _buttons(actions: Actions) -> QHBoxLayout:
    row = QHBoxLayout()
    for name in _ACTIONS:
        button = QToolButton()
        button.setDefaultAction(actions[name])
        row.addWidget(button)
    row.addStretch()
    return row
