"""Errors that nobody caught are bugs: they are logged, and the first one is shown."""

import logging
import sys
from types import TracebackType

from PySide6.QtWidgets import QWidget

logger = logging.getLogger(__name__)


class CrashReporter:
    """Shows the first uncaught error of the window; the others go to the log alone.

    A bug in a paint event comes with each frame, and so would its dialog.
    """

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._is_shown = False

    def install(self) -> None:
        """Be told of uncaught errors from now on."""
        sys.excepthook = self.report

    def report(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Log *error*, and show it if it is the first."""
        logger.error("uncaught", exc_info=(kind, error, trace))
        if not self._is_shown and issubclass(kind, Exception):
            # Not at the start: most windows never need it.
            from deblur_desktop.gui.dialogs.crash import CrashDialog, crash_report

            self._is_shown = True
            CrashDialog(crash_report(error), self._window).show()
