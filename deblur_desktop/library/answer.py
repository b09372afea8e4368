"""Judges what a server answers, before any byte of it is stored."""

from collections.abc import Mapping
from dataclasses import dataclass

from deblur_desktop.errors import RefusedAddress, Unreachable, WrongDownload
from deblur_desktop.library.connection import Answer, host
from deblur_desktop.library.part import Part
from deblur_desktop.library.wanted import LARGEST, Wanted

_FOR_GOOD = range(400, 500)
_COME_AGAIN = (408, 425, 429)
_PAGE_HEAD = 512
_PAGE_MARKS = (b"<!doctype html", b"<html", b"<head", b"<script", b"<?xml", b"<body")


class Interrupted(Exception):
    """This connection gives no more; the next one may, after *pause_s*."""

    def __init__(self, reason: str, pause_s: float = 0.0) -> None:
        super().__init__(reason)
        self.pause_s = pause_s


@dataclass(frozen=True, slots=True)
class Body:
    """What follows.

    Attributes:
        offset: Where it belongs in the file, in bytes.
        total: Of the whole file in bytes; 0 when the server does not say.
        version: Of the file, as `If-Range` takes it; empty when the server gives none.
    """

    offset: int
    total: int
    version: str


def wishes(wanted: Wanted, part: Part) -> dict[str, str]:
    """Headers that ask for what is missing."""
    # Without a version, only a hash can tell afterwards whether two pieces belong together.
    if not part.size or not (part.version or wanted.sha256):
        return {}
    version = {"If-Range": part.version} if part.version else {}
    return {"Range": f"bytes={part.size}-", **version}


def judge(answer: Answer, wanted: Wanted, part: Part) -> Body:
    """The body of *answer* to `wishes`.

    Raises:
        Interrupted: It is none now, or not the one asked for; then the part is removed.
        RefusedAddress: The file is not there for us.
        WrongDownload: It is something else.
    """
    if answer.status == 416:
        return _nothing_left(answer, wanted, part)
    _refuse_status(answer)
    _refuse_form(answer)
    body = _continued(answer, part) if answer.status == 206 else _from_start(answer)
    if wanted.size and body.total not in (0, wanted.size):
        raise WrongDownload(
            f"the file there has {body.total} bytes, and not the {wanted.size} that were published:"
            f" {wanted.url}"
        )
    if body.total > LARGEST:
        raise WrongDownload(f"the file there is larger than 8 GB: {wanted.url}")
    return body


def refuse_page(start: bytes, wanted: Wanted) -> None:
    """Whether the file begins like a web page.

    Raises:
        WrongDownload: It does.
    """
    text = start[:_PAGE_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith(_PAGE_MARKS):
        raise _page(wanted.url)


def _nothing_left(answer: Answer, wanted: Wanted, part: Part) -> Body:
    """The part is the whole file, as far as the server says; its hash is still to be looked at."""
    size = part.size
    total = answer.headers.get("Content-Range", "").removeprefix("bytes */")
    if size and _number(total) == size and (part.version or wanted.sha256):
        return Body(size, size, part.version)
    part.remove()
    raise Interrupted("the server has no such part")


def _refuse_status(answer: Answer) -> None:
    if answer.status in _COME_AGAIN or answer.status >= 500:
        raise Interrupted(f"it says {answer.status} {answer.reason}", answer.retry_after_s)
    if answer.status in _FOR_GOOD:
        raise RefusedAddress(f"the server says {answer.status} {answer.reason}: {answer.url}")
    if answer.status not in (200, 206):
        raise Unreachable(f"the server says {answer.status} {answer.reason}: {answer.url}")


def _refuse_form(answer: Answer) -> None:
    packing = answer.headers.get("Content-Encoding", "identity")
    if packing.lower() != "identity":  # a small body may unpack to any size
        raise WrongDownload(f"the server packs what it sends ({packing[:20]}): {answer.url}")
    if "text/html" in answer.headers.get("Content-Type", "").lower():
        raise _page(answer.url)


def _page(url: str) -> WrongDownload:
    return WrongDownload(
        f"the site sent a web page instead of the file: {host(url)}",
        "open the address in a browser: it may want you to log in, or to wait",
    )


def _from_start(answer: Answer) -> Body:
    return Body(0, _number(answer.headers.get("Content-Length", "")), _version(answer.headers))


def _continued(answer: Answer, part: Part) -> Body:
    unit, _, span = answer.headers.get("Content-Range", "").partition(" ")
    place, _, total = span.partition("/")
    version = _version(answer.headers)
    is_ours = unit == "bytes" and place.partition("-")[0] == str(part.size)
    if not is_ours or (part.version and version != part.version):
        part.remove()
        raise Interrupted("it sent another piece than the one that is missing")
    return Body(part.size, _number(total), version)


def _version(headers: Mapping[str, str]) -> str:
    tag = headers.get("ETag", "")
    if tag and not tag.startswith("W/"):  # a weak one does not promise the same bytes
        return tag
    return headers.get("Last-Modified", "")


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else 0
