"""File: photos in, results out."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog

from deblur_desktop.bundle import bundled
from deblur_desktop.gui.actions import Key
from deblur_desktop.gui.desk import Desk
from deblur_desktop.gui.export import ask_target
from deblur_desktop.gui.menus.menu import Menu
from deblur_desktop.gui.menus.recent import RecentMenu
from deblur_desktop.gui.system.pasted import is_pasted
from deblur_desktop.photo.targets import result_path

SAMPLE = bundled("resources") / "samples" / "hand-held.jpg"


class FileMenu(Menu):
    """Open, save, export, close."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(self.tr("&File"), desk)
        no_result = desk.why_no_result
        self.add("open", self.tr("&Open…"), self.choose_photos, keys=Key.Open, picture="open")
        self.add(
            "open-folder", self.tr("Open &Folder…"), self.choose_folder,
            keys="Ctrl+Shift+O", picture="folder",
        )  # fmt: skip
        self.addMenu(RecentMenu(desk))
        self.addSeparator()
        self.add(
            "save", self.tr("&Save"), self.save,
            keys=Key.Save, picture="save", why_not=no_result,
        )  # fmt: skip
        self.add(
            "save-as", self.tr("Save &As…"), self.save_as,
            keys="Ctrl+Shift+S", picture="save-as", why_not=no_result,
        )  # fmt: skip
        self.add(
            "export", self.tr("&Export…"), self.export,
            keys="Ctrl+E", picture="export", why_not=no_result,
        )  # fmt: skip
        self.addSeparator()
        self.add(
            "close", self.tr("&Close Photo"), self.close_photo,
            keys="Ctrl+W", why_not=desk.why_no_document,
        )  # fmt: skip
        self.add("quit", self.tr("&Quit"), desk.window.close, keys="Ctrl+Q")

    def choose_photos(self) -> None:
        """Ask for photos and open them."""
        from deblur_desktop.photo.formats import photo_suffixes

        patterns = " ".join(f"*{suffix}" for suffix in sorted(photo_suffixes()))
        names, _ = QFileDialog.getOpenFileNames(
            self.desk.window, self.tr("Open Photos"), self._folder(),
            self.tr("Photos ({patterns})").format(patterns=patterns),
        )  # fmt: skip
        if names:
            self.desk.state.setValue("folder", str(Path(names[0]).parent))
            self.desk.session.open_paths([Path(name) for name in names])

    def choose_folder(self) -> None:
        """Ask for a folder and open its photos."""
        title = self.tr("Open Folder")
        name = QFileDialog.getExistingDirectory(self.desk.window, title, self._folder())
        if name:
            self.desk.state.setValue("folder", name)
            self.desk.session.open_paths([Path(name)])

    def open_sample(self) -> None:
        """Open the photo that comes with the program."""
        self.desk.session.open_paths([SAMPLE])

    def save(self) -> None:
        """Save the result beside the original, under a new name."""
        document = self.desk.current
        if document is None or document.edit.result is None:
            return
        if _is_own(document.path):
            self.save_as()  # the program's own folder is no place for results
            return
        target = result_path(document.path, None, set())
        self.desk.queue.save(document, target, existing=self.desk.settings.existing)

    def save_as(self) -> None:
        """Ask where the result should go."""
        document = self.desk.current
        if document is None or document.edit.result is None:
            return
        folder = Path(self._folder()) if _is_own(document.path) else None
        proposed = str(result_path(document.path, folder, set()))
        name, _ = QFileDialog.getSaveFileName(
            self.desk.window, self.tr("Save As"), proposed,
            options=QFileDialog.Option.DontConfirmOverwrite,  # nothing is ever overwritten
        )  # fmt: skip
        if name:
            self.desk.queue.save(document, Path(name))

    def export(self) -> None:
        """Ask for a comparison picture or an animation, and write it."""
        document = self.desk.current
        if document is None or document.edit.result is None:
            return
        wish = ask_target(self.desk.window, document.path)
        if wish is not None:
            kind, path = wish
            self.desk.queue.export(document, path, str(kind))

    def close_photo(self) -> None:
        """Take the current photo from the strip."""
        if self.desk.current is not None:
            self.desk.session.close_document(self.desk.current)

    def _folder(self) -> str:
        pictures = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        return str(self.desk.state.value("folder", pictures))


def _is_own(path: Path) -> bool:
    """Whether a photo lies where no person keeps photos."""
    return path == SAMPLE or is_pasted(path)
