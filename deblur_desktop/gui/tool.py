"""What each module in `tools` offers: one `tool`, which the mouse does on the canvas."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QPainter

from deblur_desktop.gui.actions import without_mnemonic
from deblur_desktop.gui.document import Document
from deblur_desktop.gui.selection import Selection
from deblur_desktop.gui.viewport import Viewport

LARGEST = 1000.0
_STEP = 1.25


class ToolSettings(QObject):
    """What a person sets for the tools that draw.

    Signals:
        changed: One of them.
    """

    changed = Signal()

    def __init__(self, size: float = 80.0, hardness: float = 0.6) -> None:
        super().__init__()
        self._size, self._hardness = size, hardness

    @property
    def size(self) -> float:
        """Diameter of brush and eraser, in pixels of the photo: 1 to `LARGEST`."""
        return self._size

    @size.setter
    def size(self, size: float) -> None:
        self._size = min(max(size, 1.0), LARGEST)
        self.changed.emit()

    @property
    def hardness(self) -> float:
        """0 to 1; the share of the radius that is fully opaque."""
        return self._hardness

    @hardness.setter
    def hardness(self, hardness: float) -> None:
        self._hardness = hardness
        self.changed.emit()


def larger(size: float) -> float:
    """The next size up, by a pixel at least."""
    return max(size * _STEP, size + 1)


def smaller(size: float) -> float:
    """The next size down, by a pixel at least."""
    return min(size / _STEP, size - 1)


@dataclass(frozen=True, slots=True)
class Press:
    """Where and how the mouse is: *point* in pixels of the photo."""

    point: QPointF
    modifiers: Qt.KeyboardModifier


class Stroke(Protocol):
    """From pressing the button to the end of what it began."""

    def moved(self, press: Press) -> None:
        """The mouse moved, button down or (between clicks) up."""
        ...

    def clicked(self, press: Press) -> bool:
        """The button was pressed again; False ends the stroke."""
        ...

    def released(self, press: Press) -> bool:
        """The button was released; False ends the stroke."""
        ...

    def paint(self, painter: QPainter, viewport: Viewport) -> None:
        """Paint what is being done, in canvas coordinates."""
        ...

    def selection(self) -> Selection | None:
        """What is selected when it ends; None leaves it as it was."""
        ...


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool.

    Attributes:
        id: The module's name; the icon is `tool-{id}`.
        label: As in the menu, with an ampersand before the mnemonic; marked for translation as "Tool".
        shortcut: A single key, while the canvas has the focus.
        order: In the tool bar.
        cursor: Over the canvas.
        begin: Starts a stroke; None for a tool that only moves the view.
    """

    id: str
    label: str
    shortcut: str
    order: int
    cursor: Qt.CursorShape
    begin: Callable[[Document, ToolSettings, Press], Stroke] | None

    @property
    def text(self) -> str:
        """`label` in the person's language."""
        return QCoreApplication.translate("Tool", self.label)

    @property
    def name(self) -> str:
        """The same without mnemonic."""
        return without_mnemonic(self.text)
