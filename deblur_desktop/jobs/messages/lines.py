"""Messages as lines of JSON."""

import json
import sys
from dataclasses import asdict, fields
from typing import Any, get_args, get_origin

from deblur_desktop.jobs.messages import events, requests
from deblur_desktop.jobs.messages.message import Message

MAX_LINE = 4_000_000
"""Bytes. A recipe with an embedded mask is the longest message there is."""

_KINDS = {
    kind.__name__: kind
    for module in (requests, events)
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, Message) and kind is not Message
}


def encode(message: Message) -> bytes:
    """One line, with its end."""
    content = {"type": type(message).__name__, **asdict(message)}
    return json.dumps(content, separators=(",", ":")).encode("ascii") + b"\n"


def decode(line: bytes) -> Message:
    """The message that `encode` wrote.

    Raises:
        ValueError: It is none: too long, not JSON, of an unknown kind, or with wrong fields.
    """
    if len(line) > MAX_LINE:
        raise ValueError(f"a message of {len(line)} bytes")
    try:
        content: Any = json.loads(line)
    except RecursionError as error:
        raise ValueError("a message must not be so deep") from error
    if not isinstance(content, dict):
        raise ValueError("a message must be an object")
    kind = _KINDS.get(str(content.pop("type", "")))
    if kind is None:
        raise ValueError("a message of an unknown kind")
    _check_types(kind, content)
    return kind(**content)


def _check_types(kind: type[Message], content: dict[str, Any]) -> None:
    known = {each.name: each.type for each in fields(kind)}
    for name, value in content.items():
        if name not in known or not _fits(value, known[name]):
            raise ValueError(f"a wrong field in {kind.__name__}: {name}")
    missing = {f.name for f in fields(kind) if f.default is f.default_factory} - set(content)
    if missing:
        raise ValueError(f"{kind.__name__} lacks {', '.join(sorted(missing))}")


def _fits(value: Any, wanted: Any) -> bool:
    """Whether *value*, as JSON gives it, is of the type *wanted*; no number is infinite."""
    if get_origin(wanted) is list:
        return type(value) is list and all(_fits(each, *get_args(wanted)) for each in value)
    if get_origin(wanted) is dict:
        return type(value) is dict and all(_fits(v, get_args(wanted)[1]) for v in value.values())
    if wanted is float:
        return type(value) in (int, float) and abs(value) <= sys.float_info.max
    return type(value) is wanted
