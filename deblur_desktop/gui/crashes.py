"""What a window that crashes leaves behind, and what the next start makes of it.

While a window runs, `running.txt` lies in the data folder, and where a crash was is written into it. A
window that ends as it should takes it away, so one that is found tells of an end that was not wished:
by a crash, or, when it is empty, by somebody who killed the process. Two such ends within five minutes
are taken for something that will happen again.
"""

import faulthandler
import logging
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from PySide6.QtCore import QObject, QTimer

from deblur_desktop.bundle import data_folder

logger = logging.getLogger(__name__)

_SHORTLY_S = 300
_LONGEST = 50_000
_BEAT_MS = 30_000


@dataclass(frozen=True, slots=True)
class Crash:
    """How the last window ended.

    Attributes:
        report: To be read and copied; it holds no photo and no folders.
        is_second: Another one ended so shortly before.
    """

    report: str
    is_second: bool


def last_crash() -> Crash | None:
    """The end of the last window if it was not wished; told once."""
    try:
        trace = _mark().read_text("utf-8", "replace")[:_LONGEST]
        at = _mark().stat().st_mtime
    except OSError:
        return None
    is_second = abs(at - _time_of_earlier()) < _SHORTLY_S
    with suppress(OSError):
        _mark().replace(_earlier())  # with its time
    return Crash(_report(trace), is_second)


class Mark(QObject):
    """That a window runs; for the first one, since the others may end while it goes on."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file: IO[bytes] | None = None
        # A process that is killed cannot write down when that was.
        self._beat = QTimer(self, interval=_BEAT_MS)
        self._beat.timeout.connect(self._touch)
        try:
            self._file = _mark().open("wb")
        except OSError as error:
            logger.info("a crash will not be noticed: %s", error)
            return
        faulthandler.enable(self._file)
        self._beat.start()

    def remove(self) -> None:
        """The window ends as it should."""
        self._beat.stop()
        faulthandler.disable()
        if self._file is not None:
            self._file.close()
        with suppress(OSError):
            _mark().unlink(missing_ok=True)

    def _touch(self) -> None:
        with suppress(OSError):
            os.utime(_mark())


def _report(trace: str) -> str:
    from deblur_desktop.gui.dialogs.about import parts
    from deblur_desktop.gui.dialogs.crash import without_folders

    silent = "It left no trace, so it was ended from outside: by a person, or since memory ran out."
    happened = without_folders(trace.strip()) or silent
    return "\n\n".join(["The window ended unexpectedly.", happened, "\n".join(parts())])


def _time_of_earlier() -> float:
    try:
        return _earlier().stat().st_mtime
    except OSError:
        return 0.0


def _mark() -> Path:
    return data_folder() / "running.txt"


def _earlier() -> Path:
    return data_folder() / "crashed.txt"
