"""The models: which checkpoints are known, which are here; import, verify and remove them."""

import logging
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHeaderView,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from deblur_desktop.errors import DeblurError
from deblur_desktop.gui.dialogs.hashing import Hashing
from deblur_desktop.gui.dialogs.question import Question
from deblur_desktop.gui.panels.panel import wrapping_label
from deblur_desktop.library.card import Checkpoint
from deblur_desktop.library.library import Installed, Library
from deblur_desktop.photo.names import display_name

logger = logging.getLogger(__name__)

_ID = Qt.ItemDataRole.UserRole


class ModelsDialog(QDialog):
    """A table of all cards, and the card of the selected one beneath.

    Signals:
        import_wished: A file (`Path`), and whether the person trusts it although no card knows its hash.
        library_changed: A checkpoint was removed.
    """

    import_wished = Signal(object, bool)
    library_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Models"))
        self._library = Library()
        self._trusted: set[str] = set()
        self._list = self._make_list()
        self._card = QPlainTextEdit()
        self._card.setReadOnly(True)
        self._card.setAccessibleName(self.tr("Card of the model"))
        self._said = wrapping_label()
        self._said.hide()
        self._make_layout()
        self._list.currentItemChanged.connect(self._show_card)
        self.reload()
        em = self.fontMetrics().height()
        self.resize(60 * em, 34 * em)

    def reload(self) -> None:
        """Look again what there is; call it when a checkpoint was imported."""
        selected = self._selected()
        self._library = Library()
        here = {item.checkpoint.id: item for item in self._library.installed()}
        blocked = self._list.blockSignals(True)  # rows that go are not to be looked at
        self._list.clear()
        for card in sorted(self._library.known(), key=lambda card: (card.id not in here, card.id)):
            row = QTreeWidgetItem(self._list, _row(card, here.get(card.id)))
            row.setData(0, _ID, card.id)
            row.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            for column in range(6):
                row.setToolTip(column, row.text(column))
            if card.id == selected or row is self._list.topLevelItem(0):
                self._list.setCurrentItem(row)
        self._list.blockSignals(blocked)
        self._show_card()

    def import_file(self, path: Path) -> None:
        """Wish for the import of *path*; if no card knows its hash, ask first, once for each file."""
        self._say(self.tr("Reading {name}…").format(name=display_name(path.name)))
        Hashing(
            path,
            lambda digest: self._import(path, digest),
            lambda reason: self._tell_unread(path, reason),
            self,
        )

    # Putting together

    def _make_list(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setRootIsDecorated(False)
        tree.setAlternatingRowColors(True)
        tree.setAccessibleName(self.tr("Models"))
        tree.setHeaderLabels(
            [
                self.tr("Name"),
                self.tr("Removes"),
                self.tr("Size"),
                self.tr("License"),
                self.tr("Published scores"),
                self.tr("Here"),
            ]
        )
        header = tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(4, QHeaderView.ResizeMode.Stretch)
        return tree

    def _make_layout(self) -> None:
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self._list)
        split.addWidget(self._card)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        role = QDialogButtonBox.ButtonRole.ActionRole
        importing = buttons.addButton(self.tr("&Import…"), role)
        importing.setToolTip(self.tr("Check, convert and install a file that you downloaded."))
        importing.clicked.connect(self._choose)
        self._verify = buttons.addButton(self.tr("&Verify"), role)
        self._verify.clicked.connect(self._hash)
        self._remove = buttons.addButton(self.tr("&Remove"), role)
        self._remove.clicked.connect(self._ask_remove)
        column = QVBoxLayout(self)
        column.addWidget(split, 1)
        column.addWidget(self._said)
        column.addWidget(buttons)
        for button in buttons.buttons():
            if isinstance(button, QPushButton):
                button.setAutoDefault(False)

    # What is selected

    def _selected(self) -> str:
        item = self._list.currentItem()
        return item.data(0, _ID) if item else ""

    def _installed(self) -> Installed | None:
        name = self._selected()
        return next((i for i in self._library.installed() if i.checkpoint.id == name), None)

    def _show_card(self) -> None:
        item = self._installed()
        name = self._selected()
        self._card.setPlainText(_card_text(self._library.card(name), item) if name else "")
        absent = self.tr("Select a model whose file is here.")
        self._allow(self._verify, "" if item else absent)
        stays = self.tr("This model is part of the program.")
        bundled = item is not None and item.origin == "bundled"
        self._allow(self._remove, stays if bundled else "" if item else absent)

    def _allow(self, button: QPushButton, reason: str) -> None:
        button.setEnabled(not reason)
        button.setToolTip(reason)

    def _say(self, text: str) -> None:
        self._said.setText(text)
        self._said.setVisible(bool(text))

    # What a person can do

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Import a Model"))
        if name:
            self.import_file(Path(name))

    def _import(self, path: Path, digest: str) -> None:
        self._say("")
        if Library().matching(digest):
            self.import_wished.emit(path, False)
        elif digest in self._trusted:
            self.import_wished.emit(path, True)
        else:
            self._ask_trust(path, digest)

    def _ask_trust(self, path: Path, digest: str) -> None:
        text = self.tr("No model card knows the file “{name}”. Import it all the same?")
        more = self.tr(
            "Only import files from a source that you trust. Compare this SHA-256 with the one that"
            " the authors published, if they did:\n\n{hash}"
        )
        Question(
            self,
            text.format(name=display_name(path.name)),
            more.format(hash=f"{digest[:32]}\n{digest[32:]}"),
            (self.tr("Trust and Import"), self.tr("Do Not Import")),
            lambda: self._trust(path, digest),
        )

    def _trust(self, path: Path, digest: str) -> None:
        self._trusted.add(digest)
        self.import_wished.emit(path, True)

    def _tell_unread(self, path: Path, reason: str) -> None:
        text = self.tr("The file cannot be read ({reason}): {name}")
        self._say(text.format(reason=reason, name=display_name(path.name)))

    def _hash(self) -> None:
        item = self._installed()
        if item is None:
            return
        card = item.checkpoint
        self._say(self.tr("Reading {name}…").format(name=display_name(card.name)))
        Hashing(
            item.path,
            lambda digest: self._say(self._verdict(card, digest)),
            lambda reason: self._tell_unread(item.path, reason),
            self,
        )

    def _verdict(self, card: Checkpoint, digest: str) -> str:
        name = display_name(card.name)
        if not card.sha256:
            text = self.tr("The card of {name} has no hash to compare with. The file has {hash}.")
            return text.format(name=name, hash=digest)
        if digest == card.sha256:
            return self.tr("{name} is as it should be.").format(name=name)
        text = self.tr("{name} is damaged or was changed: remove it, and import it again.")
        return text.format(name=name)

    def _ask_remove(self) -> None:
        item = self._installed()
        if item is None:
            return
        text = self.tr("Remove the model “{name}” from this computer?")
        Question(
            self,
            text.format(name=display_name(item.checkpoint.name)),
            self.tr("Photos made with it stay. To have it back, import its file again."),
            (self.tr("Remove"), self.tr("Keep")),
            lambda: self._remove_now(item),
        )

    def _remove_now(self, item: Installed) -> None:
        try:
            self._library.remove(item.checkpoint.id)
        except (DeblurError, OSError) as error:
            self._say(self.tr("The model cannot be removed: {reason}").format(reason=error))
            return
        self._say(self.tr("Removed: {name}").format(name=display_name(item.checkpoint.name)))
        self.reload()
        self.library_changed.emit()


