"""Finding the photos of a batch while the first of them are being restored."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from deblur_desktop.jobs.finder import Finder
from deblur_desktop.jobs.journal import Journal
from deblur_desktop.jobs.plan import Found, Sized
from deblur_desktop.photo.names import display_name
from deblur_desktop.photo.writer import Existing

# A transaction each; the first are small, so that work begins at once.
_FIRST, _MOST = 8, 500


class Listing(Finder):
    """Ends when all photos are found."""

    def _find(self, journal: Journal) -> None:
        if not journal.fact("listed"):
            self._list(journal)

    def _list(self, journal: Journal) -> None:
        plan = self._plan
        while True:
            self._add_all(journal)
            if self._stopped.is_set():
                return
            if all(folder.is_dir() for folder in plan.folders()):
                break
            self._rest()  # the disk of some photos is gone; the run tells that
        self._persist(journal.set_listed)

    def _add_all(self, journal: Journal) -> None:
        plan = self._plan

        def on_unreadable(folder: Path, error: OSError) -> None:
            message = f"the folder cannot be read ({error.strerror}): {display_name(folder)}"
            target = plan.place(folder).folder / folder.name
            self._persist(lambda: journal.add_unreadable(folder, target, message))

        found, size = iter(plan.find(on_unreadable)), _FIRST
        while chunk := list(islice(found, size)):
            if self._stopped.is_set():
                return
            sized = list(_sized(chunk))
            self._persist(
                lambda sized=sized: journal.add(plan, sized, plan.existing is Existing.SKIP)
            )
            size = min(2 * size, _MOST)


def _sized(found: list[Found]) -> Iterator[Sized]:
    for each in found:
        try:
            status = each.source.stat()
        except OSError:  # gone meanwhile; opening it tells
            yield each, 0, 0
        else:
            yield each, status.st_size, status.st_mtime_ns
