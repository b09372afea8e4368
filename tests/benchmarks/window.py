"""How quick the window is, as ratios within one run or in CPU time. Needs a screen or offscreen Qt.

python tests/benchmarks/window.py start            window painted, against an empty PySide6 window
python tests/benchmarks/window.py frames           pan and zoom on 45 MP, CPU ms a frame
python tests/benchmarks/window.py open             24 MP JPEG to the first full picture
python tests/benchmarks/window.py strength         a step of the strength slider on 24 MP
python tests/benchmarks/window.py cancel [COUNT]   cancel to idle, crashed worker to the next job
python tests/benchmarks/window.py memory           anonymous memory with 45 MP, result and mask
"""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import cv2
import numpy as np
from PIL import Image
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from deblur_desktop.gui import theme
from deblur_desktop.gui.app import make_window
from deblur_desktop.gui.canvas import Canvas
from deblur_desktop.gui.document import Document
from deblur_desktop.gui.main_window import MainWindow
from deblur_desktop.gui.queue import Job
from deblur_desktop.gui.scene import Mode
from deblur_desktop.gui.selection import Selection
from deblur_desktop.jobs import messages
from deblur_desktop.photo.files import open_photo
from deblur_desktop.recipe import Recipe

_EMPTY = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
import os

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, lambda: os._exit(0))

app = QApplication([])
window = Window()
window.resize(1280, 800)
window.show()
app.exec()
"""
_OURS = """
import os, sys
from deblur_desktop.gui.single import claim
place = claim([])
from deblur_desktop.gui import app as start

made = start.make_window

def make_window(preferred):
    window = made(preferred)
    window.painted.connect(lambda: os._exit("torch" in sys.modules))
    return window

start.make_window = make_window
start.run([], place)
"""


def main() -> None:
    """Run one benchmark."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("what", choices=("start", "frames", "open", "strength", "cancel", "memory"))
    parser.add_argument("count", nargs="?", type=int, default=20)
    options = parser.parse_args()
    globals()[f"measure_{options.what}"](options)


def measure_start(_: argparse.Namespace) -> None:
    """Median wall and CPU seconds of nine starts of each, compiled as after an installation."""
    kinds = {"empty": _EMPTY, "ours": _OURS}
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": folder}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        rounds = [{n: run_child(code, environment) for n, code in kinds.items()} for _ in range(10)]
    for place, name in enumerate(("wall", "CPU")):
        empty, ours = (float(np.median([r[n][place] for r in rounds[1:]])) for n in kinds)
        print(f"{name}: empty {empty:.2f} s, ours {ours:.2f} s, ratio {ours / empty:.1f}")


def measure_frames(_: argparse.Namespace) -> None:
    """200 frames of zooming and panning over 45 MP, each painted and timed, with ever more to paint."""
    window = opened(5504, 8256)
    canvas, document = window.canvas, shown(window)
    canvas.resize(1500, 900)
    tell_frames(canvas, "the photo")
    give_result(window)
    canvas.set_mode(Mode.SPLIT)
    tell_frames(canvas, "split with a result")
    document.change("Select", selection=blobs(*document.size))
    tell_frames(canvas, "and the outline of 26 MP selected")
    canvas.show_overlays(map=False, mask=True)
    tell_frames(canvas, "and its mask")
    document.change("Amount", strength=0.8)
    tell_frames(canvas, "and a strength of 80 %")
    window.session.close()


def tell_frames(canvas: Canvas, what: str) -> None:
    """CPU ms of 200 frames, a quarter of which zoom; each frame's best of three passes."""
    target = QPixmap(canvas.size())

    def one_pass() -> list[float]:
        random = np.random.default_rng(0)
        canvas.fit()
        canvas.render(target)
        times: list[float] = []
        for frame in range(200):
            if frame % 4 == 0:
                factor = float(random.choice([0.8, 1.25]))
                canvas.zoom_to(canvas.viewport.zoom * factor, QPointF(700, 400))
            else:
                canvas.move_by(*random.integers(-60, 60, 2).tolist())
            times.append(cpu_ms(lambda: canvas.render(target)))
        return times

    # What else runs on the computer disturbs a pass, but hardly the same frame of all three.
    best = np.min([one_pass() for _ in range(3)], axis=0)
    print(f"45 MP, {what}: median {np.median(best):.1f} ms, worst {best.max():.1f} ms of CPU")