def _row(card: Checkpoint, item: Installed | None) -> list[str]:
    translate = QCoreApplication.translate
    origins = {
        "bundled": translate("ModelsDialog", "bundled"),
        "imported": translate("ModelsDialog", "imported"),
    }
    size = card.size or (item.path.stat().st_size if item else 0)
    here = origins[item.origin] if item else translate("ModelsDialog", "no")
    cells = [card.name, card.task, _size(size), card.license, card.scores, here]
    return [display_name(cell) for cell in cells]


def _size(size_bytes: int) -> str:
    return f"{size_bytes / 1e6:.1f} MB" if size_bytes else ""


def _card_text(card: Checkpoint, item: Installed | None) -> str:
    translate = QCoreApplication.translate
    facts = {
        translate("ModelsDialog", "Id"): card.id,
        translate("ModelsDialog", "Architecture"): card.architecture,
        translate("ModelsDialog", "Published scores"): card.scores,
        translate("ModelsDialog", "License of the weights"): card.license,
        translate("ModelsDialog", "Trained on"): card.trained_on,
        translate("ModelsDialog", "Citation"): card.citation,
        translate("ModelsDialog", "Get it from"): "\n    ".join(card.urls),
        translate("ModelsDialog", "SHA-256"): card.sha256,
        translate("ModelsDialog", "SHA-256 of the published file"): card.source_sha256,
        translate("ModelsDialog", "File"): str(item.path) if item else "",
    }
    lines = (f"{name}: {value}" for name, value in facts.items() if value)
    return "\n".join(display_name(line) for text in lines for line in text.split("\n"))
