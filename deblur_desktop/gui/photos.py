"""The open photos as a list for views, with their states, and those that a filter lets through.

A saved one can be dragged into other programs.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from deblur_desktop.gui.document import Document, State
from deblur_desktop.gui.plain import plain_tip
from deblur_desktop.gui.session import Session
from deblur_desktop.gui.system.drag_out import drag_data, saved_file
from deblur_desktop.gui.thumbnails import Thumbnails
from deblur_desktop.photo.names import display_name

Index = QModelIndex | QPersistentModelIndex
DOCUMENT = Qt.ItemDataRole.UserRole
STATE = Qt.ItemDataRole.UserRole + 1
STATE_ICON = Qt.ItemDataRole.UserRole + 2


class Photos(QAbstractListModel):
    """One row for each open photo; a change of one costs one row."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._thumbnails = Thumbnails(session, self)
        self._rows: list[Document] = []
        session.documents_changed.connect(self._follow)
        session.document_changed.connect(self._row_changed)
        self._thumbnails.made.connect(self._row_changed)
        self._follow()

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802 - Qt's name
        """How many photos are open."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What views ask for; pictures are made when they do."""
        document = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return display_name(document.path.name)
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(display_name(document.path), self._drag_sentence(document))
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{display_name(document.path.name)}, {self._in_words(document.state)}"
            case Qt.ItemDataRole.DecorationRole:
                return self._thumbnails.icon(document)
            case _:
                own = {DOCUMENT: document, STATE_ICON: _ICONS[document.state]}
                return self._in_words(document.state) if role == STATE else own.get(role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What is saved can be dragged."""
        flags = super().flags(index)
        saved = index.isValid() and saved_file(self._rows[index.row()]) is not None
        return flags | Qt.ItemFlag.ItemIsDragEnabled if saved else flags

    def supportedDragActions(self) -> Qt.DropAction:  # noqa: N802
        """A copy alone, or a file manager would move the file away."""
        return Qt.DropAction.CopyAction

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:  # noqa: N802
        """What a drag gives to other programs; none begins when the file is gone."""
        documents = [self._rows[index.row()] for index in indexes]
        paths = [path for path in map(saved_file, documents) if path is not None]
        return drag_data(paths[0]) if paths else None  # pyright: ignore[reportReturnType]

    def index_of(self, document: Document | None) -> QModelIndex:
        """Where *document* stands; invalid when it is not open."""
        if document is None or document not in self._rows:
            return QModelIndex()
        return self.index(self._rows.index(document))

    def _follow(self) -> None:
        """Photos come at the end and go anywhere."""
        open_ = set(self._session.documents)
        for row in reversed(range(len(self._rows))):
            if self._rows[row] not in open_:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._rows[row]
                self.endRemoveRows()
        new = self._session.documents[len(self._rows) :]
        if new:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(new) - 1)
            self._rows += new
            self.endInsertRows()

    def _row_changed(self, document: Document) -> None:
        index = self.index_of(document)
        if index.isValid():
            self.dataChanged.emit(index, index)

    def _drag_sentence(self, document: Document) -> str:
        if saved_file(document) is not None:
            return self.tr("Drag it into another program to use the saved result there.")
        if document.state is State.RESTORED:
            return self.tr("Save the result to drag it into another program.")
        return ""

    def _in_words(self, state: State) -> str:
        words = {
            State.WAITING: self.tr("not read yet"),
            State.OPENED: self.tr("opened"),
            State.RUNNING: self.tr("being deblurred"),
            State.RESTORED: self.tr("not saved"),
            State.SAVED: self.tr("saved"),
            State.FAILED: self.tr("failed"),
        }
        return words[state]


class Kind(StrEnum):
    """What a filter lets through."""

    ALL = "all"
    TO_DO = "to-do"
    DONE = "done"
    FAILED = "failed"


class Filtered(QSortFilterProxyModel):
    """The photos of one kind. The one that is shown stays, or it would go while a person looks at it."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._kind = Kind.ALL
        session.current_changed.connect(self.invalidate)

    def choose(self, kind: Kind) -> None:
        """Let only photos of *kind* through."""
        self._kind = kind
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:  # noqa: N802 - Qt's name
        """Whether the photo is of the kind."""
        if self._kind is Kind.ALL:
            return True
        document = self.sourceModel().index(row, 0, parent).data(DOCUMENT)
        return document is self._session.current or document.state in _STATES[self._kind]


_STATES = {
    Kind.TO_DO: (State.WAITING, State.OPENED, State.RUNNING),
    Kind.DONE: (State.RESTORED, State.SAVED),
    Kind.FAILED: (State.FAILED,),
}
_ICONS = {
    State.WAITING: "waiting",
    State.OPENED: "photo",
    State.RUNNING: "running",
    State.RESTORED: "check",
    State.SAVED: "saved",
    State.FAILED: "error",
}
