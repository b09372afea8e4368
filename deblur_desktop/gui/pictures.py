"""Paints the photo before and after, in each way of comparing them."""

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from deblur_desktop.gui import overlays
from deblur_desktop.gui.scene import Mode, Scene
from deblur_desktop.gui.viewport import Viewport
from deblur_desktop.photo.region import Box

_LOUPE = 160


def paint_pictures(painter: QPainter, scene: Scene) -> None:
    """The pictures of *scene*, whose document is open, in device pixels."""
    whole = QRectF(0, 0, scene.width, scene.height)
    if scene.mode is Mode.LOUPE and not scene.can_compare:
        _paint_picture(painter, scene, whole, after=False)
        _paint_preview(painter, scene)
    elif scene.holds_original or not scene.can_compare:
        _paint_picture(painter, scene, whole, after=not scene.holds_original)
    elif scene.mode is Mode.SIDE:
        _paint_side_by_side(painter, scene)
    elif scene.mode is Mode.SPLIT:
        _paint_split(painter, scene)
    elif scene.mode is Mode.LOUPE:
        _paint_picture(painter, scene, whole, after=False)
        _paint_loupe(painter, scene)
    else:
        after = scene.mode is Mode.AFTER or scene.flickers_after
        _paint_picture(painter, scene, whole, after=after)


def _paint_side_by_side(painter: QPainter, scene: Scene) -> None:
    half = QRectF(0, 0, scene.width / 2, scene.height)
    _paint_picture(painter, scene, half, after=False)
    _paint_picture(painter, scene, half.translated(half.width(), 0), after=True)
    overlays.paint_line(painter, half.width(), scene.height)


def _paint_split(painter: QPainter, scene: Scene) -> None:
    edge = round(scene.width * scene.wipe)
    left = QRectF(0, 0, edge, scene.height)
    _paint_picture(painter, scene, left, after=False, origin=0)
    right = QRectF(edge, 0, scene.width - edge, scene.height)
    _paint_picture(painter, scene, right, after=True, origin=0)
    overlays.paint_wipe(painter, edge, scene.height, scene.ratio)


def _paint_loupe(painter: QPainter, scene: Scene) -> None:
    radius = _LOUPE * scene.ratio
    center = scene.to_device(scene.mouse)
    circle = QRectF(center.x() - radius, center.y() - radius, 2 * radius, 2 * radius)
    painter.save()
    painter.setClipPath(overlays.circle_path(circle))
    _paint_picture(painter, scene, circle, after=True, origin=0)
    painter.restore()
    painter.setPen(QPen(QColor(255, 255, 255), 2 * scene.ratio))
    painter.drawEllipse(circle)


def _paint_preview(painter: QPainter, scene: Scene) -> None:
    """The part that was restored to be looked at, in its place and with a frame."""
    if scene.preview is None or scene.layers is None or scene.document is None:
        return
    box, view = scene.preview.box, scene.viewport
    target = QRectF(_snapped(view, box.x, box.y), _snapped(view, box.right, box.bottom))
    if not scene.holds_original:
        pixmap = scene.preview.pixmap(scene.document, scene.layers)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, view.zoom < 2)
        painter.drawPixmap(target, pixmap, QRectF(pixmap.rect()))
    painter.setPen(QPen(QColor(255, 255, 255), scene.ratio))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(target)


def _paint_picture(
    painter: QPainter, scene: Scene, clip: QRectF, *, after: bool, origin: float | None = None
) -> None:
    """Paint into *clip*; the viewport begins at *origin*, or at the left of *clip*."""
    assert scene.layers is not None
    painter.save()
    painter.setClipRect(clip, Qt.ClipOperation.IntersectClip)
    painter.translate(clip.left() if origin is None else origin, 0)
    pyramid, view = scene.layers.original, scene.viewport
    level = pyramid.level_for(view.zoom)
    sx, sy = pyramid.scale(level)
    # Beyond 200 % a person looks at pixels and wants to see them.
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, view.zoom < 2)
    for box in scene.layers.squares(level, _seen(view, sx, sy)):
        first = _snapped(view, box.x * sx, box.y * sy)
        target = QRectF(first, _snapped(view, box.right * sx, box.bottom * sy))
        pixmap = scene.layers.pixmap(box, level, after=after)
        painter.drawPixmap(target, pixmap, QRectF(pixmap.rect()))
    painter.restore()


def _seen(view: Viewport, sx: float, sy: float) -> Box:
    left, top = view.to_photo(0, 0)
    right, bottom = view.to_photo(view.width, view.height)
    x, y = math.floor(left / sx), math.floor(top / sy)
    return Box(x, y, math.ceil(right / sx) - x, math.ceil(bottom / sy) - y)


def _snapped(view: Viewport, x: float, y: float) -> QPointF:
    """Where a point of the photo is painted: a whole device pixel, so that no seam shows.

    Not by `round`, which takes halves to the even side and so would stretch by a pixel.
    """
    left, top = view.to_canvas(x, y)
    return QPointF(math.floor(left + 0.5), math.floor(top + 0.5))
