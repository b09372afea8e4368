"""Work that may block, done in a thread, so that whoever waits for it can still stop."""

import queue
import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from typing import Generic, TypeVar

_BEAT_S = 0.1
_AHEAD = 16
Item = TypeVar("Item")


def in_background(work: Callable[[], Iterator[Item]]) -> Generator[Item | None]:
    """What *work* yields and raises, and None ten times a second while nothing comes.

    When the caller stops early, the thread does so at its next item; what it waits for may take longer
    and harms nobody.
    """
    thread = _Thread(work)
    thread.start()
    try:
        yield from thread.items()
    finally:
        thread.is_wanted = False


class _Thread(threading.Thread, Generic[Item]):
    def __init__(self, work: Callable[[], Iterator[Item]]) -> None:
        super().__init__(daemon=True, name="background")
        self.is_wanted = True
        self._work = work
        self._items: queue.Queue[Item | BaseException] = queue.Queue(_AHEAD)

    def run(self) -> None:
        end: BaseException = StopIteration()
        try:
            for item in self._work():
                if not self._put(item):
                    return
        except BaseException as error:  # it is raised where the work is waited for
            end = error
        self._put(end)

    def items(self) -> Generator[Item | None]:
        while True:
            try:
                item = self._items.get(timeout=_BEAT_S)
            except queue.Empty:
                yield None
                continue
            if isinstance(item, StopIteration):
                return
            if isinstance(item, BaseException):
                raise item
            yield item

    def _put(self, item: Item | BaseException) -> bool:
        """Whether it was taken; waits for its place as long as somebody wants it."""
        while self.is_wanted:
            with suppress(queue.Full):
                self._items.put(item, timeout=_BEAT_S)
                return True
        return False
