"""Names of results, and names as they may be shown."""

import hashlib
import os
import re
import unicodedata
from collections.abc import MutableSet
from pathlib import Path

MARK = "_deblurred"

# The limit of nearly every file system; NTFS counts 255 UTF-16 units, which are never more than bytes.
_LONGEST = 255
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


def result_path(input: Path, output: Path | None, taken: MutableSet[str]) -> Path:
    """Where the result of *input* goes: ``{stem}_deblurred{suffix}``, unlike all others of this run.

    Names count as alike when a file system that ignores case or Unicode form could mix them up. Whether
    the file exists already is not looked at; the writer's `Existing` decides that.

    Args:
        input: The photo; its suffix is kept unless its format is only read.
        output: A folder, a file name with a photo suffix, or None for the input's own folder.
        taken: Keys of the results planned so far in this run; the new one is added.

    Raises:
        UnsupportedFormat: *output* names a file of a format that is only read.
    """
    # The formats bring their decoders, which who only shows a name does without.
    from deblur_desktop.photo.formats import format_for, photo_suffixes

    if output is not None and output.suffix.lower() in photo_suffixes() and not output.is_dir():
        format_for(output.suffix)
        candidates = [output]
    else:
        folder = input.parent if output is None else output
        suffix = _result_suffix(input)
        stem, kind = _safe(input.stem), _safe(input.suffix.removeprefix("."))
        candidates = [
            folder / fitted(stem, MARK + suffix),
            folder / fitted(f"{stem}_{kind}" if kind else stem, MARK + suffix),
        ]
    path = next((c for c in candidates if _key(c) not in taken), candidates[-1])
    number = 2
    while _key(path) in taken:
        path, number = numbered(candidates[-1], number), number + 1
    taken.add(_key(path))
    return path


def _key(path: Path) -> str:
    """Equal for paths that some file system takes for the same."""
    absolute = os.path.abspath(path)  # noqa: PTH100 - Path.resolve would follow links
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", absolute).casefold())


def _result_suffix(input: Path) -> str:
    from deblur_desktop.photo.formats import result_format

    format = result_format(input.suffix)
    if format is None:
        return ".png"
    return input.suffix if input.suffix.lower() in format.suffixes else format.suffixes[0]


def _safe(stem: str) -> str:
    shown = "".join("_" if unicodedata.category(c) in _UNSHOWN else c for c in stem)
    safe = _FORBIDDEN.sub("_", shown)
    return f"_{safe}" if _RESERVED.match(safe) or safe.startswith("-") else safe


def numbered(path: Path, number: int) -> Path:
    """``photo (2).jpg`` for ``photo.jpg`` and 2."""
    return path.with_name(fitted(path.stem, f" ({number}){path.suffix}"))


def fitted(stem: str, tail: str, longest: int = _LONGEST) -> str:
    """*stem* + *tail* in at most *longest* bytes; a stem that is cut ends with a hash of the whole."""
    whole = os.fsencode(stem + tail)
    if len(whole) <= longest:
        return stem + tail
    tail = f"~{hashlib.sha256(whole).hexdigest()[:8]}{tail}"
    room = longest - len(os.fsencode(tail))
    while len(os.fsencode(stem)) > room:
        stem = stem[:-1]
    return stem + tail
