"""The models: which checkpoints are known, which are here; get, import, verify and remove them."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
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
from deblur_desktop.gui.dialogs.importing import Importing
from deblur_desktop.gui.dialogs.question import Question
from deblur_desktop.gui.queue import Job, Queue
from deblur_desktop.gui.system.offer import offer_of
from deblur_desktop.jobs import messages
from deblur_desktop.jobs.messages import Message
from deblur_desktop.library.card import Checkpoint, Task
from deblur_desktop.library.library import Installed, Library
from deblur_desktop.photo.names import display_name

_ID = Qt.ItemDataRole.UserRole


class ModelsDialog(QDialog):
    """A table of all cards, the card of the selected one beneath. A file dropped here is imported."""

    def __init__(self, queue: Queue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Models"))
        self.setAcceptDrops(True)
        self._queue = queue
        self._library = Library()
        self._list = self._make_list()
        self._card = QPlainTextEdit()
        self._card.setReadOnly(True)
        self._card.setAccessibleName(self.tr("Card of the model"))
        self._card.setAcceptDrops(False)  # they are for the dialog
        self._importing = Importing(queue)
        self._importing.imported.connect(self.reload)
        self._make_layout()
        queue.finished.connect(self._finished)
        self._list.currentItemChanged.connect(self._show_card)
        self.reload()
        em = self.fontMetrics().height()
        self.resize(60 * em, 34 * em)

    def reload(self, selected: str = "") -> None:
        """Look again what there is, and select the checkpoint *selected*, else the one that was."""
        selected = selected or self._selected()
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
        """Import *path*; if no card knows its hash, ask first, once for each file."""
        self._importing.import_file(path)

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
        header.setMaximumSectionSize(16 * self.fontMetrics().height())  # some licenses are long
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
        self._get = buttons.addButton(self.tr("&Get It…"), role)
        self._get.clicked.connect(self._open_address)
        self._install = buttons.addButton(self.tr("I&nstall"), role)
        self._install.clicked.connect(lambda: self._importing.install(self._selected()))
        importing = buttons.addButton(self.tr("&Import…"), role)
        importing.setToolTip(self.tr("Check, convert and install a file that you downloaded."))
        importing.clicked.connect(self._choose)
        self._verify = buttons.addButton(self.tr("&Verify"), role)
        self._verify.clicked.connect(self._hash)
        self._remove = buttons.addButton(self.tr("&Remove"), role)
        self._remove.clicked.connect(self._ask_remove)
        column = QVBoxLayout(self)
        column.addWidget(split, 1)
        column.addWidget(self._importing)
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
        self._refresh_sources(name, is_here=item is not None)

    def _allow(self, button: QPushButton, reason: str) -> None:
        button.setEnabled(not reason)
        button.setToolTip(reason)

    def _refresh_sources(self, name: str, *, is_here: bool) -> None:
        url = next(iter(self._library.card(name).urls), "") if name else ""
        address = self._address()
        here, nowhere = self.tr("This model is here."), self.tr("Its card names no web page.")
        by_hand = self.tr("Its file has to be fetched by hand: choose Get It.")
        self._allow(self._get, here if is_here else "" if address else nowhere)
        self._allow(self._install, here if is_here else "" if url else by_hand)
        if self._get.isEnabled():
            self._get.setToolTip(self.tr("Open {address}").format(address=address))
        if self._install.isEnabled():
            text = self.tr("Fetch it from {address}, check it and install it.")
            self._install.setToolTip(display_name(text.format(address=url)))

    def _address(self) -> str:
        """Of the page where the authors of the selected model publish it; empty when there is none."""
        name = self._selected()
        return display_name(self._library.card(name).page) if name else ""

    # What a person can do

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Import a Model"))
        if name:
            self.import_file(Path(name))

    def _open_address(self) -> None:
        address = self._address()
        if QDesktopServices.openUrl(QUrl(address)):
            text = self.tr(
                "Your browser opens {address}. When the file is on your computer, choose Import or"
                " drop it here."
            )
        else:
            text = self.tr("No browser can be opened. The address is: {address}")
        self._importing.say(text.format(address=address))

    def _hash(self) -> None:
        item = self._installed()
        if item is None:
            return
        card = item.checkpoint
        self._importing.say(self.tr("Reading {name}…").format(name=display_name(card.name)))
        Hashing(
            item.path,
            lambda digest: self._importing.say(self._verdict(card, digest)),
            lambda reason: self._importing.tell_unread(item.path, reason),
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
            self._importing.say(
                self.tr("The model cannot be removed: {reason}").format(reason=error)
            )
            return
        self._importing.say(
            self.tr("Removed: {name}").format(name=display_name(item.checkpoint.name))
        )
        self.reload()
        self._queue.inspect()

    def _finished(self, job: Job, message: Message) -> None:
        if isinstance(message, messages.Inspected):
            self.reload()

    # Qt's events

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Take files."""
        if offer_of(event.mimeData()).paths:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Import what was dropped."""
        for path in offer_of(event.mimeData()).paths:
            self.import_file(path)


def _row(card: Checkpoint, item: Installed | None) -> list[str]:
    translate = QCoreApplication.translate
    origins = {
        "bundled": translate("ModelsDialog", "bundled"),
        "imported": translate("ModelsDialog", "imported"),
    }
    tasks = {
        Task.MOTION: translate("ModelsDialog", "motion blur"),
        Task.DEFOCUS: translate("ModelsDialog", "defocus"),
        Task.DUAL_PIXEL_DEFOCUS: translate("ModelsDialog", "defocus (dual pixel)"),
        Task.MIXED: translate("ModelsDialog", "motion blur, defocus"),
    }
    size = card.size or (item.path.stat().st_size if item else 0)
    here = origins[item.origin] if item else translate("ModelsDialog", "no")
    cells = [card.name, tasks[card.task], _size(size), card.license, card.scores, here]
    return [display_name(cell) for cell in cells]


def _size(size_bytes: int) -> str:
    return f"{QLocale().toString(size_bytes / 1e6, 'f', 1)} MB" if size_bytes else ""


def _card_text(card: Checkpoint, item: Installed | None) -> str:
    translate = QCoreApplication.translate
    nobody = translate(
        "ModelsDialog", "unverified: nobody published one; the first one seen is kept"
    )
    unverified = "" if card.is_verified and not card.unverified else nobody
    facts = {
        translate("ModelsDialog", "Id"): card.id,
        translate("ModelsDialog", "Architecture"): card.architecture,
        translate("ModelsDialog", "Published scores"): card.scores,
        translate("ModelsDialog", "License of the weights"): card.license,
        translate("ModelsDialog", "Trained on"): card.trained_on,
        translate("ModelsDialog", "Citation"): card.citation,
        translate("ModelsDialog", "Get it from"): "\n    ".join(
            filter(None, [*card.urls, card.page])
        ),
        translate("ModelsDialog", "SHA-256"): "\n    ".join(
            filter(None, [card.sha256, unverified])
        ),
        translate("ModelsDialog", "SHA-256 of the published file"): card.source_sha256,
        translate("ModelsDialog", "File"): str(item.path) if item else "",
    }
    line = translate("ModelsDialog", "{name}: {value}")
    lines = (line.format(name=name, value=value) for name, value in facts.items() if value)
    return "\n".join(display_name(each) for text in lines for each in text.split("\n"))
