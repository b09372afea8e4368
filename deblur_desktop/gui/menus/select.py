"""Select: which part of the photo is restored."""

from collections.abc import Callable

from deblur_desktop.gui.actions import Key
from deblur_desktop.gui.desk import Desk
from deblur_desktop.gui.document import Document
from deblur_desktop.gui.menus.menu import Menu
from deblur_desktop.gui.selection import Selection
from deblur_desktop.gui.tool import larger, smaller
from deblur_desktop.photo.box import Box

_GROWTH = 8
_MOST_FEATHER = 200


class SelectMenu(Menu):
    """All, none, the rest, more, less, what is blurred."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(self.tr("&Select"), desk)
        photo, selection = desk.why_no_photo, desk.why_no_selection
        self.add("all", self.tr("Select &All"), self.select_all, keys=Key.SelectAll, why_not=photo)
        self.add(
            "deselect", self.tr("&Deselect"), lambda: self._select(self.tr("Deselect"), None),
            keys="Ctrl+D", picture="deselect", why_not=selection,
        )  # fmt: skip
        self.add(
            "invert", self.tr("&Invert Selection"), self.invert,
            keys="Ctrl+Shift+I", picture="invert", why_not=selection,
        )  # fmt: skip
        self.addSeparator()
        self.add(
            "grow", self.tr("&Grow Selection"),
            lambda: self._grow(self.tr("Grow Selection"), _GROWTH),
            picture="grow", why_not=selection,
        )  # fmt: skip
        self.add(
            "shrink", self.tr("S&hrink Selection"),
            lambda: self._grow(self.tr("Shrink Selection"), -_GROWTH),
            picture="shrink", why_not=selection,
        )  # fmt: skip
        self.add(
            "select-blurred", self.tr("Select &Blurred Areas"), self.select_blurred,
            picture="select-blurred", why_not=desk.why_no_diagnosis,
        )  # fmt: skip

        self.addSeparator()
        self.add(
            "feather-more", self.tr("More &Feather"), lambda: self._feather(larger),
            keys="Shift+]", on=desk.canvas, why_not=selection,
        )  # fmt: skip
        self.add(
            "feather-less", self.tr("Less Fea&ther"), lambda: self._feather(smaller),
            keys="Shift+[", on=desk.canvas, why_not=selection,
        )  # fmt: skip

    def select_all(self) -> None:
        """Select every pixel."""
        document = self.desk.current
        if document is not None and document.is_open:
            import numpy as np

            everything = np.full(document.size, 255, np.uint8)
            self._select(self.tr("Select All"), Selection.from_mask(everything))

    def invert(self) -> None:
        """Select what is not selected."""
        document = self.desk.current
        if document is not None and document.edit.selection is not None:
            self._select(self.tr("Invert Selection"), document.edit.selection.inverted())

    def select_blurred(self) -> None:
        """Select where the diagnosis found blur."""
        document = self.desk.current
        if document is not None and document.diagnosis is not None:
            self._select(self.tr("Select Blurred Areas"), blurred_areas(document))

    def _grow(self, text: str, by: int) -> None:
        document = self.desk.current
        if document is not None and document.edit.selection is not None:
            self._select(text, document.edit.selection.grown(by))

    def _feather(self, step: Callable[[float], float]) -> None:
        document = self.desk.current
        if document is not None:
            feather = min(max(round(step(document.edit.feather)), 0), _MOST_FEATHER)
            document.change(self.tr("Feather"), merge=True, feather=feather)

    def _select(self, text: str, selection: Selection | None) -> None:
        if self.desk.current is not None:
            self.desk.current.change(text, selection=selection)


def blurred_areas(document: Document) -> Selection | None:
    """Where the diagnosis of *document* found blur, with cells as large as its map's."""
    import cv2
    import numpy as np

    cells = document.workspace.facts("map")
    kinds = cells["kinds"]
    blurred = [[kinds[kind] in ("motion", "defocus") for kind in line] for line in cells["kind"]]
    if not any(any(line) for line in blurred):
        return None
    height, width = document.size
    coarse = np.where(blurred, 255, 0).astype(np.uint8)
    smooth = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_LINEAR)
    selection = Selection.from_mask(np.asarray(smooth, np.uint8))
    return selection if not (selection.box & Box(0, 0, width, height)).is_empty else None
