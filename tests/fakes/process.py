"""The real worker in a process of its own, spoken to over its pipes."""

import os
import select
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from deblur_desktop.jobs.messages import Message, Progress, decode, encode


class WorkerProcess:
    """What the window would talk to."""

    def __init__(self, lane: str, errors: Path) -> None:
        self._errors = errors.open("wb")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "deblur_desktop", "worker", lane],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            start_new_session=True,
        )
        self._buffer = b""

    @property
    def _input(self) -> IO[bytes]:
        assert self.process.stdin is not None
        return self.process.stdin

    def send(self, *messages: Message) -> None:
        self.send_bytes(b"".join(encode(message) for message in messages))

    def send_bytes(self, content: bytes) -> None:
        self._input.write(content)
        self._input.flush()

    def close_input(self) -> None:
        self._input.close()

    def next(self, timeout_s: float = 30) -> Message:
        """The next message; whatever else comes fails."""
        assert self.process.stdout is not None
        end = time.monotonic() + timeout_s
        while b"\n" not in self._buffer:
            left = end - time.monotonic()
            ready, _, _ = select.select([self.process.stdout], [], [], max(left, 0))
            assert ready, f"no answer in {timeout_s} s"
            chunk = os.read(self.process.stdout.fileno(), 1 << 16)
            assert chunk, "the worker has ended"
            self._buffer += chunk
        line, _, self._buffer = self._buffer.partition(b"\n")
        return decode(line)

    def answer(self, timeout_s: float = 30) -> Message:
        """The next message that is no progress."""
        while True:
            message = self.next(timeout_s)
            if not isinstance(message, Progress):
                return message

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        self._input.close()
        assert self.process.stdout is not None
        self.process.stdout.close()
        self._errors.close()


@contextmanager
def worker_process(lane: str, errors: Path) -> Generator[WorkerProcess]:
    """A worker that is gone at the end."""
    worker = WorkerProcess(lane, errors)
    try:
        yield worker
    finally:
        worker.end()


def is_running(process: int) -> bool:
    """Whether there is such a process that has not ended yet."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in "ZX"


def wait_until_gone(*processes: int, timeout_s: float = 2.0) -> None:
    """Returns when none of them is left."""
    end = time.monotonic() + timeout_s
    while left := [each for each in processes if is_running(each)]:
        assert time.monotonic() < end, f"still running after {timeout_s} s: {left}"
        time.sleep(0.01)
