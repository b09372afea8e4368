"""Other programs that we start, watch, and end with all that they started."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

_BEAT_S = 0.2


def worker_command(lane: str) -> list[str]:
    """How to start the worker of *lane* from here."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "worker", lane]
    return [sys.executable, "-m", "deblur_desktop", "worker", lane]


def start_module(
    module: str, *arguments: str, folder: Path, output: int | BinaryIO = subprocess.DEVNULL
) -> subprocess.Popen[bytes]:
    """A module of ours as a program in a session of its own; what goes wrong is in *folder*`/log`.

    It sees the modules that we see, and not what lies in the folder where we were started.
    """
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=log,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            cwd=folder,
            start_new_session=True,
        )


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
