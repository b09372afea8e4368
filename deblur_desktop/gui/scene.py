"""The scene: which document is shown, which part of it, and how both pictures are compared. No widget.

A *position* is a point of the widget, in Qt's pixels. All else is in device pixels of the canvas or in
pixels of the photo.
"""

import math
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from deblur_desktop.gui.document import Document
from deblur_desktop.gui.viewport import Viewport
from deblur_desktop.photo.box import Box

if TYPE_CHECKING:
    from deblur_desktop.gui.layers import Layers, Preview


class Mode(StrEnum):
    """How before and after are shown."""

    AFTER = "after"
    SPLIT = "split"
    SIDE = "side"
    FLICKER = "flicker"
    LOUPE = "loupe"


@dataclass(slots=True, eq=False)
class Scene:
    """What there is to paint.

    Attributes:
        width: Of the canvas, in device pixels.
        height: Likewise.
        ratio: Device pixels for each of Qt's.
        document: The photo, or None.
        layers: Its pixels; None as long as it is not open.
        preview: A part that was restored to be looked at, as long as there is no result.
        pending: Where another one is being made.
        viewport: Which part is seen, of the whole canvas or of half of it.
        mode: How before and after are shown.
        wipe: Where the edge between them is, as a share of the width.
        holds_original: Only the photo as it was is shown.
        flickers_after: Which of both is shown while they take turns.
        mouse: A position.
    """

    width: float = 1.0
    height: float = 1.0
    ratio: float = 1.0
    document: Document | None = None
    layers: "Layers | None" = None
    preview: "Preview | None" = None
    pending: Box | None = None
    viewport: Viewport = field(default_factory=Viewport)
    mode: Mode = Mode.AFTER
    wipe: float = 0.5
    holds_original: bool = False
    flickers_after: bool = True
    mouse: QPointF = field(default_factory=QPointF)

    @property
    def size(self) -> tuple[int, int]:
        """Height and width of the photo; zeros without one."""
        return self.document.size if self.document else (0, 0)

    @property
    def can_compare(self) -> bool:
        """Whether there is a result."""
        return self.layers is not None and self.layers.has_result

    @property
    def pane_size(self) -> tuple[float, float]:
        """Width and height of one picture: half of the canvas when two lie side by side."""
        beside = self.mode is Mode.SIDE and self.can_compare
        return max(self.width / 2 if beside else self.width, 1), max(self.height, 1)

    @property
    def panes(self) -> tuple[Box, ...]:
        """Where pictures are painted, in device pixels: two halves when they lie side by side."""
        width, height = math.ceil(self.width), math.ceil(self.height)
        if self.mode is not Mode.SIDE or not self.can_compare:
            return (Box(0, 0, width, height),)
        edge = round(self.width / 2)
        return Box(0, 0, edge, height), Box(edge, 0, width - edge, height)

    @property
    def visible_box(self) -> Box:
        """The part of the photo that is seen, in whole pixels."""
        left, top = self.viewport.to_photo(0, 0)
        right, bottom = self.viewport.to_photo(self.viewport.width, self.viewport.height)
        x, y = math.floor(left), math.floor(top)
        height, width = self.size
        return Box(x, y, math.ceil(right) - x, math.ceil(bottom) - y) & Box(0, 0, width, height)

    def look_at(self, viewport: Viewport) -> None:
        """See another part; it is moved so that the photo stays in sight."""
        height, width = self.size
        self.viewport = viewport.resized(*self.pane_size).clamped(width, height)

    def to_device(self, position: QPointF) -> QPointF:
        """The point of the canvas at *position*."""
        return position * self.ratio

    def to_photo(self, position: QPointF) -> QPointF:
        """The point of the photo at *position*; side by side, either half shows it."""
        device = self.to_device(position)
        pane = self.pane_size[0]
        x = device.x() % pane if self.mode is Mode.SIDE else device.x()
        return QPointF(*self.viewport.to_photo(x, device.y()))
