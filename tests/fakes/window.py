"""What stands in for the worker where a test needs none."""

import numpy as np

from deblur_desktop.gui.document import Document
from deblur_desktop.gui.lane import Lane
from deblur_desktop.jobs.messages import Diagnosed, Message, Opened, Restored, Saved
from deblur_desktop.jobs.receipt import Outcome, Receipt
from deblur_desktop.photo.photo import Photo, Pixels
from deblur_desktop.recipe import Recipe


class Heard(list[Message]):
    """Everything that a lane answered."""

    def __init__(self, lane: Lane) -> None:
        super().__init__()
        lane.answered.connect(self.append)

    def kinds(self) -> list[str]:
        return [type(message).__name__ for message in self]

    def ends(self) -> list[str]:
        return [kind for kind in self.kinds() if kind != "Progress"]


def noise(height: int, width: int, seed: int = 0) -> Pixels:
    """Code values of 8 bits."""
    random = np.random.default_rng((seed, height, width))
    return (random.integers(0, 256, (height, width, 3)) / 255).astype(np.float32)


def open_with(document: Document, pixels: Pixels) -> None:
    """As if the files worker had read a photo with *pixels*."""
    document.workspace.store_photo(Photo(pixels))
    document.take_opened(opened(*pixels.shape[:2], workspace=str(document.workspace.folder)))


def opened(height: int, width: int, workspace: str = "", job: int = 1) -> Opened:
    return Opened(
        job=job, workspace=workspace, width=width, height=height, depth=8,
        gray=False, has_alpha=False, has_views=False, profile="", format="png", notices=[],
    )  # fmt: skip


def diagnosed(checkpoint: str = "fake", length: float = 14.0) -> Diagnosed:
    return Diagnosed(
        job=1, kind="motion", length=length, angle_deg=30, sureness=0.8, noise=0.01,
        sentence="motion", checkpoint=checkpoint, advice="",
    )  # fmt: skip


def restore_with(document: Document, pixels: Pixels, *, improved: bool = True) -> None:
    """As if the engine had made *pixels* of the whole photo."""
    name = document.new_result_name()
    document.workspace.store_display(f"{name}.display", pixels)
    document.take_restored(restored(document, name, improved=improved))


def restored(document: Document, name: str, *, job: int = 1, improved: bool = True) -> Restored:
    height, width = document.size
    return Restored(
        job=job, result=name, recipe=Recipe(checkpoint="fake").to_json(),
        box=[0, 0, width, height], seconds=1, sharper=0.17 * improved, changed=0.44, improved=improved,
        receipt="{}",
    )  # fmt: skip


def saved(path: str, recipe: Recipe, *, job: int = 1) -> Saved:
    """As if a result made by *recipe* had been saved as *path* and checked."""
    facts = {
        "path": path, "format": "png", "depth": 8, "width": 120, "height": 90,
        "profile_kept": False, "kept": ["exif"], "recipe_stored": True, "lost": ["gps"],
    }  # fmt: skip
    receipt = Receipt(
        source="photo.png",
        outcome=Outcome.RESTORED,
        recipe=recipe,
        saved=facts,
        notices=("The palette is saved as RGB.",),
    )
    return Saved(job=job, path=path, receipt=receipt.to_json(), lines=receipt.lines())
