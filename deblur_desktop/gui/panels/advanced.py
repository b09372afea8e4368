"""Tile, overlap, precision, device: what most people never need."""

from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QWidget

from deblur_desktop.gui.document import Edit
from deblur_desktop.gui.panels.panel import DocumentPanel, allow
from deblur_desktop.gui.preset_wording import backends, precisions
from deblur_desktop.gui.session import Session

_TILES = (0, 256, 512, 768, 1024)
_OVERLAPS = (0, 32, 64, 96, 128)


class AdvancedPanel(DocumentPanel):
    """Choices that default to automatic."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("", session, parent)
        self._tile, self._overlap = QComboBox(), QComboBox()
        self._precision, self._backend, self._device = QComboBox(), QComboBox(), QComboBox()
        self._lock = QCheckBox(self.tr("Keep mean colors"))
        self._form = QFormLayout()
        self._add(self.tr("Tile"), self._tile, "tile")
        self._add(self.tr("Overlap"), self._overlap, "overlap")
        self._add(self.tr("Precision"), self._precision, "precision")
        self._add(self.tr("Runs with"), self._backend, "backend")
        self._add(self.tr("Device"), self._device)
        self._form.addRow(self._lock)
        self.column.addLayout(self._form)
        self._connect()
        self._show_devices()

    def refresh(self) -> None:
        """Show the choices of the document."""
        edit = self.document.edit if self.document else Edit()
        self._explain()
        _show(self._tile, self._sides(_TILES, edit.tile), edit.tile)
        _show(self._overlap, self._sides(_OVERLAPS, edit.overlap), edit.overlap)
        _show(self._precision, self._precisions(edit.precision), edit.precision)
        _show(self._backend, backends(), edit.backend)
        has_choice = find_spec("openvino") is not None or edit.backend != "auto"
        self._form.setRowVisible(self._backend, has_choice)
        self._device.setCurrentIndex(max(self._device.findData(self.session.device), 0))
        self._lock.setChecked(edit.color_lock)

    def _add(self, name: str, choice: QComboBox, field: str = "") -> None:
        """A row, whose choice is the *field* of the document's edit."""
        choice.setMinimumContentsLength(10)
        choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        choice.setAccessibleName(name)
        self._form.addRow(name, choice)
        if field:
            choice.activated.connect(lambda i: self._set(name, **{field: choice.itemData(i)}))

    def _explain(self) -> None:
        reason = self.why_no_document()
        allow(self._tile, reason, self.tr(
            "The model works on square tiles, one after the other. Small ones need less memory, large"
            " ones are a little faster. Some models take only some of the sizes."
        ))  # fmt: skip
        allow(self._overlap, reason, self.tr(
            "How far neighboring tiles reach into each other. Automatic takes enough for the blur"
            " found; more takes longer."
        ))  # fmt: skip
        allow(self._precision, reason, self.tr(
            "How exactly the model computes. Fast needs half the memory; the difference is rarely"
            " seen."
        ))  # fmt: skip
        allow(self._backend, reason, self.tr(
            "What runs the model. Automatic takes what was measured to be faster here."
        ))  # fmt: skip
        allow(self._lock, reason, self.tr(
            "Keeps the mean color of each small part as it is in the photo, whatever the model makes"
            " of it."
        ))  # fmt: skip
        self._device.setToolTip(self.tr("Where the model runs, for all photos."))

    def _connect(self) -> None:
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

    def _sides(self, offered: tuple[int, ...], chosen: int) -> dict[int, str]:
        """Lengths in pixels, with the one that a preset may have brought."""
        sides = sorted({*offered, chosen})
        return {side: f"{side} px" if side else self.tr("Automatic") for side in sides}

    def _precisions(self, chosen: str) -> dict[str, str]:
        """Those that the device has, and *chosen*."""
        texts = precisions()
        if chosen != "fp16" and not self.session.has_gpu:
            del texts["fp16"]  # processors have no such arithmetic
        return texts

    def _set(self, text: str, **fields: Any) -> None:
        if self.document is not None:
            self.document.change(text, **fields)


def _show(choice: QComboBox, texts: Mapping[Any, str], chosen: object) -> None:
    """Offer *texts*, by value, and show *chosen*."""
    choice.clear()
    for value, text in texts.items():
        choice.addItem(text, value)
    choice.setCurrentIndex(choice.findData(chosen))
