"""The workers of a batch: one process for each device, watched, and replaced when it is lost."""

import contextlib
import os
import queue
import signal
import statistics
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import IO, Protocol

from deblur_desktop.errors import CannotStart
from deblur_desktop.jobs import messages
from deblur_desktop.jobs.messages import Message
from deblur_desktop.processes import worker_command

AT_A_TIME = 3
"""Requests of one worker: one photo is read, one is restored, one is written."""

_SILENCE_S = 60.0
_SILENT_PHOTOS = 20
# A computer that slept, or a process that was stopped, must not take that time for silence.
_LONGEST_BEAT_S = 1.0
_CANCEL_S = 3.0
_STARTS = 2
_WORDS = 20_000


class Cause(StrEnum):
    """Why a worker was lost."""

    CRASHED = "crashed"
    """By what it did itself."""
    MEMORY = "memory"
    """The system ended it, since memory ran out."""
    KILLED = "killed"
    """Somebody ended it."""
    HUNG = "hung"
    """It gave no sign of life for a minute, so it was ended."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A worker ended without answering these jobs."""

    jobs: tuple[int, ...]
    cause: Cause
    reason: str


Event = Message | Lost


class Crew(Protocol):
    """Workers that do `messages.Process`, wherever they are."""

    def room(self) -> int:
        """How many more requests would be begun soon."""
        ...

    def submit(self, request: messages.Process) -> None:
        """Have it done; exactly one `Processed`, `Failed`, `Cancelled` or `Lost` tells of its end."""
        ...

    def events(self, timeout_s: float) -> list[Event]:
        """What happened; waits for something at most *timeout_s* seconds.

        Raises:
            CannotStart: No worker can be started.
        """
        ...

    def cancel(self, job: int) -> None:
        """Have it end soon."""
        ...

    def close(self) -> None:
        """End all workers, whatever they do."""
        ...


class LocalCrew:
    """A worker for each of *devices*, on this computer; each is started when it is first needed."""

    def __init__(self, devices: Sequence[str], command: Sequence[str] = ()) -> None:
        self._command = list(command) or worker_command("photos")
        self._heard: queue.Queue[tuple[_Worker, Message | None]] = queue.Queue()
        self._workers = {device: _Worker(device, self._heard) for device in devices}
        self._seconds: deque[float] = deque(maxlen=50)
        self._failed_starts = 0

    def room(self) -> int:
        """See `Crew`."""
        return sum(AT_A_TIME - len(worker.jobs) for worker in self._workers.values())

    def submit(self, request: messages.Process) -> None:
        """See `Crew`."""
        worker = min(self._workers.values(), key=lambda each: len(each.jobs))
        if worker.process is None:
            worker.start(self._command)
        worker.send(request)

    def events(self, timeout_s: float) -> list[Event]:
        """See `Crew`."""
        found: list[Event] = []
        began = time.monotonic()
        with contextlib.suppress(queue.Empty):
            found += self._take(*self._heard.get(timeout=timeout_s))
            while True:
                found += self._take(*self._heard.get_nowait())
        passed = min(time.monotonic() - began, _LONGEST_BEAT_S)
        for worker in self._workers.values():
            worker.watch(passed, self._patience_s())
        return found

    def cancel(self, job: int) -> None:
        """See `Crew`."""
        for worker in self._workers.values():
            if job in worker.jobs:
                worker.cancel(job)

    def close(self) -> None:
        """See `Crew`."""
        for worker in self._workers.values():
            if worker.process is not None:
                worker.kill(Cause.KILLED)
                worker.bury()

    def _take(self, worker: "_Worker", message: Message | None) -> list[Event]:
        if message is None:
            return self._take_end(worker)
        worker.silent_s = 0.0
        if isinstance(message, messages.Ready):
            self._failed_starts = 0
            worker.is_ready = True
            return []
        if message.job not in worker.jobs:
            return []
        if not isinstance(message, messages.Progress):
            self._seconds.append(time.monotonic() - worker.jobs.pop(message.job))
        return [message]

    def _take_end(self, worker: "_Worker") -> list[Event]:
        lost = worker.bury()
        if not worker.is_ready:
            self._failed_starts += 1
        if self._failed_starts >= _STARTS:
            raise CannotStart(
                f"the worker cannot be started: it {lost.reason}",
                "`deblur-desktop doctor` tells what is missing",
            )
        return [lost]

    def _patience_s(self) -> float:
        """Slow computers, and those that others keep busy, get more."""
        median = statistics.median(self._seconds) if self._seconds else 0.0
        return max(_SILENCE_S, _SILENT_PHOTOS * median)


