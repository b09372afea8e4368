"""Where the results of a run go: each has a name of its own, on every file system."""

import os
from pathlib import Path
from typing import Protocol

from deblur_desktop.photo.names import folded, numbered, safe
from deblur_desktop.photo.pattern import Pattern


class Taken(Protocol):
    """A set of the names that results of a run have already, see `result_path`."""

    def __contains__(self, key: str, /) -> bool:
        """Whether it is there."""
        ...

    def add(self, key: str, /) -> None:
        """Take it."""
        ...


def result_path(
    input: Path,
    output: Path | None,
    taken: Taken,
    pattern: Pattern | None = None,
    number: int = 1,
) -> Path:
    """Where the result of *input* goes: named by a pattern, unlike all others of this run.

    Names count as alike when a file system that ignores case or Unicode form could mix them up. Whether
    the file exists already is not looked at; the writer's `Existing` decides that.

    Args:
        input: The photo; its suffix is kept unless its format is only read.
        output: A folder, a file name with a photo suffix, or None for the input's own folder.
        taken: Keys of the results planned so far in this run; the new one is added.
        pattern: How it is named; ``{stem}_deblurred{ext}`` if None.
        number: Of the photo in the run.

    Raises:
        UnsupportedFormat: *output* names a file of a format that is only read.
    """
    # The formats bring their decoders, which who only shows a name does without.
    from deblur_desktop.photo.formats import format_for, photo_suffixes

    pattern = pattern or Pattern()
    if output is not None and output.suffix.lower() in photo_suffixes() and not output.is_dir():
        format_for(output.suffix)
        candidates = [output]
    else:
        folder = input.parent if output is None else output
        suffix = _result_suffix(input)
        stem, kind = safe(input.stem), safe(input.suffix.removeprefix("."))
        stems = (stem, f"{stem}_{kind}" if kind else stem)
        candidates = [folder / pattern.name(each, suffix, number) for each in stems]
    path = next((c for c in candidates if key_of(c) not in taken), candidates[-1])
    again = 2
    while key_of(path) in taken:
        path, again = numbered(candidates[-1], again), again + 1
    taken.add(key_of(path))
    return path


def key_of(path: Path) -> str:
    """Equal for paths that some file system takes for the same."""
    absolute = os.path.abspath(path)  # noqa: PTH100 - Path.resolve would follow links
    return folded(absolute)


def _result_suffix(input: Path) -> str:
    from deblur_desktop.photo.formats import result_format

    format = result_format(input.suffix)
    if format is None:
        return ".png"
    return input.suffix if input.suffix.lower() in format.suffixes else format.suffixes[0]
