"""Patterns of result names, such as ``{stem}_{model}_{n:03}{ext}``."""

import os
import re
import string
from dataclasses import dataclass
from pathlib import PurePath

from deblur_desktop.errors import UsageError
from deblur_desktop.photo.names import LONGEST, fitted, safe

FIELDS = {
    "stem": "the photo's name without its suffix",
    "ext": "the suffix of the result, with its dot",
    "n": "the number of the photo in the run; {n:03} has three digits",
    "model": "the checkpoint that was used",
    "date": "the day when the photo was taken, as in 2026-05-17",
}
# Known when the photo was restored, not before; until then they are characters that no safe name has.
_LATE = {"model": "\ue000", "date": "\ue001"}
_ROOM_FOR_LATE = 60
_LEAST_ROOM = 40
_SPEC = re.compile(r"0?\d{0,2}")


@dataclass(frozen=True, slots=True)
class Pattern:
    """How results are named.

    Raises:
        UsageError: A field is unknown, or all results would have one name.
    """

    text: str = "{stem}_deblurred{ext}"

    def __post_init__(self) -> None:
        literals = "".join(literal for literal, _ in self._parts())
        if not {"stem", "n"} & set(self._fields()):
            raise UsageError(
                f"all results would have the same name: {self.text}", "use {stem} or {n} in it"
            )
        if literals and safe(f"a{literals}") != f"a{literals}":
            raise UsageError(
                f"not a file name on every system: {self.text}",
                "folders are chosen by -o, and are as in the source",
            )
        if self._room(self._filled("", ".jpeg", 1)) < _LEAST_ROOM:
            raise UsageError(f"too long for names of files: {self.text}", "leave something out")

    @property
    def is_late(self) -> bool:
        """A part of the names is known only when a photo was restored; see `completed`."""
        return any(name in _LATE for name in self._fields())

    def name(self, stem: str, suffix: str, number: int) -> str:
        """The name of one result, at most as long as file systems bear.

        Args:
            stem: Of the photo, made safe.
            suffix: Of a file of the result's format.
            number: Of the photo in its run.
        """
        room = self._room(self._filled("", suffix, number))
        stems = max(1, self._fields().count("stem"))
        return self._filled(fitted(stem, "", room // stems), suffix, number)

    def completed(self, name: str, model: str, date: str) -> str:
        """The final form of a `name`, once *model* and *date* are known."""
        for field, value in {
            "model": fitted(safe(model), "", _ROOM_FOR_LATE),
            "date": date,
        }.items():
            name = name.replace(_LATE[field], value)
        return name

    def _filled(self, stem: str, suffix: str, number: int) -> str:
        text = self.text if self._has_suffix() else self.text + "{ext}"
        return text.format(stem=stem, ext=suffix, n=number, **_LATE)

    def _room(self, around: str) -> int:
        """What is left for the stem; what is known later gets its share."""
        late = sum(map(around.count, _LATE.values()))
        return LONGEST - len(os.fsencode(around)) - _ROOM_FOR_LATE * late

    def _has_suffix(self) -> bool:
        from deblur_desktop.photo.formats import format_for, photo_suffixes

        suffix = PurePath(self.text).suffix.lower()
        if suffix in photo_suffixes():
            format_for(suffix)
            return True
        return self.text.endswith("{ext}")

    def _fields(self) -> list[str]:
        return [name for _, name in self._parts() if name]

    def _parts(self) -> list[tuple[str, str]]:
        """Each literal with the name of the field behind it, or none."""
        try:
            parts = list(string.Formatter().parse(self.text))
            self.text.format(**dict.fromkeys(FIELDS, "") | {"n": 1})
        except (ValueError, LookupError, AttributeError):
            parts = [("", "?", "", None)]
        for literal, name, spec, conversion in parts:
            unknown = name is not None and (name not in FIELDS or conversion)
            if (
                unknown
                or (spec and (name != "n" or not _SPEC.fullmatch(spec)))
                or "{" in literal
                or "}" in literal
            ):
                known = ", ".join(f"{{{each}}}" for each in FIELDS)
                raise UsageError(f"not a pattern of names: {self.text}", f"it may use {known}")
        return [(literal, name or "") for literal, name, _, _ in parts]
