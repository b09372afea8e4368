"""Which checkpoint restores a photo: the one that was named, or the one that fits the diagnosis."""

from argparse import Namespace
from collections import Counter
from pathlib import Path

from deblur_desktop.diagnosis.blur import Diagnosis
from deblur_desktop.engine.device import find_device
from deblur_desktop.engine.importing import import_checkpoint
from deblur_desktop.engine.model import Model, load_model
from deblur_desktop.engine.tiles import choose_side
from deblur_desktop.errors import DeviceLost, PluginError, UnknownCheckpoint, UsageError
from deblur_desktop.jobs.advice import suggest
from deblur_desktop.library.card import Task
from deblur_desktop.library.library import Installed, Library
from deblur_desktop.recipe import Recipe

_PATIENCE = 3  # photos in a row
_LISTED = f"`deblur-desktop models` lists those for {Task.DUAL_PIXEL_DEFOCUS}"


class Models:
    """Loads each checkpoint once. What was named is loaded at once, so that its errors come first.

    So is one for dual-pixel views, which is chosen whatever the diagnosis says. A plug-in whose networks
    fail with three photos in a row is off for the rest of the run.

    Raises:
        UsageError: There is no such checkpoint or device, or it does not bear the tile or precision.
        CheckpointError: It cannot be loaded.
    """

    def __init__(self, options: Namespace, recipe: Recipe) -> None:
        self._device = options.device
        self._recipe = recipe
        self._loaded: dict[str, Model] = {}
        self._named: Installed | None = None
        self._asked = ""  # the plug-in of the model that was given last
        self._failures: Counter[str] = Counter()
        try:
            find_device(self._device)
            if recipe.checkpoint != "auto":
                self._named = _find(recipe, unverified=options.unverified)
            elif recipe.left:
                self._named = _for_views()
            if self._named is not None:
                self._model(self._named)
        except (DeviceLost, UnknownCheckpoint) as error:
            raise UsageError(error.message, error.hint) from error

    def model_for(self, diagnosis: Diagnosis) -> Model | None:
        """The model for a photo; None when nothing that is installed fits.

        Raises:
            PluginError: What fits is of a plug-in that is off by now.
        """
        chosen = self._named or self._suggested(diagnosis)
        if chosen is None:
            return None
        self._asked = chosen.checkpoint.architecture
        if self._is_off(self._asked):
            raise PluginError(
                f"the plug-in failed with {_PATIENCE} photos in a row and is not tried any more: "
                f"{self._asked}",
                "name another --checkpoint, and tell the author of the plug-in",
            )
        return self._model(chosen)

    def failed(self) -> None:
        """The network that was given last failed with its photo."""
        self._failures[self._asked] += 1

    def worked(self) -> None:
        """It did what it should."""
        self._failures[self._asked] = 0

    @property
    def given_up(self) -> str:
        """The plug-in of the checkpoint that was named, when it is off; else empty."""
        name = self._named.checkpoint.architecture if self._named else ""
        return name if self._is_off(name) else ""

    def _is_off(self, architecture: str) -> bool:
        return self._failures[architecture] >= _PATIENCE

    def _suggested(self, diagnosis: Diagnosis) -> Installed | None:
        """Of a plug-in that still works, if there is one."""
        fitting = Library().installed()
        working = [each for each in fitting if not self._is_off(each.checkpoint.architecture)]
        return suggest(diagnosis.kind, working) or suggest(diagnosis.kind, fitting)

    def _model(self, installed: Installed) -> Model:
        name = installed.checkpoint.id
        if name not in self._loaded:
            model = load_model(
                installed,
                device=self._device,
                precision=self._recipe.precision,
                backend=self._recipe.backend,
            )
            choose_side(model.network.tiling, self._recipe.tile)
            _check_views(model, has_views=bool(self._recipe.left))
            self._loaded[name] = model
        return self._loaded[name]


def _for_views() -> Installed:
    """The preferred one for dual-pixel views."""
    for item in Library().installed():
        if item.checkpoint.task is Task.DUAL_PIXEL_DEFOCUS:
            return item
    raise UsageError("no checkpoint that takes views is installed", _LISTED)


def _check_views(model: Model, *, has_views: bool) -> None:
    takes_views = model.network.channels > 3
    if takes_views and not has_views:
        raise UsageError(
            f"this checkpoint needs the two views of a dual-pixel camera: {model.checkpoint.id}",
            "give them with --left and --right, or choose a checkpoint for ordinary photos",
        )
    if has_views and not takes_views:
        raise UsageError(
            f"this checkpoint takes no views: {model.checkpoint.id}",
            f"leave out --left and --right; {_LISTED}",
        )


def _find(recipe: Recipe, *, unverified: bool) -> Installed:
    wish = recipe.checkpoint
    if Path(wish).is_file():
        return import_checkpoint(Path(wish), unverified=unverified)
    installed = Library().find(wish)
    if recipe.sha256 and installed.checkpoint.sha256 != recipe.sha256:
        raise UnknownCheckpoint(
            f"the installed checkpoint is another than the recipe's: {wish}",
            f"the recipe was made with SHA-256 {recipe.sha256}",
        )
    return installed
