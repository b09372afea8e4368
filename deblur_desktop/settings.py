"""Every setting once: its name, what it may be, and what it does.

The dialog, the `config` command and the docs are drawn from `SETTINGS`: to add a setting, add a field to
`Settings`. They are read once at start and passed on. The file is TOML; what this version does not know
is kept, for another version may.
"""

import datetime
import json
import logging
import os
import time
import tomllib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_type_hints

import platformdirs

from deblur_desktop.bundle import bundled
from deblur_desktop.errors import UsageError
from deblur_desktop.library.storage import write_whole

logger = logging.getLogger(__name__)

Theme = Literal["system", "light", "dark"]
Existing = Literal["number", "skip", "replace"]
Value = str | bool
OnNotice = Callable[[str], None]

_LARGEST = 1 << 20


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802 - the name that lupdate looks for
    """Mark *text* as one that the window translates."""
    del context
    return text


@dataclass(frozen=True, slots=True)
class About:
    """What is said of a setting.

    Attributes:
        title: In the dialog.
        help: One sentence.
        choices: Values with their titles; none for a switch and for free text.
    """

    title: str
    help: str
    choices: Mapping[str, str] = field(default_factory=dict[str, str])


_SYSTEM = QT_TRANSLATE_NOOP("Settings", "As the system")
_LANGUAGES = {"en": "English", "de": "Deutsch", "zh_TW": "繁體中文"}


