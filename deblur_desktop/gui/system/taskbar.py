"""The progress of a run on the program's entry in the task bar, for desktops that read Unity's signal.

(KDE Plasma, GNOME's docks, Cinnamon and others; who does not know it passes it over.)
"""

import zlib
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from deblur_desktop.gui.queue import Queue

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection

INTERFACE = "com.canonical.Unity.LauncherEntry"


class Taskbar(QObject):
    """Shows how far the run of a photo or a batch is, and nothing while there is none."""

    def __init__(
        self, queue: Queue, parent: QObject | None = None, bus: "QDBusConnection | None" = None
    ) -> None:
        super().__init__(parent)
        self._queue, self._bus = queue, bus
        self._shown: int | None = None
        queue.progressed.connect(self._follow)
        queue.changed.connect(self._follow)

    def _follow(self) -> None:
        job = self._queue.told
        percent = round(100 * job.done) if job is not None else None
        if percent != self._shown:
            self._shown = percent
            self._send(percent)

    def _send(self, percent: int | None) -> None:
        from PySide6.QtDBus import QDBusConnection, QDBusMessage  # only who runs pays for it

        uri = f"application://{QGuiApplication.desktopFileName()}.desktop"
        # Any path will do, as long as it is the same each time.
        path = f"/com/canonical/unity/launcherentry/{zlib.crc32(uri.encode())}"
        signal = QDBusMessage.createSignal(path, INTERFACE, "Update")
        is_on = percent is not None
        signal.setArguments([uri, {"progress": (percent or 0) / 100, "progress-visible": is_on}])
        (self._bus or QDBusConnection.sessionBus()).send(signal)
