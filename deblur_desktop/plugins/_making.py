"""Makes a new plug-in from the one in `resources/plugin`, which works as it is."""

import keyword
from collections.abc import Callable
from pathlib import Path

from deblur_desktop.bundle import bundled
from deblur_desktop.errors import PluginError

_NAME = "mynet"  # in the files that are copied


def make(name: str, parent: Path, check_name: Callable[[str], None]) -> Path:
    """The folder *name* in *parent*, with a network, a card and tests.

    Raises:
        PluginError: The name cannot be used, or the folder cannot be made.
    """
    check_name(name)
    if keyword.iskeyword(name):
        raise PluginError(
            f"a plug-in cannot have this name: {name}", "Python must be able to import it"
        )
    folder = parent / name
    try:
        folder.mkdir(parents=True)
    except FileExistsError as error:
        raise PluginError(f"there is something of this name already: {folder}") from error
    except OSError as error:
        raise PluginError(f"the folder cannot be made ({error.strerror}): {folder}") from error
    for source in sorted((bundled("resources") / "plugin").iterdir()):
        if source.is_file():
            (folder / source.name.replace(_NAME, name)).write_text(
                _renamed(source.read_text("utf-8"), name), "utf-8"
            )
    return folder


def _renamed(text: str, name: str) -> str:
    title = "".join(word.capitalize() for word in name.split("_"))
    return text.replace(_NAME.capitalize(), title).replace(_NAME, name)
