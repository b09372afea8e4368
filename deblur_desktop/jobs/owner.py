"""Who works on a batch: one process on one computer, since one start of that."""

import os
import platform
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from deblur_desktop.photo.temporary import is_alive

_WATCHED_S = 30.0
"""A process of another computer that shows no beat for so long is gone; it beats every few seconds."""


@dataclass(frozen=True, slots=True)
class Owner:
    """A process, told apart from all others.

    Attributes:
        host: The computer's name.
        boot: Names the computer's start, where the system does; a process number means nothing after it.
        process: Its number.
        start: When it was started, as the system counts; numbers are used again.
    """

    host: str
    boot: str
    process: int
    start: str

    @classmethod
    def this(cls) -> Self:
        """This process."""
        return cls(platform.node(), _boot(), os.getpid(), _start(os.getpid()))

    @property
    def words(self) -> str:
        """For people."""
        return f"process {self.process} on {self.host}"

    def to_text(self) -> str:
        """For the journal."""
        return f"process {self.process} on {self.host} ({self.boot} {self.start})"

    @classmethod
    def from_text(cls, text: str) -> Self:
        """What `to_text` wrote; else a process of nowhere."""
        with suppress(ValueError):
            head, _, tail = text.removeprefix("process ").rpartition(" (")
            process, _, host = head.partition(" on ")
            boot, _, start = tail.removesuffix(")").partition(" ")
            return cls(host, boot, int(process), start)
        return cls("", "", 0, "")

    def is_alive(self, beats: Callable[[], object]) -> bool:
        """Whether it still runs. *beats* gives a number that it makes grow while it does.

        For a process of another computer that takes half a minute.
        """
        if self.host == platform.node():
            return not self.is_dead_here()
        before, end = beats(), time.monotonic() + _WATCHED_S
        while time.monotonic() < end:
            if beats() != before:
                return True
            time.sleep(0.5)
        return False

    def is_dead_here(self) -> bool:
        """Whether it is a process of this computer that has ended; of others nothing is known."""
        if self.host != platform.node():
            return False
        is_same = self.boot == _boot() and self.start == _start(self.process)
        return not is_same or not is_alive(self.process)


def _boot() -> str:
    with suppress(OSError):
        return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    return "-"


def _start(process: int) -> str:
    with suppress(OSError, IndexError):
        # The name of the program, in parentheses, may hold anything.
        fields = Path(f"/proc/{process}/stat").read_text("utf-8", "replace").rpartition(")")[2]
        state, *counts = fields.split()
        return "-" if state in "ZX" else counts[18]  # ended, though nobody took notice
    return "-"
