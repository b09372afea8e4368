"""What a worker of a batch does: photos from file to file. It holds torch.

Several requests are done at a time, so that photos are read and written while the network is at work on
another one: the device is what they take turns with, in a thread of its own.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from deblur_desktop.diagnosis.blur import Diagnosis
from deblur_desktop.engine.device import describe_device, devices, find_device
from deblur_desktop.engine.inference import frugal_side
from deblur_desktop.engine.model import Model, load_model
from deblur_desktop.jobs import messages
from deblur_desktop.jobs.earlier import find_earlier
from deblur_desktop.jobs.messages import Message
from deblur_desktop.jobs.process import Order, process
from deblur_desktop.jobs.receipt import Receipt
from deblur_desktop.jobs.saving import prepare_result
from deblur_desktop.jobs.treatment import Treatment
from deblur_desktop.jobs.worker import Handler, OnProgress
from deblur_desktop.photo.dates import day_of
from deblur_desktop.photo.pattern import Pattern
from deblur_desktop.photo.photo import Photo

T = TypeVar("T")


class Photos:
    """Keeps every model that a batch needs."""

    def __init__(self) -> None:
        self._device_thread = ThreadPoolExecutor(1, "device")
        self._models: dict[tuple[str, ...], Model] = {}

    def handlers(self) -> dict[type[Message], Handler]:
        """For `worker.run`."""
        return {  # pyright: ignore[reportReturnType] - by construction
            messages.Process: self.process,
            messages.Inspect: self.inspect,
        }

    def process(self, request: messages.Process, tell: OnProgress) -> Message:
        """Restore a photo and write the result under its temporary name."""
        tell(0, 1, "reading")
        treatment = Treatment.from_json(request.treatment)
        if request.again and (earlier := find_earlier(request, treatment)) is not None:
            return earlier
        target = Path(request.target)

        def save(photo: Photo, receipt: Receipt) -> Receipt:
            nonlocal target
            tell(1, 1, "saving")
            target = named(request, receipt, photo)
            temporary, root = Path(request.temporary), Path(request.output)
            return prepare_result(photo, target, temporary, receipt, root)

        def on_device(work: Callable[[], T]) -> T:
            tell(0, 1, "waiting for its turn")

            def begin() -> T:
                tell(0, 1, "deblurring")
                return work()

            return self._device_thread.submit(begin).result()

        receipt = process(
            Path(request.source),
            self._order(request, treatment),
            save,
            lambda done, total: tell(done, total, "deblurring"),
            on_device,
        )
        return messages.Processed(job=request.job, receipt=receipt.to_json(), target=str(target))

    def inspect(self, request: messages.Inspect, tell: OnProgress) -> Message:
        """Tell the devices."""
        tell(0, 1, "looking for devices")
        found = {name: describe_device(find_device(name)) for name in devices()}
        return messages.Inspected(job=request.job, devices=found, checkpoints=[])

    def _order(self, request: messages.Process, treatment: Treatment) -> Order:
        # Memory ran out with the tiles that were wished.
        recipe = replace(treatment.recipe, tile=0) if request.frugal else treatment.recipe

        def model_for(diagnosis: Diagnosis) -> Model | None:
            model = self._model(treatment, diagnosis.kind, request.device)
            if model is not None and request.frugal:
                model.side = frugal_side(model, treatment.recipe.tile)
            return model

        return Order(
            recipe=recipe,
            model_for=model_for,
            if_improved=treatment.if_improved,
            keep_damaged=treatment.keep_damaged,
            leave_results=True,
        )

    def _model(self, treatment: Treatment, kind: str, device: str) -> Model | None:
        choice, recipe = treatment.choices.get(kind), treatment.recipe
        if choice is None:
            return None
        key = (*choice, device, recipe.precision, recipe.backend)
        if key not in self._models:
            self._models[key] = load_model(
                treatment.installed(choice),
                device=device,
                precision=recipe.precision,
                backend=recipe.backend,
            )
        return self._models[key]


def named(request: messages.Process, receipt: Receipt, photo: Photo) -> Path:
    """The target, with what its pattern left open until now."""
    target = Path(request.target)
    model = receipt.recipe.checkpoint if receipt.recipe else ""
    day = day_of(photo, Path(request.source))
    return target.with_name(Pattern(request.pattern).completed(target.name, model, day))