def blobs(height: int, width: int) -> Selection:
    """A selection of about 20 MP with a long, soft outline."""
    coarse = np.random.default_rng(0).random((height // 128, width // 128)).astype(np.float32)
    mask = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    return Selection.from_mask(np.clip((mask - 0.5) * 2000 + 128, 0, 255).astype(np.uint8))


def measure_open(_: argparse.Namespace) -> None:
    """Wall time from the wish to a painted picture with a warm lane, over the bare decoding."""
    window = opened(400, 600)
    with tempfile.TemporaryDirectory() as folder:
        path = photo(4000, 6000, Path(folder))
        bare = min(wall(lambda: open_photo(path)) for _ in range(3))
        started = time.perf_counter()
        window.session.open_paths([path])
        wait(lambda: window.canvas.scene.layers is not None and shown(window).path == path)
        window.canvas.grab()
        seconds = time.perf_counter() - started
        print(
            f"24 MP JPEG: decoded in {bare:.2f} s, seen in {seconds:.2f} s: x {seconds / bare:.1f}"
        )
        window.session.close()


def measure_strength(_: argparse.Namespace) -> None:
    """CPU ms of a step of the strength with a result on 24 MP, painted, also with less texture."""
    window = opened(4000, 6000)
    give_result(window)
    canvas, document = window.canvas, shown(window)
    canvas.resize(1500, 900)
    for texture in (1.0, 0.5):
        document.change("Texture", texture=texture)
        for zoom in (canvas.viewport.fit_zoom(6000, 4000), 1.0):
            canvas.zoom_to(zoom)
            tell_steps(canvas, document)
    window.session.close()


def tell_steps(canvas: Canvas, document: Document) -> None:
    """CPU ms of 40 steps; what is seen was painted before."""
    target = QPixmap(canvas.size())
    document.change("Amount", strength=0.5)
    canvas.render(target)

    def step(number: int) -> None:
        document.change("Amount", merge=True, strength=0.5 + number / 80)
        canvas.render(target)

    times = [cpu_ms(partial(step, number)) for number in range(1, 41)]
    middle, worst = np.median(times), max(times)
    where = f"{100 * canvas.viewport.zoom:.0f} %, texture {document.edit.texture:.0%}"
    print(f"strength on 24 MP at {where}: median {middle:.1f} ms, worst {worst:.1f} ms")


def measure_cancel(options: argparse.Namespace) -> None:
    """Cancels at random times of a run of the bundled checkpoint, and a crash of its worker."""
    window = opened(1500, 2000)
    session, random = window.session, np.random.default_rng(0)
    times: list[float] = []
    for _ in range(options.count):
        job = session.queue.restore(shown(window), forced(window))
        wait(partial(is_deblurring, job))
        pause(float(random.uniform(0, 2)))
        started = time.perf_counter()
        session.queue.cancel(job)
        wait(lambda: session.queue.running is None)
        times.append((time.perf_counter() - started) * 1e3)
    middle, late = np.median(times), np.percentile(times, 99)
    print(f"cancel to idle, {options.count} times: median {middle:.0f} ms, p99 {late:.0f} ms")
    job = session.queue.restore(shown(window), forced(window))
    wait(partial(is_deblurring, job))
    following = session.queue.restore(shown(window), forced(window))
    started = time.perf_counter()
    os.kill(session.queue.engine.process_id, signal.SIGSEGV)  # what is killed is tried once more
    wait(partial(is_deblurring, following))
    print(f"crashed worker to the next job running: {time.perf_counter() - started:.1f} s")
    window.session.close()


def measure_memory(_: argparse.Namespace) -> None:
    """RssAnon of the window's process."""
    window = opened(5504, 8256)
    give_result(window)
    document = shown(window)
    mask = np.zeros(document.size, np.uint8)
    mask[1000:4000, 2000:7000] = 255
    document.change("Lasso", selection=Selection.from_mask(mask))
    del mask
    for zoom in (0.1, 0.3, 1.0, 2.0):
        window.canvas.zoom_to(zoom)
        window.canvas.grab()
    status = Path("/proc/self/status").read_text().splitlines()
    kilobytes = next(int(line.split()[1]) for line in status if line.startswith("RssAnon"))
    print(f"45 MP with result and mask: {kilobytes / 1e6:.2f} GB of anonymous memory")
    window.session.close()


def opened(height: int, width: int) -> MainWindow:
    """A window that shows a photo of that size."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, "light")
    window = make_window()
    window.resize(1700, 1000)
    window.show()
    with tempfile.TemporaryDirectory() as folder:
        window.session.open_paths([photo(height, width, Path(folder))])
        wait(lambda: shown(window).diagnosis is not None)
    return window


def shown(window: MainWindow) -> Document:
    """The document that the window shows."""
    document = window.session.current
    assert document is not None
    return document


def forced(window: MainWindow) -> Recipe:
    """A recipe with the bundled checkpoint, whatever the diagnosis."""
    return replace(shown(window).recipe(), checkpoint="maxim-gopro-1")


def is_deblurring(job: Job) -> bool:
    """Whether the network is at work for *job*."""
    return job.stage == "deblurring"


def give_result(window: MainWindow) -> None:
    """A result without a network: the photo with its contrast changed."""
    document = shown(window)
    workspace, recipe = document.workspace, forced(window)
    picture = np.divide(workspace.display(), 255, dtype=np.float32)
    workspace.store_display("result-1.display", np.clip(picture * np.float32(1.1), 0, 1))
    del picture
    document.take_restored(
        messages.Restored(
            job=0, result="result-1", recipe=recipe.to_json(),
            box=[0, 0, document.size[1], document.size[0]],
            seconds=1, improved=True,
        )
    )  # fmt: skip


def photo(height: int, width: int, folder: Path) -> Path:
    """A JPEG of that size with detail at all scales."""
    random = np.random.default_rng(0)
    result = np.zeros((height, width, 3), np.float32)
    for step in (256, 64, 16, 4):
        coarse = random.random((-(-height // step), -(-width // step), 3), np.float32)
        result += np.repeat(np.repeat(coarse, step, 0), step, 1)[:height, :width] * np.float32(0.25)
    path = folder / f"{width}x{height}.jpg"
    Image.fromarray((result * 255).astype(np.uint8)).save(path, quality=92)
    return path


def wait(condition: Callable[[], object], limit_s: float = 120) -> None:
    """Let Qt work until *condition* holds."""
    ends = time.monotonic() + limit_s
    while not condition():
        QApplication.processEvents()
        time.sleep(0.001)
        assert time.monotonic() < ends, "it never came"


def pause(seconds: float) -> None:
    """Let Qt work for a while."""
    ends = time.monotonic() + seconds
    wait(lambda: time.monotonic() > ends)


def cpu_ms(work: Callable[[], object]) -> float:
    """CPU milliseconds, of all threads."""
    started = time.process_time()
    work()
    return (time.process_time() - started) * 1e3


def wall(work: Callable[[], object]) -> float:
    """Wall seconds."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def run_child(code: str, environment: dict[str, str]) -> tuple[float, float]:
    """Wall and CPU seconds of a Python child, whose program has never run before."""
    with tempfile.TemporaryDirectory() as folder:
        environment = environment | {"DEBLUR_DESKTOP_DATA": folder}
        return _timed(code, environment)


def _timed(code: str, environment: dict[str, str]) -> tuple[float, float]:
    import resource

    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, env=environment)
    seconds = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
