"""The plug-ins: where each came from, whether it is on, and why not; install, enable, remove."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHeaderView,
    QMenu,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from deblur_desktop import plugins
from deblur_desktop.errors import DeblurError, PluginError
from deblur_desktop.gui.dialogs.question import Question
from deblur_desktop.gui.panels.panel import wrapping_label
from deblur_desktop.gui.system.offer import offer_of
from deblur_desktop.gui.wording import told_error
from deblur_desktop.photo.names import display_name
from deblur_desktop.plugins import Found


class PluginsDialog(QDialog):
    """A list, and buttons that install, turn on or off, and remove the selected plug-in.

    Signals:
        changed: One came, went, or was turned on or off. Workers that run know what was on when they
            started.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Plug-ins"))
        self.setAcceptDrops(True)
        self._found: tuple[Found, ...] = ()
        self._list = self._make_list()
        self._path, self._said = wrapping_label(), wrapping_label()
        self._said.hide()
        self._install, self._switch, self._remove = (QPushButton() for _ in range(3))
        self._make_buttons()
        self._make_layout()
        self._list.currentItemChanged.connect(self._refresh)
        self.reload()
        em = self.fontMetrics().height()
        self.resize(48 * em, 26 * em)

    def reload(self, name: str = "") -> None:
        """Look again what there is, and select the dropped plug-in *name*, else what was selected."""
        row = max(self._list.indexOfTopLevelItem(self._list.currentItem()), 0)
        self._found = plugins.find()
        blocked = self._list.blockSignals(True)  # rows that go are not to be looked at
        self._list.clear()
        for place, found in enumerate(self._found):
            item = QTreeWidgetItem(self._list, _row(found))
            item.setToolTip(3, item.text(3))
            if (found.name, found.origin) == (name, "folder"):
                row = place
        self._list.setCurrentIndex(self._list.model().index(min(row, len(self._found) - 1), 0))
        self._list.blockSignals(blocked)
        self._refresh()

    def install(self, source: Path) -> None:
        """Copy the plug-in *source*, a folder or a zip, into the person's folder; it stays off."""
        try:
            found = plugins.install(source)
        except DeblurError as error:
            self._say("\n".join(filter(None, told_error(error)[:2])))
            return
        text = self.tr("“{name}” is installed. It is off until you enable it.")
        self._say(_why_blocked(found) or text.format(name=found.name))
        self.reload(found.name)
        self.changed.emit()

    # Putting together

    def _make_list(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setRootIsDecorated(False)
        tree.setAlternatingRowColors(True)
        tree.setAccessibleName(self.tr("Plug-ins"))
        tree.setHeaderLabels(
            [self.tr("Name"), self.tr("From"), self.tr("State"), self.tr("Why it is off")]
        )
        tree.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        return tree

    def _make_buttons(self) -> None:
        menu = QMenu(self)
        menu.addAction(self.tr("From a &Folder…"), self._choose_folder)
        menu.addAction(self.tr("From a &Zip File…"), self._choose_zip)
        self._install.setText(self.tr("&Install"))
        self._install.setToolTip(self.tr("Copy a plug-in into your plug-in folder."))
        self._install.setMenu(menu)
        self._switch.clicked.connect(self._turn)
        self._remove.setText(self.tr("&Remove…"))
        self._remove.clicked.connect(self._ask_remove)

    def _make_layout(self) -> None:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        for button in (self._install, self._switch, self._remove):
            button.setAutoDefault(False)
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.close)
        column = QVBoxLayout(self)
        text = self.tr(
            "A plug-in brings a network. One that is on can do anything that you can. To install one,"
            " drop its folder or its zip file here."
        )
        column.addWidget(wrapping_label(text))
        column.addWidget(self._list, 1)
        column.addWidget(self._path)
        column.addWidget(self._said)
        column.addWidget(buttons)

    # What is selected

    def _selected(self) -> Found | None:
        row = self._list.indexOfTopLevelItem(self._list.currentItem())
        return self._found[row] if 0 <= row < len(self._found) else None

    def _refresh(self) -> None:
        found = self._selected()
        on = found is not None and found.enabled
        self._switch.setText(self.tr("&Disable") if on else self.tr("&Enable…"))
        self._allow(self._switch, self._why_no_switch(found))
        self._allow(self._remove, self._why_no_removal(found))
        self._path.setText(display_name(found.path) if found else "")

    def _why_no_switch(self, found: Found | None) -> str:
        """Of two with one name only the first can be turned on and off, and a blocked one not at all."""
        if found and found.blocked:
            return _why_blocked(found)
        first = next((each for each in self._found if found and each.name == found.name), None)
        return "" if first is found else self.tr("Another plug-in has the same name.")

    def _why_no_removal(self, found: Found | None) -> str:
        reasons = {
            "bundled": self.tr("This plug-in is part of the program."),
            "package": self.tr("This plug-in was installed by pip, which also removes it."),
        }
        return reasons.get(found.origin, "") if found else self.tr("Select a plug-in.")

    def _allow(self, button: QPushButton, reason: str) -> None:
        button.setEnabled(not reason)
        button.setToolTip(reason)

    # What a person can do

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Install a Plug-in"))
        if name:
            self.install(Path(name))

    def _choose_zip(self) -> None:
        kinds = self.tr("Zip files (*.zip)")
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Install a Plug-in"), "", kinds)
        if name:
            self.install(Path(name))

    def _turn(self) -> None:
        found = self._selected()
        if found is None:
            return
        if found.enabled:
            self._do(lambda: plugins.disable(found.name))
        elif found.origin == "bundled":
            self._do(lambda: plugins.enable(found.name))
        else:
            self._ask(found)

    def _ask(self, found: Found) -> None:
        try:
            digest = plugins.hash_of(found.path)
        except (DeblurError, OSError) as error:
            self._say(self.tr("The plug-in cannot be read: {reason}").format(reason=error))
            return
        more = self.tr(
            "It can do anything on this computer that you can. Enable it only if you trust where it"
            " came from.\n\nFrom: {publisher}\nFolder: {folder}\nSHA-256 of its files:\n{hash}"
        )
        Question(
            self,
            self.tr("Enable the plug-in “{name}”?").format(name=display_name(found.name)),
            more.format(
                publisher=display_name(found.publisher) or self.tr("unknown"),
                folder=display_name(found.path),
                hash=f"{digest[:32]}\n{digest[32:]}",
            ),
            (self.tr("Trust and Enable"), self.tr("Leave Off")),
            lambda: self._do(lambda: _enable_as_shown(found, digest)),
        )

    def _ask_remove(self) -> None:
        found = self._selected()
        if found is None:
            return
        Question(
            self,
            self.tr("Remove the plug-in “{name}”?").format(name=display_name(found.name)),
            self.tr("This folder is deleted: {folder}").format(folder=display_name(found.path)),
            (self.tr("Remove"), self.tr("Keep")),
            lambda: self._do(lambda: plugins.remove(found.name)),
        )

    def _do(self, change: Callable[[], object]) -> None:
        try:
            change()
        except (DeblurError, OSError) as error:
            self._say(str(error))
            return
        self._say("")
        self.reload()
        self.changed.emit()

    def _say(self, text: str) -> None:
        self._said.setText("\n".join(display_name(line) for line in text.split("\n")))
        self._said.setVisible(bool(text))

    # Qt's events

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Take a folder or a zip."""
        if offer_of(event.mimeData()).paths:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Install what was dropped."""
        for path in offer_of(event.mimeData()).paths:
            self.install(path)


def _enable_as_shown(found: Found, digest: str) -> None:
    """Enable what the person agreed to, and nothing that took its place in the meantime."""
    plugins.enable(found.name)
    if plugins.hash_of(found.path) != digest:
        plugins.disable(found.name)
        raise PluginError(f"the plug-in has just changed: {found.name}")


def _why_blocked(found: Found) -> str:
    """In a sentence; empty for those that are not."""
    text = QCoreApplication.translate(
        "PluginsDialog", "This plug-in is known to do harm and stays off: {reason}"
    )
    return text.format(reason=display_name(found.blocked)) if found.blocked else ""


def _row(found: Found) -> list[str]:
    translate = QCoreApplication.translate
    origins = {
        "bundled": translate("PluginsDialog", "this program"),
        "package": translate("PluginsDialog", "an installed package"),
        "folder": translate("PluginsDialog", "your plug-in folder"),
    }
    state = translate("PluginsDialog", "on") if found.enabled else translate("PluginsDialog", "off")
    reason = _why_blocked(found) or found.problem
    cells = (found.name, found.publisher or origins[found.origin], state, reason)
    return [display_name(cell) for cell in cells]
