"""How each photo of a batch is treated, as plain data for journals and workers."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import NamedTuple, Self

from deblur_desktop.diagnosis.blur import KINDS, Kind
from deblur_desktop.errors import UnknownCheckpoint, UsageError
from deblur_desktop.jobs.advice import suggest
from deblur_desktop.library.card import Task
from deblur_desktop.library.carried import find_carried
from deblur_desktop.library.library import Installed, Library
from deblur_desktop.recipe import Recipe


class Choice(NamedTuple):
    """A checkpoint by its id, and the SHA-256 of its file."""

    checkpoint: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Treatment:
    """The full recipe of a batch. Whatever is installed later, each photo of it is treated alike.

    Attributes:
        recipe: With zeros and ``auto`` where the choice is left open; its checkpoint is in *choices*.
        choices: The checkpoint for each kind of blur; photos of other kinds are left alone.
        if_improved: Keep the original when no improvement is measured.
        keep_damaged: Restore what can be decoded of a damaged photo, with a notice.
    """

    recipe: Recipe
    choices: Mapping[str, Choice]
    if_improved: bool = False
    keep_damaged: bool = False

    def to_json(self) -> str:
        """One line."""
        return json.dumps({**asdict(self), "recipe": json.loads(self.recipe.to_json())})

    @classmethod
    def from_json(cls, text: str) -> Self:
        """What `to_json` wrote."""
        values = json.loads(text)
        values["recipe"] = Recipe.from_json(json.dumps(values["recipe"]))
        values["choices"] = {kind: Choice(*pair) for kind, pair in values["choices"].items()}
        return cls(**values)

    @staticmethod
    def installed(choice: Choice) -> Installed:
        """The checkpoint that was chosen, from the library or as it came with the work.

        Raises:
            UnknownCheckpoint: It was removed meanwhile, or another file has its id.
        """
        library = Library()
        for installed in library.installed():
            if _choice(installed) == choice:
                return installed
        carried = find_carried(choice.sha256)
        if carried is not None:
            return carried
        library.find(choice.checkpoint)  # raises if there is none
        raise UnknownCheckpoint(
            f"the installed checkpoint is another than when the run began: {choice.checkpoint}",
            "install that one again, or begin a new run",
        )


def plan_treatment(
    recipe: Recipe, *, if_improved: bool = False, keep_damaged: bool = False
) -> Treatment:
    """The treatment that *recipe* asks for, with what is installed now.

    Raises:
        UsageError: The checkpoint is not installed, or nothing is; or the recipe is for one photo.
    """
    if recipe.left or recipe.region is not None or recipe.mask:
        raise UsageError(
            "a region, a mask and views belong to one photo, not to a batch",
            "`deblur-desktop restore` takes them",
        )
    return Treatment(
        recipe=replace(recipe, sha256=""),
        choices=_choices(recipe.checkpoint),
        if_improved=if_improved,
        keep_damaged=keep_damaged,
    )


def _choices(checkpoint: str) -> dict[str, Choice]:
    library = Library()
    if checkpoint != "auto":
        try:
            named = library.find(checkpoint)
        except UnknownCheckpoint as error:
            raise UsageError(error.message, error.hint) from error
        if named.checkpoint.task is Task.DUAL_PIXEL_DEFOCUS:
            raise UsageError(
                f"this checkpoint needs the two views of a dual-pixel camera: {checkpoint}",
                "restore such photos one by one, or choose one for ordinary photos",
            )
        return dict.fromkeys(KINDS, _choice(named))
    installed = library.installed()
    found = {kind: suggest(kind, installed) for kind in Kind}
    return {kind: _choice(each) for kind, each in found.items() if each is not None}


def _choice(installed: Installed) -> Choice:
    return Choice(installed.checkpoint.id, installed.checkpoint.sha256)
