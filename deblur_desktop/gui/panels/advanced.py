"""Tile, precision, device: what most people never need."""

from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QWidget

from deblur_desktop.gui.document import Edit
from deblur_desktop.gui.panels.panel import DocumentPanel
from deblur_desktop.gui.session import Session

_TILES = (0, 256, 512, 768, 1024)


class AdvancedPanel(DocumentPanel):
    """Choices that default to automatic."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Advanced"), session, parent)
        automatic = self.tr("Automatic")
        self._tile, self._precision, self._device = QComboBox(), QComboBox(), QComboBox()
        for choice in (self._tile, self._precision, self._device):
            choice.setMinimumContentsLength(10)
            choice.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
        for side in _TILES:
            self._tile.addItem(f"{side} px" if side else automatic, side)
        for value, name in {
            "auto": automatic,
            "fp32": self.tr("Exact (fp32)"),
            "bf16": self.tr("Fast (bf16)"),
        }.items():
            self._precision.addItem(name, value)
        self._lock = QCheckBox(self.tr("Keep mean colors"))
        form = QFormLayout()
        form.addRow(self.tr("Tile"), self._tile)
        form.addRow(self.tr("Precision"), self._precision)
        form.addRow(self.tr("Device"), self._device)
        form.addRow(self._lock)
        self.column.addLayout(form)
        self._connect()
        self._show_devices()
        self.refresh()

    def refresh(self) -> None:
        """Show the choices of the document."""
        edit = self.document.edit if self.document else Edit()
        self.setEnabled(self.document is not None)
        self._tile.setCurrentIndex(max(self._tile.findData(edit.tile), 0))
        self._precision.setCurrentIndex(max(self._precision.findData(edit.precision), 0))
        self._device.setCurrentIndex(max(self._device.findData(self.session.device), 0))
        self._lock.setChecked(edit.color_lock)

    def _connect(self) -> None:
        self._tile.activated.connect(lambda i: self._set(self.tr("Tile"), tile=_TILES[i]))
        self._precision.activated.connect(
            lambda i: self._set(self.tr("Precision"), precision=self._precision.itemData(i))
        )
        self._lock.clicked.connect(lambda on: self._set(self.tr("Keep mean colors"), color_lock=on))
        self._device.activated.connect(
            lambda i: setattr(self.session, "device", self._device.itemData(i))
        )
        self.session.inspected.connect(self._show_devices)

    def _show_devices(self) -> None:
        self._device.clear()
        self._device.addItem(self.tr("Automatic"), "auto")
        for name, description in self.session.devices.items():
            self._device.addItem(description, name)

    def _set(self, text: str, **fields: Any) -> None:
        if self.document is not None:
            self.document.change(text, **fields)
