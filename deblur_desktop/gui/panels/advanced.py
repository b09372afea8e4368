"""Tile, precision, device: what most people never need."""

from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QWidget

from deblur_desktop.gui.document import Edit
from deblur_desktop.gui.panels.panel import DocumentPanel, allow
from deblur_desktop.gui.session import Session

_TILES = (0, 256, 512, 768, 1024)


class AdvancedPanel(DocumentPanel):
    """Choices that default to automatic."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("", session, parent)
        self._tile, self._precision, self._device = QComboBox(), QComboBox(), QComboBox()
        self._lock = QCheckBox(self.tr("Keep mean colors"))
        form = QFormLayout()
        for name, choice in (
            (self.tr("Tile"), self._tile),
            (self.tr("Precision"), self._precision),
            (self.tr("Device"), self._device),
        ):
            choice.setMinimumContentsLength(10)
            choice.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            choice.setAccessibleName(name)
            form.addRow(name, choice)
        form.addRow(self._lock)
        self.column.addLayout(form)
        for side in _TILES:
            self._tile.addItem(f"{side} px" if side else self.tr("Automatic"), side)
        self._connect()
        self._show_devices()

    def refresh(self) -> None:
        """Show the choices of the document."""
        edit = self.document.edit if self.document else Edit()
        reason = self.why_no_document()
        allow(self._tile, reason, self.tr(
            "The model works on square tiles, one after the other. Small ones need less memory, large"
            " ones are a little faster. Some models take only some of the sizes."
        ))  # fmt: skip
        allow(self._precision, reason, self.tr(
            "How exactly the model computes. Fast needs half the memory; the difference is rarely"
            " seen."
        ))  # fmt: skip
        allow(self._lock, reason, self.tr(
            "Keeps the mean color of each small part as it is in the photo, whatever the model makes"
            " of it."
        ))  # fmt: skip
        self._device.setToolTip(self.tr("Where the model runs, for all photos."))
        self._tile.setCurrentIndex(max(self._tile.findData(edit.tile), 0))
        self._show_precisions(edit.precision)
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
        self.session.device_changed.connect(self.refresh)

    def _show_devices(self) -> None:
        self._device.clear()
        self._device.addItem(self.tr("Automatic"), "auto")
        for name, description in self.session.devices.items():
            self._device.addItem(description, name)
        self.refresh()

    def _show_precisions(self, chosen: str) -> None:
        """Those that the device has, and *chosen*."""
        texts = {
            "auto": self.tr("Automatic"),
            "fp32": self.tr("Exact (fp32)"),
            "bf16": self.tr("Fast (bf16)"),
            "fp16": self.tr("Fast (fp16)"),
        }
        if chosen != "fp16" and not self.session.has_gpu:
            del texts["fp16"]  # processors have no such arithmetic
        self._precision.clear()
        for value, text in texts.items():
            self._precision.addItem(text, value)
        self._precision.setCurrentIndex(self._precision.findData(chosen))

    def _set(self, text: str, **fields: Any) -> None:
        if self.document is not None:
            self.document.change(text, **fields)
