"""Which checkpoint restores a photo: the one that was named, or the one that fits the diagnosis."""

from argparse import Namespace
from pathlib import Path

from deblur_desktop.diagnosis.blur import Diagnosis
from deblur_desktop.engine.device import find_device
from deblur_desktop.engine.importing import import_checkpoint
from deblur_desktop.engine.model import Model, load_model
from deblur_desktop.engine.tiles import choose_side
from deblur_desktop.errors import DeviceLost, UnknownCheckpoint, UsageError
from deblur_desktop.jobs.advice import suggest
from deblur_desktop.library.library import Installed, Library
from deblur_desktop.recipe import Recipe


class Models:
    """Loads each checkpoint once. What was named is loaded at once, so that its errors come first.

    Raises:
        UsageError: There is no such checkpoint or device, or it does not bear the tile or precision.
        CheckpointError: It cannot be loaded.
    """

    def __init__(self, options: Namespace, recipe: Recipe) -> None:
        self._device = options.device
        self._recipe = recipe
        self._loaded: dict[str, Model] = {}
        self._named: Model | None = None
        try:
            find_device(self._device)
            if recipe.checkpoint != "auto":
                self._named = self._model(_find(recipe, unverified=options.unverified))
        except (DeviceLost, UnknownCheckpoint) as error:
            raise UsageError(error.message, error.hint) from error

    def model_for(self, diagnosis: Diagnosis) -> Model | None:
        """The model for a photo; None when nothing that is installed fits."""
        if self._named is not None:
            return self._named
        installed = suggest(diagnosis.kind, Library().installed())
        return None if installed is None else self._model(installed)

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
            self._loaded[name] = model
        return self._loaded[name]


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
