"""SIGTERM, SIGHUP and Ctrl-C end the window safely: what is open is remembered, the rest is tidied up.

Qt's event loop runs no Python while nothing happens, so a handler of Python's alone would wait for the
next move of the mouse. The signal's number is written into a socket instead, which wakes the loop.
"""

import signal
import socket
import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier

_ENDS = {signal.SIGINT, signal.SIGTERM}
if sys.platform != "win32":
    _ENDS.add(signal.SIGHUP)  # the terminal was closed


class Signals(QObject):
    """Calls *end* once when the process is asked to end."""

    def __init__(self, end: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._end = end
        self._reader, self._writer = socket.socketpair()
        self._reader.setblocking(False)
        self._writer.setblocking(False)
        signal.set_wakeup_fd(self._writer.fileno(), warn_on_full_buffer=False)
        for number in _ENDS:
            signal.signal(number, _nothing)
        self._notifier = QSocketNotifier(self._reader.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._woken)

    def _woken(self) -> None:
        numbers = self._reader.recv(100)
        if _ENDS & set(numbers):
            self._notifier.setEnabled(False)
            self._end()


def _nothing(number: int, frame: object) -> None:
    """Without a handler of Python's, the number would not be written."""
