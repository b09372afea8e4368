"""The plan of a batch: which photos, how they are treated, and where the results go."""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import NamedTuple, Self

from deblur_desktop import __version__
from deblur_desktop.errors import UsageError
from deblur_desktop.jobs.treatment import Treatment
from deblur_desktop.photo.names import display_name
from deblur_desktop.photo.pattern import Pattern
from deblur_desktop.photo.search import OnUnreadable, find_photos, ignore
from deblur_desktop.photo.targets import Taken, result_path
from deblur_desktop.photo.writer import Existing


class Found(NamedTuple):
    """A photo of a batch, and the folder for its result."""

    source: Path
    folder: Path


Sized = tuple[Found, int, int]
"""A photo with its size in bytes, and when it was changed last, in nanoseconds of the system."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a batch is to do. It never changes: another plan is another batch.

    Attributes:
        treatment: Of each photo.
        sources: Absolute paths of folders and photos.
        output: Absolute path of the folder for results; folders within sources are mirrored in it.
        recursive: Look into folders within folders.
        pattern: How results are named.
        existing: What to do when a result's name is taken.
        watching: Go on when all is done, since photos are added while it runs.
        version: Of the program.
    """

    treatment: Treatment
    sources: tuple[str, ...]
    output: str
    recursive: bool = False
    pattern: Pattern = field(default_factory=Pattern)
    existing: Existing = Existing.NUMBER
    watching: bool = False
    version: str = __version__

    def to_json(self) -> str:
        """One line; names that are no text survive."""
        content = asdict(self) | {
            "treatment": json.loads(self.treatment.to_json()),
            "pattern": self.pattern.text,
        }
        return json.dumps(content)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """What `to_json` wrote.

        Raises:
            ValueError: It is of another version, or none.
        """
        try:
            values = json.loads(text)
            values["treatment"] = Treatment.from_json(json.dumps(values["treatment"]))
            values["sources"] = tuple(values["sources"])
            values["pattern"] = Pattern(values["pattern"])
            values["existing"] = Existing(values["existing"])
            return cls(**values)
        except (TypeError, LookupError, AttributeError, UsageError) as error:
            raise ValueError("not a plan") from error

    def folders(self) -> list[Path]:
        """The sources that are folders, though they may be on a disk that is not connected now."""
        return [path for path in map(Path, self.sources) if path.is_dir() or _seems_gone(path)]

    def find(self, on_unreadable: OnUnreadable = ignore) -> Iterator[Found]:
        """The photos of the sources, in order, while they are found; see `find_photos`."""
        for root in map(Path, self.sources):
            if not root.is_dir() and root in self.folders():
                continue
            output = [Path(self.output)]
            for photo in find_photos([root], self.recursive, output, on_unreadable):
                yield Found(photo, self._folder(root, photo))

    def place(self, photo: Path) -> Found:
        """One photo of the sources that was found otherwise."""
        root = next(r for r in map(Path, self.sources) if photo.is_relative_to(r))
        return Found(photo, self._folder(root, photo))

    def target(self, found: Found, taken: Taken, number: int) -> Path:
        """Where its result goes, see `names.result_path`."""
        return result_path(found.source, found.folder, taken, self.pattern, number)

    def _folder(self, root: Path, photo: Path) -> Path:
        output = Path(self.output)
        if photo == root:
            return output
        top = root.name if len(self.folders()) > 1 else ""
        return output / top / photo.parent.relative_to(root)


def _seems_gone(path: Path) -> bool:
    from deblur_desktop.photo.formats import photo_suffixes

    return not os.path.lexists(path) and path.suffix.lower() not in photo_suffixes()


def check_folders(sources: list[Path], output: Path) -> tuple[list[str], str]:
    """Absolute paths of *sources*, each once, and of *output*.

    Raises:
        UsageError: A source is missing, or results would lie among the photos they are made from.
    """
    for source in sources:
        if not os.path.lexists(source):
            raise UsageError(f"there is no such file or folder: {display_name(source)}")
    absolute = dict.fromkeys(os.path.abspath(source) for source in sources)  # noqa: PTH100 - keeps links
    folders = [folder for folder in map(Path, absolute) if folder.is_dir()]
    for folder in folders:
        results = output / folder.name if len(folders) > 1 else output
        is_same = results.is_dir() and results.samefile(folder)
        if is_same or results.resolve() == folder.resolve():
            raise UsageError(
                f"the results would lie among the photos: {display_name(results)}",
                "choose another folder for results; one inside of the photos' folder is fine",
            )
    return list(absolute), os.path.abspath(output)  # noqa: PTH100 - likewise
