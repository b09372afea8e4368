"""Other programs that we start, watch, and end with all that they started."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress

_BEAT_S = 0.2


def wait(
    child: subprocess.Popen[bytes], limit_s: float, on_wait: Callable[[], object]
) -> int | None:
    """The exit code of *child*, which leads a session of its own; None when it took over *limit_s*.

    However this ends, the child has ended, too.

    Args:
        child: Not waited for yet.
        limit_s: Seconds.
        on_wait: Called several times a second; may raise to stop.
    """
    end = time.monotonic() + limit_s
    try:
        while time.monotonic() < end:
            on_wait()
            with suppress(subprocess.TimeoutExpired):
                return child.wait(_BEAT_S)
    finally:
        if child.returncode is None:
            _kill(child)
    return None


def _kill(child: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        child.kill()
    else:
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
