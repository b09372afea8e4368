"""Where shipped and personal folders lie: in a checkout, an installed wheel or a frozen application."""

import os
from pathlib import Path

import platformdirs

from deblur_desktop.errors import CannotStart

_APP = "deblur-desktop"
_PACKAGE = Path(__file__).parent


def bundled(name: str) -> Path:
    """The shipped folder *name* (`plugins`, `resources`): inside the wheel, else beside the package."""
    inside = _PACKAGE / "_bundled" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def data_folder() -> Path:
    """The person's own folder for checkpoints and plug-ins; `DEBLUR_DESKTOP_DATA` moves it.

    It is made on first use, readable by its owner alone.
    """
    path = Path(os.environ.get("DEBLUR_DESKTOP_DATA") or platformdirs.user_data_dir(_APP))
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise CannotStart(
            f"the program's own folder cannot be made ({error.strerror}): {path}",
            "name another one in the environment variable DEBLUR_DESKTOP_DATA",
        ) from error
    return path


def models_folder() -> Path:
    """Where installed checkpoints lie: `<id>.safetensors` with its card `<id>.toml`."""
    path = data_folder() / "models"
    path.mkdir(exist_ok=True)
    return path


def plugins_folder() -> Path:
    """Where a person drops plug-in folders."""
    path = data_folder() / "plugins"
    path.mkdir(exist_ok=True)
    return path


def cache_folder() -> Path:
    """Where what can be made again lies: workspaces, display tiles. Readable by its owner alone."""
    home = os.environ.get("DEBLUR_DESKTOP_DATA")
    path = Path(home) / "cache" if home else Path(platformdirs.user_cache_dir(_APP))
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path
