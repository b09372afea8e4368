"""A process with a window that works on a batch, with the quick workers of `fakes.batches`.

    python -m fakes.batch_window BATCH

To be killed by tests, it or any process that it started.
"""

import sys
from pathlib import Path
from typing import cast

from fakes.batches import WORKER


def _show(name: str) -> None:
    from gui.fake_lane import FakeLane
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication

    from deblur_desktop.bundle import data_folder
    from deblur_desktop.gui.lane import Lane
    from deblur_desktop.gui.main_window import MainWindow
    from deblur_desktop.gui.queue import Queue
    from deblur_desktop.gui.session import Session
    from deblur_desktop.settings import Settings

    app = QApplication([sys.argv[0], "-platform", "offscreen"])
    files, engine, models = (cast(Lane, FakeLane()) for _ in range(3))
    lane = Lane("batch", [sys.executable, "-m", "fakes.batch_window", "--lane"])
    state = QSettings(str(Path(data_folder()) / "window.ini"), QSettings.Format.IniFormat)
    window = MainWindow(Session(Queue(files, engine, models, lane)), state, Settings())
    window.show()
    window.session.queue.finished.connect(app.quit)
    window.session.queue.run_batch(name, device="cpu")
    app.exec()
    window.close_unasked()


def _serve() -> None:
    """Be the worker behind the lane: it runs the batch."""
    from deblur_desktop.jobs import batch_lane, worker
    from deblur_desktop.jobs.crew import LocalCrew

    batch_lane.LocalCrew = lambda devices: LocalCrew(devices, WORKER)  # type: ignore[assignment,misc]
    worker.run(lambda: batch_lane.HANDLERS)


if __name__ == "__main__":
    if sys.argv[1] == "--lane":
        _serve()
    else:
        _show(sys.argv[1])
