"""What a batch waits for: room on a disk, or a disk that was taken away."""

import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from deblur_desktop.jobs.item import Item
from deblur_desktop.jobs.plan import Plan
from deblur_desktop.photo.names import display_name

AGAIN_S = 2.0
"""How often it is looked."""
_ROOM = 4  # times the size of the photo


@dataclass(slots=True)
class Trouble:
    """Why nothing new is begun.

    Attributes:
        reason: In words.
        is_mended: Whether it makes sense to go on.
    """

    reason: str
    is_mended: Callable[[], bool]
    looked_at: float = 0.0

    def is_over(self) -> bool:
        """Whether to go on; looks only now and then."""
        now = time.monotonic()
        if now - self.looked_at < AGAIN_S:
            return False
        self.looked_at = now
        return self.is_mended()


class Places:
    """The folders of a batch, as they were when the run began: on which disk, that is."""

    def __init__(self, plan: Plan) -> None:
        self._output = Path(plan.output)
        self._devices = {path: _device(path) for path in [self._output, *plan.folders()]}

    def trouble(self) -> Trouble | None:
        """Which folder is gone."""
        return next(filter(None, map(self._gone, self._devices)), None)

    def trouble_with(self, item: Item, error: str, message: str) -> Trouble | None:
        """What the failure of *item* says about the batch as a whole; None if it is its own."""
        if error == "DiskFull":
            return Trouble(message, lambda: self._has_room(item), time.monotonic())
        return self.trouble()

    def _gone(self, folder: Path) -> Trouble | None:
        known = self._devices[folder]
        gone = "the folder of the photos is gone"
        if folder == self._output:
            gone = "the folder for results is gone"

        def is_there() -> bool:
            device = _device(folder)
            # A run that began without the folder takes whatever comes.
            self._devices[folder] = self._devices[folder] or device
            return device is not None and device == self._devices[folder]

        if known is not None and is_there():
            return None
        return Trouble(f"{gone}: {display_name(folder)}", is_there)

    def _has_room(self, item: Item) -> bool:
        with suppress(OSError):
            return shutil.disk_usage(self._output).free > _ROOM * item.size_bytes
        return False


def _device(folder: Path) -> int | None:
    """The disk that *folder* is on; None when it is not there."""
    try:
        return folder.stat().st_dev if folder.is_dir() else None
    except OSError:
        return None
