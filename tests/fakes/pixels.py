"""A canvas, looked at pixel by pixel, with the photo at 100 %."""

import numpy as np
from fakes.window import noise
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtWidgets import QApplication

from deblur_desktop.gui.canvas import Canvas
from deblur_desktop.gui.document import Document
from deblur_desktop.gui.selection import Selection
from deblur_desktop.photo.box import Box
from deblur_desktop.photo.photo import Pixels

Picture = NDArray[np.uint8]
WIDTH, HEIGHT = 300, 200
BEFORE, AFTER = noise(400, 500, 1), noise(400, 500, 2)


def grabbed(canvas: Canvas) -> Picture:
    image = canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()


def in_8_bits(pixels: Pixels) -> Picture:
    return (pixels * 255).round().astype(np.uint8)


def cut(canvas: Canvas, pixels: Pixels) -> Picture:
    """What of *pixels* is seen at 100 %."""
    left, top = canvas.viewport.to_photo(0, 0)
    x, y = round(left), round(top)
    return in_8_bits(pixels)[y : y + HEIGHT, x : x + WIDTH]


def on_canvas(canvas: Canvas, box: Box) -> Box:
    """Where *box* of the photo is seen at 100 %."""
    return box.moved(*canvas.viewport.snapped(0, 0)) & Box(0, 0, canvas.width(), canvas.height())


def select(document: Document, box: Box) -> Selection:
    height, width = document.size
    mask = np.zeros((height, width), np.uint8)
    mask[box.slices] = 255
    selection = Selection.from_mask(mask)
    document.change("Select", selection=selection)
    return selection


def move(canvas: Canvas, to: QPoint, buttons: Qt.MouseButton = Qt.MouseButton.NoButton) -> None:
    """QTest moves without the buttons that are held."""
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(to),
        canvas.mapToGlobal(QPointF(to)),
        Qt.MouseButton.NoButton,
        buttons,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(canvas, event)
