"""What a run has still to do, darker than what is done: tile by tile, and only what is selected."""

from itertools import pairwise

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter

from deblur_desktop.gui.queue import Job
from deblur_desktop.gui.selection_overlay import SelectionOverlay
from deblur_desktop.gui.viewport import Viewport
from deblur_desktop.jobs import messages
from deblur_desktop.photo.box import Box

_DIM = QColor(0, 0, 0, 90)


class RunOverlay:
    """The tiles of *job*, a `Restore`."""

    def __init__(self, job: Job) -> None:
        assert job.document is not None
        assert isinstance(job.request, messages.Restore)
        self.job = job
        mask, workspace = job.request.mask, job.document.workspace
        self._selection = SelectionOverlay(workspace.mask(mask)) if mask else None

    def paint(self, painter: QPainter, view: Viewport) -> None:
        """Dim what is still to be done; nothing before the tiles are known and after the last."""
        tiles = boxes_between(self.job.columns, self.job.rows)
        areas = [_area(view, tile) for tile in tiles[round(self.job.done * len(tiles)) :]]
        if self._selection is not None:
            self._selection.paint_dimmed(painter, view, areas)
            return
        for area in areas:
            painter.fillRect(QRect(*area), _DIM)


def boxes_between(columns: list[int], rows: list[int]) -> list[Box]:
    """The boxes between two lines of each direction, row by row."""
    return [
        Box(x, y, right - x, bottom - y)
        for y, bottom in pairwise(rows)
        for x, right in pairwise(columns)
    ]


def _area(view: Viewport, tile: Box) -> Box:
    x, y = view.snapped(tile.x, tile.y)
    right, bottom = view.snapped(tile.right, tile.bottom)
    return Box(x, y, right - x, bottom - y)
