"""Starts the window. Everything here is paid for before the first frame, so nothing else is."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QSettings, Qt, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from deblur_desktop import __version__, safe_mode, settings
from deblur_desktop.bundle import data_folder
from deblur_desktop.gui import language, theme
from deblur_desktop.gui.crashes import Crash, Mark, last_crash
from deblur_desktop.gui.icons import application_icon
from deblur_desktop.gui.lane import Lane
from deblur_desktop.gui.main_window import MainWindow
from deblur_desktop.gui.memory import bring_back
from deblur_desktop.gui.queue import Queue
from deblur_desktop.gui.session import Session
from deblur_desktop.gui.signals import Signals
from deblur_desktop.gui.single import Place
from deblur_desktop.gui.uncaught import CrashReporter
from deblur_desktop.settings import Settings


class Application(QApplication):
    """Qt's, and what macOS asks it to open.

    Signals:
        open_wished: Paths.
    """

    open_wished = Signal(list)

    def event(self, event: QEvent) -> bool:
        """Take a photo that was dropped on the program's icon, or opened with it."""
        if isinstance(event, QFileOpenEvent) and event.file():
            self.open_wished.emit([Path(event.file())])
            return True
        return super().event(event)


def run(paths: Sequence[Path], place: Place, *, is_safe: bool = False) -> int:
    """Open the window with *paths*, and give the exit code when it is closed.

    Args:
        paths: Photos and folders.
        place: Whether this is the first window, to which later starts hand their photos.
        is_safe: In safe mode: without plug-ins of others, without what was open, without previews.
    """
    preferred = settings.read()
    app = make_application(preferred)
    crash = last_crash() if place.is_first else None
    mark = Mark() if place.is_first else None
    if is_safe or (crash and crash.is_second):
        safe_mode.turn_on()
    window = make_window(preferred)
    CrashReporter(window).install()
    Signals(lambda: _end(window), window)
    app.open_wished.connect(lambda wished: _open(window, wished))
    window.painted.connect(lambda: _begin(window, paths, crash))
    if place.is_first:
        window.painted.connect(lambda: _listen(window))
    window.show()
    code = app.exec()
    if mark is not None:
        mark.remove()
    place.leave()
    return code


def make_application(preferred: Settings) -> Application:
    """Qt's application with our name, look and language."""
    # OpenCV's wheel names its own, older plug-ins here; our worker processes would inherit that.
    for name in ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR"):
        os.environ.pop(name, None)
    app = Application(sys.argv[:1])
    app.setApplicationName("deblur-desktop")
    app.setApplicationDisplayName("Deblur Desktop")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("io.github.deblur_desktop.DeblurDesktop")
    app.setWindowIcon(application_icon())
    theme.apply(app, preferred.theme)  # before there are widgets, which would be styled twice
    language.apply(preferred.language)
    return app


def make_window(preferred: Settings | None = None) -> MainWindow:
    """A window with its workers, which are started when they are needed."""
    state = QSettings(str(data_folder() / "window.ini"), QSettings.Format.IniFormat)
    queue = Queue(Lane("files"), Lane("engine"), Lane("models"))
    return MainWindow(Session(queue), state, preferred or settings.read())


def _listen(window: MainWindow) -> None:
    """Take the photos of later starts."""
    from deblur_desktop.gui.listening import Ear

    ear = Ear(window)
    ear.open_wished.connect(lambda paths: _open(window, paths))
    ear.listen()


def _open(window: MainWindow, paths: list[Path]) -> None:
    """Open *paths*, if any, and come to the front."""
    if paths:
        window.session.open_paths(paths)
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.raise_()
    window.activateWindow()


def _end(window: MainWindow) -> None:
    """Close without a question: nobody may be there to answer it."""
    window.session.queue.close()
    window.close_unasked()
    QApplication.exit()


def _begin(window: MainWindow, paths: Sequence[Path], crash: Crash | None = None) -> None:
    from deblur_desktop.jobs.workspace import sweep

    sweep()
    if not safe_mode.is_on():
        bring_back(window.session)
    if paths:
        window.session.open_paths(paths)
    window.session.queue.inspect()  # the engine gets ready while the person looks
    text, hint = _start_in_words(crash)
    if text:
        window.messages.show_notice(text, hint, crash.report if crash else "")
    if not paths:
        window.batch_menu.offer_resume()


def _start_in_words(crash: Crash | None) -> tuple[str, str]:
    """What is special about this start, and what it means; empty if nothing is."""
    translate = QCoreApplication.translate
    leave = translate("MainWindow", "To leave it, close the window and start the program again.")
    if crash is not None and crash.is_second:
        return translate(
            "MainWindow",
            "The program ended unexpectedly twice within minutes. This is safe mode: plug-ins of"
            " others are off, nothing is opened by itself, and there are no previews.",
        ), leave
    if safe_mode.is_on():
        return translate(
            "MainWindow",
            "This is safe mode: plug-ins of others are off, nothing is opened by itself, and there"
            " are no previews.",
        ), leave
    if crash is not None:
        return translate("MainWindow", "The last time, the program ended unexpectedly."), translate(
            "MainWindow", "What was open is back; results that were not saved are lost."
        )
    return "", ""
