"""A bus of our own, and a desktop on it that writes down what it hears."""

import subprocess

from PySide6.QtCore import ClassInfo, QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage

from deblur_desktop.gui.system.notification import INTERFACE, PATH, PORTAL


class Bus:
    """A daemon, and connections to it."""

    def __init__(self) -> None:
        self._daemon = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--print-address"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self._daemon.stdout is not None
        self.address = self._daemon.stdout.readline().strip()
        self._names: list[str] = []

    def connect(self, name: str) -> QDBusConnection:
        self._names.append(name)
        return QDBusConnection.connectToBus(self.address, name)

    def close(self) -> None:
        for name in self._names:
            QDBusConnection.disconnectFromBus(name)
        self._daemon.terminate()
        self._daemon.wait()
        assert self._daemon.stdout is not None
        self._daemon.stdout.close()


@ClassInfo({"D-Bus Interface": INTERFACE})  # pyright: ignore - its stub lacks the call
class Portal(QObject):
    """The part of a desktop that shows notifications."""

    def __init__(self, bus: QDBusConnection) -> None:
        super().__init__()
        self._bus = bus
        self.heard: list[tuple[str, dict[str, object]]] = []
        assert bus.registerObject(PATH, self, QDBusConnection.RegisterOption.ExportAllSlots)
        assert bus.registerService(PORTAL)

    @Slot("QString", "QVariantMap")
    def AddNotification(self, name: str, content: dict[str, object]) -> None:
        self.heard.append((name, content))

    def click(self, name: str) -> None:
        signal = QDBusMessage.createSignal(PATH, INTERFACE, "ActionInvoked")
        signal.setArguments([name, "show", []])
        self._bus.send(signal)
