"""Fetches one file over HTTP: it goes on where it was cut off, also after a restart of the program.

Pieces of two versions are never put together (`answer.py`), and a file that is not the published one is
deleted unread.
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from deblur_desktop.errors import Unreachable, WrongDownload
from deblur_desktop.library.answer import Body, Interrupted, judge, refuse_page, wishes
from deblur_desktop.library.background import in_background
from deblur_desktop.library.connection import Answer, host, opened
from deblur_desktop.library.part import Part
from deblur_desktop.library.storage import sha256_of
from deblur_desktop.library.wanted import Patience, Wanted

logger = logging.getLogger(__name__)

_BEAT_S = 0.1
_GOES_ON = "what came so far is kept; the same command goes on from there"

OnBytes = Callable[[int, int], object]
"""Called with the bytes that are here and those of the whole file, 0 when nobody knows."""


class Download:
    """The download of one file; its part stays on the disk until `remove`."""

    def __init__(
        self,
        wanted: Wanted,
        on_bytes: OnBytes,
        on_wait: Callable[[], object],
        patience: Patience | None = None,
    ) -> None:
        """Nothing happens yet.

        Args:
            wanted: Which file.
            on_bytes: See `OnBytes`.
            on_wait: Called several times a second; may raise to stop.
            patience: When to give up.
        """
        self._wanted = wanted
        self._part = Part(wanted)
        self._on_bytes, self._on_wait = on_bytes, on_wait
        self._patience = patience or Patience()
        self._end = time.monotonic() + self._patience.deadline_s

    def remove(self) -> None:
        """Delete the file, or what came of it."""
        self._part.remove()

    def fetch(self) -> Path:
        """The file, whole and as published.

        Raises:
            Unreachable: The server is away, or too slow; what came is kept.
            NoRoom: The disk is too full; what came is kept.
            RefusedAddress: It leads where we do not go.
            WrongDownload: It sends something else; nothing is kept.
        """
        failures = 0
        while not self._is_whole():
            before = self._part.size
            try:
                self._fetch_rest()
                break
            except WrongDownload:
                self._part.remove()
                raise
            except (Interrupted, Unreachable) as error:
                failures = 1 if self._part.size > before else failures + 1
                logger.info("download interrupted: %s: %s", error, self._wanted.url)
                if failures >= self._patience.tries:
                    raise self._given_up(error) from error
                wished = error.pause_s if isinstance(error, Interrupted) else 0.0
                self._sleep(max(self._patience.pause_s(failures), wished))
        self._check_content()
        return self._part.path

    def _is_whole(self) -> bool:
        if self._part.size > self._wanted.most:
            self._part.remove()
        return self._wanted.size > 0 and self._part.size == self._wanted.size

    def _given_up(self, error: Exception) -> Unreachable:
        if isinstance(error, Unreachable):
            return error
        return Unreachable(
            f"the download was cut off again and again ({error}): {host(self._wanted.url)}",
            _GOES_ON,
        )

    def _sleep(self, seconds: float) -> None:
        end = min(time.monotonic() + seconds, self._end)
        while time.monotonic() < end:
            self._on_wait()
            time.sleep(_BEAT_S)

    def _fetch_rest(self) -> None:
        """Read one connection to its end."""
        body: Body | None = None
        offset = 0
        watch = _Watch(self._patience)
        # It is read in another thread, where it may block; here it is judged, and may be stopped.
        with closing(in_background(self._receive)) as pieces:
            for piece in pieces:
                self._on_wait()
                self._keep_deadline()
                if isinstance(piece, Answer):
                    body = self._begin(piece)
                    offset = body.offset
                    if offset == body.total > 0:
                        return
                elif piece is not None:
                    self._store(piece, offset)
                    offset += len(piece)
                    self._on_bytes(offset, body.total if body else 0)
                watch.count(len(piece) if isinstance(piece, bytes) else 0)
        if body is not None and offset < body.total:
            raise Interrupted(f"{offset} of {body.total} bytes came")

    def _receive(self) -> Iterator[Answer | bytes]:
        with opened(self._wanted.url, wishes(self._wanted, self._part)) as answer:
            yield answer
            yield from answer.blocks()

    def _keep_deadline(self) -> None:
        if time.monotonic() > self._end:
            raise Unreachable(f"the download takes too long: {host(self._wanted.url)}", _GOES_ON)

    def _begin(self, answer: Answer) -> Body:
        body = judge(answer, self._wanted, self._part)
        if body.offset == 0:
            self._part.begin(body.version)
        self._part.require_room((body.total or self._wanted.size) - body.offset)
        return body

    def _store(self, block: bytes, offset: int) -> None:
        if offset == 0:
            refuse_page(block, self._wanted)
        if offset + len(block) > self._wanted.most:
            raise WrongDownload(f"the server sends more than the file: {self._wanted.url}")
        self._part.write(block, offset)

    def _check_content(self) -> None:
        if not self._part.size:
            reason = "the file there is empty"
        elif self._wanted.size not in (0, self._part.size):
            reason = "the file there is shorter than the one that was published"
        elif self._wanted.sha256 and sha256_of(self._part.path) != self._wanted.sha256:
            reason = "the file there is not the one that was published; it was deleted"
        else:
            return
        self._part.remove()
        raise WrongDownload(f"{reason}: {self._wanted.url}")


class _Watch:
    """Gives up a connection that is too slow: a timeout between bytes never comes when they trickle."""

    def __init__(self, patience: Patience) -> None:
        self._patience = patience
        self._since, self._bytes = time.monotonic(), 0

    def count(self, size: int) -> None:
        self._bytes += size
        now = time.monotonic()
        if now - self._since < self._patience.window_s:
            return
        if self._bytes < self._patience.slowest * self._patience.window_s:
            raise Interrupted("the server is too slow")
        self._since, self._bytes = now, 0
