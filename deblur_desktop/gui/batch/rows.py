"""The photos of a batch as a table for views."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon, QPixmap

from deblur_desktop.gui import batch_wording, wording
from deblur_desktop.gui.batch.follower import Follower
from deblur_desktop.gui.icons import icon
from deblur_desktop.gui.idle_pictures import IdlePictures
from deblur_desktop.gui.plain import plain_tip
from deblur_desktop.jobs.item import BROKEN, Item, State
from deblur_desktop.photo.names import display_name

Index = QModelIndex | QPersistentModelIndex
PHOTO, STATE, MODEL, TIME, TOLD = range(5)
SIDE = 44
"""Of a picture in the table, in pixels of a plain screen."""
_ICONS = {
    State.TODO: "waiting",
    State.RUNNING: "running",
    State.COMMITTING: "running",
    State.DONE: "check",
    State.SKIPPED: "next",
    State.FAILED: "error",
    State.QUARANTINED: "error",
}


class Rows(QAbstractTableModel):
    """One row for each photo, in the order they were found; what changes costs its row alone."""

    def __init__(
        self, follower: Follower, pictures: IdlePictures, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._follower = follower
        self._pictures = pictures
        self._items: list[Item] = []
        self._places: dict[int, int] = {}
        self._running: dict[int, tuple[float, str]] = {}
        self._no_picture = _nothing()  # so that all names begin at one place
        follower.reset.connect(self._reset)
        follower.changed.connect(self._take)
        pictures.made.connect(self._pictured)

    def item(self, row: int) -> Item:
        """The photo of a row."""
        return self._items[row]

    def show_progress(self, number: int, done: float, stage: str) -> None:
        """How far the photo with this number is."""
        self._running[number] = done, stage
        self._row_changed(number)

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802 - Qt's name
        """How many photos are known."""
        return 0 if parent is not None and parent.isValid() else len(self._items)

    def columnCount(self, parent: Index | None = None) -> int:  # noqa: N802
        """Photo, state, model, time, what is told."""
        return 0 if parent is not None and parent.isValid() else 5

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Titles of the columns."""
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        titles = (
            self.tr("Photo"),
            self.tr("State"),
            self.tr("Model"),
            self.tr("Time"),
            self.tr("Result"),
        )
        return titles[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What views ask for; pictures are made when they do."""
        item = self._items[index.row()]
        column = index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(item, column)
            case Qt.ItemDataRole.DecorationRole if column == PHOTO:
                return self._pictures.icon(item.source) or self._no_picture
            case Qt.ItemDataRole.DecorationRole if column == STATE:
                return icon(_ICONS[item.state])
            case Qt.ItemDataRole.ToolTipRole:
                return self._tip(item, column)
            case _:
                return None

    def _text(self, item: Item, column: int) -> str:
        if column == PHOTO:
            return display_name(self._below_source(item.source))
        if column == STATE:
            return self._state(item)
        if column == MODEL:
            return item.model
        if column == TIME:
            return wording.duration(item.seconds) if item.seconds else ""
        return batch_wording.reason(item)[0]

    def _below_source(self, photo: Path) -> Path:
        """The name of *photo*, with the folders below the one that was chosen."""
        batch = self._follower.batch
        roots = map(Path, batch.plan.sources if batch else ())
        root = next((r for r in roots if r != photo and photo.is_relative_to(r)), photo.parent)
        return photo.relative_to(root)

    def _state(self, item: Item) -> str:
        done, stage = self._running.get(item.id, (0.0, ""))
        if item.state in (State.RUNNING, State.COMMITTING) and stage == "deblurring" and done:
            return self.tr("Deblurring, {percent} %").format(percent=round(100 * done))
        return batch_wording.outcome(item)

    def _tip(self, item: Item, column: int) -> str:
        if column == PHOTO:
            result = display_name(item.result) if item.result else ""
            return plain_tip(display_name(item.source), f"→ {result}" if result else "")
        if column == TOLD or item.state in BROKEN:
            return plain_tip(*batch_wording.reason(item))
        return ""

    def _reset(self) -> None:
        self.beginResetModel()
        self._items, self._places, self._running = [], {}, {}
        self.endResetModel()

    def _take(self, items: list[Item]) -> None:
        new = sorted(
            (item for item in items if item.id not in self._places), key=lambda item: item.id
        )
        for item in items:
            if item.id in self._places:
                self._items[self._places[item.id]] = item
                self._row_changed(item.id)
        if new and self._items and new[0].id < self._items[-1].id:
            self.beginResetModel()  # a batch that was begun before comes as it changed
            self._put(sorted([*self._items, *new], key=lambda item: item.id))
            self.endResetModel()
        elif new:
            first = len(self._items)
            self.beginInsertRows(QModelIndex(), first, first + len(new) - 1)
            self._put([*self._items, *new])
            self.endInsertRows()

    def _put(self, items: list[Item]) -> None:
        self._items = items
        self._places = {item.id: row for row, item in enumerate(items)}

    def _pictured(self, path: Path) -> None:
        for item in self._items:
            if item.source == path:
                self._row_changed(item.id)

    def _row_changed(self, number: int) -> None:
        row = self._places.get(number)
        if row is not None:
            self.dataChanged.emit(self.index(row, 0), self.index(row, 4))


def _nothing() -> QIcon:
    pixmap = QPixmap(SIDE, SIDE)
    pixmap.fill(Qt.GlobalColor.transparent)
    return QIcon(pixmap)
