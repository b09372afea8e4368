"""One window for a person: a second start hands its photos to the first and ends.

The socket belongs to its owner alone (0700). What comes over it is taken for a stranger's: at most
64 kB, JSON, and only the wish to open paths. A first window that does not answer within five seconds
hangs; then the second opens all the same.
"""

import hashlib
import json
import logging
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from deblur_desktop.bundle import data_folder

logger = logging.getLogger(__name__)

_PONG = b"pong\n"
_WAIT_MS = 5_000
_MOST = 64_000


class Single(QObject):
    """The first window's ear.

    Signals:
        open_wished: Paths that a second start was given; may be empty, then only attention is wished.
    """

    open_wished = Signal(list)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._accept)

    def listen(self) -> bool:
        """Become the first window; a socket that a crash left behind is taken over."""
        QLocalServer.removeServer(_name())
        return self._server.listen(_name())

    def close(self) -> None:
        """Be no more the first window."""
        self._server.close()

    def _accept(self) -> None:
        while self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            socket.readyRead.connect(lambda socket=socket: self._read(socket))
            socket.disconnected.connect(socket.deleteLater)

    def _read(self, socket: QLocalSocket) -> None:
        if socket.bytesAvailable() > _MOST:
            socket.abort()
            return
        if not socket.canReadLine():
            return
        paths = _paths_in(bytes(socket.readLine().data()))
        if paths is None:
            socket.abort()
            return
        socket.write(_PONG)
        socket.flush()
        self.open_wished.emit(paths)


def hand_over(paths: Sequence[Path]) -> bool:
    """Let a window that is open already open *paths*; False when there is none, or it hangs."""
    socket = QLocalSocket()
    socket.connectToServer(_name())
    if not socket.waitForConnected(1_000):
        return False
    socket.write(json.dumps({"open": [str(path) for path in paths]}).encode("utf-8") + b"\n")
    socket.flush()
    while not socket.canReadLine():
        if not socket.waitForReadyRead(_WAIT_MS):
            logger.info("the window that is open does not answer, so another one opens")
            return False
    return bytes(socket.readLine().data()) == _PONG


def _paths_in(line: bytes) -> list[Path] | None:
    try:
        names = json.loads(line)["open"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        return None
    return [Path(name) for name in names]


def _name() -> str:
    """Unlike for each person and data folder, and short enough for a socket."""
    return f"deblur-desktop-{hashlib.sha256(bytes(data_folder())).hexdigest()[:16]}"