@dataclass(slots=True, eq=False)
class _Worker:
    device: str
    heard: "queue.Queue[tuple[_Worker, Message | None]]"
    process: subprocess.Popen[bytes] | None = None
    jobs: dict[int, float] = field(default_factory=dict[int, float])
    is_ready: bool = False
    silent_s: float = 0.0
    cancelled: set[int] = field(default_factory=set[int])
    cancelled_s: float = 0.0
    cause: Cause | None = None
    words: bytes = b""
    readers: list[threading.Thread] = field(default_factory=list[threading.Thread])
    oom_kills: int = 0

    def start(self, command: Sequence[str]) -> None:
        self.is_ready, self.silent_s, self.cancelled_s, self.cause = False, 0.0, 0.0, None
        self.words, self.oom_kills = b"", _oom_kills()
        try:
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,
            )
        except OSError as error:
            raise CannotStart(f"the worker cannot be started ({error}): {command[0]}") from error
        assert self.process.stdout is not None
        assert self.process.stderr is not None
        self.readers = [
            threading.Thread(target=read, args=(stream,), daemon=True)
            for read, stream in (
                (self._read, self.process.stdout),
                (self._read_words, self.process.stderr),
            )
        ]
        for reader in self.readers:
            reader.start()

    def send(self, request: messages.Process) -> None:
        self.jobs[request.job] = time.monotonic()
        self.silent_s = 0.0
        self._write(replace(request, device=self.device))

    def cancel(self, job: int) -> None:
        self._write(messages.Cancel(job=job))
        self.cancelled.add(job)

    def watch(self, passed_s: float, patience_s: float) -> None:
        """End it if it is silent for too long, or does not stop what it should."""
        self.cancelled &= self.jobs.keys()
        self.silent_s = self.silent_s + passed_s if self.jobs else 0.0
        self.cancelled_s = self.cancelled_s + passed_s if self.cancelled else 0.0
        if self.silent_s > patience_s:
            self.kill(Cause.HUNG)
        elif self.cancelled_s > _CANCEL_S:
            self.kill(Cause.KILLED)

    def kill(self, cause: Cause) -> None:
        """End it with every process that it started."""
        if self.process is None:
            return
        self.cause = self.cause or cause
        if sys.platform == "win32":
            self.process.kill()
        else:
            with contextlib.suppress(OSError):
                os.killpg(self.process.pid, signal.SIGKILL)

    def bury(self) -> Lost:
        """Its process has ended: what is lost with it."""
        assert self.process is not None
        for reader in self.readers:
            reader.join(1.0)
        self.kill(Cause.CRASHED)  # what plug-ins started in it, which may hold its pipes
        code = self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            assert stream is not None
            with contextlib.suppress(OSError):
                stream.close()
        cause = self._why(code)
        lost = Lost(tuple(self.jobs), cause, _in_words(cause, code))
        self.process = None
        self.jobs.clear()
        return lost

    def _why(self, code: int) -> Cause:
        if self.cause is not None and self.cause is not Cause.CRASHED:
            return self.cause
        if code != -9:
            return Cause.CRASHED
        # Where the system does not count, memory is the most likely reason.
        is_memory = _oom_kills() > self.oom_kills or self.oom_kills < 0
        return Cause.MEMORY if is_memory else Cause.KILLED

    def _write(self, message: Message) -> None:
        assert self.process is not None
        assert self.process.stdin is not None
        with contextlib.suppress(OSError):  # its end is told by the reader
            self.process.stdin.write(messages.encode(message))
            self.process.stdin.flush()

    def _read(self, stream: IO[bytes]) -> None:
        for line in stream:
            with contextlib.suppress(ValueError):
                self.heard.put((self, messages.decode(line)))
        self.heard.put((self, None))

    def _read_words(self, stream: IO[bytes]) -> None:
        while words := os.read(stream.fileno(), 65536):
            self.words = (self.words + words)[-_WORDS:]


def _in_words(cause: Cause, code: int) -> str:
    if cause is Cause.HUNG:
        return "stopped answering"
    if cause is Cause.MEMORY:
        return "was ended by the system, since memory ran out"
    if code >= 0:
        return f"ended by itself with code {code}"
    with contextlib.suppress(ValueError):
        return f"was ended by signal {signal.Signals(-code).name}"
    return "crashed"


def _oom_kills() -> int:
    """How many processes the system ended for want of memory; -1 where it does not tell."""
    with contextlib.suppress(OSError, ValueError, StopIteration):
        lines = Path("/proc/vmstat").read_text("ascii").splitlines()
        return int(next(line.split()[1] for line in lines if line.startswith("oom_kill ")))
    return -1
