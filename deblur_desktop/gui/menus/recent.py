"""File → Open Recent: photos that were looked at lately and are not open now."""

from pathlib import Path

from PySide6.QtWidgets import QMenu

from deblur_desktop.gui.desk import Desk
from deblur_desktop.gui.memory import forget_recent, recent_photos
from deblur_desktop.gui.plain import plain_tip
from deblur_desktop.photo.names import display_name

_MOST = 10


class RecentMenu(QMenu):
    """Made anew each time it is shown, so that what is gone is left out."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self.setTitle(self.tr("Open &Recent"))
        self.setToolTipsVisible(True)
        self._session = desk.session
        self.aboutToShow.connect(self._fill)

    def _fill(self) -> None:
        self.clear()
        photos = recent_photos(self._session)[:_MOST]
        for path in photos:
            self._add(path)
        if not photos:
            self.addAction(self.tr("No recent photos")).setEnabled(False)
        self.addSeparator()
        clear = self.addAction(self.tr("&Clear"), lambda: forget_recent(self._session))
        clear.setEnabled(bool(photos))

    def _add(self, path: Path) -> None:
        name = display_name(path.name).replace("&", "&&")
        action = self.addAction(name, lambda: self._session.open_paths([path]))
        action.setToolTip(plain_tip(display_name(path)))
