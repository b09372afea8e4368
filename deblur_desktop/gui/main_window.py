"""The main window: puts together canvas, panels and actions; what they do stands elsewhere."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths, Qt
from PySide6.QtGui import (
    QActionGroup,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeySequence,
)
from PySide6.QtWidgets import (
    QApplication,
    QDockWidget,
    QFileDialog,
    QMainWindow,
    QMessageBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from deblur_desktop.bundle import bundled
from deblur_desktop.gui import theme
from deblur_desktop.gui.actions import Actions, Key
from deblur_desktop.gui.canvas import Canvas, Mode
from deblur_desktop.gui.dialogs.about import AboutDialog
from deblur_desktop.gui.dialogs.palette import CommandPalette
from deblur_desktop.gui.document import Document, State
from deblur_desktop.gui.empty import EmptyState
from deblur_desktop.gui.export import ask_target
from deblur_desktop.gui.memory import remember
from deblur_desktop.gui.message_bar import MessageBar
from deblur_desktop.gui.panels.filmstrip import Filmstrip
from deblur_desktop.gui.panels.queue import QueuePanel
from deblur_desktop.gui.previewer import Previewer
from deblur_desktop.gui.queue import Job, is_preview
from deblur_desktop.gui.selection import Selection
from deblur_desktop.gui.session import Session
from deblur_desktop.gui.sidebar import Sidebar
from deblur_desktop.gui.status import Status
from deblur_desktop.gui.tool import Tool
from deblur_desktop.gui.tools import all_tools
from deblur_desktop.jobs import messages
from deblur_desktop.photo.names import result_path
from deblur_desktop.photo.region import Box
from deblur_desktop.settings import Settings

_SAMPLE = bundled("resources") / "samples" / "hand-held.jpg"


class MainWindow(QMainWindow):
    """One window for one session."""

    def __init__(self, session: Session, state: QSettings, settings: Settings) -> None:
        super().__init__()
        self.session = session
        self.settings = settings
        session.device = settings.device
        self._state = state
        self.setAcceptDrops(True)
        self.setWindowTitle(self.tr("Deblur Desktop"))
        self.canvas = Canvas()
        self.previewer = Previewer(session, self.canvas, self)
        self.messages = MessageBar()
        self.actions_ = Actions(self)
        self._make_actions()
        self._palette = CommandPalette(self.actions_.all, self)
        self._make_center()
        self._make_docks()
        self._make_bars()
        self._make_menus()
        self._connect()
        self._restore_state()
        self._refresh()

    # Putting together

    def _make_actions(self) -> None:
        add, canvas = self.actions_.add, self.canvas
        add("open", self.tr("&Open…"), self.choose_photos, keys=Key.Open, picture="open")
        add(
            "open-folder",
            self.tr("Open &Folder…"),
            self.choose_folder,
            keys="Ctrl+Shift+O",
            picture="folder",
        )
        add("save", self.tr("&Save"), self.save, keys=Key.Save, picture="save")
        add("save-as", self.tr("Save &As…"), self.save_as, keys="Ctrl+Shift+S", picture="save-as")
        add("export", self.tr("&Export…"), self.export, keys="Ctrl+E", picture="export")
        add("close", self.tr("&Close Photo"), self.close_photo, keys=Key.Close)
        add("quit", self.tr("&Quit"), self.close, keys=Key.Quit)
        add("deblur", self.tr("&Deblur"), self.deblur, keys="Ctrl+R", picture="deblur")
        add("cancel", self.tr("&Cancel"), self.escape, keys="Esc", picture="cancel")
        add("all", self.tr("Select &All"), self.select_all, keys=Key.SelectAll)
        add(
            "deselect",
            self.tr("&Deselect"),
            lambda: self._select(self.tr("Deselect"), None),
            keys="Ctrl+D",
        )
        add(
            "invert",
            self.tr("&Invert Selection"),
            self.invert,
            keys="Ctrl+Shift+I",
            picture="invert",
        )
        add("grow", self.tr("&Grow Selection"), lambda: self.grow(8))
        add("shrink", self.tr("S&hrink Selection"), lambda: self.grow(-8))
        add(
            "select-blurred",
            self.tr("Select &Blurred Areas"),
            self.select_blurred,
            picture="select-blurred",
        )
        add("fit", self.tr("&Fit"), canvas.fit, keys="Ctrl+0", picture="zoom-fit")
        add(
            "zoom-100",
            self.tr("&100 %"),
            lambda: canvas.zoom_to(1),
            keys="Ctrl+1",
            picture="zoom-100",
        )
        add("zoom-200", self.tr("&200 %"), lambda: canvas.zoom_to(2), keys="Ctrl+2")
        add(
            "zoom-in",
            self.tr("Zoom &In"),
            lambda: canvas.zoom_to(canvas.viewport.zoom * 1.25),
            keys=Key.ZoomIn,
        )
        add(
            "zoom-out",
            self.tr("Zoom &Out"),
            lambda: canvas.zoom_to(canvas.viewport.zoom / 1.25),
            keys=Key.ZoomOut,
        )
        add(
            "next",
            self.tr("&Next Photo"),
            lambda: self.session.step(1),
            keys="PgDown",
            picture="next",
        )
        add(
            "previous",
            self.tr("&Previous Photo"),
            lambda: self.session.step(-1),
            keys="PgUp",
            picture="previous",
        )
        self._make_dialog_actions()
        self._make_toggles()
        self._make_view_actions()
        self._make_tool_actions()

    def _make_dialog_actions(self) -> None:
        add = self.actions_.add
        add("compare", self.tr("&Compare Models…"), self.compare_models, picture="compare")
        add("models", self.tr("&Models…"), self.show_models, picture="models")
        add("plugins", self.tr("&Plug-ins…"), self.show_plugins, picture="plugins")
        add(
            "settings", self.tr("&Settings…"), self.show_settings, keys="Ctrl+,", picture="settings"
        )
        add(
            "shortcuts",
            self.tr("&Keyboard Shortcuts"),
            self.show_shortcuts,
            keys="F1",
            picture="help",
        )
        add(
            "palette",
            self.tr("&Find a Command…"),
            self.show_palette,
            keys="Ctrl+K",
            picture="palette",
        )
        add("about", self.tr("&About"), lambda: AboutDialog(self).show())

    def _make_toggles(self) -> None:
        add, canvas = self.actions_.add, self.canvas
        add(
            "map",
            self.tr("&Blur Map"),
            self._toggle_overlays,
            keys="B",
            picture="map",
            on=canvas,
            checkable=True,
        )
        add(
            "mask",
            self.tr("Show &Mask"),
            self._toggle_overlays,
            keys="Q",
            picture="mask",
            on=canvas,
            checkable=True,
        )

    def _make_view_actions(self) -> None:
        group = QActionGroup(self)
        names = {
            Mode.AFTER: (self.tr("&After"), "A"),
            Mode.SPLIT: (self.tr("&Split"), "S"),
            Mode.SIDE: (self.tr("Side &by Side"), "D"),
            Mode.FLICKER: (self.tr("&Flicker"), "F"),
            Mode.LOUPE: (self.tr("&Loupe"), "L"),
        }
        for mode, (text, key) in names.items():
            action = self.actions_.add(
                f"view-{mode}", text, lambda mode=mode: self.canvas.set_mode(mode),
                keys=key, picture=f"view-{mode}", on=self.canvas, checkable=True,
            )  # fmt: skip
            group.addAction(action)
        self.actions_["view-after"].setChecked(True)

    def _make_tool_actions(self) -> None:
        group = QActionGroup(self)
        names = {
            "pan": self.tr("&Pan"),
            "rectangle": self.tr("&Rectangle"),
            "lasso": self.tr("&Lasso"),
            "polygon": self.tr("Pol&ygon"),
            "brush": self.tr("&Brush"),
            "eraser": self.tr("&Eraser"),
        }
        for tool in all_tools():
            action = self.actions_.add(
                f"tool-{tool.id}", names.get(tool.id, tool.name), lambda tool=tool: self.use_tool(tool),
                keys=tool.shortcut, picture=f"tool-{tool.id}", on=self.canvas, checkable=True,
            )  # fmt: skip
            group.addAction(action)
        self.actions_["tool-pan"].setChecked(True)

    def _make_center(self) -> None:
        self._empty = EmptyState()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.canvas)
        center = QWidget()
        column = QVBoxLayout(center)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.messages)
        column.addWidget(self._stack, 1)
        self.setCentralWidget(center)

    def _make_docks(self) -> None:
        self.filmstrip = Filmstrip(self.session)
        self.sidebar = Sidebar(self.session, self.actions_, self.canvas.tool_settings)
        left, right = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
        self._add_dock("photos", self.tr("Photos"), self.filmstrip, left)
        self._add_dock("deblur-panels", self.tr("Deblur"), self.sidebar, right)
        bottom = Qt.DockWidgetArea.BottomDockWidgetArea
        dock = self._add_dock("queue", self.tr("Queue"), QueuePanel(self.session.queue), bottom)
        dock.hide()
        toggle = dock.toggleViewAction()
        toggle.setText(self.tr("&Queue"))
        toggle.setShortcut(QKeySequence("Ctrl+B"))
        self.actions_.adopt("queue", toggle)

    def _add_dock(
        self, name: str, title: str, widget: QWidget, area: Qt.DockWidgetArea
    ) -> QDockWidget:
        dock = QDockWidget(title, self)
        dock.setObjectName(name)
        dock.setWidget(widget)
        self.addDockWidget(area, dock)
        return dock

    def _make_bars(self) -> None:
        groups = {
            self.tr("File"): ("open", "save-as"),
            self.tr("Edit"): ("undo", "redo"),
            self.tr("Tools"): tuple(f"tool-{tool.id}" for tool in all_tools()),
            self.tr("View"): tuple(f"view-{mode}" for mode in Mode),
            self.tr("Zoom"): ("fit", "zoom-100"),
        }
        for title, names in groups.items():
            bar = self.addToolBar(title)
            bar.setObjectName(f"bar-{names[0]}")
            if names[0] == "undo":
                self._add_undo(bar.addAction)
                continue
            for name in names:
                bar.addAction(self.actions_[name])
        self.status = Status()
        self.setStatusBar(self.status)

    def _add_undo(self, add: object) -> None:
        # Made by the undo group of Qt, so that their texts name the step.
        from PySide6.QtGui import QUndoGroup

        from deblur_desktop.gui.icons import icon

        self._undo_group = QUndoGroup(self)
        for name, action, keys in (
            ("undo", self._undo_group.createUndoAction(self, self.tr("&Undo")), Key.Undo),
            ("redo", self._undo_group.createRedoAction(self, self.tr("&Redo")), Key.Redo),
        ):
            action.setShortcut(QKeySequence(keys))
            action.setIcon(icon(name))
            self.addAction(action)
            self.actions_.adopt(name, action)
            add(action)  # type: ignore[operator]

    def _make_menus(self) -> None:
        menus = {
            self.tr("&File"): (
                "open", "open-folder", "", "save", "save-as", "export", "", "close", "quit",
            ),
            self.tr("&Edit"): ("undo", "redo"),
            self.tr("&Select"): ("all", "deselect", "invert", "", "grow", "shrink", "select-blurred"),
            self.tr("&View"): (
                *(f"view-{mode}" for mode in Mode), "", "map", "mask", "",
                "fit", "zoom-100", "zoom-200", "zoom-in", "zoom-out", "", "previous", "next",
            ),
            self.tr("&Tools"): tuple(f"tool-{tool.id}" for tool in all_tools()),
            self.tr("&Models"): ("models", "plugins", "", "compare"),
            self.tr("&Run"): ("deblur", "cancel", "", "queue"),
            self.tr("&Help"): ("palette", "shortcuts", "", "settings", "about"),
        }  # fmt: skip
        for title, names in menus.items():
            menu = self.menuBar().addMenu(title)
            for name in names:
                menu.addAction(self.actions_[name]) if name else menu.addSeparator()

    def _connect(self) -> None:
        session, queue = self.session, self.session.queue
        session.current_changed.connect(self._show_current)
        session.noticed.connect(self.messages.show_notice)
        # At once, so that a crash does not forget it.
        session.documents_changed.connect(lambda: remember(session))
        queue.changed.connect(self._refresh)
        queue.progressed.connect(self._progress)
        queue.finished.connect(self._finished)
        self.canvas.zoomed.connect(self.status.show_zoom)
        self.canvas.selected.connect(self._select)
        self.status.cancel_wished.connect(self.cancel_run)
        self._empty.open_wished.connect(self.choose_photos)
        self._empty.sample_wished.connect(lambda: session.open_paths([_SAMPLE]))

    # What a person can do

    def choose_photos(self) -> None:
        """Ask for photos and open them."""
        from deblur_desktop.photo.formats import photo_suffixes

        patterns = " ".join(f"*{suffix}" for suffix in sorted(photo_suffixes()))
        names, _ = QFileDialog.getOpenFileNames(
            self, self.tr("Open Photos"), self._folder(), f"{self.tr('Photos')} ({patterns})"
        )
        if names:
            self._state.setValue("folder", str(Path(names[0]).parent))
            self.session.open_paths([Path(name) for name in names])

    def choose_folder(self) -> None:
        """Ask for a folder and open its photos."""
        name = QFileDialog.getExistingDirectory(self, self.tr("Open Folder"), self._folder())
        if name:
            self._state.setValue("folder", name)
            self.session.open_paths([Path(name)])

    def deblur(self) -> None:
        """Restore the current photo, or its selection."""
        document = self.session.current
        if document is not None and not self._reasons()["deblur"]:
            self.messages.hide()
            self.session.queue.restore(document, device=self.session.device)

    def escape(self) -> None:
        """Give up what the tool does, else stop the run."""
        if not self.canvas.cancel_stroke():
            self.cancel_run()

    def cancel_run(self) -> None:
        """Stop what the engine does."""
        job = self.session.queue.running
        if job is not None:
            self.session.queue.cancel(job)

    def save(self) -> None:
        """Save the result beside the original, under a new name."""
        document = self.session.current
        if document is not None and document.edit.result is not None:
            if document.path == _SAMPLE:
                self.save_as()  # the program's own folder is no place for results
                return
            target = result_path(document.path, None, set())
            self.session.queue.save(document, target, existing=self.settings.existing)

    def save_as(self) -> None:
        """Ask where the result should go."""
        document = self.session.current
        if document is None or document.edit.result is None:
            return
        folder = None if document.path != _SAMPLE else Path(self._folder())
        proposed = str(result_path(document.path, folder, set()))
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save As"), proposed, options=QFileDialog.Option.DontConfirmOverwrite
        )
        if name:
            self.session.queue.save(document, Path(name))

    def export(self) -> None:
        """Ask for a comparison picture or an animation, and write it."""
        document = self.session.current
        wish = ask_target(self, document.path) if document and document.edit.result else None
        if document is not None and wish is not None:
            kind, path = wish
            self.session.queue.export(document, path, str(kind))

    def compare_models(self) -> None:
        """The visible part through any number of checkpoints, beside each other."""
        from deblur_desktop.gui.contact_sheet import ContactSheet
        from deblur_desktop.library.library import Library

        document = self.session.current
        if document is None or not document.is_open:
            return
        cards = [each.checkpoint for each in Library().installed()]
        queue, box = self.session.queue, self.canvas.visible_box()
        sheet = ContactSheet(queue, document, box, cards, device=self.session.device, parent=self)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.chosen.connect(lambda name: document.change(self.tr("Model"), checkpoint=name))
        sheet.show()

    def show_models(self) -> None:
        """Install, look at and remove checkpoints."""
        from deblur_desktop.gui.dialogs.models import ModelsDialog

        dialog, queue = ModelsDialog(self), self.session.queue
        dialog.import_wished.connect(
            lambda path, unverified: queue.import_checkpoint(path, unverified=unverified)
        )
        dialog.library_changed.connect(queue.inspect)
        self.session.inspected.connect(dialog.reload)
        dialog.show()

    def show_plugins(self) -> None:
        """Turn plug-ins on and off."""
        from deblur_desktop.gui.dialogs.plugins import PluginsDialog

        dialog = PluginsDialog(self)
        dialog.changed.connect(self._plugins_changed)
        dialog.show()

    def show_settings(self) -> None:
        """Change settings."""
        from deblur_desktop.gui.dialogs.settings import SettingsDialog

        devices = {"auto": self.tr("Automatic"), **self.session.devices}
        dialog = SettingsDialog(self.settings, {"device": devices}, self)
        dialog.saved.connect(self._take_settings)
        dialog.show()

    def show_shortcuts(self) -> None:
        """Every key."""
        from deblur_desktop.gui.dialogs.shortcuts import ShortcutsDialog

        ShortcutsDialog(self.actions_.all(), self).show()

    def show_palette(self) -> None:
        """Find a command by its name."""
        self._palette.open()

    def close_photo(self) -> None:
        """Take the current photo from the strip."""
        if self.session.current is not None:
            self.session.close_document(self.session.current)

    def use_tool(self, tool: Tool) -> None:
        """Let the left button do something else."""
        self.canvas.set_tool(tool)

    def select_all(self) -> None:
        """Select every pixel."""
        document = self.session.current
        if document is not None and document.is_open:
            import numpy as np

            self._select(
                self.tr("Select All"), Selection.from_mask(np.full(document.size, 255, np.uint8))
            )

    def invert(self) -> None:
        """Select what is not selected."""
        document = self.session.current
        if document is not None and document.edit.selection is not None:
            self._select(self.tr("Invert Selection"), document.edit.selection.inverted())

    def grow(self, by: int) -> None:
        """Grow or shrink the selection."""
        document = self.session.current
        if document is not None and document.edit.selection is not None:
            self._select(self.tr("Grow Selection"), document.edit.selection.grown(by))

    def select_blurred(self) -> None:
        """Select where the diagnosis found blur."""
        document = self.session.current
        if document is not None and document.diagnosis is not None:
            self._select(self.tr("Select Blurred Areas"), blurred_areas(document))

    def _take_settings(self, settings: Settings) -> None:
        self.settings = settings
        self.session.device = settings.device
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, settings.theme)

    def _plugins_changed(self) -> None:
        self.session.queue.engine.restart_when_idle()
        self.session.queue.inspect()

    # Following

    def _show_current(self) -> None:
        document = self.session.current
        self.messages.hide()
        self.canvas.show_document(document)
        self._undo_group.setActiveStack(document.undo_stack if document else None)  # pyright: ignore[reportArgumentType]
        if document is not None:
            for signal in (document.edited, document.found, document.state_changed):
                signal.connect(self._refresh, Qt.ConnectionType.UniqueConnection)
            document.state_changed.connect(self._show_state, Qt.ConnectionType.UniqueConnection)
        self._show_state()
        self._refresh()

    def _show_state(self) -> None:
        document = self.session.current
        if document is None:
            return
        if document.state is State.FAILED:
            self.messages.show_error(document.error, document.hint, document.details)

    def _refresh(self) -> None:
        document = self.session.current
        self._stack.setCurrentWidget(self.canvas if document else self._empty)
        self.status.show_document(document)
        job = self.session.queue.running
        self.status.show_job(job)
        shown = job is not None and job.document is document and document is not None
        self.canvas.progress = job.done if shown and job else None
        self.actions_.allow(self._reasons())
        selected = document is not None and document.edit.selection is not None
        text = self.tr("&Deblur Selection") if selected else self.tr("&Deblur")
        self.actions_["deblur"].setText(text)
        self.setWindowTitle(self._title(document))

    def _title(self, document: Document | None) -> str:
        program = self.tr("Deblur Desktop")
        return f"{document.path.name} — {program}" if document else program

    def _reasons(self) -> dict[str, str]:
        """For each action that may be disabled: why, or empty."""
        document = self.session.current
        no_photo = (
            "" if document is not None and document.is_open else self.tr("Open a photo first.")
        )
        no_result = ""
        if document is None or document.edit.result is None:
            no_result = self.tr("Deblur the photo first.")
        no_selection = no_photo
        if not no_photo and document is not None and document.edit.selection is None:
            no_selection = self.tr("Select something first.")
        return {
            "deblur": no_photo or self._why_not_deblur(document),
            "cancel": "" if self.session.queue.running else self.tr("Nothing is running."),
            "save": no_result,
            "save-as": no_result,
            "export": no_result,
            "compare": no_photo,
            "close": "" if document else self.tr("Open a photo first."),
            **dict.fromkeys(
                ("all", "fit", "zoom-100", "zoom-200", "zoom-in", "zoom-out"), no_photo
            ),
            **dict.fromkeys(("deselect", "invert", "grow", "shrink"), no_selection),
            **dict.fromkeys(("select-blurred", "map"), no_photo or self._why_no_map(document)),
            "mask": no_selection,
            **{f"view-{mode}": no_result for mode in (Mode.SPLIT, Mode.SIDE, Mode.FLICKER)},
            "view-loupe": no_photo,  # before the run it shows a preview
        }

    def _why_not_deblur(self, document: Document | None) -> str:
        if document is None or document.checkpoint:
            jobs = self.session.queue.jobs
            busy = any(
                isinstance(j.request, messages.Restore) and j.document is document for j in jobs
            )
            return self.tr("This photo is being deblurred already.") if busy else ""
        if document.diagnosis is None:
            return self.tr("The blur is still being looked at.")
        return self.tr("No model fits the blur found; choose one in the Model panel.")

    def _why_no_map(self, document: Document | None) -> str:
        found = document is not None and document.diagnosis is not None
        return "" if found else self.tr("The blur is still being looked at.")

    def _progress(self, job: object) -> None:
        del job
        running = self.session.queue.running
        self.status.show_job(running)
        shown = running is not None and running.document is self.session.current
        self.canvas.progress = running.done if shown and running else None
        self.canvas.update()

    def _finished(self, job: Job, message: messages.Message) -> None:
        current = self.session.current
        shown = current is not None and job.document is current
        if isinstance(message, messages.Opened) and shown:
            self.canvas.show_document(current)
        elif isinstance(message, messages.Restored) and shown and not is_preview(job):
            if self.canvas.mode is Mode.AFTER:
                self.actions_["view-split"].trigger()
        elif isinstance(message, messages.Exported):
            text = self.tr("Exported: {path}").format(path=message.path)
            self.status.showMessage(text, 10_000)
        elif isinstance(message, messages.Saved):
            self.status.showMessage(self.tr("Saved: {path}").format(path=message.path), 10_000)

    def _toggle_overlays(self) -> None:
        self.canvas.shows_map = self.actions_["map"].isChecked()
        self.canvas.shows_mask = self.actions_["mask"].isChecked()
        self.canvas.update()

    def _select(self, text: str, selection: Selection | None) -> None:
        if self.session.current is not None:
            self.session.current.change(text, selection=selection)

    def _folder(self) -> str:
        pictures = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        return str(self._state.value("folder", pictures))

    # Qt's events

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Take files."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Open what was dropped."""
        self.session.open_paths(
            [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        )

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Ask once when a run would be lost, then let everything go."""
        if self.session.queue.unfinished and not self._may_stop():
            event.ignore()
            return
        self._state.setValue("geometry", self.saveGeometry())
        self._state.setValue("state", self.saveState())
        remember(self.session)
        self.session.close()
        event.accept()

    def _may_stop(self) -> bool:
        box = QMessageBox(self)
        box.setText(self.tr("A photo is being deblurred."))
        box.setInformativeText(self.tr("Stop it and quit?"))
        stop = box.addButton(self.tr("Stop and Quit"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(self.tr("Keep Running"), QMessageBox.ButtonRole.RejectRole)
        box.exec()
        return box.clickedButton() is stop

    def _restore_state(self) -> None:
        self.resize(1280, 800)
        for name, restore in (("geometry", self.restoreGeometry), ("state", self.restoreState)):
            value = self._state.value(name)
            if isinstance(value, QByteArray):
                restore(value)


def blurred_areas(document: Document) -> Selection | None:
    """Where the diagnosis of *document* found blur, with cells as large as its map's."""
    import cv2
    import numpy as np

    cells = document.workspace.facts("map")
    kinds = cells["kinds"]
    blurred = [[kinds[kind] in ("motion", "defocus") for kind in line] for line in cells["kind"]]
    if not any(any(line) for line in blurred):
        return None
    height, width = document.size
    coarse = np.array(blurred, np.float32)
    smooth = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_LINEAR)
    selection = Selection.from_mask((smooth * 255).astype(np.uint8))
    return selection if not (selection.box & Box(0, 0, width, height)).is_empty else None
