"""Paints the photo before and after, in each way of comparing them."""

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from deblur_desktop.gui import overlays
from deblur_desktop.gui.colors import to_image
from deblur_desktop.gui.scene import Mode, Scene
from deblur_desktop.photo.box import Box

SURROUND = QColor(72, 72, 72)
_LOUPE = 160


def paint_pictures(painter: QPainter, scene: Scene) -> None:
    """The pictures of *scene*, whose document is open, in device pixels."""
    whole = scene.panes[0]
    if not scene.can_compare:
        _paint_picture(painter, scene, whole, after=False)
        _paint_preview(painter, scene)
    elif scene.holds_original:
        for pane in scene.panes:
            _paint_picture(painter, scene, pane, after=False, origin=pane.x)
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
    left, right = scene.panes
    _paint_picture(painter, scene, left, after=False)
    _paint_picture(painter, scene, right, after=True, origin=right.x)
    overlays.paint_line(painter, right.x, scene.height)


def _paint_split(painter: QPainter, scene: Scene) -> None:
    (whole,) = scene.panes
    edge = round(scene.width * scene.wipe)
    left = Box(0, 0, edge, whole.height)
    right = Box(edge, 0, whole.width - edge, whole.height)
    _paint_picture(painter, scene, left, after=False)
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
    x, y = scene.viewport.snapped(scene.preview.box.x, scene.preview.box.y)
    place = scene.preview.whole(scene.viewport.zoom).moved(x, y)
    seen = place & scene.panes[0]
    if not scene.holds_original and not seen.is_empty:
        part = seen.moved(-x, -y)
        picture = scene.preview.picture(scene.layers, scene.viewport.zoom, part)
        painter.drawImage(QPoint(seen.x, seen.y), to_image(picture))
    painter.setPen(QPen(QColor(255, 255, 255), scene.ratio))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRect(*place))


def _paint_picture(
    painter: QPainter, scene: Scene, clip: Box, *, after: bool, origin: int = 0
) -> None:
    """Paint what lies in *clip*; the viewport begins at *origin*."""
    layers, zoom = scene.layers, scene.viewport.zoom
    assert layers is not None
    x, y = scene.viewport.snapped(0, 0)
    x += origin
    seen = clip & layers.whole(zoom).moved(x, y)
    if not seen.is_empty:
        picture = layers.picture(zoom, seen.moved(-x, -y), after=after)
        painter.drawImage(QPoint(seen.x, seen.y), to_image(picture))
    for part in clip.without(seen):
        painter.fillRect(QRect(*part), SURROUND)
