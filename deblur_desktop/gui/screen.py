"""The screen: the colors in which it shows what it is given.

On Windows and X11 the system knows the profile of a screen. On macOS and Wayland the system converts by
itself, and takes what a window paints for sRGB.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColorSpace, QGuiApplication, QScreen

from deblur_desktop.gui.colors import SRGB, space_of

if TYPE_CHECKING:
    import ctypes

_LARGEST = 1 << 24  # bytes of a profile; real ones have some thousands to a few million


@dataclass(frozen=True, slots=True)
class ScreenColors:
    """What a screen shows.

    Attributes:
        space: To which pictures are converted.
        name: For people.
        trouble: Why it is not what was wished, as a sentence, or empty.
    """

    space: QColorSpace
    name: str
    trouble: str = ""


_SRGB = ScreenColors(SRGB, "sRGB")


def screen_colors(wish: str, screen: QScreen | None = None) -> ScreenColors:
    """The colors of *screen*, as the setting wishes: ``auto``, ``srgb``, or the path of a profile.

    They are sRGB where the system knows nothing, and where the file is no profile of a screen.
    """
    if wish == "srgb":
        return _SRGB
    profile = _profile_of(screen) if wish == "auto" else _read(Path(wish))
    space = space_of(profile)
    if space is not None and space.isValidTarget():
        name = _SRGB.name if space == SRGB else space.description().strip()
        return ScreenColors(space, name or Path(wish).stem)
    if wish == "auto":
        return _SRGB
    text = QCoreApplication.translate("Screen", "Not a color profile of a screen: {path}")
    return replace(_SRGB, trouble=text.format(path=wish))


def _read(path: Path) -> bytes | None:
    try:
        with path.expanduser().open("rb") as file:
            return file.read(_LARGEST)
    except (OSError, ValueError):
        return None


def _profile_of(screen: QScreen | None) -> bytes | None:
    """The ICC profile that the system has for *screen*."""
    if sys.platform == "win32":
        from PIL import ImageCms

        profile = ImageCms.get_display_profile()
        return profile.tobytes() if profile else None
    if QGuiApplication.platformName() == "xcb":
        screens = QGuiApplication.screens()
        return _x11_profile(screens.index(screen) if screen in screens else 0)
    return None


def _x11_profile(number: int) -> bytes | None:
    """That of screen *number*, by the convention "ICC Profiles in X" of freedesktop.org."""
    import ctypes

    try:
        x11 = ctypes.CDLL("libX11.so.6")
    except OSError:
        return None
    x11.XOpenDisplay.restype = ctypes.c_void_p
    display = ctypes.c_void_p(x11.XOpenDisplay(None))
    if not display:
        return None
    try:
        return _root_property(x11, display, f"_ICC_PROFILE_{number}" if number else "_ICC_PROFILE")
    finally:
        x11.XCloseDisplay(display)


def _root_property(x11: ctypes.CDLL, display: ctypes.c_void_p, name: str) -> bytes | None:
    """The bytes of a property of the root window."""
    import ctypes

    x11.XInternAtom.restype = x11.XDefaultRootWindow.restype = ctypes.c_ulong
    atom = x11.XInternAtom(display, name.encode("ascii"), True)
    root = ctypes.c_ulong(x11.XDefaultRootWindow(display))
    kind, bits = ctypes.c_ulong(), ctypes.c_int()
    count, rest = ctypes.c_ulong(), ctypes.c_ulong()
    data = ctypes.POINTER(ctypes.c_ubyte)()
    any_type, words = ctypes.c_ulong(0), ctypes.c_long(_LARGEST // 4)
    x11.XGetWindowProperty(
        display, root, ctypes.c_ulong(atom), ctypes.c_long(0), words, False, any_type,
        *map(ctypes.byref, (kind, bits, count, rest, data)),
    )  # fmt: skip
    found = bytes(data[: count.value]) if data and bits.value == 8 else None
    x11.XFree(data)
    return found
