"""The worker process: takes requests on standard input, does them, answers on standard output.

The main thread reads lines, so that a `Cancel` or the window's death is noticed at once; one background
thread does the requests in their order. The protocol has a descriptor of its own: what a library
prints goes to standard error and breaks nothing. At the end of the input the process ends, whatever the
background thread is doing, since nobody is left to take the answer.
"""

import faulthandler
import logging
import os
import queue
import select
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Protocol

from deblur_desktop import errors
from deblur_desktop.jobs import messages
from deblur_desktop.jobs.messages import Cancel, Message

logger = logging.getLogger(__name__)
Borders = tuple[Sequence[int], Sequence[int]]
"""Where tiles meet along x and y."""


class OnProgress(Protocol):
    """Tells the window how far a request is, see `messages.Progress`."""

    def __call__(
        self,
        done: float,
        total: float,
        stage: str = "",
        tiles: Borders = ((), ()),
        photo: int = 0,
        remaining_s: float = 0.0,
    ) -> None:
        """May raise to stop the work."""
        ...


Handler = Callable[[Message, OnProgress], Message]

# The kernel should rather end the worker than the window when memory runs out.
_OOM_SCORE = "500"
_BEAT_S = 1.0
_GUARD_MS = 500
# Characters of an error that are sent; foreign code may say any amount, and a long line is refused.
_MESSAGE, _DETAILS = 2_000, 50_000


def run(load: Callable[[], Mapping[type[Message], Handler]], threads: int = 1) -> None:
    """Serve until the input ends.

    Args:
        load: Gives for each kind of request what does it. It may take seconds to import what it needs;
            the input is watched meanwhile.
        threads: So many requests are done at a time.
    """
    if _leads_a_session():
        _start_guard()
    channel = _own_channel()
    faulthandler.enable()  # where a crash was is told on standard error
    _be_the_first_to_go()
    worker = _Worker(load, channel, threads)
    threading.Thread(target=worker.work, name="inference", daemon=True).start()
    for line in sys.stdin.buffer:
        try:
            worker.take(messages.decode(line))
        except ValueError as error:
            logger.warning("not a message: %s", error)
    _end()


def _own_channel() -> BinaryIO:
    """The descriptor of the protocol; descriptor 1 goes where errors go from now on."""
    channel = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return channel


def _leads_a_session() -> bool:
    """Whether the window gave us a session of our own; then its other processes are of plug-ins."""
    return os.name == "posix" and os.getsid(0) == os.getpid()


def _start_guard() -> None:
    """A second process that ends this one's group when the window is gone.

    The thread that reads does so, too, but not while foreign code holds the interpreter's lock.
    """
    worker = os.getpid()
    if os.fork():
        return
    with open(os.devnull, "r+b", buffering=0) as nothing:  # noqa: PTH123 - a device
        os.dup2(nothing.fileno(), 1)
        os.dup2(nothing.fileno(), 2)
    window = select.poll()
    window.register(0, 0)  # no events but the hang-up, which is always told
    while not window.poll(_GUARD_MS) and os.getppid() == worker:
        pass
    time.sleep(_GUARD_MS / 1000)
    os.killpg(0, signal.SIGKILL)


def _end() -> None:
    """End at once, though the background thread may be deep inside of a network."""
    if _leads_a_session():
        os.killpg(0, signal.SIGKILL)
    os._exit(0)


def _be_the_first_to_go() -> None:
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(_OOM_SCORE, "ascii")


class _Worker:
    def __init__(
        self,
        load: Callable[[], Mapping[type[Message], Handler]],
        channel: BinaryIO,
        threads: int,
    ) -> None:
        self._load = load
        self._threads = threads
        self._handlers: Mapping[type[Message], Handler] = {}
        self._channel = channel
        self._requests: queue.Queue[Message] = queue.Queue()
        self._cancelled: set[int] = set()
        self._writing = threading.Lock()

    def take(self, request: Message) -> None:
        """Called by the thread that reads."""
        if isinstance(request, Cancel):
            self._cancelled.add(request.job)
        else:
            self._requests.put(request)

    def work(self) -> None:
        """Do requests for ever; the background thread."""
        try:
            self._handlers = self._load()
        except BaseException:  # whatever is missing or broken, the window shows it
            traceback.print_exc()
            os._exit(1)
        self.answer(messages.Ready(job=0, pid=os.getpid()))
        for _ in range(self._threads - 1):
            threading.Thread(target=self._serve, daemon=True).start()
        self._serve()

    def _serve(self) -> None:
        while True:
            request = self._requests.get()
            self.answer(self._done(request))
            self._cancelled.discard(request.job)

    def answer(self, event: Message) -> None:
        """Send one event; when nobody listens any more, end."""
        try:
            with self._writing:
                self._channel.write(messages.encode(event))
                self._channel.flush()
        except OSError:
            _end()

    def _done(self, request: Message) -> Message:
        """The event in which *request* ends. This is the border: here errors become messages."""
        try:
            self._check(request.job)
            return self._handlers[type(request)](request, self._teller(request.job))
        except errors.Cancelled:
            return messages.Cancelled(job=request.job)
        except errors.DeblurError as error:
            return _failed(request.job, error, error.message, error.hint)
        except BaseException as error:  # a plug-in may exit, and foreign code has panics of its own
            logger.exception("a request failed: %s", type(request).__name__)
            return _failed(request.job, error, f"something unexpected failed: {error}", "")

    def _teller(self, job: int) -> OnProgress:
        """Progress, told when it changes, and once a second as a sign of life."""
        last: tuple[float, float, str, int] | None = None
        told_at = 0.0

        def tell(
            done: float,
            total: float,
            stage: str = "",
            tiles: Borders = ((), ()),
            photo: int = 0,
            remaining_s: float = 0.0,
        ) -> None:
            nonlocal last, told_at
            self._check(job)
            now = time.monotonic()
            if (done, total, stage, photo) != last or now - told_at > _BEAT_S:
                last, told_at = (done, total, stage, photo), now
                columns, rows = map(list, tiles)
                progress = messages.Progress(
                    job=job,
                    done=done,
                    total=total,
                    stage=stage,
                    columns=columns,
                    rows=rows,
                    photo=photo,
                    remaining_s=remaining_s,
                )
                self.answer(progress)

        return tell

    def _check(self, job: int) -> None:
        if job in self._cancelled:
            raise errors.Cancelled


def _failed(job: int, error: BaseException, message: str, hint: str) -> messages.Failed:
    details = "".join(traceback.format_exception(error))
    return messages.Failed(
        job=job,
        error=type(error).__name__,
        message=message[:_MESSAGE],
        hint=hint[:_MESSAGE],
        details=details[-_DETAILS:],
    )
