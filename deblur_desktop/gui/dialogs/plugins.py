"""The plug-ins: where each came from, whether it is on, and why not."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
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
from deblur_desktop.photo.names import display_name
from deblur_desktop.plugins import Found
from deblur_desktop.plugins._trust import (  # pyright: ignore[reportPrivateUsage] - what `enable` pins
    hash_of,
)

_NAME = Qt.ItemDataRole.UserRole


class PluginsDialog(QDialog):
    """A list, and one button that turns the selected plug-in on or off.

    Signals:
        changed: A plug-in was turned on or off. Workers that run know what was on when they started.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Plug-ins"))
        self._found: dict[str, Found] = {}
        self._list = self._make_list()
        self._path, self._said = wrapping_label(), wrapping_label()
        self._said.hide()
        self._switch = QPushButton()
        self._switch.setAutoDefault(False)
        self._switch.clicked.connect(self._turn)
        self._make_layout()
        self._list.currentItemChanged.connect(self._refresh)
        self.reload()
        em = self.fontMetrics().height()
        self.resize(48 * em, 26 * em)

    def reload(self) -> None:
        """Look again what there is."""
        row = max(self._list.indexOfTopLevelItem(self._list.currentItem()), 0)
        found = plugins.find()
        blocked = self._list.blockSignals(True)  # rows that go are not to be looked at
        self._list.clear()
        # Of two with one name only the first can be turned on and off.
        self._found = {each.name: each for each in reversed(found)}
        for each in found:
            item = QTreeWidgetItem(self._list, _row(each))
            item.setData(0, _NAME, each.name if self._found[each.name] is each else "")
            item.setToolTip(3, item.text(3))
        self._list.setCurrentIndex(self._list.model().index(min(row, len(found) - 1), 0))
        self._list.blockSignals(blocked)
        self._refresh()

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

    def _make_layout(self) -> None:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self._switch, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.close)
        column = QVBoxLayout(self)
        text = self.tr("A plug-in brings a network. One that is on can do anything that you can.")
        column.addWidget(wrapping_label(text))
        column.addWidget(self._list, 1)
        column.addWidget(self._path)
        column.addWidget(self._said)
        column.addWidget(buttons)

    # What a person can do

    def _selected(self) -> Found | None:
        item = self._list.currentItem() if self._list.topLevelItemCount() else None
        return self._found.get(item.data(0, _NAME)) if item else None

    def _refresh(self) -> None:
        found = self._selected()
        self._switch.setText(
            self.tr("&Disable") if found and found.enabled else self.tr("&Enable…")
        )
        self._switch.setEnabled(found is not None)
        other = self.tr("Another plug-in has the same name.")
        self._switch.setToolTip("" if found else other)
        self._path.setText(display_name(found.path) if found else "")

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
            digest = hash_of(found.path)
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

    def _do(self, change: object) -> None:
        assert callable(change)
        try:
            change()
        except (DeblurError, OSError) as error:
            self._say(str(error))
            return
        self._say("")
        self.reload()
        self.changed.emit()

    def _say(self, text: str) -> None:
        self._said.setText(display_name(text))
        self._said.setVisible(bool(text))


def _enable_as_shown(found: Found, digest: str) -> None:
    """Enable what the person agreed to, and nothing that took its place in the meantime."""
    plugins.enable(found.name)
    if hash_of(found.path) != digest:
        plugins.disable(found.name)
        raise PluginError(f"the plug-in has just changed: {found.name}")


def _row(found: Found) -> list[str]:
    translate = QCoreApplication.translate
    origins = {
        "bundled": translate("PluginsDialog", "this program"),
        "package": translate("PluginsDialog", "an installed package"),
        "folder": translate("PluginsDialog", "your plug-in folder"),
    }
    state = translate("PluginsDialog", "on") if found.enabled else translate("PluginsDialog", "off")
    cells = (found.name, found.publisher or origins[found.origin], state, found.problem)
    return [display_name(cell) for cell in cells]
