"""One module per file format, each with one object `format`; this folder is the registry.

A file is recognised by its first bytes, never by its suffix; `format_of` asks each format. What is known
but not supported (documents that are programs, formats without color photos) is refused by name, and no
library ever guesses: none of them is asked to open a file before one of our tests has said yes.
"""

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType

from deblur_desktop.errors import UnreadablePhoto, UnsupportedFormat
from deblur_desktop.photo.format import Format

# EPS, PDF, SVG and MVG are programs or documents: handing one to an image library starts others.
_REFUSED: tuple[tuple[str, tuple[bytes, ...]], ...] = (
    ("EPS or PostScript", (b"%!PS", b"\xc5\xd0\xd3\xc6")),
    ("PDF", (b"%PDF",)),
    ("SVG", (b"<svg", b"<!DOCTYPE svg")),
    ("MVG", (b"push graphic-context", b"viewbox ")),
    ("Photoshop PSD", (b"8BPS",)),
    ("BMP", (b"BM",)),
    ("JPEG 2000", (b"\0\0\0\x0cjP  ", b"\xff\x4f\xff\x51")),
    ("JPEG XL", (b"\xff\x0a", b"\0\0\0\x0cJXL ")),
    ("OpenEXR", (b"\x76\x2f\x31\x01",)),
    ("Radiance HDR", (b"#?RADIANCE", b"#?RGBE")),
    ("a Windows icon", (b"\0\0\1\0", b"\0\0\2\0")),
    ("a GIMP image", (b"gimp xcf",)),
    ("FITS", (b"SIMPLE  =",)),
)


@cache
def all_formats() -> Mapping[str, Format]:
    """Each format in this folder, by id."""
    modules = (import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__))
    found: list[Format] = [module.format for module in modules]
    return MappingProxyType({format.id: format for format in found})


def format_of(head: bytes) -> Format:
    """The format of a file that begins with *head*.

    Raises:
        UnreadablePhoto: The file is empty or not an image.
        UnsupportedFormat: It is of a known kind that is not restored.
    """
    if not head:
        raise UnreadablePhoto("the file is empty")
    for format in all_formats().values():
        if format.sniff(head):
            return format
    _refuse_by_name(head)
    raise UnreadablePhoto("not an image that this program knows")


def _refuse_by_name(head: bytes) -> None:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    for name, marks in _REFUSED:
        if start.startswith(marks) or head.startswith(marks):
            raise UnsupportedFormat(
                f"{name} files are not restored", "convert it to TIFF or PNG first"
            )
    if start.startswith((b"<?xml", b"<!--")) and b"<svg" in head:
        raise UnsupportedFormat("SVG files are not restored", "convert it to TIFF or PNG first")


def format_for(suffix: str) -> Format:
    """The format that is written under *suffix*, which begins with a dot; case does not matter.

    Raises:
        UnsupportedFormat: There is none, or its files are only read.
    """
    format = _named(suffix)
    if format is not None and format.encode is not None:
        return format
    known = sorted(f.suffixes[0] for f in all_formats().values() if f.encode is not None)
    raise UnsupportedFormat(
        f"no format is written under this suffix: {suffix or '(none)'}", f"use {', '.join(known)}"
    )


def result_format(suffix: str) -> Format | None:
    """The format for the result of a photo with *suffix*, which can be another one; None if unknown."""
    format = _named(suffix)
    return all_formats()[format.saves_as] if format and format.saves_as else format


def _named(suffix: str) -> Format | None:
    wanted = suffix.lower()
    return next((f for f in all_formats().values() if wanted in f.suffixes), None)


def photo_suffixes() -> frozenset[str]:
    """The suffixes of all formats that can be read, lower case with dot."""
    return frozenset(s for format in all_formats().values() for s in format.suffixes)
