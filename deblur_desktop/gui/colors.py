"""Colors: from the space of a photo to that of a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColorSpace, QColorTransform, QImage, QPixmap

# NumPy is imported where it is used: the window opens without it.
if TYPE_CHECKING:
    from deblur_desktop.gui.scaling import Picture

_SIGNATURE = slice(36, 40)
SRGB = QColorSpace(QColorSpace.NamedColorSpace.SRgb)


def space_of(profile: bytes | None) -> QColorSpace | None:
    """The space that an ICC profile describes; None without one, or when it is not of RGB colors."""
    # Qt prints a warning for what is no profile at all.
    if profile is None or profile[_SIGNATURE] != b"acsp":
        return None
    space = QColorSpace.fromIccProfile(profile)
    is_rgb = space.isValid() and space.colorModel() is QColorSpace.ColorModel.Rgb
    return space if is_rgb else None


def converted(picture: Picture, transform: QColorTransform) -> Picture:
    """*picture*, uint8 (h, w, 3), with its colors changed."""
    if transform.isIdentity():
        return picture
    import numpy as np

    image = to_image(picture)
    image.applyColorTransform(transform)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return rows[:, : 3 * image.width()].reshape(picture.shape).copy()


def to_image(picture: Picture) -> QImage:
    """*picture*, uint8 (h, w, 3), which must live as long as the image."""
    import numpy as np

    height, width = picture.shape[:2]
    pixels = np.ascontiguousarray(picture)
    image = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    return image if pixels is picture else image.copy()


def to_pixmap(picture: Picture) -> QPixmap:
    """*picture*, uint8 (h, w, 3), copied."""
    return QPixmap.fromImage(to_image(picture))
