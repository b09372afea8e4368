"""The icons: line drawings in `resources/icons`, painted in the colors of the palette of the moment.

`icon` gives one by the name of its file. Nothing is rendered ahead, so an icon is crisp on every screen
and has the right color after the scheme changes.
"""

from functools import cache
from pathlib import Path

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from deblur_desktop.bundle import bundled

_APPLICATION = "deblur-desktop"
_INK = b"currentColor"
_COPIES: list[QIconEngine] = []


def icon(name: str, role: QPalette.ColorRole = QPalette.ColorRole.WindowText) -> QIcon:
    """The line icon *name*, as in `resources/icons/{name}.svg`.

    It is drawn in the color *role*, unless it is disabled or selected; a primary button has
    ``HighlightedText``.

    Raises:
        KeyError: There is no such icon.
    """
    return QIcon(_LineIcon(_drawing(name), role))


def application_icon() -> QIcon:
    """The icon of the program itself, in its own colors."""
    return QIcon(str(_folder() / f"{_APPLICATION}.svg"))


def icon_names() -> frozenset[str]:
    """The names `icon` knows."""
    return frozenset(path.stem for path in _folder().glob("*.svg")) - {_APPLICATION}


class _LineIcon(QIconEngine):
    """Paints one drawing, in a color looked up each time."""

    def __init__(self, drawing: bytes, role: QPalette.ColorRole) -> None:
        super().__init__()
        self._drawing = drawing
        self._role = role

    def clone(self) -> QIconEngine:
        # Qt owns what is returned and PySide does not know; a copy is only made of an icon that changes.
        copy = _LineIcon(self._drawing, self._role)
        _COPIES.append(copy)
        return copy

    def isNull(self) -> bool:  # noqa: N802 - Qt's name
        return False

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        color = QGuiApplication.palette().color(*_role(mode, self._role)).name()
        renderer = QSvgRenderer(self._drawing.replace(_INK, color.encode()))
        renderer.render(painter, _square(QRectF(rect)))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, pixmap.rect(), mode, state)
        painter.end()
        return pixmap


def _role(
    mode: QIcon.Mode, normal: QPalette.ColorRole
) -> tuple[QPalette.ColorGroup, QPalette.ColorRole]:
    if mode is QIcon.Mode.Disabled:
        return QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText
    if mode is QIcon.Mode.Selected:
        return QPalette.ColorGroup.Active, QPalette.ColorRole.HighlightedText
    return QPalette.ColorGroup.Active, normal


def _square(rect: QRectF) -> QRectF:
    """The largest square in the middle of *rect*: an icon is never stretched."""
    side = min(rect.width(), rect.height())
    square = QRectF(0, 0, side, side)
    square.moveCenter(rect.center())
    return square


@cache
def _drawing(name: str) -> bytes:
    path = _folder() / f"{name}.svg"
    if name == _APPLICATION or not path.is_file():
        raise KeyError(name)
    return path.read_bytes()


def _folder() -> Path:
    return bundled("resources") / "icons"
