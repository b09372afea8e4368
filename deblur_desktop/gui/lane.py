"""A lane: one worker process and the requests that wait for it, whatever happens to the process.

The worker is started when it is first needed. A crash fails the request it was doing and no other; the
next request gets a new worker. One that was killed from outside took too much memory, most likely, so
its request is done once more, with smaller tiles. A worker that neither ends a cancelled request within
three seconds nor gives a sign of life for a minute is killed.
"""

import logging
import os
import signal
import sys
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal

from deblur_desktop.jobs import messages
from deblur_desktop.jobs.messages import Message
from deblur_desktop.processes import worker_command

logger = logging.getLogger(__name__)

CANCEL_MS = 3_000
SILENCE_MS = 60_000
_GOODBYE_MS = 2_000
# A worker that dies before it is ready so many times in a row will not do better the next time.
_STARTS = 2
# Silence is counted in so many steps, for a computer that slept wakes up with every timer due.
_BEATS = 10
_SIGKILL = 9  # which Windows does not name


class Lane(QObject):
    """Does requests one after the other.

    Signals:
        answered: A `Message` of the worker, or the lane's own `Failed` or `Cancelled` for a request that
            the worker cannot end any more.
        changed: Another request is running, or none.
    """

    answered = Signal(object)
    changed = Signal()

    def __init__(
        self, name: str, command: Sequence[str] = (), parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.name = name
        self.silence_ms = SILENCE_MS
        self._command = list(command) or worker_command(name)
        self._waiting: deque[Message] = deque()
        self._running: Message | None = None
        self._is_cancelled = False
        self._is_ready = False
        self._failed_starts = 0
        self._process: QProcess | None = None
        self._group = 0
        self._kill_reason = ""
        self._last_words = b""
        self._patience = QTimer(self, singleShot=True, interval=CANCEL_MS)
        self._patience.timeout.connect(lambda: self.kill("did not stop when asked to"))
        self._missed_beats = 0
        self._pulse = QTimer(self)
        self._pulse.timeout.connect(self._miss_beat)

    @property
    def running(self) -> Message | None:
        """The request that the worker is doing."""
        return self._running

    @property
    def waiting(self) -> tuple[Message, ...]:
        """Those behind it, the next one first."""
        return tuple(self._waiting)

    @property
    def process_id(self) -> int:
        """Of the worker; 0 when there is none."""
        return self._process.processId() if self._process else 0

    def submit(self, request: Message, *, ahead: bool = False) -> None:
        """Do *request* after those that wait, or *ahead* of them."""
        if ahead:
            self._waiting.appendleft(request)
        else:
            self._waiting.append(request)
        self._next()

    def reorder(self, jobs: Sequence[int]) -> None:
        """Let the waiting requests follow the order of *jobs*."""
        place = {job: index for index, job in enumerate(jobs)}
        self._waiting = deque(sorted(self._waiting, key=lambda r: place.get(r.job, len(place))))

    def cancel(self, job: int) -> None:
        """Drop the waiting request *job*, or stop the running one."""
        waiting = next((r for r in self._waiting if r.job == job), None)
        if waiting is not None:
            self._waiting.remove(waiting)
            self.answered.emit(messages.Cancelled(job=job))
        elif self._running is not None and self._running.job == job and not self._is_cancelled:
            if not self._is_ready:  # the worker has not heard of it
                self._finish(messages.Cancelled(job=job))
                return
            self._is_cancelled = True
            self._patience.start()
            self._send(messages.Cancel(job=job))

    def kill(self, reason: str) -> None:
        """End the worker at once, and every process it started."""
        if self._process is None:
            return
        self._kill_reason = reason
        _kill_group(self._group)
        self._process.kill()

    def restart_when_idle(self) -> None:
        """Let the next request meet a new worker, for instance one that knows other plug-ins."""
        if self._running is None and self._process is not None:
            process, self._process = self._process, None
            process.finished.disconnect(self._ended)
            process.closeWriteChannel()
            QTimer.singleShot(_GOODBYE_MS, process, process.kill)

    def close(self) -> None:
        """Let the worker go; its end is waited for, two seconds at most."""
        self._waiting.clear()
        self._running = None
        if self._process is None:
            return
        process, self._process = self._process, None
        process.blockSignals(True)
        process.closeWriteChannel()
        if not process.waitForFinished(_GOODBYE_MS):
            process.kill()
            process.waitForFinished(_GOODBYE_MS)
        _kill_group(self._group)

    def _next(self) -> None:
        if self._running is not None or not self._waiting:
            return
        self._running = self._waiting.popleft()
        self._is_cancelled = False
        if self._process is None:
            self._start()
        elif self._is_ready:
            self._send(self._running)
        self._restart_pulse()
        self.changed.emit()

    def _start(self) -> None:
        self._is_ready, self._kill_reason, self._last_words = False, "", b""
        process = QProcess(self)
        process.setProcessEnvironment(QProcessEnvironment.systemEnvironment())
        if os.name == "posix":
            # A group of its own, so that whatever a plug-in starts goes with the worker.
            process.setUnixProcessParameters(QProcess.UnixProcessFlag.CreateNewSession)
        process.readyReadStandardOutput.connect(self._read)
        process.readyReadStandardError.connect(self._read_errors)
        process.finished.connect(self._ended)
        process.errorOccurred.connect(self._not_started)
        self._process, self._group = process, 0
        process.start(self._command[0], self._command[1:])
        if self._process is process:
            self._group = process.processId()

    def _send(self, message: Message) -> None:
        if self._process is not None:
            self._process.write(messages.encode(message))

    def _read(self) -> None:
        while self._process is not None and self._process.canReadLine():
            line = bytes(self._process.readLine().data())
            try:
                message = messages.decode(line)
            except ValueError as error:
                logger.warning("the %s worker sent no message: %s", self.name, error)
                continue
            self._restart_pulse()
            self._take(message)

    def _take(self, message: Message) -> None:
        if isinstance(message, messages.Ready):
            self._is_ready, self._failed_starts = True, 0
            if self._running is not None:
                self._send(self._running)
            return
        if self._running is None or message.job != self._running.job:
            return
        if isinstance(message, messages.Progress):
            self.answered.emit(message)
            return
        self._finish(message)

    def _read_errors(self) -> None:
        if self._process is None:
            return
        words = bytes(self._process.readAllStandardError().data())
        self._last_words = (self._last_words + words)[-20_000:]
        if sys.stderr is not None:  # a program without a console has none
            sys.stderr.buffer.write(words)
            sys.stderr.flush()

    def _not_started(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._lost(f"cannot be started: {self._command[0]}")

    def _ended(self, code: int, status: QProcess.ExitStatus) -> None:
        self._read()
        is_killed = status is QProcess.ExitStatus.CrashExit and code == _SIGKILL
        if is_killed and not self._kill_reason and not self._is_cancelled:
            self._try_again()
        self._lost(self._kill_reason or outcome_in_words(code, status))

    def _try_again(self) -> None:
        """Let the running request be the next one, unless this was its second try."""
        request = self._running
        if isinstance(request, messages.Restore) and not request.frugal:
            self._running = None
            self._waiting.appendleft(replace(request, frugal=True))

    def _lost(self, reason: str) -> None:
        """The process is gone: end what it was doing, and go on with another one."""
        process, self._process = self._process, None
        _kill_group(self._group)
        if process is not None:
            process.deleteLater()
        if not self._is_ready:
            self._failed_starts += 1
        lost = [self._running] if self._running else []
        if self._failed_starts >= _STARTS:
            lost += self._waiting
            self._waiting.clear()
        self._finish(*(self._end_of_lost(request.job, reason) for request in lost))

    def _end_of_lost(self, job: int, reason: str) -> Message:
        if self._is_cancelled:
            return messages.Cancelled(job=job)
        if self._failed_starts >= _STARTS:
            hint = "`deblur-desktop doctor` in a terminal tells what is missing"
        elif isinstance(self._running, messages.Restore) and self._running.frugal:
            hint = "memory may have run out: close other programs, or choose smaller tiles"
        else:
            hint = "the photo is unharmed; a new worker does the next one"
        return messages.Failed(
            job=job,
            error="WorkerCrashed",
            message=f"the {self.name} worker {reason}",
            hint=hint,
            details=self._last_words.decode("utf-8", "replace"),
        )

    def _finish(self, *ends: Message) -> None:
        self._running = None
        self._patience.stop()
        self._pulse.stop()
        for end in ends:
            self.answered.emit(end)
        self.changed.emit()
        self._next()

    def _restart_pulse(self) -> None:
        self._missed_beats = 0
        if self._running is not None:
            self._pulse.start(self.silence_ms // _BEATS)

    def _miss_beat(self) -> None:
        self._missed_beats += 1
        if self._missed_beats >= _BEATS:
            self._pulse.stop()
            self.kill("stopped answering")


def _kill_group(group: int) -> None:
    """End a worker and whatever its plug-ins started; 0 is no group."""
    if group and os.name == "posix":
        with suppress(OSError):
            os.killpg(group, signal.SIGKILL)


def outcome_in_words(code: int, status: QProcess.ExitStatus) -> str:
    """How a process ended, e.g. ``was ended by signal SIGSEGV``."""
    if status is QProcess.ExitStatus.NormalExit:
        return f"ended by itself with code {code}"
    with suppress(ValueError):
        return f"was ended by signal {signal.Signals(code).name}"
    return "crashed"
