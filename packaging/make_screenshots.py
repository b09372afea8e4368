"""Pictures of the window in its states, by the real program with the bundled sample and checkpoint.

    python packaging/make_screenshots.py -o DIR                     every state
    python packaging/make_screenshots.py -o DIR compared saved --theme dark --language de --scale 2

`docs/screenshot.jpg` is `compared`, packed as JPEG. No screen is needed.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter

from deblur_desktop.bundle import bundled
from deblur_desktop.gui import app as start
from deblur_desktop.gui.document import Document
from deblur_desktop.gui.selection import Selection
from deblur_desktop.settings import Settings

SAMPLE = bundled("resources") / "samples" / "hand-held.jpg"
SIZE = 1440, 900
_LIMIT_S = 300


def main() -> int:
    """Make the pictures that are wished."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DEBLUR_DESKTOP_DATA"] = str(Path(folder) / "data")
        os.environ["QT_SCALE_FACTOR"] = str(options.scale)
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        options.output.mkdir(parents=True, exist_ok=True)
        Story(options, Path(folder)).tell(options.states or list(STATES))
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("states", nargs="*", metavar="STATE", help=", ".join(STATES))
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="DIR")
    parser.add_argument("--theme", choices=("light", "dark"), default="dark")
    parser.add_argument("--language", default="en")
    parser.add_argument("--scale", type=float, default=1)
    return parser.parse_args()


class Story:
    """What a person does with the sample, with a picture wherever one is wished."""

    def __init__(self, options: argparse.Namespace, folder: Path) -> None:
        self._output: Path = options.output
        preferred = Settings(theme=options.theme, language=options.language, preview=False)
        self.app = start.make_application(preferred)
        self.window = start.make_window(preferred)
        self.window.resize(*SIZE)
        self.photo = folder / SAMPLE.name
        shutil.copy(SAMPLE, self.photo)
        self.window.show()

    @property
    def document(self) -> Document:
        """The sample."""
        document = self.window.session.current
        assert document is not None
        return document

    def tell(self, states: list[str]) -> None:
        """Go through all states in their order, as far as the last that is wished."""
        for name, act in STATES.items():
            act(self)
            if name in states:
                states.remove(name)
                self._take(name)
            self._close_dialogs()
            if not states:
                break
        self.window.session.queue.cancel_all()
        self.window.close_unasked()

    def trigger(self, name: str) -> None:
        """As by menu or key."""
        self.window.actions_[name].trigger()

    def wait(self, condition: Callable[[], object]) -> None:
        """Let Qt work until *condition* holds."""
        ends = time.monotonic() + _LIMIT_S
        while not condition():
            self.app.processEvents()
            time.sleep(0.01)
            if time.monotonic() > ends:
                raise TimeoutError("a state was not reached")

    def pause(self, seconds: float) -> None:
        """Let Qt work for a while."""
        ends = time.monotonic() + seconds
        self.wait(lambda: time.monotonic() > ends)

    def _take(self, name: str) -> None:
        """The window, with what is open over it in its middle."""
        self.pause(0.5)
        picture = self.window.grab()
        with QPainter(picture) as painter:
            for dialog in self._dialogs():
                free = self.window.size() - dialog.size()
                place = QPointF(max(free.width(), 0) / 2, max(free.height(), 0) / 2)
                painter.drawPixmap(place, dialog.grab())
        path = self._output / f"{name}.png"
        picture.save(str(path))
        print(path)

    def _dialogs(self) -> list:  # pyright: ignore[reportMissingTypeArgument]
        widgets = self.app.topLevelWidgets()
        kinds = (Qt.WindowType.Dialog, Qt.WindowType.Window)
        return [
            w for w in widgets if w.isVisible() and w is not self.window and w.windowType() in kinds
        ]

    def _close_dialogs(self) -> None:
        for dialog in self._dialogs():
            dialog.close()


def _open(story: Story) -> None:
    story.window.session.open_paths([story.photo])
    story.wait(lambda: story.document.diagnosis is not None)


