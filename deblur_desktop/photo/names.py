"""Names of results, and names as they may be shown."""

import hashlib
import os
import re
import unicodedata
from pathlib import Path

# The limit of nearly every file system; NTFS counts 255 UTF-16 units, which are never more than bytes.
LONGEST = 255
"""Bytes of a file name."""
# What Windows forbids in names; files travel, so no result has them anywhere.
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)\s*(\.|$)")
# Control, format (also direction overrides), private and unassigned characters, line separators.
_UNSHOWN = ("Cc", "Cf", "Co", "Cn", "Zl", "Zp")


def display_name(path: Path | str) -> str:
    """A path for messages: one line, without characters that reorder, hide or are no text."""
    return "".join(_shown(character) for character in str(path))


def _shown(character: str) -> str:
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    if 0xD800 <= code <= 0xDFFF or unicodedata.category(character) in _UNSHOWN:
        return character.encode("unicode_escape", "surrogatepass").decode("ascii")
    return character


def folded(text: str) -> str:
    """Equal for texts that differ in case or Unicode form alone."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).casefold())


def safe(stem: str) -> str:
    """*stem* as a name that every system bears, apart from its length."""
    shown = "".join("_" if unicodedata.category(c) in _UNSHOWN else c for c in stem)
    safe = _FORBIDDEN.sub("_", shown)
    return f"_{safe}" if _RESERVED.match(safe) or safe.startswith("-") else safe


def numbered(path: Path, number: int) -> Path:
    """``photo (2).jpg`` for ``photo.jpg`` and 2."""
    return path.with_name(fitted(path.stem, f" ({number}){path.suffix}"))


def fitted(stem: str, tail: str, longest: int = LONGEST) -> str:
    """*stem* + *tail* in at most *longest* bytes; a stem that is cut ends with a hash of the whole."""
    whole = os.fsencode(stem + tail)
    if len(whole) <= longest:
        return stem + tail
    tail = f"~{hashlib.sha256(whole).hexdigest()[:8]}{tail}"
    room = longest - len(os.fsencode(tail))
    while stem and len(os.fsencode(stem)) > room:
        stem = stem[:-1]
    return stem + tail
