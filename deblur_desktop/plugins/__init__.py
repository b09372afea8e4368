"""Finds plug-ins without running them, and loads one when it is asked for.

A plug-in is a Python package that offers one object named `architecture`, with its model cards in
`models.toml` beside. There are three kinds:

- **bundled**: a folder that is shipped with the program; on.
- **package**: installed by pip, with an entry point of the group `deblur_desktop.plugins`; on, since
  installing it was the consent.
- **folder**: dropped by a person into `plugins_folder()`; off until `enable` pins the SHA-256 over its
  files. A folder that changes afterwards is off again and says why.

Of two with one name the first in this order wins and the other is off; in safe mode all but the bundled
ones are, and always those of the block list, `resources/blocked-plugins.toml`. `find` reads names and
files alone; only `load` runs a plug-in's code, and turns whatever it raises into a `PluginError`.
`_trust.py` keeps what is pinned, `_blocked.py` reads the block list, `_loading.py` imports,
`_installing.py` copies into `plugins_folder()`.
"""

import importlib.metadata
import importlib.util
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.metadata import EntryPoint
from pathlib import Path
from types import ModuleType
from typing import Literal

from deblur_desktop import safe_mode
from deblur_desktop.bundle import bundled, plugins_folder
from deblur_desktop.errors import PluginError
from deblur_desktop.plugins import _installing, _making, _trust
from deblur_desktop.plugins._blocked import why_blocked
from deblur_desktop.plugins._loading import import_folder, import_package
from deblur_desktop.plugins._trust import hash_of as hash_of

logger = logging.getLogger(__name__)

GROUP = "deblur_desktop.plugins"
_NAME = re.compile(r"[a-z][a-z0-9_]*")

# So that `deblur_desktop.plugins.nafnet` is the shipped folder. A person's own folder is not named
# here: what lies in it may be imported by `load` alone, after the check of its hash.
__path__.append(str(bundled("plugins")))


@dataclass(frozen=True, slots=True)
class Found:
    """A plug-in that is there, whether or not it works.

    Attributes:
        name: Of the folder or entry point; also the id of its architecture.
        path: The package's folder.
        origin: Where it came from.
        enabled: Whether `load` may run it.
        problem: Why it is not enabled; empty when it is.
        blocked: The reason in the block list; empty when it is not there. `enable` refuses one that is.
        publisher: Name and version of the pip distribution; empty for folders.
        module: The name under which Python imports it.
    """

    name: str
    path: Path
    origin: Literal["bundled", "folder", "package"]
    enabled: bool = True
    problem: str = ""
    blocked: str = ""
    publisher: str = ""
    module: str = ""


def find() -> tuple[Found, ...]:
    """Every plug-in, without importing any: bundled, then packages, then dropped folders."""
    choices = _trust.read()
    seen: set[str] = set()
    plugins: list[Found] = []
    for found in _candidates():
        plugins.append(_judged(found, choices, seen))
        seen.add(found.name)
    return tuple(plugins)


def load(found: Found) -> ModuleType:
    """The imported module of *found*; imported once, with relative imports inside.

    Raises:
        PluginError: It is not enabled, changed just now, or raised at import.
    """
    if not found.enabled:
        raise PluginError(
            f"the plug-in is off ({found.problem}): {found.name}", _enable_hint(found.name)
        )
    if found.origin == "package":
        return import_package(found.name, found.module)
    if found.origin == "folder" and _trust.hash_of(found.path) != _trust.read().pinned[found.name]:
        raise PluginError(f"the plug-in has just changed: {found.name}", _enable_hint(found.name))
    return import_folder(found.name, found.path, trusted=found.origin == "bundled")


def cards(found: Found) -> Path:
    """Where the model cards of *found* lie; the file may be missing."""
    return found.path / "models.toml"


def enable(name: str) -> Found:
    """Turn the plug-in *name* on; a dropped folder is pinned as it is now.

    Raises:
        PluginError: There is none, or it cannot be enabled.
    """
    found = _find_one(name)
    if found.blocked:
        raise PluginError(
            f"this plug-in is blocked ({found.blocked}): {name}",
            "remove it, or install a version that is not blocked",
        )
    choices = _trust.read()
    disabled = choices.disabled - {name}
    pinned = dict(choices.pinned)
    if found.origin == "folder":
        pinned[name] = _trust.hash_of(found.path)
    _trust.write(_trust.Choices(pinned, disabled))
    found = _find_one(name)
    if not found.enabled:
        raise PluginError(f"cannot enable the plug-in ({found.problem}): {name}")
    return found


def disable(name: str) -> Found:
    """Turn the plug-in *name* off, bundled ones too.

    Raises:
        PluginError: There is none.
    """
    found = _find_one(name)
    _trust.unpin(name)  # a dropped folder is off when nothing pins it
    if found.origin != "folder":
        choices = _trust.read()
        _trust.write(_trust.Choices(choices.pinned, choices.disabled | {name}))
    return _find_one(name)


