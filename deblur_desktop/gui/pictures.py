"""Paints the photo before and after, in each way of comparing them."""

import math

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from deblur_desktop.gui import overlays
from deblur_desktop.gui.colors import to_image
from deblur_desktop.gui.scene import Mode, Scene
from deblur_desktop.gui.viewport import Viewport
from deblur_desktop.photo.box import Box

SURROUND = QColor(72, 72, 72)
_LOUPE = 160


def paint_pictures(painter: QPainter, scene: Scene) -> None:
    """The pictures of *scene*, whose document is open, in device pixels."""
    whole = Box(0, 0, math.ceil(scene.width), math.ceil(scene.height))
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
    half, height = scene.width / 2, math.ceil(scene.height)
    edge = round(half)
    _paint_picture(painter, scene, Box(0, 0, edge, height), after=False)
    right = Box(edge, 0, math.ceil(scene.width) - edge, height)
    _paint_picture(painter, scene, right, after=True, origin=half)
    overlays.paint_line(painter, half, scene.height)


def _paint_split(painter: QPainter, scene: Scene) -> None:
    edge, height = round(scene.width * scene.wipe), math.ceil(scene.height)
    _paint_picture(painter, scene, Box(0, 0, edge, height), after=False)
    right = Box(edge, 0, math.ceil(scene.width) - edge, height)
    _paint_picture(painter, scene, right, after=True)
    overlays.paint_wipe(painter, edge, scene.height, scene.ratio)


def _paint_loupe(painter: QPainter, scene: Scene) -> None:
    radius = round(_LOUPE * scene.ratio)
    center = scene.to_device(scene.mouse).toPoint()
    square = Box(center.x() - radius, center.y() - radius, 2 * radius, 2 * radius)
    circle = overlays.circle_path(QRectF(*square))
    painter.save()
    painter.setClipPath(circle)
    _paint_picture(painter, scene, square, after=True)
    painter.restore()
    painter.setPen(QPen(QColor(255, 255, 255), 2 * scene.ratio))
    painter.drawPath(circle)


def _paint_preview(painter: QPainter, scene: Scene) -> None:
    """The part that was restored to be looked at, in its place and with a frame."""
    if scene.preview is None or scene.layers is None:
        return
    box, view = scene.preview.box, scene.viewport
    target = QRectF(_snapped(view, box.x, box.y), _snapped(view, box.right, box.bottom))
    if not scene.holds_original:
        picture = scene.preview.picture(scene.layers)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, view.zoom < 2)
        painter.drawImage(target, to_image(picture))
    painter.setPen(QPen(QColor(255, 255, 255), scene.ratio))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(target)


def _paint_picture(
    painter: QPainter, scene: Scene, clip: Box, *, after: bool, origin: float = 0
) -> None:
    """Paint what lies in *clip*; the viewport begins at *origin*."""
    layers, zoom = scene.layers, scene.viewport.zoom
    assert layers is not None
    place = _snapped(scene.viewport, 0, 0, origin)
    seen = clip & layers.whole(zoom).moved(place.x(), place.y())
    if not seen.is_empty:
        picture = layers.picture(zoom, seen.moved(-place.x(), -place.y()), after=after)
        painter.drawImage(QPoint(seen.x, seen.y), to_image(picture))
    for part in clip.without(seen):
        painter.fillRect(QRect(*part), SURROUND)


def _snapped(view: Viewport, x: float, y: float, origin: float = 0) -> QPoint:
    """Where a point of the photo is painted: a whole device pixel, so that pixels stay sharp.

    Not by `round`, which takes halves to the even side.
    """
    left, top = view.to_canvas(x, y)
    return QPoint(math.floor(origin + left + 0.5), math.floor(top + 0.5))