def _languages() -> dict[str, str]:
    """English, and what there are translations for."""
    files = (bundled("resources") / "translations").glob("deblur_*.qm")
    found = {path.stem.removeprefix("deblur_") for path in files}
    known = {code: name for code, name in _LANGUAGES.items() if code == "en" or code in found}
    return {"system": _SYSTEM} | known | {code: code for code in sorted(found - set(known))}


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person prefers. Each field has its default, its title, its choices and its help."""

    language: Annotated[
        str,
        About(
            QT_TRANSLATE_NOOP("Settings", "Language"),
            QT_TRANSLATE_NOOP("Settings", "Takes effect when the program is started again."),
            _languages(),
        ),
    ] = "system"
    theme: Annotated[
        Theme,
        About(
            QT_TRANSLATE_NOOP("Settings", "Appearance"),
            QT_TRANSLATE_NOOP("Settings", "Photos are always judged before the same gray."),
            {
                "system": _SYSTEM,
                "light": QT_TRANSLATE_NOOP("Settings", "Light"),
                "dark": QT_TRANSLATE_NOOP("Settings", "Dark"),
            },
        ),
    ] = "system"
    screen: Annotated[
        str,
        About(
            QT_TRANSLATE_NOOP("Settings", "Colors of the screen"),
            QT_TRANSLATE_NOOP("Settings", "What photos are shown in: auto, srgb, or an ICC file."),
        ),
    ] = "auto"
    device: Annotated[
        str,
        About(
            QT_TRANSLATE_NOOP("Settings", "Device"),
            QT_TRANSLATE_NOOP("Settings", "Where the network runs: auto, cpu, cuda or cuda:1."),
        ),
    ] = "auto"
    existing: Annotated[
        Existing,
        About(
            QT_TRANSLATE_NOOP("Settings", "If the result exists"),
            QT_TRANSLATE_NOOP("Settings", "An original is never replaced."),
            {
                "number": QT_TRANSLATE_NOOP("Settings", "Add a number to the name"),
                "skip": QT_TRANSLATE_NOOP("Settings", "Save nothing"),
                "replace": QT_TRANSLATE_NOOP("Settings", "Move the old one to the trash"),
            },
        ),
    ] = "number"
    preview: Annotated[
        bool,
        About(
            QT_TRANSLATE_NOOP("Settings", "Preview what is seen"),
            QT_TRANSLATE_NOOP(
                "Settings", "Deblurs the visible part by itself, from 100 % zoom on."
            ),
        ),
    ] = True
    notify: Annotated[
        bool,
        About(
            QT_TRANSLATE_NOOP("Settings", "Notify when done"),
            QT_TRANSLATE_NOOP(
                "Settings", "Tells of a finished run while the window is not in use."
            ),
        ),
    ] = True


@dataclass(frozen=True, slots=True)
class Setting:
    """A row of the table.

    Attributes:
        name: In the file and on the command line.
        default: Its type is that of the setting.
        about: It.
    """

    name: str
    default: Value
    about: About

    def parsed(self, text: str) -> Value:
        """The value that *text* means.

        Raises:
            UsageError: It means none.
        """
        value: Value = text
        if isinstance(self.default, bool):
            value = _SWITCH.get(text.lower(), text)
        if not self.allows(value):
            raise UsageError(f"not a value of `{self.name}`: {text}", f"choose {self.values}")
        return value

    def allows(self, value: object) -> bool:
        """Whether the setting can be *value*."""
        if type(value) is not type(self.default):
            return False
        return value in self.about.choices if self.about.choices else value != ""

    @property
    def values(self) -> str:
        """What it may be, in words."""
        if isinstance(self.default, bool):
            return "true or false"
        return ", ".join(self.about.choices) or "text"


_SWITCH = {"true": True, "on": True, "yes": True, "false": False, "off": False, "no": False}
SETTINGS = {
    name: Setting(name, getattr(Settings(), name), get_args(hint)[1])
    for name, hint in get_type_hints(Settings, include_extras=True).items()
}
"""The table, by name."""


def warn(notice: str) -> None:
    """What happens to notices that nobody asks for."""
    logger.warning("%s", notice)


def read(on_notice: OnNotice = warn) -> Settings:
    """What the person prefers; the default where the file says nothing usable.

    Args:
        on_notice: Called with sentences for the person. A file that is no settings file is renamed to
            ``settings.toml.bad-<time>`` and makes one.
    """
    table, notices = _stored(settings_file()), list[str]()
    if isinstance(table, str):
        on_notice(table)
        return Settings()
    known = {name: value for name, value in table.items() if name in SETTINGS}
    for name in sorted(set(table) - set(known)):
        notices.append(f"the settings file has an unknown setting, which is kept: {name}")
    for name in [n for n, value in known.items() if not SETTINGS[n].allows(value)]:
        notices.append(
            f"the settings file has a wrong `{name}`; the default is used: {known[name]}"
        )
        del known[name]
    for notice in notices:
        on_notice(notice)
    return Settings(**known)


def write(settings: Settings) -> None:
    """Store *settings*, whole or not at all; unknown ones in the file stay."""
    path = settings_file()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    stored = _stored(path)
    unknown = (
        {} if isinstance(stored, str) else {n: v for n, v in stored.items() if n not in SETTINGS}
    )
    lines = [toml_line(name, value) for name, value in (_values(settings) | unknown).items()]
    write_whole(path, "".join(lines).encode())


def changed(settings: Settings, name: str, text: str) -> Settings:
    """*settings* with *name* as *text* says.

    Raises:
        UsageError: There is no such setting, or it cannot be that.
    """
    value: Any = find(name).parsed(text)
    return replace(settings, **{name: value})


def find(name: str) -> Setting:
    """The setting *name*.

    Raises:
        UsageError: There is none; the hint has the nearest.
    """
    if name in SETTINGS:
        return SETTINGS[name]
    import difflib  # only for a mistake

    near = difflib.get_close_matches(name, SETTINGS, n=1)
    hint = f"did you mean `{near[0]}`?" if near else "`deblur-desktop config` lists them"
    raise UsageError(f"no setting has this name: {name}", hint)


def settings_file() -> Path:
    """Where they lie; `DEBLUR_DESKTOP_DATA` moves it."""
    home = os.environ.get("DEBLUR_DESKTOP_DATA")
    folder = Path(home) if home else Path(platformdirs.user_config_dir("deblur-desktop"))
    return folder / "settings.toml"


def _values(settings: Settings) -> dict[str, Value]:
    return {name: getattr(settings, name) for name in SETTINGS}


def _stored(path: Path) -> dict[str, Any] | str:
    """The file's table, or what is to be said of a file that has none."""
    try:
        if path.stat().st_size > _LARGEST:
            return _put_aside(path, "too large")
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        return f"the settings cannot be read ({error.strerror}); defaults are used: {path}"
    except (ValueError, RecursionError):  # also no UTF-8
        return _put_aside(path, "damaged")


def _put_aside(path: Path, reason: str) -> str:
    bad = path.with_name(f"{path.name}.bad-{time.strftime('%Y%m%d-%H%M%S')}")
    with suppress(OSError):
        path.replace(bad)
    return f"the settings file was {reason}; defaults are used, and it is kept as: {bad}"


def toml_line(name: str, value: Any) -> str:
    """A value with its name, as TOML."""
    return f"{_toml(str(name))} = {_toml(value)}\n"


def _toml(value: Any) -> str:
    """*value* as TOML; its strings are JSON's but for one character."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_toml(k)} = {_toml(v)}" for k, v in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, float):
        return repr(value)
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
