"""What a preset chooses, in the person's language."""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication

from deblur_desktop.gui.session import Session
from deblur_desktop.photo.names import display_name
from deblur_desktop.recipe import Recipe

translate = QCoreApplication.translate


def choices(recipe: Recipe, session: Session) -> tuple[str, ...]:
    """The model, then what is not as the program would choose it."""
    return tuple(_choices(recipe, session))


def precisions() -> dict[str, str]:
    """How exactly a network computes, by `Recipe.precision`."""
    return {
        "auto": translate("Choices", "Automatic"),
        "fp32": translate("Choices", "Exact (fp32)"),
        "bf16": translate("Choices", "Fast (bf16)"),
        "fp16": translate("Choices", "Fast (fp16)"),
    }


def backends() -> dict[str, str]:
    """What runs a network, by `Recipe.backend`."""
    return {
        "auto": translate("Choices", "Automatic"),
        "torch": "PyTorch",
        "openvino": "OpenVINO",
    }


def _choices(recipe: Recipe, session: Session) -> Iterator[str]:
    plain = Recipe(checkpoint="auto")
    card = session.model(recipe.checkpoint)
    auto = translate("Choices", "a model for the blur found")
    model = card.name if card else recipe.checkpoint
    yield _fact(
        translate("Choices", "Model"), auto if recipe.checkpoint == "auto" else display_name(model)
    )
    percents = (
        (translate("Choices", "Amount"), recipe.strength, plain.strength),
        (translate("Choices", "Texture"), recipe.texture, plain.texture),
    )
    yield from (_fact(name, f"{100 * v:.0f} %") for name, v, usual in percents if v != usual)
    pixels = (
        (translate("Choices", "Tile"), recipe.tile),
        (translate("Choices", "Overlap"), recipe.overlap),
    )
    yield from (_fact(name, f"{value} px") for name, value in pixels if value)
    if recipe.precision != plain.precision:
        yield _fact(translate("Choices", "Precision"), precisions()[recipe.precision])
    if recipe.backend != plain.backend:
        yield _fact(translate("Choices", "Runs with"), backends()[recipe.backend])
    if not recipe.color_lock:
        yield translate("Choices", "Mean colors may change.")


def _fact(name: str, value: str) -> str:
    return translate("Choices", "{name}: {value}").format(name=name, value=value)
