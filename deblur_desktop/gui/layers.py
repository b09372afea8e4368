"""What the canvas paints: the original and the result, mixed as strength says, in the screen's colors.

Everything happens on the 8-bit pixels that are seen, so the strength slider is live at any size. The
saved photo is mixed again from float32; the two differ by rounding alone.
"""

from collections import defaultdict
from collections.abc import Mapping

import cv2
import numpy as np
from PySide6.QtGui import QColorSpace

from deblur_desktop.gui.colors import SRGB, converted, space_of
from deblur_desktop.gui.document import Document, Edit
from deblur_desktop.gui.pyramid import Pyramid, Seen
from deblur_desktop.gui.scaling import Picture
from deblur_desktop.photo.box import Box

_CHECK = 16


class Layers:
    """The pictures of one document, for a screen of certain colors."""

    def __init__(self, document: Document, screen: QColorSpace) -> None:
        self._document = document
        self._colors = space_of(document.photo().profile) or SRGB
        self._original = Pyramid(document.workspace.display())
        opened = document.opened
        has_alpha = opened is not None and opened.has_alpha
        self._alpha = Pyramid(document.workspace.display("alpha.display")) if has_alpha else None
        self._result_name = ""
        self._pyramids = {"before": self._original}
        # Of before and after apart, since they are seen in different places.
        self._seen: dict[bool, defaultdict[str, Seen]] = {}
        self.set_screen(screen)
        self.refresh()

    @property
    def has_result(self) -> bool:
        """Whether there is something to compare with."""
        return bool(self._result_name)

    def set_screen(self, screen: QColorSpace) -> None:
        """Paint in the colors of another screen."""
        self.transform = self._colors.transformationToColorSpace(screen)
        self._forget()

    def refresh(self) -> None:
        """Look whether the document shows another result."""
        result = self._document.edit.result
        name = result.name if result else ""
        if name == self._result_name:
            return
        self._result_name = name
        self._pyramids = {"before": self._original}
        if result is not None:
            after = Pyramid(self._document.workspace.display(f"{name}.display"))
            self._pyramids |= {"after": after, "smooth": _Smooth(self._original, after)}
        self._forget()

    def whole(self, zoom: float) -> Box:
        """The whole photo at *zoom*."""
        return self._original.whole(zoom)

    def original(self, box: Box) -> Picture:
        """uint8 (h, w, 3): *box* of the photo at 100 %, in its own colors; not to be changed."""
        return self._original.read(0, box)

    def picture(self, zoom: float, box: Box, *, after: bool) -> Picture:
        """uint8 (h, w, 3): *box* of the photo at *zoom*, before or after; not to be changed."""
        edit, seen = self._document.edit, self._seen[after]
        shows_result = after and self.has_result
        names = needed(edit) if shows_result else ("before",)
        scaled = {
            name: seen[name].get(
                zoom, box, lambda part, of=self._pyramids[name]: of.scaled(zoom, part)
            )
            for name in names
        }
        if len(names) == 1 and self._alpha is None and self.transform.isIdentity():
            return scaled[names[0]]

        def finish(part: Box) -> Picture:
            here = part.moved(-box.x, -box.y).slices
            cut = {name: pixels[here] for name, pixels in scaled.items()}
            return self.finished(mixed(edit, cut), zoom, part)

        key = (zoom, edit.strength, edit.texture) if shows_result else zoom
        return seen["finished"].get(key, box, finish)

    def finished(self, picture: Picture, zoom: float, box: Box) -> Picture:
        """*picture*, which is *box* of the photo at *zoom*, over a checkerboard, in screen colors."""
        if self._alpha is not None:
            picture = _over_checkerboard(picture, self._alpha.scaled(zoom, box), box)
        return converted(picture, self.transform)

    def _forget(self) -> None:
        self._seen = {after: defaultdict(Seen) for after in (False, True)}


class Preview:
    """A part of the photo, restored to be looked at."""

    def __init__(self, document: Document, result: str, box: Box) -> None:
        self.box = box
        self._document = document
        self._after = np.ascontiguousarray(document.workspace.display(f"{result}.display"))
        self._key: object = None
        self._pyramid = Pyramid(self._after)

    def whole(self, zoom: float) -> Box:
        """All of it at *zoom*."""
        return self._pyramid.whole(zoom)

    def picture(self, layers: Layers, zoom: float, part: Box) -> Picture:
        """uint8 (h, w, 3): *part* of it at *zoom* at the strength of now, in screen colors."""
        edit = self._document.edit
        key = layers.transform, edit.strength, edit.texture
        if key != self._key:
            before = np.ascontiguousarray(layers.original(self.box))
            smooth = smoothed(before, self._after)
            parts = {"before": before, "after": self._after, "smooth": smooth}
            wanted = mixed(edit, {name: parts[name] for name in needed(edit)})
            self._key, self._pyramid = key, Pyramid(layers.finished(wanted, 1, self.box))
        return self._pyramid.scaled(zoom, part)


class _Smooth(Pyramid):
    """A result without the finest part of its change, which only level 0 shows."""

    def __init__(self, before: Pyramid, after: Pyramid) -> None:
        self.levels = after.levels
        self._before = before

    def read(self, level: int, box: Box) -> Picture:
        """As `Pyramid.read`."""
        if level:
            return super().read(level, box)
        whole = Box(0, 0, *reversed(self.levels[0].shape[:2]))
        around = box.grown(2) & whole
        smooth = smoothed(self._before.read(0, around), super().read(0, around))
        return smooth[box.moved(-around.x, -around.y).slices]


def needed(edit: Edit) -> tuple[str, ...]:
    """The names of the pictures that `mixed` needs."""
    smooth = ("smooth",) if edit.texture < 1 else ()
    return ("after", *smooth, *(("before",) if edit.strength != 1 else ()))


def mixed(edit: Edit, parts: Mapping[str, Picture]) -> Picture:
    """The result as *edit* wishes it, of the *parts* that are `needed`; one alone is given back."""
    if len(parts) == 1:
        return next(iter(parts.values()))
    picture = parts["after"]
    for name, share in (("smooth", edit.texture), ("before", edit.strength)):
        if name in parts:
            picture = cv2.addWeighted(picture, share, parts[name], 1 - share, 0)
    return np.asarray(picture, np.uint8)


def smoothed(before: Picture, after: Picture) -> Picture:
    """*after* without the finest part of the change, as `engine.finish` takes it off."""
    change = cv2.subtract(after, before, dtype=cv2.CV_16S)
    coarse = cv2.GaussianBlur(change, (5, 5), 1)
    return np.asarray(cv2.add(before, coarse, dtype=cv2.CV_8U), np.uint8)


def _over_checkerboard(picture: Picture, alpha: Picture, box: Box) -> Picture:
    """Light and dark gray squares show where the photo is transparent."""
    y, x = np.ogrid[box.y : box.bottom, box.x : box.right]
    board = np.where((x // _CHECK + y // _CHECK) % 2 == 0, np.uint8(204), np.uint8(153))
    share = alpha / np.float32(255)
    return np.asarray(cv2.blendLinear(picture, cv2.merge([board] * 3), share, 1 - share), np.uint8)
