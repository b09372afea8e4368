"""The options that make a recipe, for every command that takes one."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from dataclasses import replace
from typing import Any

from deblur_desktop.errors import UsageError
from deblur_desktop.presets import find_preset
from deblur_desktop.recipe import Recipe

_NAMES = ("strength", "texture", "tile", "overlap", "precision", "backend")


def configure(parser: ArgumentParser) -> None:
    """Everything that changes the result and makes sense for any photo."""
    add = parser.add_argument
    add("--preset", metavar="NAME", help="begin with these values, see `presets`")
    add("--checkpoint", metavar="ID|FILE", help="auto (the default): as the blur found asks for")
    add("--strength", type=percent, metavar="PERCENT", help="0 to 150; 100 as the network gives")
    add("--texture", type=percent, metavar="PERCENT", help="0 to 100; finest detail of the network")
    add("--no-color-lock", action="store_true", help="let the network shift mean colors")
    add("--tile", type=size, metavar="auto|PIXELS")
    add("--overlap", type=size, metavar="auto|PIXELS")
    add("--precision", choices=("auto", "fp32", "bf16", "fp16"))
    add("--backend", choices=("auto", "torch", "openvino"),
        help="auto: the one measured to be faster")  # fmt: skip


def recipe_from(options: Namespace, base: Recipe | None = None) -> Recipe:
    """The recipe that was asked for: the preset or *base*, with what else was said.

    Raises:
        UsageError: There is no such preset, or both are given.
    """
    if options.preset is not None:
        if base is not None:
            raise UsageError("a preset and a recipe exclude each other", "give one of them")
        base = find_preset(options.preset)
    base = base or Recipe(checkpoint="auto")
    said: dict[str, Any] = {
        n: getattr(options, n) for n in _NAMES if getattr(options, n) is not None
    }
    if options.no_color_lock:
        said["color_lock"] = False
    if options.checkpoint is not None:
        said |= {"checkpoint": options.checkpoint, "sha256": ""}
    return replace(base, **said)


def percent(text: str) -> float:
    """A number of percent as a share."""
    try:
        return float(text.removesuffix("%")) / 100
    except ValueError:
        raise ArgumentTypeError(f"not a number of percent: {text}") from None


def size(text: str) -> int:
    """A number of pixels; 0 for ``auto``."""
    if text == "auto":
        return 0
    if not text.isdecimal() or int(text) == 0:
        raise ArgumentTypeError(f"not a number of pixels: {text}")
    return int(text)
