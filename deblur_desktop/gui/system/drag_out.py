"""What other programs get of a photo that is dragged out of the window: the file that was saved.

A result that is not saved is offered to nobody: it would have to be written somewhere first, and the
window asks before it does that.
"""

from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl

from deblur_desktop.gui.document import Document


def saved_file(document: Document) -> Path | None:
    """Where the result of *document* lies as it is; None when it is not saved."""
    return Path(document.saved.path) if document.saved and document.is_saved else None


def drag_data(path: Path) -> QMimeData | None:
    """The address of the file *path*; None when it is gone."""
    if not path.is_file():
        return None
    data = QMimeData()
    data.setUrls([QUrl(path.absolute().as_uri())])  # Qt's own way loses names that are no text
    return data
