"""Which architecture a checkpoint belongs to: exactly one must claim its names."""

import logging
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import torch

from deblur_desktop import plugins
from deblur_desktop.engine.architecture import Architecture, Network, Shapes
from deblur_desktop.engine.detect import Condition
from deblur_desktop.errors import (
    AmbiguousCheckpoint,
    DamagedCheckpoint,
    PluginError,
    UnknownArchitecture,
)

logger = logging.getLogger(__name__)

_HINT = "compare it with plugins/README.md"


def architectures() -> tuple[Architecture, ...]:
    """Those of all plug-ins that are on; one that cannot be loaded is told in the log and left out."""
    return tuple(_working())


def architecture_of(found: plugins.Found) -> Architecture:
    """What the plug-in *found* offers.

    Raises:
        PluginError: It cannot be loaded, or offers something else.
    """
    module = plugins.load(found)
    try:
        return _checked(getattr(module, "architecture", None), found.name)
    except PluginError:
        raise
    except Exception as error:  # what a module gives for a name is code of the plug-in, too
        raise PluginError(f"the plug-in failed ({error!r}): {found.name}", _HINT) from error


def identify(shapes: Shapes) -> Architecture:
    """The one architecture that claims *shapes*.

    Raises:
        UnknownArchitecture: None does; the message names the nearest and what it missed.
        AmbiguousCheckpoint: More than one does.
    """
    candidates = architectures()
    claiming = [architecture for architecture in candidates if _claims(architecture, shapes)]
    if len(claiming) == 1:
        return claiming[0]
    if claiming:
        names = " and ".join(architecture.name for architecture in claiming)
        raise AmbiguousCheckpoint(
            f"more than one architecture recognises the file: {names}",
            "turn one off with `deblur-desktop plugins disable NAME`",
        )
    raise _unknown(candidates, shapes)


def build_fitting(
    architecture: Architecture, shapes: Shapes, options: Mapping[str, object]
) -> Network:
    """The network on the meta device, whose parameters are exactly those of *shapes*.

    Raises:
        DamagedCheckpoint: Names or shapes differ; the message has the first ones.
        PluginError: The plug-in failed at it.
    """
    try:
        with torch.device("meta"):
            network = architecture.build(shapes, **options)
        expected = {name: tuple(t.shape) for name, t in network.module.state_dict().items()}
    except Exception as error:
        raise PluginError(
            f"{architecture.name} cannot build a network for the file ({error!r})",
            "the file may be damaged, or need the options of a card: `--like ID`",
        ) from error
    _check_equal(architecture, expected, shapes)
    return network


def _working() -> Iterator[Architecture]:
    for found in plugins.find():
        if not found.enabled:
            continue
        try:
            yield architecture_of(found)
        except PluginError as error:
            logger.warning("left out: %s", error.message)


def _checked(architecture: object, name: str) -> Architecture:
    """What the plug-in *name* offers, if it is what it should be."""
    if not isinstance(architecture, Architecture):
        raise PluginError(f"the plug-in offers no object `architecture`: {name}", _HINT)
    if architecture.id != name:
        raise PluginError(f"the plug-in's architecture has another id: {name}", _HINT)
    fields: dict[str, tuple[object, Any]] = {
        "name": (architecture.name, str),
        "paper": (architecture.paper, str),
        "license": (architecture.license, str),
        "detect": (architecture.detect, Condition),
        "build": (architecture.build, Callable),
        "convert": (architecture.convert or architecture.build, Callable),
    }
    for field, (value, kind) in fields.items():
        if not isinstance(value, kind):
            raise PluginError(f"the plug-in's architecture has a wrong `{field}`: {name}", _HINT)
    return architecture


def _claims(architecture: Architecture, shapes: Shapes) -> bool:
    try:
        return bool(architecture.detect(shapes.keys()))
    except Exception as error:
        logger.warning("left out: %s failed to detect: %r", architecture.name, error)
        return False


def _unknown(candidates: tuple[Architecture, ...], shapes: Shapes) -> UnknownArchitecture:
    hint = "the file may be of another network; `deblur-desktop plugins` lists those that are known"
    off = ", ".join(found.name for found in plugins.find() if not found.enabled)
    if off:
        hint = f"it may be of a plug-in that is off ({off}): `deblur-desktop plugins enable NAME`"
    if not candidates:
        return UnknownArchitecture("no architecture is there to recognise the file", hint)
    missed = {each.name: _missed(each, shapes) for each in candidates}
    nearest = min(missed, key=lambda name: len(missed[name]))
    parts = ", ".join(missed[nearest][:5])
    return UnknownArchitecture(
        f"no architecture recognises the file; the nearest, {nearest}, misses: {parts}", hint
    )


def _missed(architecture: Architecture, shapes: Shapes) -> list[str]:
    try:
        return [str(part) for part in architecture.detect.missed(shapes.keys())]
    except Exception:  # a plug-in that cannot even say what it misses is the last to be named
        return ["everything"] * 1000


def _check_equal(architecture: Architecture, expected: Shapes, actual: Shapes) -> None:
    differences = [
        *(f"misses `{name}`" for name in expected if name not in actual),
        *(f"has no place for `{name}`" for name in actual if name not in expected),
        *(
            f"`{name}` is {actual[name]} instead of {shape}"
            for name, shape in expected.items()
            if name in actual and tuple(actual[name]) != shape
        ),
    ]
    if differences:
        more = f" and {len(differences) - 3} more" if len(differences) > 3 else ""
        raise DamagedCheckpoint(
            f"the file does not fit {architecture.name}: {'; '.join(differences[:3])}{more}"
        )
