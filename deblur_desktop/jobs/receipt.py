"""Receipts: what was done to a photo, and what was verified of the result.

One is printed for each photo, given by `--json`, and its core travels in the XMP of the saved file, so
that `restore --recipe-from FILE` repeats the run.
"""

import json
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

from deblur_desktop.errors import UsageError
from deblur_desktop.photo.names import display_name
from deblur_desktop.recipe import Recipe


class Outcome(StrEnum):
    """How it ended for one photo."""

    RESTORED = "restored"
    LEFT_ALONE = "left alone"
    NOT_IMPROVED = "not improved"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What happened to one photo.

    Attributes:
        source: The original, for display.
        outcome: How it ended.
        result: The saved file, for display; empty when none was written.
        found: What the diagnosis says.
        kind: The `diagnosis.blur.Kind` that it found, or ``result`` for what this program made.
        advice: What the person should know about the choice of the checkpoint; may be empty.
        gained: What the comparison of before and after says.
        sharper: The number in it, 0.38 for 38 %; 0 when no improvement was measured.
        changed: Share of the picture that changed, 0 to 1.
        recipe: What was done, in full.
        license: Of the checkpoint's weights.
        device: Where it ran.
        tiles: How many tiles, and of which size.
        exact_tiles: Tiles done again in float32, as boxes.
        kept_tiles: Tiles whose input was kept because the network gave invalid pixels.
        outside_identical: Every pixel outside of the region is as in the original; None when the region
            is the whole photo.
        saved: What was read back from the saved file, by name.
        source_sha256: Of the original.
        notices: What was changed or left out on the way.
        seconds: It took.
        error: What failed.
        hint: What to do about it.
    """

    source: str
    outcome: Outcome
    result: str = ""
    found: str = ""
    kind: str = ""
    advice: str = ""
    gained: str = ""
    sharper: float = 0.0
    changed: float = 0.0
    recipe: Recipe | None = None
    license: str = ""
    device: str = ""
    tiles: str = ""
    exact_tiles: tuple[tuple[int, int, int, int], ...] = ()
    kept_tiles: tuple[tuple[int, int, int, int], ...] = ()
    outside_identical: bool | None = None
    saved: dict[str, Any] | None = None
    source_sha256: str = ""
    notices: tuple[str, ...] = ()
    seconds: float = 0.0
    error: str = ""
    hint: str = ""

    def to_json(self) -> str:
        """One line of JSON."""
        return json.dumps(asdict(self), sort_keys=True)

    def core(self) -> str:
        """The part that is known before saving, as JSON for the XMP of the result."""
        # The name alone: folders tell more about a person than a photo should.
        name = self.source.replace("\\", "/").rpartition("/")[2]
        # What is identical depends on how the file is packed, which is not known yet.
        return replace(
            self, source=name, result="", saved=None, seconds=0.0, outside_identical=None
        ).to_json()

    def published(self, path: Path) -> Self:
        """The same, once the result that was prepared has the name *path*."""
        saved = {**(self.saved or {}), "path": str(path)}
        return replace(self, result=display_name(path), saved=saved)

    def lines(self) -> list[str]:
        """For people: one fact a line, without color."""
        facts = {
            "found": self.found,
            "advice": self.advice,
            "done": self._done(),
            "gained": self.gained,
            "kept": self._kept(),
            "notices": "; ".join(self.notices),
            "error": self.error,
            "hint": self.hint,
        }
        title = f"{self.source}: {self.outcome}" + (f" -> {self.result}" if self.result else "")
        return [title, *(f"  {name:8}{fact}" for name, fact in facts.items() if fact)]

    def _done(self) -> str:
        if self.recipe is None or self.outcome in (Outcome.LEFT_ALONE, Outcome.FAILED):
            return ""
        recipe = self.recipe
        strength = f", strength {recipe.strength:.0%}" if recipe.strength != 1 else ""
        views = f" with {recipe.left} and {recipe.right}" if recipe.left else ""
        device = self.device + (" with OpenVINO" if recipe.backend == "openvino" else "")
        invalid = f", {len(self.kept_tiles)} kept as they were" if self.kept_tiles else ""
        return (
            f"{recipe.checkpoint} ({recipe.sha256[:12]}, {self.license}) in {recipe.precision}{views} "
            f"on {device}, {self.tiles}{invalid}{self._where()}{strength}, {self.seconds:.1f} s"
        )

    def _where(self) -> str:
        if self.recipe is None or (self.recipe.region is None and not self.recipe.mask):
            return ""
        mask = ", by a mask" if self.recipe.mask else ""
        region = self.recipe.region
        box = f", region {','.join(map(str, region))}" if region else ""
        feather = f", feather {self.recipe.feather}" if self.recipe.feather else ""
        return f"{box}{mask}{feather}"

    def _kept(self) -> str:
        if self.saved is None:
            return ""
        outside = {True: "pixels outside of the region identical", False: "PIXELS OUTSIDE CHANGED"}
        facts = [
            f"{self.saved['depth']} bit",
            f"{self.saved['width']} x {self.saved['height']}",
            "profile" if self.saved["profile_kept"] else "",
            "recipe" if self.saved["recipe_stored"] else "",
            ", ".join(self.saved["kept"]),
            f"LOST {', '.join(self.saved['lost'])}" if self.saved["lost"] else "",
            outside.get(self.outside_identical, "") if self.outside_identical is not None else "",
        ]
        return ", ".join(fact for fact in facts if fact)


def recipe_in(receipt_json: str) -> Recipe:
    """The recipe in the JSON that `Receipt.core` wrote.

    Raises:
        UsageError: There is none.
    """
    try:
        return Recipe.from_json(json.dumps(json.loads(receipt_json)["recipe"]))
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError("this file carries no recipe of this program") from error


def receipt_from(core: str) -> Receipt:
    """The receipt that `Receipt.core` or `to_json` wrote; facts of later versions are ignored."""
    found: dict[str, Any] = json.loads(core)
    facts = {field.name: found[field.name] for field in fields(Receipt) if field.name in found}
    recipe = facts["recipe"]
    facts["recipe"] = None if recipe is None else Recipe.from_json(json.dumps(recipe))
    facts["outcome"] = Outcome(facts["outcome"])
    for name in ("exact_tiles", "kept_tiles", "notices"):
        facts[name] = tuple(tuple(v) if isinstance(v, list) else v for v in facts[name])
    return Receipt(**facts)


def tiles_in_words(count: int, size: tuple[int, int]) -> str:
    """E.g. ``6 tiles of 512 x 512``; *size* is (height, width)."""
    return f"{count} tile{'s' * (count != 1)} of {size[1]} x {size[0]}"
