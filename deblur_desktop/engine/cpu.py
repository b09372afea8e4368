"""Settings of the processor that decide the speed, in one place; call `prepare` before torch loads.

Measured on two cores: without the allocator settings every tensor of 32 MB and more is mapped and
faulted in afresh, which costs a third of the time of a 512 pixel tile; with other programs busy,
OpenMP threads that spin while they wait make a tile ten times slower.
"""

import ctypes
import os
import sys
from pathlib import Path

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3
_NEVER = 2**31 - 1


def prepare(*, share: bool = False) -> None:
    """Set up the process for inference; only what the person did not set is changed.

    Args:
        share: Other programs need the processor too, as beside a window: waiting threads sleep. It
            costs up to 30 % on an idle machine.
    """
    if share:
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    _libc("mallopt", _M_MMAP_THRESHOLD, _NEVER)
    _libc("mallopt", _M_TRIM_THRESHOLD, _NEVER)


def give_back_memory() -> None:
    """Return freed memory to the system, which `prepare` keeps from happening by itself."""
    _libc("malloc_trim", 0)


def available_memory() -> int | None:
    """Bytes that can be taken without swapping, or None where the system does not tell."""
    try:
        lines = Path("/proc/meminfo").read_text("ascii").splitlines()
    except OSError:
        return None
    kilobytes = next((line.split()[1] for line in lines if line.startswith("MemAvailable:")), None)
    return int(kilobytes) * 1024 if kilobytes else None


def _libc(function: str, *arguments: int) -> None:
    if sys.platform != "linux":
        return
    call = getattr(ctypes.CDLL(None), function, None)  # musl has neither function
    if call is not None:
        call(*arguments)
