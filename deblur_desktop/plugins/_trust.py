"""What a person decided about plug-ins: `plugins.toml` in the data folder, and the hash of a folder."""

import hashlib
import logging
import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from deblur_desktop.bundle import data_folder
from deblur_desktop.errors import PluginError

logger = logging.getLogger(__name__)

LARGEST_FILE = 16 << 20
"""Bytes of one file of a dropped plug-in."""
MOST_FILES = 1000


@dataclass(frozen=True, slots=True)
class Choices:
    """Dropped folders that are on, each with the SHA-256 it had, and plug-ins turned off by name."""

    pinned: Mapping[str, str] = field(default_factory=dict[str, str])
    disabled: frozenset[str] = frozenset()


def read() -> Choices:
    """What is stored. A damaged file counts as empty, so that dropped folders are off."""
    try:
        return _choices(tomllib.loads(_file().read_text("utf-8")))
    except FileNotFoundError:
        return Choices()
    except (OSError, ValueError, TypeError, AttributeError, RecursionError) as error:
        logger.warning("cannot read which plug-ins are on (%s): %s", error, _file())
        return Choices()


def unpin(name: str) -> None:
    """Let no dropped folder called *name* be on."""
    choices = read()
    if name in choices.pinned:
        rest = {key: value for key, value in choices.pinned.items() if key != name}
        write(Choices(rest, choices.disabled))


def write(choices: Choices) -> None:
    """Store *choices*: whole or not at all.

    Raises:
        PluginError: The disk is full or broken.
    """
    names = ", ".join(f'"{name}"' for name in sorted(choices.disabled))
    pins = [f'{name} = "{value}"\n' for name, value in sorted(choices.pinned.items())]
    text = f"disabled = [{names}]\n\n[pinned]\n" + "".join(pins)
    temporary = _file().with_suffix(f".{os.getpid()}.part")
    try:
        with temporary.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(_file())
    except OSError as error:
        raise PluginError(
            f"cannot store which plug-ins are on ({error.strerror}): {_file()}"
        ) from error
    finally:
        temporary.unlink(missing_ok=True)


def hash_of(folder: Path) -> str:
    """SHA-256 over the names and contents of all files of *folder*, hex.

    `__pycache__` is left out, for `load` neither reads nor writes it.

    Raises:
        PluginError: The folder holds something else than files and folders, or too much.
    """
    digest = hashlib.sha256()
    for count, path in enumerate(files_in(folder)):
        name = path.relative_to(folder).as_posix()
        if count >= MOST_FILES or path.stat().st_size > LARGEST_FILE:
            raise PluginError(f"the plug-in is too large: {name}")
        content = path.read_bytes()
        digest.update(f"{name}\0{len(content)}\0".encode("utf-8", "surrogateescape") + content)
    return digest.hexdigest()


def files_in(folder: Path) -> Iterator[Path]:
    """All files below *folder* but bytecode.

    Raises:
        PluginError: It holds something else than files and folders.
    """
    for path in sorted(folder.iterdir()):
        if path.name == "__pycache__":
            continue
        if path.is_symlink() or not (path.is_dir() or path.is_file()):
            raise PluginError(f"neither a file nor a folder: {path.name}")
        if path.is_dir():
            yield from files_in(path)
        else:
            yield path


def _choices(table: Mapping[str, Any]) -> Choices:
    pinned = {str(name): str(value) for name, value in table.get("pinned", {}).items()}
    return Choices(pinned, frozenset(map(str, table.get("disabled", []))))


def _file() -> Path:
    return data_folder() / "plugins.toml"
