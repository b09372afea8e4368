"""The day when a photo was taken."""

import re
import time
from pathlib import Path

from deblur_desktop.photo import exif
from deblur_desktop.photo.photo import Photo

_TAKEN = ("exif", 0x9003), ("image", 0x0132)


def day_of(photo: Photo, path: Path) -> str:
    """As in ``2026-05-17``: what EXIF says, else the day when the file was last changed, here."""
    found = exif.tags(photo.metadata.exif)
    for tag in _TAKEN:
        match = re.match(rb"(\d{4}):(\d\d):(\d\d)", found.get(tag, b""))
        if match:
            return "-".join(part.decode("ascii") for part in match.groups())
    try:
        changed = path.stat().st_mtime
    except OSError:  # gone meanwhile
        changed = time.time()
    return time.strftime("%Y-%m-%d", time.localtime(changed))
