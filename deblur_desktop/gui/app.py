"""Starts the window. Everything here is paid for before the first frame, so nothing else is."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from deblur_desktop import __version__, settings
from deblur_desktop.bundle import data_folder
from deblur_desktop.gui import language, theme
from deblur_desktop.gui.dialogs.crash import CrashReporter
from deblur_desktop.gui.icons import application_icon
from deblur_desktop.gui.lane import Lane
from deblur_desktop.gui.main_window import MainWindow
from deblur_desktop.gui.memory import bring_back
from deblur_desktop.gui.queue import Queue
from deblur_desktop.gui.session import Session
from deblur_desktop.gui.signals import Signals
from deblur_desktop.gui.single import Single, hand_over
from deblur_desktop.settings import Settings


def run(paths: Sequence[Path]) -> int:
    """Open the window with *paths*, and give the exit code when it is closed."""
    preferred = settings.read()
    app = make_application(preferred)
    if hand_over(paths):
        return 0
    window = make_window(preferred)
    CrashReporter(window).install()
    _listen(window)
    Signals(lambda: _end(window), window)
    window.painted.connect(lambda: _begin(window, paths))
    window.show()
    return app.exec()


def make_application(preferred: Settings) -> QApplication:
    """Qt's application with our name, look and language."""
    # OpenCV's wheel names its own, older plug-ins here; our worker processes would inherit that.
    for name in ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR"):
        os.environ.pop(name, None)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("deblur-desktop")
    app.setApplicationDisplayName("Deblur Desktop")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("io.github.deblur_desktop.DeblurDesktop")
    app.setWindowIcon(application_icon())
    theme.apply(app, preferred.theme)  # before there are widgets, which would be styled twice
    language.apply(preferred.language)
    return app


def make_window(preferred: Settings | None = None) -> MainWindow:
    """A window with its two workers, which are started when they are needed."""
    state = QSettings(str(data_folder() / "window.ini"), QSettings.Format.IniFormat)
    queue = Queue(Lane("files"), Lane("engine"))
    return MainWindow(Session(queue), state, preferred or settings.read())


def _listen(window: MainWindow) -> None:
    """Take the photos of later starts."""
    single = Single(window)
    single.listen()

    def open_paths(paths: list[Path]) -> None:
        if paths:
            window.session.open_paths(paths)
        window.raise_()
        window.activateWindow()

    single.open_wished.connect(open_paths)


def _end(window: MainWindow) -> None:
    """Close without a question: nobody may be there to answer it."""
    window.session.queue.close()
    window.close()
    QApplication.exit()


def _begin(window: MainWindow, paths: Sequence[Path]) -> None:
    from deblur_desktop.jobs.workspace import sweep

    sweep()
    bring_back(window.session)
    if paths:
        window.session.open_paths(paths)
    window.session.queue.inspect()  # the engine gets ready while the person looks
