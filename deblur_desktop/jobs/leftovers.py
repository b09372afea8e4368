"""Temporary files of a batch that nobody needs any more."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from deblur_desktop.photo.temporary import sweep


class Leftovers:
    """Removes them, as soon as that can be done."""

    def __init__(self) -> None:
        self._dropped: set[Path] = set()
        self._swept: set[Path] = set()

    def remember(self, temporaries: Iterable[Path]) -> None:
        """Remove these at the end, too: their disk may be away now, or who writes them alive."""
        self._dropped.update(temporaries)

    def sweep_once(self, folder: Path) -> None:
        """Remove what a dead process left in *folder*, of which no journal may know."""
        if folder not in self._swept:
            self._swept.add(folder)
            sweep(folder)

    def drop(self, temporary: Path) -> None:
        """Remove a file that its worker may have written."""
        self._dropped.add(temporary)
        with suppress(OSError):
            temporary.unlink()

    def clean_up(self, *, everywhere: bool) -> None:
        """Remove what could not be removed at the time.

        *everywhere* looks through all folders of results: a run whose journal was lost may have left
        files in any.
        """
        for temporary in self._dropped:
            with suppress(OSError):
                temporary.unlink()
        for folder in self._swept if everywhere else {path.parent for path in self._dropped}:
            sweep(folder)
