"""Cards as files: reading those of strangers, writing those of imported checkpoints."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from deblur_desktop.errors import PluginError
from deblur_desktop.library.card import Checkpoint, read_cards
from deblur_desktop.library.storage import write_whole

_LARGEST = 1 << 20
_LONGEST_TEXT = 10_000
_REQUIRED = ("id", "name", "architecture", "task", "license")
_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")
_HASH = re.compile(r"([0-9a-f]{64})?")
_SCHEMES = ("https://", "npm:")


def is_id(name: str) -> bool:
    """Whether *name* can name a checkpoint; it becomes a file name."""
    return _ID.fullmatch(name) is not None


def read_checked(path: Path) -> tuple[Checkpoint, ...]:
    """The cards of *path*, which a stranger may have written.

    Raises:
        PluginError: The file is too large, not TOML, or a field is of the wrong type.
    """
    if path.stat().st_size > _LARGEST:
        raise PluginError(f"the file of model cards is larger than 1 MB: {path}")
    try:
        cards = read_cards(path)
    except (AttributeError, KeyError, RecursionError) as error:
        raise PluginError(f"cannot read the model cards ({error!r}): {path}") from error
    for card in cards:
        _check(card, path)
    return cards


def write_card(path: Path, card: Checkpoint) -> None:
    """*card* as a TOML file that `read_checked` reads back equal."""
    fields = {key: value for key, value in asdict(card).items() if value or key in _REQUIRED}
    lines = [f"{key} = {_toml(value)}\n" for key, value in fields.items()]
    write_whole(path, ("[[checkpoint]]\n" + "".join(lines)).encode())


def _check(card: Checkpoint, path: Path) -> None:
    if not (isinstance(card.id, str) and is_id(card.id)):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise PluginError(f"a model card has an unusable id ({card.id!r}): {path}")
    for name, value in asdict(card).items():
        if not _fits(name, value):
            raise PluginError(f"a model card has a wrong `{name}` ({card.id}): {path}")
    if not _are_addresses(card):
        raise PluginError(
            f"a model card has an address that cannot be used ({card.id}): {path}",
            "`urls` take https:// and npm:, `page` takes https:// and wants a `file`",
        )


def _are_addresses(card: Checkpoint) -> bool:
    # Over http anybody on the way can change the file, and only a published hash tells.
    schemes = (*_SCHEMES, "http://") if card.is_verified else _SCHEMES
    is_page = card.page.startswith("https://") and bool(card.file)
    return all(url.startswith(schemes) for url in card.urls) and (is_page or not card.page)


def _fits(name: str, value: object) -> bool:
    if name in ("sha256", "source_sha256"):
        return isinstance(value, str) and _HASH.fullmatch(value) is not None
    if name == "options":
        return isinstance(value, Mapping)
    if name == "urls":
        return isinstance(value, tuple) and all(_is_text(url) for url in value)
    if name == "unverified":
        return isinstance(value, bool)
    return type(value) is int if name == "size" else _is_text(value)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST_TEXT


def _toml(value: Any) -> str:
    """*value* as TOML; its strings are JSON's but for one character."""
    if isinstance(value, Mapping):
        pairs = (f"{_toml(str(key))} = {_toml(item)}" for key, item in value.items())
        return "{ " + ", ".join(pairs) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
