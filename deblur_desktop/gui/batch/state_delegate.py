"""Draws the icon of a state as high as its word, where other columns have larger pictures."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem


class StateDelegate(QStyledItemDelegate):
    """For the column with the states."""

    def initStyleOption(  # noqa: N802 - Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """As usual, but for the size."""
        super().initStyleOption(option, index)
        side = option.fontMetrics.height()
        option.decorationSize = QSize(side, side)
