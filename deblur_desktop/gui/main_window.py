"""The main window: puts together canvas, panels and menus, and follows the photo that is shown."""

import sys

from PySide6.QtCore import QByteArray, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QMainWindow,
    QMessageBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from deblur_desktop.gui import wording
from deblur_desktop.gui.actions import Actions
from deblur_desktop.gui.canvas import Canvas
from deblur_desktop.gui.desk import Desk
from deblur_desktop.gui.document import Document
from deblur_desktop.gui.empty import EmptyState
from deblur_desktop.gui.keys import Keys
from deblur_desktop.gui.memory import recent_photos, remember
from deblur_desktop.gui.menus.batch import BatchMenu
from deblur_desktop.gui.menus.edit import EditMenu
from deblur_desktop.gui.menus.file import FileMenu
from deblur_desktop.gui.menus.help import HelpMenu
from deblur_desktop.gui.menus.models import ModelsMenu
from deblur_desktop.gui.menus.run import RunMenu
from deblur_desktop.gui.menus.select import SelectMenu
from deblur_desktop.gui.menus.tools import ToolsMenu
from deblur_desktop.gui.menus.view import ViewMenu
from deblur_desktop.gui.message_bar import MessageBar
from deblur_desktop.gui.panels.filmstrip import Filmstrip
from deblur_desktop.gui.panels.queue import QueuePanel
from deblur_desktop.gui.previewer import Previewer
from deblur_desktop.gui.queue import Job, is_preview
from deblur_desktop.gui.scene import Mode
from deblur_desktop.gui.screen import ScreenColors
from deblur_desktop.gui.session import Session
from deblur_desktop.gui.sidebar import Sidebar
from deblur_desktop.gui.status import Status
from deblur_desktop.gui.system.announcer import Announcer
from deblur_desktop.gui.system.drop import DropTarget
from deblur_desktop.gui.system.taskbar import Taskbar
from deblur_desktop.gui.tools import all_tools
from deblur_desktop.jobs import messages
from deblur_desktop.settings import Settings

_STATUS_MS = 10_000


