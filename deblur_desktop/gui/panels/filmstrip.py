"""The open photos, with their states; a saved one can be dragged into other programs."""

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from deblur_desktop.gui.document import Document, State
from deblur_desktop.gui.icons import icon
from deblur_desktop.gui.plain import plain_tip
from deblur_desktop.gui.session import Session
from deblur_desktop.gui.system.drag_out import drag_data, saved_file
from deblur_desktop.photo.names import display_name

_THUMBNAIL = 96


class Filmstrip(QListWidget):
    """One entry for each open photo; the current one is selected."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._thumbnails: dict[Document, QIcon] = {}
        self.setProperty("filmstrip", True)
        self.setAccessibleName(self.tr("Open photos"))
        self.setIconSize(QSize(_THUMBNAIL, _THUMBNAIL))
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self.setDragDropMode(QListWidget.DragDropMode.DragOnly)
        session.documents_changed.connect(self._rebuild)
        session.current_changed.connect(self._mark)
        self.currentRowChanged.connect(self._chosen)

    def startDrag(self, supportedActions: Qt.DropAction) -> None:  # noqa: N802 - Qt's names
        """Offer a copy alone: a list of Qt's would let a file manager move the file away."""
        del supportedActions
        super().startDrag(Qt.DropAction.CopyAction)

    def mimeData(self, items: Sequence[QListWidgetItem]) -> QMimeData:  # noqa: N802
        """What a drag gives to other programs; none begins when the file is gone."""
        documents = [item.data(Qt.ItemDataRole.UserRole) for item in items]
        paths = [path for path in map(saved_file, documents) if path is not None]
        return drag_data(paths[0]) if paths else None  # pyright: ignore[reportReturnType]

    def _rebuild(self) -> None:
        blocked = self.blockSignals(True)
        self.clear()
        open_ = set(self._session.documents)
        self._thumbnails = {d: icon for d, icon in self._thumbnails.items() if d in open_}
        for document in self._session.documents:
            item = QListWidgetItem(self)
            item.setData(Qt.ItemDataRole.UserRole, document)
            self._describe(item, document)
            for signal in (document.state_changed, document.found):
                signal.connect(self._refresh, Qt.ConnectionType.UniqueConnection)
        self.blockSignals(blocked)
        self._mark()

    def _refresh(self) -> None:
        for row in range(self.count()):
            item = self.item(row)
            self._describe(item, item.data(Qt.ItemDataRole.UserRole))

    def _describe(self, item: QListWidgetItem, document: Document) -> None:
        states = {
            State.WAITING: self.tr("not read yet"),
            State.OPENED: self.tr("opened"),
            State.RUNNING: self.tr("being deblurred"),
            State.RESTORED: self.tr("deblurred, not saved"),
            State.SAVED: self.tr("saved"),
            State.FAILED: self.tr("failed"),
        }
        name = display_name(document.path.name)
        item.setText(f"{name}\n{states[document.state]}")
        item.setToolTip(plain_tip(display_name(document.path), self._drag_sentence(document)))
        can_drag = Qt.ItemFlag.ItemIsDragEnabled
        is_saved = saved_file(document) is not None
        item.setFlags(item.flags() | can_drag if is_saved else item.flags() & ~can_drag)
        item.setIcon(self._icon(document))

    def _drag_sentence(self, document: Document) -> str:
        if saved_file(document) is not None:
            return self.tr("Drag it into another program to use the saved result there.")
        if document.state is State.RESTORED:
            return self.tr("Save the result to drag it into another program.")
        return ""

    def _icon(self, document: Document) -> QIcon:
        if document.is_open and document not in self._thumbnails:
            self._thumbnails[document] = _thumbnail(document)
        return self._thumbnails.get(document) or icon("photo")

    def _mark(self) -> None:
        current = self._session.current
        row = self._session.documents.index(current) if current in self._session.documents else -1
        blocked = self.blockSignals(True)
        self.setCurrentRow(row)
        self.blockSignals(blocked)

    def _chosen(self, row: int) -> None:
        if 0 <= row < len(self._session.documents):
            self._session.show(self._session.documents[row])


def _thumbnail(document: Document) -> QIcon:
    picture = document.workspace.display()
    step = max(1, max(picture.shape[:2]) // (3 * _THUMBNAIL))
    small = picture[::step, ::step].copy()
    image = QImage(
        small.data, small.shape[1], small.shape[0], small.strides[0], QImage.Format.Format_RGB888
    )
    side = 2 * _THUMBNAIL
    mode = Qt.TransformationMode.SmoothTransformation
    scaled = image.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio, mode)
    return QIcon(QPixmap.fromImage(scaled))
