"""SHA-256 of a large file, read piece by piece between events, so that the window stays alive."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from PySide6.QtCore import QObject, QTimer

_PIECE = 4 << 20
Told = Callable[[str], object]


class Hashing(QObject):
    """Hashes one file, then goes away."""

    def __init__(self, path: Path, then: Told, fail: Told, parent: QObject) -> None:
        """Begin.

        Args:
            path: The file.
            then: Called with the SHA-256, lower-case hex.
            fail: Called with the reason why the file cannot be read.
            parent: Ends the work when it ends.
        """
        super().__init__(parent)
        self._path = path
        self._ends: tuple[Told, Told] | None = (then, fail)
        self._digest = hashlib.sha256()
        self._file: BinaryIO | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._read)
        self._timer.start(0)

    def _read(self) -> None:
        try:
            if self._file is None:
                self._file = self._path.open("rb")
            piece = self._file.read(_PIECE)
        except OSError as error:
            self._end(error.strerror or str(error), failed=True)
            return
        self._digest.update(piece)
        if not piece:
            self._end(self._digest.hexdigest(), failed=False)

    def _end(self, told: str, *, failed: bool) -> None:
        self._timer.stop()
        if self._file is not None:
            self._file.close()
        # Let go here: they may hold the parent, which must not end while its child does.
        ends, self._ends = self._ends, None
        if ends is not None:
            ends[failed](told)
        self.deleteLater()
