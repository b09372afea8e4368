"""What another program offers by drop or clipboard, as far as it can be a photo.

Taken are files of this computer and pictures as the bytes of a file, which go unread to the worker that
decodes. Nothing is ever fetched: an address of the web is an address, whoever put it there.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote_to_bytes

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QUrl
from PySide6.QtGui import QImage

MOST_BYTES = 512 << 20
"""Of a picture: more than 16 bits of 60 megapixels, hardly packed."""

# A person copies a few names, not a book.
_MOST_TEXT = 100_000
# Those that lose nothing first.
_SUFFIXES = {
    "image/png": ".png",
    "image/tiff": ".tif",
    "image/webp": ".webp",
    "image/avif": ".avif",
    "image/jpeg": ".jpg",
}
_BITMAP = "application/x-qt-image"


@dataclass(frozen=True, slots=True)
class Offer:
    """What there is; the first of these that is not empty counts.

    Attributes:
        paths: Files and folders of this computer; nobody looked yet whether they exist.
        picture: The bytes of a file.
        suffix: Of that file.
        is_too_large: There is a picture of more than `MOST_BYTES`.
        is_remote: There are addresses that would have to be fetched.
    """

    paths: tuple[Path, ...] = ()
    picture: bytes = b""
    suffix: str = ""
    is_too_large: bool = False
    is_remote: bool = False


def may_offer(data: QMimeData) -> bool:
    """Whether `offer_of` would find something; quick, for the mouse is on its way."""
    return data.hasUrls() or any(kind in data.formats() for kind in (*_SUFFIXES, _BITMAP))


def offer_of(data: QMimeData) -> Offer:
    """What *data* offers. A browser gives a picture and its address: the picture is taken."""
    urls = data.urls() if data.hasUrls() else _urls_in(data)
    paths = tuple(path for path in map(_local_path, urls) if path is not None)
    if paths:
        return Offer(paths=paths)
    picture, suffix = _picture(data)
    if len(picture) > MOST_BYTES:
        return Offer(is_too_large=True)
    return Offer(picture=picture, suffix=suffix, is_remote=bool(urls))


def _urls_in(data: QMimeData) -> list[QUrl]:
    """The lines of a text, if each is an address or an absolute path."""
    text = data.text() if data.hasText() else ""
    if len(text) > _MOST_TEXT:
        return []
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    urls = [QUrl.fromLocalFile(line) if Path(line).is_absolute() else QUrl(line) for line in lines]
    is_all = all(url.scheme() in ("file", "http", "https") for url in urls)
    return urls if is_all else []


def _local_path(url: QUrl) -> Path | None:
    if not url.isLocalFile() or url.host() not in ("", "localhost"):
        return None
    if os.name == "nt":
        return Path(url.toLocalFile())
    # Names are bytes here, and Qt's own way replaces those that are no text.
    encoded = url.path(QUrl.ComponentFormattingOption.FullyEncoded)
    return Path(os.fsdecode(unquote_to_bytes(encoded)))


def _picture(data: QMimeData) -> tuple[bytes, str]:
    kinds = data.formats()
    kind = next((kind for kind in _SUFFIXES if kind in kinds), None)
    if kind is not None:
        return bytes(data.data(kind).data()), _SUFFIXES[kind]
    # Some systems give pixels and no file. Where there is one of a kind we do not read, Qt would
    # decode it in the window, which decodes nothing.
    if _BITMAP in kinds and not any(kind.startswith("image/") for kind in kinds):
        return _packed(data.imageData()), ".png"
    return b"", ""


def _packed(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    # Quality 100 is not deflated, so it is done at once.
    image.save(buffer, "PNG", 100)  # pyright: ignore - its stub wants bytes, PySide itself text
    return bytes(buffer.data().data())
