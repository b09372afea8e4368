"""What this program is, under which licenses, and which versions of what it stands on."""

import platform
from importlib import metadata

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from deblur_desktop import __version__
from deblur_desktop.gui.icons import application_icon
from deblur_desktop.gui.panels.panel import wrapping_label
from deblur_desktop.photo.names import display_name

_NAMES = (
    "torch", "numpy", "opencv-python", "pillow", "simplejpeg", "tifffile", "imagecodecs", "rawpy",
    "safetensors", "defusedxml", "platformdirs", "rich", "send2trash", "pillow-heif",
)  # fmt: skip


class AboutDialog(QDialog):
    """The program, and a list that can be copied into a bug report."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About Deblur Desktop"))
        title = QLabel(self.tr("Deblur Desktop"))
        title.setProperty("title", True)
        picture = QLabel()
        side = 4 * self.fontMetrics().height()
        picture.setPixmap(application_icon().pixmap(side, side))
        head = QHBoxLayout()
        head.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.addWidget(title)
        words.addWidget(wrapping_label(self._sentences()))
        head.addLayout(words, 1)
        self._parts = QPlainTextEdit("\n".join(parts()))
        self._parts.setReadOnly(True)
        self._parts.setAccessibleName(self.tr("Versions and licenses"))
        column = QVBoxLayout(self)
        column.addLayout(head)
        column.addWidget(self._parts, 1)
        column.addWidget(self._make_buttons())
        em = self.fontMetrics().height()
        self.resize(38 * em, 28 * em)

    def _sentences(self) -> str:
        text = self.tr(
            "Version {version}. A blurred photo in, a sharp photo out, nothing else changed.\n\n"
            "Licensed under Apache-2.0. It uses Qt under the LGPL, version 3. Each model has a license"
            " of its own, which the list of models shows."
        )
        return text.format(version=__version__)

    def _make_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = QPushButton(self.tr("&Copy"))
        copy.setToolTip(self.tr("Copy the versions, for a report."))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText("\n".join(parts())))
        buttons.addButton(copy, QDialogButtonBox.ButtonRole.ActionRole)
        copy.setAutoDefault(False)
        buttons.rejected.connect(self.close)
        return buttons


def parts() -> list[str]:
    """The program and what it stands on, a line each: name, version, license. Nothing is imported."""
    lines = [
        f"deblur-desktop {__version__}, Apache-2.0",
        f"{platform.system()} {platform.release()}, {platform.machine()}",
        f"Python {platform.python_version()}, PSF-2.0",
        f"Qt {qVersion()}, LGPL-3.0",
    ]
    for name in _NAMES:
        try:
            found = metadata.metadata(name)
        except metadata.PackageNotFoundError:
            continue
        lines.append(", ".join(filter(None, (f"{name} {found['Version']}", _license(found)))))
    return [display_name(line) for line in lines]


def _license(found: metadata.PackageMetadata) -> str:
    """A short one; some packages put the whole text there."""
    for field in ("License-Expression", "License"):
        text = found[field] if field in found else ""  # noqa: SIM401 - older ones have no `get`
        if text and len(text) <= 60 and "\n" not in text:
            return text
    marks = (each for each in found.get_all("Classifier") or () if each.startswith("License ::"))
    return next(marks, "").rpartition(":: ")[2]