def install(source: Path) -> Found:
    """Copy a plug-in, a folder or a zip, into the person's plug-in folder, where it is off.

    Raises:
        PluginError: It is none, is unsafe, has the name of another one, or cannot be copied.
    """
    name = _installing.put_in(source, _check_new_name)
    _trust.unpin(name)  # an earlier one of that name may have been on
    return _find_one(name)


def new(name: str, parent: Path) -> Path:
    """A folder *name* in *parent* with a plug-in that works, to begin from.

    Raises:
        PluginError: The name cannot be used or is taken, or the folder cannot be made.
    """
    return _making.make(name, parent, _check_new_name)


def remove(name: str) -> None:
    """Delete the plug-in *name* from the person's plug-in folder.

    Raises:
        PluginError: There is none in that folder, or it cannot be deleted.
    """
    dropped = [each for each in find() if each.name == name and each.origin == "folder"]
    if not dropped:
        found = _find_one(name)
        hint = f"`deblur-desktop plugins disable {name}` turns it off"
        if found.origin == "package":
            hint = "`pip uninstall` removes what pip installed"
        raise PluginError(f"this plug-in is not in your plug-in folder: {name}", hint)
    _installing.take_out(dropped[0].path)
    _trust.unpin(name)


def _check_new_name(name: str) -> None:
    if not _NAME.fullmatch(name):
        raise PluginError(
            f"a plug-in cannot have this name: {name}",
            "its folder must be named in lower-case letters, digits and underscores",
        )
    if any(found.name == name for found in find()):
        hint = f"`deblur-desktop plugins remove {name}` makes room for another version"
        raise PluginError(f"there is a plug-in of this name already: {name}", hint)


def _find_one(name: str) -> Found:
    plugins = find()
    for found in plugins:
        if found.name == name:
            return found
    names = ", ".join(found.name for found in plugins)
    raise PluginError(f"no plug-in has this name: {name}", f"there are: {names or 'none'}")


def _judged(found: Found, choices: _trust.Choices, seen: set[str]) -> Found:
    """*found* with the answer to whether it is on, and why not."""
    blocked = why_blocked(found.name, found.path) if found.origin != "bundled" else ""
    problem = f"blocked: {blocked}" if blocked else found.problem
    problem = problem or _objection(found, choices, seen)
    return replace(found, enabled=not problem, problem=problem, blocked=blocked)


def _objection(found: Found, choices: _trust.Choices, seen: set[str]) -> str:
    if not _NAME.fullmatch(found.name):
        return "its name must be lower-case letters, digits and underscores"
    if safe_mode.is_on() and found.origin != "bundled":
        return "this is safe mode"
    if found.name in seen:
        return "another plug-in has the same name"
    if found.name in choices.disabled:
        return "you disabled it"
    return _folder_objection(found, choices) if found.origin == "folder" else ""


def _folder_objection(found: Found, choices: _trust.Choices) -> str:
    try:
        actual = _trust.hash_of(found.path)
    except PluginError as error:
        return error.message
    pinned = choices.pinned.get(found.name)
    if pinned is None:
        return "not enabled yet"
    return "" if pinned == actual else "changed since it was enabled"


def _candidates() -> Iterator[Found]:
    for path in _folders(bundled("plugins")):
        yield Found(path.name, path, "bundled")
    yield from _packages()
    for path in _folders(plugins_folder()):
        yield Found(path.name, path, "folder")


def _folders(parent: Path) -> list[Path]:
    if not parent.is_dir():
        return []
    visible = (path for path in parent.iterdir() if not path.name.startswith("."))
    return sorted(path for path in visible if (path / "__init__.py").is_file())


def _packages() -> Iterator[Found]:
    try:
        entry_points = sorted(importlib.metadata.entry_points(group=GROUP))
    except Exception as error:
        logger.warning("cannot list the installed plug-ins: %s", error)
        return
    for entry_point in entry_points:
        yield _package(entry_point)


def _package(entry_point: EntryPoint) -> Found:
    path, problem = _locate(entry_point.module)
    dist = entry_point.dist
    return Found(
        entry_point.name,
        path,
        "package",
        problem=problem,
        publisher=f"{dist.name} {dist.version}" if dist else "",
        module=entry_point.module,
    )


def _locate(module: str) -> tuple[Path, str]:
    """The folder of *module*, and what is wrong with it."""
    # `find_spec` of a dotted name would import its parents.
    first, *rest = module.split(".")
    try:
        spec = importlib.util.find_spec(first)
    except (ImportError, ValueError, AttributeError) as error:
        return Path(module), f"cannot be located: {error}"
    if spec is None or not spec.submodule_search_locations:
        return Path(module), f"the package is missing: {module}"
    path = Path(next(iter(spec.submodule_search_locations)), *rest)
    return path, "" if path.is_dir() else f"the package is missing: {module}"


def _enable_hint(name: str) -> str:
    return f"`deblur-desktop plugins enable {name}` turns it on; it can do anything that you can"