def _select(story: Story) -> None:
    import cv2
    import numpy as np

    story.trigger("map")
    mask = np.zeros(story.document.size, np.uint8)
    height, width = mask.shape
    cv2.ellipse(mask, (width // 2, height // 2), (width // 4, height // 3), 0, 0, 360, 255, -1)
    story.document.change("Lasso", selection=Selection.from_mask(mask))


def _run(story: Story) -> None:
    story.document.change("Deselect", selection=None)
    story.trigger("deblur")
    queue = story.window.session.queue
    story.wait(lambda: queue.running is not None and queue.running.done > 0)


def _compare(story: Story) -> None:
    story.wait(lambda: story.document.edit.result is not None)


def _save(story: Story) -> None:
    story.trigger("save")
    story.wait(lambda: story.document.saved is not None)


def _sheet(story: Story) -> None:
    story.trigger("zoom-100")
    story.trigger("compare")
    story.wait(lambda: not story.window.session.queue.jobs)


def _fail(story: Story) -> None:
    story.trigger("fit")
    broken = story.photo.with_name("damaged.jpg")
    broken.write_bytes(SAMPLE.read_bytes()[:40_000])
    story.window.session.open_paths([broken])
    story.wait(lambda: story.document.failure)


def _folder(story: Story) -> Path:
    """Some photos, one of them damaged."""
    from PIL import Image

    folder = story.photo.with_name("Holiday 2026")
    (folder / "Beach").mkdir(parents=True, exist_ok=True)
    with Image.open(SAMPLE, formats=["JPEG"]) as sample:
        for number in range(12):
            left, top = 60 * number % 400, 45 * number % 300
            name = f"{'Beach/' if number > 6 else ''}IMG_{2041 + number}.jpg"
            sample.crop((left, top, left + 420, top + 300)).save(folder / name)
    (folder / "IMG_2044.jpg").write_bytes(SAMPLE.read_bytes()[:30_000])
    return folder


def _presets(story: Story) -> None:
    from deblur_desktop.gui.dialogs.presets import PresetsDialog
    from deblur_desktop.presets import save_preset
    from deblur_desktop.recipe import Recipe

    save_preset("Grainy film", Recipe(checkpoint="auto", texture=0.4))
    save_preset("Holiday", Recipe(checkpoint="auto", strength=0.8, tile=512, precision="fp32"))
    story.trigger("presets")
    dialog = next(d for d in story.window.findChildren(PresetsDialog) if d.isVisible())
    dialog.reload("Holiday")


def _new_batch(story: Story) -> None:
    story.window.batch_menu.new([_folder(story)])
    story.pause(4)


def _batches(story: Story) -> None:
    from deblur_desktop.gui.batch.new_batch import NewBatchDialog

    story.window.batch_menu.new([_folder(story)])
    dialog = next(d for d in story.window.findChildren(NewBatchDialog) if d.isVisible())
    dialog.begin()
    batches = story.window.batch_menu.show_batches()
    story.wait(lambda: batches.follower.standing.counts.total() > 11)
    from deblur_desktop.jobs.item import State

    story.wait(lambda: batches.follower.standing.counts[State.DONE] >= 5)
    batches.table.selectRow(1)


STATES: dict[str, Callable[[Story], object]] = {
    "empty": lambda story: story.pause(1),
    "opened": _open,
    "map": lambda story: story.trigger("map"),
    "selection": _select,
    "running": _run,
    "compared": _compare,
    "side": lambda story: story.trigger("view-side"),
    "saved": _save,
    "sheet": _sheet,
    "models": lambda story: story.trigger("models"),
    "plugins": lambda story: story.trigger("plugins"),
    "settings": lambda story: story.trigger("settings"),
    "palette": lambda story: story.trigger("palette"),
    "shortcuts": lambda story: story.trigger("shortcuts"),
    "about": lambda story: story.trigger("about"),
    "error": _fail,
    "presets": _presets,
    "new-batch": _new_batch,
    "batches": _batches,
    "background": lambda story: story.pause(1),
}

if __name__ == "__main__":
    sys.exit(main())
