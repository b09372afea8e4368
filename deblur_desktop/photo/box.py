"""Boxes of pixels. No NumPy here: the window opens without it."""

from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle in pixels, origin top left; empty when a side is not positive."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """The first column outside."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """The first row outside."""
        return self.y + self.height

    @property
    def is_empty(self) -> bool:
        """Whether no pixel lies inside."""
        return self.width <= 0 or self.height <= 0

    @property
    def slices(self) -> tuple[slice, slice]:
        """Rows and columns, to index an array of shape (H, W, …)."""
        return slice(self.y, self.bottom), slice(self.x, self.right)

    def __and__(self, other: "Box") -> "Box":
        """The common part; `Box(0, 0, 0, 0)` when there is none."""
        x, y = max(self.x, other.x), max(self.y, other.y)
        width, height = min(self.right, other.right) - x, min(self.bottom, other.bottom) - y
        return Box(x, y, width, height) if width > 0 and height > 0 else Box(0, 0, 0, 0)

    def __or__(self, other: "Box") -> "Box":
        """The smallest box around both."""
        x, y = min(self.x, other.x), min(self.y, other.y)
        return Box(x, y, max(self.right, other.right) - x, max(self.bottom, other.bottom) - y)

    def without(self, other: "Box") -> "tuple[Box, ...]":
        """What of it does not lie in *other*: up to four boxes."""
        common = self & other
        if common.is_empty:
            return () if self.is_empty else (self,)
        parts = (
            Box(self.x, self.y, self.width, common.y - self.y),
            Box(self.x, common.bottom, self.width, self.bottom - common.bottom),
            Box(self.x, common.y, common.x - self.x, common.height),
            Box(common.right, common.y, self.right - common.right, common.height),
        )
        return tuple(part for part in parts if not part.is_empty)

    def grown(self, by: int) -> "Box":
        """Larger by *by* pixels on each side (smaller when negative)."""
        return Box(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)

    def moved(self, dx: int, dy: int) -> "Box":
        """The same size elsewhere."""
        return Box(self.x + dx, self.y + dy, self.width, self.height)