class MainWindow(QMainWindow):
    """One window for one session.

    Signals:
        painted: For the first time: what need not be paid for before may begin.
    """

    painted = Signal()

    def __init__(self, session: Session, state: QSettings, settings: Settings) -> None:
        super().__init__()
        self.session = session
        self._is_painted, self._asks = False, True
        session.device = settings.device
        self.setWindowTitle(self.tr("Deblur Desktop"))
        self.canvas, self.messages, self.status = Canvas(), MessageBar(), Status()
        self.actions_ = Actions()
        keys = Keys(self.actions_, state)
        self.desk = Desk(
            self, session, self.canvas, self.messages, self.actions_, keys, settings, state
        )
        self._previewer = Previewer(self.desk, self)
        self.canvas.set_screen(settings.screen)
        self._make_center()
        self._make_menus()
        self._make_docks()
        self._make_tool_bars()
        self.setStatusBar(self.status)
        self._connect()
        self._restore_state()
        self._refresh()

    # Putting together

    def _make_center(self) -> None:
        self._empty = EmptyState(lambda: recent_photos(self.session))
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
        DropTarget(self, center, self.session)

    def _make_menus(self) -> None:
        self._queue_dock = self._make_dock("queue", self.tr("Queue"))
        self._photos_dock = self._make_dock("photos", self.tr("Photos"))
        self._deblur_dock = self._make_dock("deblur-panels", self.tr("Deblur"))
        panels = [dock.toggleViewAction() for dock in (self._photos_dock, self._deblur_dock)]
        self._file_menu = FileMenu(self.desk)
        self.batch_menu = BatchMenu(self.desk)
        self._run_menu = RunMenu(self.desk, self._queue_dock.toggleViewAction())
        for menu in (
            self._file_menu,
            EditMenu(self.desk),
            SelectMenu(self.desk),
            ViewMenu(self.desk, *panels),
            ToolsMenu(self.desk),
            ModelsMenu(self.desk),
            self._run_menu,
            self.batch_menu,
            HelpMenu(self.desk),
        ):
            self.menuBar().addMenu(menu)
        self.desk.keys.bring_back()

    def _make_docks(self) -> None:
        self.filmstrip = Filmstrip(self.session)
        self._photos_dock.setWidget(self.filmstrip)
        self.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, self._photos_dock)
        self.sidebar = Sidebar(self.desk)
        self._deblur_dock.setWidget(self.sidebar)
        self.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self._deblur_dock)
        self._queue_dock.setWidget(QueuePanel(self.session.queue))
        self.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, self._queue_dock)
        self._queue_dock.hide()

    def _make_dock(self, name: str, title: str) -> QDockWidget:
        dock = QDockWidget(title, self)
        dock.setObjectName(name)
        return dock

    def _make_tool_bars(self) -> None:
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
            bar.addActions([self.actions_[name] for name in names])

    def _connect(self) -> None:
        session, queue = self.session, self.session.queue
        self.painted.connect(session.begun, Qt.ConnectionType.QueuedConnection)
        session.current_changed.connect(self._show_current)
        session.noticed.connect(self.messages.show_notice)
        session.folder_opened.connect(self.batch_menu.offer_new)
        # At once, so that a crash does not forget it.
        session.documents_changed.connect(lambda: remember(session))
        session.documents_changed.connect(self.actions_.refresh)
        queue.changed.connect(self._refresh)
        queue.progressed.connect(self._show_progress)
        queue.finished.connect(self._finished)
        # Its keys act without another click.
        self.filmstrip.view.clicked.connect(lambda _: self.canvas.setFocus())
        self.canvas.zoomed.connect(self.status.show_zoom)
        self.canvas.colored.connect(self._show_colors)
        self.canvas.selected.connect(self._select)
        self.status.cancel_wished.connect(self._run_menu.cancel)
        self.status.pause_wished.connect(self.batch_menu.pause)
        self._empty.open_wished.connect(self._file_menu.choose_photos)
        self._empty.sample_wished.connect(self._file_menu.open_sample)
        self._empty.photo_wished.connect(lambda path: session.open_paths([path]))
        Announcer(self, queue, lambda: self.desk.settings.notify)
        if sys.platform == "linux":
            Taskbar(queue, self)

    # Following the photo that is shown

    def _show_current(self) -> None:
        document = self.session.current
        self.messages.hide()
        self.canvas.show_document(document)
        if document is not None:
            for signal in (document.edited, document.found, document.state_changed):
                signal.connect(self._refresh, Qt.ConnectionType.UniqueConnection)
            document.state_changed.connect(self._show_error, Qt.ConnectionType.UniqueConnection)
        self._show_error()
        self._refresh()

    def _show_error(self) -> None:
        document = self.session.current
        if document is not None and document.failure is not None:
            self.messages.show_error(*wording.told(document.failure))

    def _refresh(self) -> None:
        document = self.session.current
        if document is not None and self._stack.currentWidget() is self._empty:
            self._stack.setCurrentWidget(self.canvas)
            self.canvas.setFocus()  # its keys are there without a click
        elif document is None:
            self._stack.setCurrentWidget(self._empty)
        self.status.show_document(document)
        if document is not None and document.is_open:
            self.status.show_zoom(self.canvas.viewport.zoom)
        self._show_progress()
        self._run_menu.refresh()
        self.actions_.refresh()
        self.setWindowTitle(self._title(document))

    def _title(self, document: Document | None) -> str:
        program = self.tr("Deblur Desktop")
        return f"{document.path.name} — {program}" if document else program

    def _show_progress(self) -> None:
        job, document = self.session.queue.told, self.session.current
        self.status.show_job(job)
        shown = job is not None and document is not None and job.document is document
        self.canvas.show_run(job if shown else None)

    def _show_colors(self, colors: ScreenColors) -> None:
        self.status.show_colors(colors)
        if colors.trouble:
            self.messages.show_notice(colors.trouble, "")

    def _finished(self, job: Job, message: messages.Message) -> None:
        shown = job.document is not None and job.document is self.session.current
        match message:
            case messages.Opened() if shown:
                self.canvas.show_document(job.document)
            case messages.Restored() if shown and not is_preview(job):
                if self.canvas.mode is Mode.AFTER:
                    self.actions_["view-split"].trigger()
            case messages.Exported():
                text = self.tr("Exported: {path}").format(path=message.path)
                self.status.showMessage(text, _STATUS_MS)
            case messages.Copied():
                self.status.showMessage(self.tr("Copied."), _STATUS_MS)
            case messages.Saved(path=""):
                self.messages.show_notice(
                    self.tr("The result exists already, so nothing was saved.")
                )
            case messages.Saved():
                text = self.tr("Saved: {path}").format(path=message.path)
                self.status.showMessage(text, _STATUS_MS)
            case _:
                pass

    def _select(self, text: str, selection: object) -> None:
        if self.session.current is not None:
            self.session.current.change(text, selection=selection)

    # Qt's events

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Tell of the first one, when it is on the screen."""
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Ask once when something would be lost, then let everything go."""
        if self._asks and self._would_lose() and not self._may_quit():
            event.ignore()
            return
        self.desk.state.setValue("geometry", self.saveGeometry())
        self.desk.state.setValue("state", self.saveState())
        remember(self.session)
        self.batch_menu.close_batches()
        self.session.close()
        event.accept()

    def close_unasked(self) -> None:
        """Close though something may be lost: nobody may be there to answer."""
        self._asks = False
        self.close()

    def _would_lose(self) -> bool:
        unsaved = any(document.is_unsaved for document in self.session.documents)
        return unsaved or bool(self.session.queue.unfinished)

    def _may_quit(self) -> bool:
        box = QMessageBox(self)
        reasons: list[str] = []
        unfinished = self.session.queue.unfinished
        if any(not isinstance(job.request, messages.Run) for job in unfinished):
            reasons.append(self.tr("A photo is being deblurred or saved."))
        if any(document.is_unsaved for document in self.session.documents):
            reasons.append(self.tr("Not every result is saved."))
        more = self.tr("Quit all the same? The results would have to be made anew.")
        if not reasons:
            reasons.append(self.tr("A batch is running."))
            more = self.tr("Quit all the same? It can be resumed at any time.")
        box.setText("\n".join(reasons))
        box.setInformativeText(more)
        verb = self.tr("Quit All the Same")
        leave = box.addButton(verb, QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(self.tr("Stay"), QMessageBox.ButtonRole.RejectRole))
        # Meanwhile the last of it may end.
        queue = self.session.queue
        following = queue.changed.connect(lambda: self._would_lose() or box.reject())
        box.exec()
        queue.changed.disconnect(following)
        return box.clickedButton() is leave or not self._would_lose()

    def _restore_state(self) -> None:
        self.resize(1280, 800)
        for name, restore in (("geometry", self.restoreGeometry), ("state", self.restoreState)):
            value = self.desk.state.value(name)
            if isinstance(value, QByteArray):
                restore(value)
