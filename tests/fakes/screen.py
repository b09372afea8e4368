"""An X server of its own, with a hand on the mouse and the keyboard, and the program on it."""

import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fakes.watched_window

_WAIT_S = 40


class Screen:
    """Xvfb, and xdotool."""

    def __init__(self) -> None:
        reader, writer = os.pipe()
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1400x900x24", "-nolisten", "tcp"],
            pass_fds=[writer],
            stderr=subprocess.DEVNULL,
        )
        os.close(writer)
        with os.fdopen(reader) as file:
            self.display = f":{file.readline().strip()}"

    def click(self, x: float, y: float) -> None:
        self.do("mousemove", f"{x:.0f}", f"{y:.0f}", "click", "1")

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Press at *start*, let go at *end*, in steps as a hand does it."""
        steps = [
            f"{a + (b - a) * n / 4:.0f}" for n in range(5) for a, b in zip(start, end, strict=True)
        ]
        moves = [("mousemove", *steps[i : i + 2], "sleep", "0.05") for i in range(2, 10, 2)]
        self.do("mousemove", *steps[:2], "mousedown", "1", *(word for m in moves for word in m))
        self.do("mouseup", "1")

    def press(self, *keys: str) -> None:
        self.do("key", *keys)

    def type(self, text: str) -> None:
        self.do("type", "--delay", "20", text)

    def do(self, *arguments: str) -> None:
        environment = os.environ | {"DISPLAY": self.display}
        subprocess.run(["xdotool", *arguments], env=environment, check=True)

    def environment(self) -> dict[str, str]:
        """For a program that shows itself here."""
        plain = {k: v for k, v in os.environ.items() if not k.startswith("QT_QPA")}
        return plain | {"DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb"}

    def close(self) -> None:
        self.server.terminate()
        self.server.wait()


class Program:
    """The program on a screen, and what is seen of it."""

    def __init__(self, screen: Screen, log: Path, *photos: Path) -> None:
        self._log = log.open("a")
        self._buffer = b""
        self.seen: dict[str, Any] = {}
        self.process = subprocess.Popen(
            [sys.executable, fakes.watched_window.__file__, *map(str, photos)],
            env=screen.environment(),
            stdout=subprocess.PIPE,
            stderr=self._log,
        )

    def wait(self, until: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
        """What is seen once *until* holds for it."""
        end = time.monotonic() + _WAIT_S
        while not (self.seen and until(self.seen)):
            self._read(end)
        return self.seen

    def wait_for_button(self, text: str) -> tuple[float, float]:
        """Where it is, once it can be clicked."""
        return tuple(self.wait(lambda seen: text in seen["buttons"])["buttons"][text])

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Where on the screen a point of the photo is."""
        zoom, (left, top) = self.seen["zoom"], self.seen["origin"]
        return left + x * zoom, top + y * zoom

    def close(self) -> None:
        self.process.terminate()
        self.process.wait(10)
        assert self.process.stdout is not None
        self.process.stdout.close()
        self._log.close()

    def _read(self, end: float) -> None:
        assert self.process.stdout is not None
        ready, _, _ = select.select([self.process.stdout], [], [], max(end - time.monotonic(), 0))
        assert ready, f"waited too long; seen: {self.seen}"
        chunk = os.read(self.process.stdout.fileno(), 1 << 16)
        assert chunk, f"the program has ended; seen: {self.seen}"
        *lines, self._buffer = (self._buffer + chunk).split(b"\n")
        for line in lines:
            self.seen = json.loads(line)
