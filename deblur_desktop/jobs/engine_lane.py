"""What the engine worker does: restore, tell what there is. It holds torch."""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from deblur_desktop.diagnosis.improvement import compare
from deblur_desktop.engine.device import describe_device, devices, find_device
from deblur_desktop.engine.finish import finish
from deblur_desktop.engine.inference import Report, frugal_side
from deblur_desktop.engine.model import Model, load_model
from deblur_desktop.engine.restore import Inference, run_network
from deblur_desktop.jobs import messages
from deblur_desktop.jobs.messages import Message
from deblur_desktop.jobs.process import gained, troubles_in_words
from deblur_desktop.jobs.receipt import Outcome, Receipt, tiles_in_words
from deblur_desktop.jobs.worker import Handler, OnProgress
from deblur_desktop.jobs.workspace import Workspace
from deblur_desktop.library.library import Library
from deblur_desktop.photo.mask import encode_mask
from deblur_desktop.photo.photo import Photo, Pixels
from deblur_desktop.photo.region import Region
from deblur_desktop.photo.storage import new_pixels
from deblur_desktop.recipe import Recipe


class Engine:
    """Keeps the model that was used last."""

    def __init__(self) -> None:
        self._model: Model | None = None
        self._wish: tuple[str, ...] | None = None

    def handlers(self) -> dict[type[Message], Handler]:
        """For `worker.run`."""
        return {  # pyright: ignore[reportReturnType] - by construction
            messages.Restore: self.restore,
            messages.Inspect: self.inspect,
        }

    def restore(self, request: messages.Restore, tell: OnProgress) -> Message:
        """Run the network over the photo and put into the workspace what it made."""
        started = time.monotonic()
        workspace = Workspace(Path(request.workspace))
        photo, recipe = workspace.photo(), Recipe.from_json(request.recipe)
        tell(0, 1, "preparing the model")
        model = self._loaded(recipe, request.device)
        side = frugal_side(model, recipe.tile) if request.frugal else recipe.tile
        recipe = replace(recipe, sha256=model.sha256, tile=side)
        mask = _mask(workspace, request.mask)
        if mask is not None:
            recipe = replace(recipe, mask=encode_mask(mask))
        report = Report(shrunk=request.frugal)
        ready = time.monotonic()
        inference = run_network(
            photo, model, recipe, _teller(tell, report), mask=mask, report=report
        )
        finished = time.monotonic()
        if request.preview:
            answer = _put_preview(request, workspace, photo, inference)
        else:
            receipt = _receipt(photo, inference, model, finished - started)
            answer = _put(request, workspace, photo, inference, receipt)
        return replace(answer, seconds=finished - ready)

    def inspect(self, request: messages.Inspect, tell: OnProgress) -> Message:
        """Tell devices and checkpoints."""
        tell(0, 1, "looking for devices")
        return messages.Inspected(
            job=request.job,
            devices={name: describe_device(find_device(name)) for name in devices()},
            checkpoints=[each.checkpoint.id for each in Library().installed()],
        )

    def _loaded(self, recipe: Recipe, device: str) -> Model:
        wish = (recipe.checkpoint, device, recipe.precision, recipe.backend)
        if self._model is None or wish != self._wish:
            self._model = None  # the old one makes room first
            installed = Library().find(recipe.checkpoint)
            self._model = load_model(
                installed, device=device, precision=recipe.precision, backend=recipe.backend
            )
            self._wish = wish
        return self._model


def _put(
    request: messages.Restore,
    workspace: Workspace,
    photo: Photo,
    inference: Inference,
    receipt: Receipt,
) -> messages.Restored:
    region = inference.region
    mask = ""
    if region.mask is not None:
        mask = f"{request.result}-mask"
        workspace.store_mask(mask, (region.mask * 255 + 0.5).astype(np.uint8))
    # As the network gives it, for the window; strength and texture come later.
    full = replace(inference.recipe, strength=1.0, texture=1.0)
    shown = finish(photo, _copy(inference.pixels), inference.reading, region, full)
    workspace.store_display(f"{request.result}.display", shown)
    improvement = compare(photo.pixels, shown, region.box, region.mask)
    receipt = replace(receipt, **gained(improvement))
    facts = {
        "reading": inference.reading,
        "box": region.box,
        "mask": mask,
        "receipt": receipt.core(),
    }
    workspace.store_result(request.result, inference.pixels, facts)
    return replace(
        _restored(request, inference),
        sharper=improvement.sharper,
        changed=improvement.changed,
        improved=improvement.improved,
        receipt=receipt.to_json(),
        notices=troubles_in_words(inference.report),
    )


def _teller(tell: OnProgress, report: Report) -> Callable[[int, int], None]:
    def on_progress(done: int, total: int) -> None:
        stage = "deblurring in smaller tiles" if report.shrunk else "deblurring"
        tell(done, total, stage, (report.columns, report.rows))

    return on_progress


def _put_preview(
    request: messages.Restore, workspace: Workspace, photo: Photo, inference: Inference
) -> messages.Restored:
    """Put in only what is seen of the box; the rest of the photo is not touched."""
    reading, box = inference.reading, inference.region.box
    part = photo.with_pixels(np.array(photo.pixels[reading.slices]))
    inside = box.moved(-reading.x, -reading.y)
    full = replace(inference.recipe, strength=1.0, texture=1.0)
    shown = finish(part, inference.pixels, part.box, Region(inside), full)
    workspace.store_display(f"{request.result}.display", shown[inside.slices])
    return _restored(request, inference)


def _restored(request: messages.Restore, inference: Inference) -> messages.Restored:
    return messages.Restored(
        job=request.job,
        result=request.result,
        recipe=inference.recipe.to_json(),
        box=list(inference.region.box),
        seconds=0.0,
    )


def _copy(pixels: Pixels) -> Pixels:
    copy = new_pixels(pixels.shape)
    np.copyto(copy, pixels)
    return copy


def _mask(workspace: Workspace, name: str) -> NDArray[np.float32] | None:
    return workspace.mask(name).astype(np.float32) / np.float32(255) if name else None


def _receipt(photo: Photo, inference: Inference, model: Model, seconds: float) -> Receipt:
    report = inference.report
    return Receipt(
        source="",
        outcome=Outcome.RESTORED,
        recipe=inference.recipe,
        license=model.checkpoint.license,
        device=describe_device(model.device),
        tiles=tiles_in_words(report.tiles, report.tile),
        exact_tiles=tuple(report.exact),
        kept_tiles=tuple(report.kept),
        source_sha256=photo.sha256,
        notices=(*photo.notices, *troubles_in_words(report)),
        seconds=seconds,
    )
