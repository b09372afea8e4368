"""The viewport: which part of a photo the canvas shows, and how large. A value with arithmetic, no Qt.

Coordinates are those of the photo's pixels and of the screen's: at zoom 1 one pixel of the photo is one
device pixel of the screen.
"""

import math
from dataclasses import dataclass, replace

MAX_ZOOM = 32.0


@dataclass(frozen=True, slots=True)
class Viewport:
    """What is seen.

    Attributes:
        width: Of the canvas, in device pixels.
        height: Likewise.
        zoom: Device pixels for each pixel of the photo.
        x: The photo's coordinate at the center of the canvas.
        y: Likewise.
    """

    width: float = 1.0
    height: float = 1.0
    zoom: float = 1.0
    x: float = 0.0
    y: float = 0.0

    def to_photo(self, x: float, y: float) -> tuple[float, float]:
        """Where on the photo a point of the canvas lies."""
        return self.x + (x - self.width / 2) / self.zoom, self.y + (y - self.height / 2) / self.zoom

    def to_canvas(self, x: float, y: float) -> tuple[float, float]:
        """Where on the canvas a point of the photo lies."""
        return (x - self.x) * self.zoom + self.width / 2, (y - self.y) * self.zoom + self.height / 2

    def snapped(self, x: float, y: float) -> tuple[int, int]:
        """As `to_canvas`, but a whole device pixel, so that pixels stay sharp.

        Not by `round`, which takes halves to the even side.
        """
        left, top = self.to_canvas(x, y)
        return math.floor(left + 0.5), math.floor(top + 0.5)

    def moved(self, dx: float, dy: float) -> "Viewport":
        """The photo dragged by so many device pixels."""
        return replace(self, x=self.x - dx / self.zoom, y=self.y - dy / self.zoom)

    def zoomed_at(self, x: float, y: float, zoom: float, least: float) -> "Viewport":
        """Another zoom with the same point of the photo under (*x*, *y*) of the canvas."""
        zoom = min(max(zoom, least), MAX_ZOOM)
        px, py = self.to_photo(x, y)
        return replace(
            self,
            zoom=zoom,
            x=px - (x - self.width / 2) / zoom,
            y=py - (y - self.height / 2) / zoom,
        )

    def fitting(self, width: int, height: int) -> "Viewport":
        """The whole photo of that size, centered; never larger than 1:1."""
        return replace(self, zoom=self.fit_zoom(width, height), x=width / 2, y=height / 2)

    def fit_zoom(self, width: int, height: int) -> float:
        """The zoom that shows the whole photo."""
        return min(self.width / max(width, 1), self.height / max(height, 1), 1.0)

    def resized(self, width: float, height: float) -> "Viewport":
        """The same center on a canvas of another size."""
        return replace(self, width=width, height=height)

    def clamped(self, width: int, height: int) -> "Viewport":
        """Moved so that the photo stays in sight: centered where it is smaller than the canvas."""
        return replace(
            self,
            x=_clamped(self.x, width, self.width / self.zoom),
            y=_clamped(self.y, height, self.height / self.zoom),
        )


def _clamped(center: float, length: float, seen: float) -> float:
    if seen >= length:
        return length / 2
    return min(max(center, seen / 2), length - seen / 2)
