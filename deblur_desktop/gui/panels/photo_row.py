"""How the filmstrip paints a photo: its picture, its name, and its state as a sign and in words."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from deblur_desktop.gui.icons import icon
from deblur_desktop.gui.photos import STATE, STATE_ICON, Index
from deblur_desktop.gui.thumbnails import SIDE

_HEIGHT = SIDE * 3 // 4  # most photos are wider than high
_GAP = SIDE // 12


class PhotoRow(QStyledItemDelegate):
    """Rows of one height."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        """The same for all."""
        del option, index
        return QSize(2 * SIDE, _HEIGHT + 2 * _GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one photo's row."""
        painter.save()
        style = option.widget.style() if option.widget else QApplication.style()
        ground = QStyle.PrimitiveElement.PE_PanelItemViewItem
        style.drawPrimitive(ground, option, painter, option.widget)
        inner = option.rect.adjusted(_GAP, _GAP, -_GAP, -_GAP)
        picture = QRect(inner.topLeft(), QSize(SIDE, _HEIGHT))
        words = inner.adjusted(SIDE + _GAP, 0, 0, 0)
        _paint_picture(painter, QStyle.visualRect(option.direction, inner, picture), index)
        _paint_words(painter, option, QStyle.visualRect(option.direction, inner, words), index)
        painter.restore()


def _paint_picture(painter: QPainter, place: QRect, index: Index) -> None:
    picture = index.data(Qt.ItemDataRole.DecorationRole)
    if picture is not None:
        picture.paint(painter, place)
        return
    sign = QRect(0, 0, SIDE // 3, SIDE // 3)
    sign.moveCenter(place.center())
    icon("photo").paint(painter, sign, mode=QIcon.Mode.Disabled)


def _paint_words(
    painter: QPainter, option: QStyleOptionViewItem, place: QRect, index: Index
) -> None:
    metrics, selected = option.fontMetrics, bool(option.state & QStyle.StateFlag.State_Selected)
    line = QRect(place.left(), 0, place.width(), metrics.height())
    line.moveTop(place.center().y() - metrics.lineSpacing())
    roles = QPalette.ColorRole
    painter.setPen(option.palette.color(roles.HighlightedText if selected else roles.Text))
    name = index.data(Qt.ItemDataRole.DisplayRole)
    _write(painter, option, line, name, Qt.TextElideMode.ElideMiddle)
    line.translate(0, metrics.lineSpacing() + metrics.leading() + 2)
    side = metrics.height()
    sign = QRect(line.left(), line.top(), side, side)
    mode = QIcon.Mode.Selected if selected else QIcon.Mode.Normal
    icon(index.data(STATE_ICON)).paint(
        painter, QStyle.visualRect(option.direction, line, sign), mode=mode
    )
    if not selected:
        painter.setPen(option.palette.color(roles.PlaceholderText))
    rest = QStyle.visualRect(option.direction, line, line.adjusted(side + side // 3, 0, 0, 0))
    _write(painter, option, rest, index.data(STATE), Qt.TextElideMode.ElideRight)


def _write(
    painter: QPainter,
    option: QStyleOptionViewItem,
    line: QRect,
    text: str,
    elide: Qt.TextElideMode,
) -> None:
    shown = option.fontMetrics.elidedText(text, elide, line.width())
    start = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(line, QStyle.visualAlignment(option.direction, start).value, shown)
