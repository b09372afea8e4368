"""The first window's ear: later starts tell it what they were given, see `single`.

The socket belongs to its owner alone (0700), and another person's process is sent away. What comes over
it is taken for a stranger's all the same: a line of JSON that wishes to open paths and nothing else, of
64 kB at most, within five seconds, from so many at a time.
"""

import json
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from deblur_desktop.gui.single import LONGEST, PONG, address, is_of_this_person

_MOST = 64
_PATIENCE_MS = 5_000


class Ear(QObject):
    """Listens.

    Signals:
        open_wished: Paths that a later start was given; may be empty, then only attention is wished.
    """

    open_wished = Signal(list)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._connections: set[QLocalSocket] = set()
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._accept)

    def listen(self) -> bool:
        """Begin; only the first window may, for it takes over the socket that a crash left behind."""
        QLocalServer.removeServer(address())
        return self._server.listen(address())

    def _accept(self) -> None:
        while self._server.hasPendingConnections():
            connection = self._server.nextPendingConnection()
            connection.disconnected.connect(connection.deleteLater)
            if len(self._connections) >= _MOST or not is_of_this_person(connection):
                connection.abort()
            else:
                self._hear(connection)

    def _hear(self, connection: QLocalSocket) -> None:
        self._connections.add(connection)
        connection.setReadBufferSize(LONGEST + 1)
        connection.disconnected.connect(lambda: self._connections.discard(connection))
        connection.readyRead.connect(lambda: self._read(connection))
        QTimer.singleShot(_PATIENCE_MS, connection, connection.abort)

    def _read(self, connection: QLocalSocket) -> None:
        while connection.canReadLine():
            paths = _paths_in(bytes(connection.readLine().data()))
            if paths is None:
                connection.abort()
                return
            connection.write(PONG)
            connection.flush()
            self.open_wished.emit(paths)
        if connection.bytesAvailable() > LONGEST:
            connection.abort()


def _paths_in(line: bytes) -> list[Path] | None:
    """What the line wishes to be opened; None if it is no such wish."""
    try:
        names = json.loads(line)["open"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        return None
    return None if any("\0" in name for name in names) else [Path(name) for name in names]
