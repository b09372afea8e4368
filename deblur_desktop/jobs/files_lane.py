"""What the files worker does: open, diagnose, save, copy. It never imports torch, so it starts soon."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from deblur_desktop.diagnosis.blur import KINDS, BlurMap, Diagnosis, diagnose
from deblur_desktop.engine.finish import finish
from deblur_desktop.errors import DamagedPhoto
from deblur_desktop.jobs import messages
from deblur_desktop.jobs.advice import suggest, why_left_alone
from deblur_desktop.jobs.batches import Batch
from deblur_desktop.jobs.estimate import estimate
from deblur_desktop.jobs.messages import Message
from deblur_desktop.jobs.plan import Plan
from deblur_desktop.jobs.receipt import receipt_from, recipe_in
from deblur_desktop.jobs.report import write_report
from deblur_desktop.jobs.saving import is_identical_outside, save_result
from deblur_desktop.jobs.worker import Handler, OnProgress
from deblur_desktop.jobs.workspace import Workspace
from deblur_desktop.library.library import Library
from deblur_desktop.photo.animation import save_animation
from deblur_desktop.photo.box import Box
from deblur_desktop.photo.color import profile_name
from deblur_desktop.photo.comparison import save_comparison
from deblur_desktop.photo.files import open_photo
from deblur_desktop.photo.names import display_name
from deblur_desktop.photo.photo import Photo
from deblur_desktop.photo.region import Region
from deblur_desktop.photo.storage import new_pixels
from deblur_desktop.photo.temporary import sweep
from deblur_desktop.photo.thumbnail import thumbnail
from deblur_desktop.photo.writer import Existing
from deblur_desktop.recipe import Recipe


def open_(request: messages.Open, tell: OnProgress) -> Message:
    """Read the photo and put it into the workspace."""
    tell(0, 2, "reading")
    photo = open_photo(Path(request.path))
    tell(1, 2, "reading")
    Workspace(Path(request.workspace)).store_photo(photo)
    return messages.Opened(
        job=request.job,
        workspace=request.workspace,
        width=photo.width,
        height=photo.height,
        depth=photo.depth,
        gray=photo.gray,
        has_alpha=photo.alpha is not None,
        has_views=photo.has_views,
        profile=profile_name(photo.profile),
        format=photo.format,
        notices=list(photo.notices),
    )


def thumbnail_(request: messages.Thumbnail, tell: OnProgress) -> Message:
    """Put a small picture of a photo that is not open into a workspace."""
    del tell
    picture = thumbnail(Path(request.path), request.side)
    Workspace(Path(request.workspace)).store_thumbnail(request.name, picture)
    return messages.Thumbnailed(job=request.job)


def diagnose_(request: messages.Diagnose, tell: OnProgress) -> Message:
    """Diagnose the photo, suggest a checkpoint, leave the map in the workspace."""
    tell(0, 1, "looking")
    workspace = Workspace(Path(request.workspace))
    diagnosis = diagnose(workspace.photo())
    workspace.store_facts("map", _map_facts(diagnosis.map))
    installed = suggest(diagnosis.kind, Library().installed())
    return messages.Diagnosed(
        job=request.job,
        kind=diagnosis.kind,
        length=diagnosis.length,
        angle_deg=diagnosis.angle_deg,
        sureness=diagnosis.sureness,
        noise=diagnosis.noise,
        sentence=diagnosis.sentence,
        checkpoint=installed.checkpoint.id if installed else "",
        advice=_advice(diagnosis, installed.checkpoint.name if installed else ""),
    )


def save(request: messages.Save, tell: OnProgress) -> Message:
    """Finish a result with the strength wished now, save it, read it back."""
    tell(0, 2, "finishing")
    workspace = Workspace(Path(request.workspace))
    photo, recipe = workspace.photo(), Recipe.from_json(request.recipe)
    result, region, facts = finished(workspace, request.result, photo, recipe)
    receipt = replace(
        receipt_from(str(facts["receipt"])),
        source=display_name(Path(request.source)),
        recipe=recipe,
        outside_identical=is_identical_outside(photo, result, region),
    )
    tell(1, 2, "saving")
    sweep(Path(request.path).parent)  # what a killed worker may have left
    done = save_result(
        result,
        Path(request.path),
        receipt,
        existing=Existing(request.existing),
        protect=(Path(request.source),),
    )
    path = done.saved["path"] if done.saved else ""
    return messages.Saved(job=request.job, path=path, receipt=done.to_json(), lines=done.lines())


def export(request: messages.Export, tell: OnProgress) -> Message:
    """Finish a result as `save` does, and write a comparison or an animation of it."""
    tell(0, 1, "saving")
    sweep(Path(request.path).parent)
    workspace, recipe = Workspace(Path(request.workspace)), Recipe.from_json(request.recipe)
    photo = workspace.photo()
    result, _, _ = finished(workspace, request.result, photo, recipe)
    target, protect = Path(request.path), (Path(request.source),)
    if request.kind == "comparison":
        path = save_comparison(photo, result, target, protect=protect).path
    else:
        change = "fade" if request.kind == "fade" else "wipe"
        path = save_animation(photo, result, target, change=change, protect=protect).path
    return messages.Exported(job=request.job, path=str(path))


def copy(request: messages.Copy, tell: OnProgress) -> Message:
    """Make a picture for the clipboard of a result, or of the original while there is none."""
    tell(0, 1, "copying")
    workspace = Workspace(Path(request.workspace))
    photo = workspace.photo()
    if request.result:
        recipe = Recipe.from_json(request.recipe)
        photo, _, _ = finished(workspace, request.result, photo, recipe)
    mask = workspace.mask(request.mask) if request.mask else None
    # A name of its own, for the window may be reading the one before.
    path = workspace.store_picture(f"copy-{request.job}", photo, mask)
    return messages.Copied(job=request.job, path=str(path))


def estimate_(request: messages.Estimate, tell: OnProgress) -> Message:
    """Look through the folders of a batch."""
    plan = Plan.from_json(request.plan)
    found = estimate(plan, lambda count: tell(0, 1, f"{count}"))
    return messages.Estimated(
        job=request.job,
        photos=found.photos,
        size_bytes=found.size_bytes,
        room_bytes=found.room_bytes,
        free_bytes=found.free_bytes,
        seconds=found.seconds or 0.0,
    )


def pair(request: messages.Pair, tell: OnProgress) -> Message:
    """Read a result that was saved, so that it can be compared with its original."""
    tell(0, 1, "reading")
    workspace = Workspace(Path(request.workspace))
    photo, result = workspace.photo(), open_photo(Path(request.path), on_damage="keep")
    if result.pixels.shape != photo.pixels.shape:
        raise DamagedPhoto(f"the result has another size than its photo: {request.path}")
    # What lies in the file is finished: strength and the like have had their effect.
    recipe = replace(recipe_in(request.receipt), strength=1.0, texture=1.0, color_lock=False)
    workspace.store_display(f"{request.result}.display", result.pixels)
    facts = {"reading": photo.box, "box": photo.box, "mask": "", "receipt": request.receipt}
    workspace.store_result(request.result, result.pixels, facts)
    told = receipt_from(request.receipt)  # it was measured when the result was made
    return messages.Restored(
        job=request.job,
        result=request.result,
        recipe=recipe.to_json(),
        box=list(photo.box),
        seconds=0.0,
        sharper=told.sharper,
        changed=told.changed,
        improved=told.sharper > 0,
        receipt=request.receipt,
    )


def report(request: messages.Report, tell: OnProgress) -> Message:
    """Write a report of a batch; with pictures it takes a while."""
    batch, path = Batch.find(request.batch), Path(request.path)
    path = write_report(batch, path, lambda done, total: tell(done, total, "saving"))
    return messages.Exported(job=request.job, path=str(path))


def finished(
    workspace: Workspace, name: str, photo: Photo, recipe: Recipe
) -> tuple[Photo, Region, dict[str, Any]]:
    """The photo as result *name* and *recipe* make it, its region, and what is known of the result."""
    stored, facts = workspace.result(name)
    pixels = new_pixels(stored.shape)
    np.copyto(pixels, stored)
    mask = None
    if facts["mask"]:
        mask = workspace.mask(facts["mask"]).astype(np.float32) / np.float32(255)
    region = Region(Box(*facts["box"]), mask)
    made = finish(photo, pixels, Box(*facts["reading"]), region, recipe)
    return photo.with_pixels(made), region, facts


def _advice(diagnosis: Diagnosis, name: str) -> str:
    return f"{name} is made for this kind of blur" if name else why_left_alone(diagnosis)


def _map_facts(blur: BlurMap) -> dict[str, object]:
    arrays = {n: getattr(blur, n) for n in blur.__dataclass_fields__}
    plain = {n: v.tolist() if isinstance(v, np.ndarray) else v for n, v in arrays.items()}
    return {**plain, "kinds": list(KINDS)}


HANDLERS: dict[type[Message], Handler] = {  # pyright: ignore[reportAssignmentType] - by construction
    messages.Open: open_,
    messages.Thumbnail: thumbnail_,
    messages.Diagnose: diagnose_,
    messages.Save: save,
    messages.Export: export,
    messages.Copy: copy,
    messages.Estimate: estimate_,
    messages.Pair: pair,
    messages.Report: report,
}
