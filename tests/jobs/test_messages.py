"""Messages: what goes in comes out, and nothing else comes out."""

import json
import random
from dataclasses import fields
from typing import Any, get_origin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deblur_desktop.jobs.messages import MAX_LINE, Message, decode, encode, lines

KINDS = sorted(lines._KINDS.values(), key=lambda kind: kind.__name__)
# What a file name may hold on Linux, half of a surrogate pair included.
texts = st.text(st.characters(), max_size=40)
VALUES: dict[Any, st.SearchStrategy[Any]] = {
    int: st.integers(0, 2**31),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    str: texts,
    list[str]: st.lists(texts, max_size=3),
    list[int]: st.lists(st.integers(), max_size=4),
    dict[str, str]: st.dictionaries(texts, texts, max_size=3),
}


def of(kind: type[Message]) -> st.SearchStrategy[Message]:
    return st.builds(kind, **{field.name: VALUES[field.type] for field in fields(kind)})


@given(st.one_of([of(kind) for kind in KINDS]))
def test_a_message_survives_the_way(message: Message):
    line = encode(message)

    assert decode(line) == message
    assert line.count(b"\n") == 1
    assert line.endswith(b"\n")


def example(kind: type[Message]) -> dict[str, Any]:
    blank: dict[Any, Any] = {int: 1, float: 0.5, bool: True, str: "x", list: [], dict: {}}
    values = {f.name: blank[get_origin(f.type) or f.type] for f in fields(kind)}
    return {"type": kind.__name__, **values}


def decodes(content: object) -> bool:
    try:
        decode(json.dumps(content).encode())
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_field_that_is_missing_wrong_or_unknown_is_refused(kind: type[Message]):
    whole = example(kind)
    assert decodes(whole)

    assert not decodes({**whole, "unknown": 1})
    for field in fields(kind):
        rest = {name: value for name, value in whole.items() if name != field.name}
        optional = field.default is not field.default_factory  # both are missing
        assert decodes(rest) == optional, field.name
        assert not decodes({**whole, field.name: None}), field.name


WRONG = {
    "empty": b"",
    "no JSON": b"hello\n",
    "no UTF-8": b'{"type":"\xff"}',
    "no object": b"[1]",
    "no kind": b'{"job":1}',
    "unknown kind": b'{"type":"Explode","job":1}',
    "kind of another type": b'{"type":["Open"],"job":1}',
    "private name": b'{"type":"Message","job":1}',
    "deep": b"[" * 1_000_000,
    "deep in a field": b'{"type":"Cancel","job":' + b"[" * 200_000 + b"}",
    "long number": b'{"type":"Cancel","job":' + b"9" * 100_000 + b"}",
    "text in a list of numbers": b'{"type":"Restored","job":1,"result":"r","recipe":"{}","box":["a"],'
    b'"seconds":1}',
    "number in a list of texts": b'{"type":"Imported","job":1,"checkpoint":"c","notices":[1]}',
    "not finite": b'{"type":"Progress","job":1,"done":1e999,"total":1}',
    "not a number": b'{"type":"Progress","job":1,"done":NaN,"total":1}',
    "truth for a number": b'{"type":"Cancel","job":true}',
}


@pytest.mark.parametrize("name", WRONG)
def test_F105_what_is_no_message_is_a_value_error(name: str):
    with pytest.raises(ValueError):  # noqa: PT011 - the reason differs, the class is the promise
        decode(WRONG[name])


def test_F105_a_line_that_is_too_long_is_refused_unread():
    with pytest.raises(ValueError, match="bytes"):
        decode(b" " * (MAX_LINE + 1))


def mutant(line: bytes, chance: random.Random) -> bytes:
    content = bytearray(line)
    for _ in range(chance.choice((1, 1, 2, 8))):
        place = chance.randrange(len(content))
        kind = chance.choice(("flip", "cut", "double", "byte", "swap"))
        if kind == "flip":
            content[place] ^= 1 << chance.randrange(8)
        elif kind == "cut":
            del content[place : place + chance.randrange(1, 9)]
        elif kind == "double":
            content[place:place] = content[place : place + chance.randrange(1, 30)]
        elif kind == "byte":
            content[place] = chance.choice(b'{}[]":,0123456789eE-+.tfn\\u\0\xff')
        else:
            content[place:] = content[place:][::-1]
        content = content or bytearray(b"x")
    return bytes(content)


def test_F105_a_thousand_mutants_are_messages_or_value_errors():
    chance = random.Random(105)
    lines = [json.dumps(example(kind)).encode() for kind in KINDS]

    for _ in range(1000):
        line = mutant(chance.choice(lines), chance)
        try:
            message = decode(line)
        except ValueError:
            continue
        assert decode(encode(message)) == message
