"""Notifications of the desktop.

On Linux they go through the portal (org.freedesktop.portal.Notification), which every large desktop has
and which works from a sandbox too; PySide cannot call org.freedesktop.Notifications itself, since its
second argument is a uint32, which no Python number becomes. Where the portal is missing, and on other
systems, the tray tells it.
"""

import sys

from PySide6.QtCore import SLOT, QObject, QTimer, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSystemTrayIcon

PORTAL = "org.freedesktop.portal.Desktop"
PATH = "/org/freedesktop/portal/desktop"
INTERFACE = "org.freedesktop.portal.Notification"

# The next one takes the place of the last one.
_ID = "finished"
_SHOWN_MS = 10_000


class Notification(QObject):
    """Tells, and hears whether the person clicked.

    Signals:
        clicked: The person wants to see the window.
    """

    clicked = Signal()

    def __init__(self, parent: QObject | None = None, bus: QDBusConnection | None = None) -> None:
        super().__init__(parent)
        self._words = "", ""
        self._tray: QSystemTrayIcon | None = None
        self._bus = bus or (QDBusConnection.sessionBus() if sys.platform == "linux" else None)
        if self._bus is not None:
            slot = SLOT("_invoked(QString,QString,QVariantList)")
            self._bus.connect(PORTAL, PATH, INTERFACE, "ActionInvoked", self, slot)  # pyright: ignore

    def tell(self, title: str, text: str) -> None:
        """Show *title* and *text*, both plain; nobody waits for it."""
        self._words = title, text
        if self._bus is None or not self._bus.isConnected():
            self._tell_by_tray()
            return
        call = QDBusMessage.createMethodCall(PORTAL, PATH, INTERFACE, "AddNotification")
        # The portal says that this is plain text, yet some hand it on to where it is markup.
        body = text.replace("<", "‹")
        content = {"title": title, "body": body, "default-action": "show"}
        call.setArguments([_ID, content])
        QDBusPendingCallWatcher(self._bus.asyncCall(call), self).finished.connect(self._answered)

    def _answered(self, watcher: QDBusPendingCallWatcher) -> None:
        if watcher.isError():
            self._tell_by_tray()
        watcher.deleteLater()

    def _tell_by_tray(self) -> None:
        if not QSystemTrayIcon.isSystemTrayAvailable():
            return
        if self._tray is None:
            self._tray = QSystemTrayIcon(QGuiApplication.windowIcon(), self)
            self._tray.messageClicked.connect(self.clicked)
            self._tray.activated.connect(self.clicked)
        self._tray.show()
        self._tray.showMessage(*self._words, QGuiApplication.windowIcon(), _SHOWN_MS)
        QTimer.singleShot(_SHOWN_MS, self._tray, self._tray.hide)

    @Slot("QString", "QString", "QVariantList")
    def _invoked(self, name: str, action: str, parameters: list[object]) -> None:
        del action, parameters
        if name == _ID:
            self.clicked.emit()
