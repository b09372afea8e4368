"""The open photos with their pictures and states, and a filter for them."""

from collections.abc import Callable

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QComboBox, QListView, QVBoxLayout, QWidget

from deblur_desktop.gui.document import Document
from deblur_desktop.gui.icons import icon
from deblur_desktop.gui.panels.panel import wrapping_label
from deblur_desktop.gui.panels.photo_row import PhotoRow
from deblur_desktop.gui.photos import DOCUMENT, Filtered, Kind, Photos
from deblur_desktop.gui.session import Session
from deblur_desktop.gui.thumbnails import SIDE


class Filmstrip(QWidget):
    """One entry for each open photo of the kind chosen; the current one is selected."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._photos = Photos(session, self)
        self._filtered = Filtered(session, self)
        self._filtered.setSourceModel(self._photos)
        self._make_filter()
        self.view = _View()
        self.view.setAccessibleName(self.tr("Open photos"))
        self.view.setModel(self._filtered)
        self.view.chosen.connect(session.show)
        self._nothing = wrapping_label(self.tr("No open photo is of this kind."))
        self._add_actions()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self._filter, self._nothing, self.view):
            column.addWidget(widget)
        self._filtered.rowsInserted.connect(self._mark)
        self._filtered.rowsRemoved.connect(self._mark)
        session.current_changed.connect(self._mark)
        self._mark()

    def count(self) -> int:
        """How many photos are listed."""
        return self._filtered.rowCount()

    def _make_filter(self) -> None:
        self._filter = QComboBox()
        self._filter.setAccessibleName(self.tr("Which photos are listed"))
        self._filter.setToolTip(self.tr("List all open photos, or some of them."))
        for kind, text in {
            Kind.ALL: self.tr("All photos"),
            Kind.TO_DO: self.tr("To do"),
            Kind.DONE: self.tr("Done"),
            Kind.FAILED: self.tr("Failed"),
        }.items():
            self._filter.addItem(text, kind)
        self._filter.activated.connect(self._choose_kind)

    def _add_actions(self) -> None:
        """What can be done with the selected photo: the context menu, and Delete."""
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._add(self.tr("Close Photo"), "close", self._session.close_document, "Del")
        self._add(self.tr("Show in Folder"), "folder", _reveal)
        self._add(self.tr("Copy Path"), "copy", _copy_path)

    def _add(
        self, text: str, picture: str, run: Callable[[Document], object], keys: str = ""
    ) -> None:
        action = QAction(icon(picture), text, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda: self._session.current and run(self._session.current))
        self.view.addAction(action)

    def _choose_kind(self, row: int) -> None:
        self._filtered.choose(Kind(self._filter.itemData(row)))
        self._mark()

    def _mark(self) -> None:
        """Select the current photo."""
        index = self._filtered.mapFromSource(self._photos.index_of(self._session.current))
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.view.selectionModel().setCurrentIndex(index, flag)
        self.view.setVisible(self.count() > 0 or not self._session.documents)
        self._nothing.setVisible(self.view.isHidden())


def _reveal(document: Document) -> None:
    from deblur_desktop.gui.reveal import show_in_folder

    show_in_folder(document.path)


def _copy_path(document: Document) -> None:
    QGuiApplication.clipboard().setText(str(document.path))


class _View(QListView):
    """Tells what a person chooses, and nothing else: rows also come and go by themselves.

    Signals:
        chosen: This `Document`.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumWidth(SIDE + 7 * self.fontMetrics().height())  # most names are read in it
        self.setUniformItemSizes(True)  # thousands of rows need not be measured
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(PhotoRow(self))
        self.setDragDropMode(QListView.DragDropMode.DragOnly)
        self.pressed.connect(lambda _: self._tell())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Arrows, page keys and letters move."""
        super().keyPressEvent(event)
        self._tell()

    def _tell(self) -> None:
        if self.currentIndex().isValid():
            self.chosen.emit(self.currentIndex().data(DOCUMENT))
