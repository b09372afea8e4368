"""What is drawn over the photo: the selection, how far a run is, the blur that was found."""

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QFont, QPainter

from deblur_desktop.gui.blur_overlay import paint_badge, paint_map
from deblur_desktop.gui.scene import Scene

# Not at the start: they compute, and the window opens without NumPy.
if TYPE_CHECKING:
    from deblur_desktop.gui.queue import Job
    from deblur_desktop.gui.run_overlay import RunOverlay
    from deblur_desktop.gui.selection import Selection
    from deblur_desktop.gui.selection_overlay import SelectionOverlay


class Annotations:
    """Follows the document of *scene*.

    Attributes:
        shows_map: The blur of each part is drawn.
        shows_mask: What is not selected is tinted.
    """

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self.shows_map = False
        self.shows_mask = False
        self._selected: Selection | None = None
        self._selection: SelectionOverlay | None = None
        self._run: RunOverlay | None = None
        self._map: dict[str, Any] | None = None
        self._steps = 0

    @property
    def marches(self) -> bool:
        """Whether there is an outline that marches."""
        return self._selection is not None

    def march(self) -> None:
        """Let the outline go one step further."""
        self._steps += 1

    def follow_selection(self) -> None:
        """Another part is selected."""
        document = self._scene.document
        selection = document.edit.selection if document and self._scene.layers else None
        if selection is not self._selected:
            self._selected, self._selection = selection, None
            if selection is not None:
                from deblur_desktop.gui.selection_overlay import SelectionOverlay

                self._selection = SelectionOverlay(selection.mask())

    def follow_diagnosis(self) -> None:
        """The photo was looked at."""
        document, self._map = self._scene.document, None
        if document is not None and document.diagnosis is not None:
            with suppress(OSError, ValueError):  # the photo is shown all the same
                self._map = document.workspace.facts("map")

    def show_run(self, job: "Job | None") -> None:
        """How far *job*, a run of this document, is; None when there is none."""
        if job is None:
            self._run = None
        elif job.columns and (self._run is None or self._run.job is not job):
            from deblur_desktop.gui.run_overlay import RunOverlay

            with suppress(OSError):  # the photo is shown all the same
                self._run = RunOverlay(job)

    def paint(self, painter: QPainter) -> None:
        """What lies over each picture, in the coordinates of its pane."""
        view, ratio = self._scene.viewport, self._scene.ratio
        if self._run is not None:
            self._run.paint(painter, view)
        if self._selection is not None:
            if self.shows_mask:
                self._selection.paint_unselected(painter, view)
            self._selection.paint_outline(painter, view, ratio, self._steps)
        if self.shows_map and self._map is not None:
            paint_map(painter, view, ratio, self._map)

    def paint_badge(self, painter: QPainter, font: QFont) -> None:
        """The blur of the whole photo, as long as nothing was done about it, or with the map."""
        scene = self._scene
        found = scene.document.diagnosis if scene.document else None
        if found is not None and (self.shows_map or not scene.can_compare):
            paint_badge(painter, scene.height, scene.ratio, found, font)
