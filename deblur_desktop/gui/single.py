"""One window for a person: a later start hands its photos to the first one and ends.

The first is who holds the lock. The system takes it back from a process that ends, however it ends, so
what a crash left behind is in nobody's way, and nobody takes over the socket of a window that is just
starting. The first one listens (`listening`); it has five seconds to answer, else it hangs, and another
window opens, which nobody hands anything to.

This is the first thing a start does, so it imports no more than it must.
"""

import json
import logging
import os
import socket
import struct
import sys
import time
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from hashlib import sha256
from pathlib import Path
from typing import IO, TYPE_CHECKING

from deblur_desktop.bundle import data_folder

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalSocket

logger = logging.getLogger(__name__)

PONG = b"pong\n"
LONGEST = 64_000
"""Bytes of one message."""
ANSWER_MS = 5_000
# The first one may be starting on a busy computer, or ending.
START_S = 20.0
_RETRY_S = 0.05


class Place:
    """The right to be the first window, which one process has at a time."""

    def __init__(self) -> None:
        self.is_first = False
        self._file: IO[bytes] | None = None

    def take(self) -> bool:
        """Try to be the first. Where files cannot be made or locked, everybody is."""
        try:
            self._file = (data_folder() / "window.lock").open("ab")
            self.is_first = _lock(self._file)
        except OSError as error:
            logger.info("there may be a second window: %s", error)
            self.is_first = True
        if not self.is_first:
            self.leave()
        return self.is_first

    def leave(self) -> None:
        """Let another one be the first; the end of the process does so, too."""
        self.is_first = False
        if self._file is not None:
            self._file.close()


def claim(paths: Sequence[Path]) -> Place | None:
    """A place for a new window, the first one or not; None when the first one opens *paths* instead."""
    place = Place()
    end = time.monotonic() + START_S
    while not place.take():
        match hand_over(paths):
            case Answer.TAKEN:
                return None
            case Answer.SILENCE:
                break
            case Answer.NOBODY if time.monotonic() > end:
                break
            case Answer.NOBODY:
                time.sleep(_RETRY_S)
    if not place.is_first:
        logger.info("the window that is open does not answer, so another one opens")
    return place


class Answer(Enum):
    """What became of paths that were handed over."""

    TAKEN = auto()
    SILENCE = auto()
    NOBODY = auto()


def hand_over(paths: Sequence[Path]) -> Answer:
    """Let the window that listens open *paths*."""
    from PySide6.QtNetwork import QLocalSocket

    connection = QLocalSocket()
    connection.connectToServer(address())
    if not connection.waitForConnected(1_000) or not is_of_this_person(connection):
        return Answer.NOBODY
    for message in _messages(paths):
        connection.write(message)
        connection.flush()
        while not connection.canReadLine():
            if not connection.waitForReadyRead(ANSWER_MS):
                is_open = connection.state() is QLocalSocket.LocalSocketState.ConnectedState
                return Answer.SILENCE if is_open else Answer.NOBODY
        if bytes(connection.readLine().data()) != PONG:
            return Answer.NOBODY
    return Answer.TAKEN


def address() -> str:
    """Of the socket: unlike for each data folder, and short enough for a name."""
    name = f"deblur-desktop-{sha256(bytes(data_folder().absolute())).hexdigest()[:16]}"
    folder = os.environ.get("XDG_RUNTIME_DIR", "")  # else Qt chooses a temporary one
    return f"{folder}/{name}" if folder and Path(folder).is_dir() else name


def is_of_this_person(connection: "QLocalSocket") -> bool:
    """Whether the other end runs for the same person, where the system tells."""
    if sys.platform != "linux":
        return True
    with socket.socket(fileno=os.dup(int(connection.socketDescriptor()))) as peer:
        credentials = peer.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)
    return struct.unpack("3i", credentials)[1] == os.getuid()


def _messages(paths: Sequence[Path]) -> Iterator[bytes]:
    """One or more, none too long; without paths attention is wished."""
    some: list[str] = []
    for path in map(str, paths):
        if some and len(_message([*some, path])) > LONGEST:
            yield _message(some)
            some = []
        some.append(path)
    yield _message(some)


def _message(names: Sequence[str]) -> bytes:
    return json.dumps({"open": names}).encode("ascii") + b"\n"


def _lock(file: IO[bytes]) -> bool:
    """Whether *file* is locked now, as long as it is open; False if another process has it locked."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
