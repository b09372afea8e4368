"""The table with the photos of a batch."""

from PySide6.QtCore import QItemSelectionModel, QSize, Qt
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from deblur_desktop.gui.batch.rows import MODEL, PHOTO, SIDE, STATE, TIME, TOLD, Rows
from deblur_desktop.gui.batch.state_delegate import StateDelegate
from deblur_desktop.jobs.item import Item

_WIDTHS = {PHOTO: 17, STATE: 11, MODEL: 10, TIME: 5}
"""In lines of text; the last column takes what is left."""


class PhotoTable(QTableView):
    """Shows *rows*, whole ones of which are selected."""

    def __init__(self, rows: Rows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = rows
        self.setModel(rows)
        self.setAccessibleName(self.tr("Photos of the batch"))
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # the name of a photo is at the end
        self.setIconSize(QSize(SIDE, SIDE))
        self.setItemDelegateForColumn(STATE, StateDelegate(self))
        self._make_headers()

    def selection(self) -> QItemSelectionModel:
        """Tells when another one is chosen."""
        selection = self.selectionModel()
        assert isinstance(selection, QItemSelectionModel)
        return selection

    def chosen(self) -> list[Item]:
        """The photos that are selected."""
        return [self._rows.item(index.row()) for index in self.selection().selectedRows()]

    def _make_headers(self) -> None:
        em = self.fontMetrics().height()
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(SIDE + em // 2)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width * em)
        header.setSectionResizeMode(TOLD, QHeaderView.ResizeMode.Stretch)
