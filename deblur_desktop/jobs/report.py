"""Reports of a batch: CSV and JSON for programs, HTML with small pictures for people."""

import base64
import codecs
import csv
import html
import json
import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import quote

import cv2

from deblur_desktop.errors import DeblurError, UsageError
from deblur_desktop.jobs.batches import Batch
from deblur_desktop.jobs.item import Item, State
from deblur_desktop.jobs.standing import Standing
from deblur_desktop.photo.names import display_name
from deblur_desktop.photo.thumbnail import thumbnail
from deblur_desktop.photo.writer import write_file

_SIDE = 160
_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem; color: #222; background: #fff }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem } dd { margin: 0 }
dt { color: #777 } table { border-collapse: collapse } td, th { padding: .4rem .8rem; text-align: left }
tr { border-bottom: 1px solid #ddd } .failed, .quarantined { color: #a11 } .skipped { color: #777 }
@media (prefers-color-scheme: dark) {
  body { color: #ddd; background: #1e1e1e } tr { border-color: #444 }
  .failed, .quarantined { color: #f88 } }
"""


def facts(item: Item) -> dict[str, Any]:
    """What is told of a photo, ready for JSON."""
    return {
        "number": item.id,
        "source": str(item.source),
        "state": item.state,
        "outcome": item.outcome,
        "blur": item.kind,
        "sharper": round(item.sharper, 3),
        "changed": round(item.altered, 3),
        "result": str(item.result) if item.result else "",
        "sha256": item.sha256,
        "model": item.model,
        "seconds": round(item.seconds, 2),
        "message": item.message,
        "hint": item.hint,
        "error": item.error,
    }


def csv_lines(batch: Batch) -> Iterator[str]:
    """One line for each photo, below a line of titles; names that are no text are escaped."""
    titles: list[str] = []
    for item in _items(batch):
        told = {name: display_name(str(value)) for name, value in facts(item).items()}
        if not titles:
            titles = list(told)
            yield _csv_line(titles)
        yield _csv_line(told.values())


def json_lines(batch: Batch) -> Iterator[str]:
    """One array of objects, each with its receipt."""
    journal = batch.journal()
    before = "[\n"
    for item in journal.items():
        receipt = journal.receipt(item.id)
        told = facts(item) | {"receipt": json.loads(receipt) if receipt else None}
        yield before + json.dumps(told)
        before = ",\n"
    journal.close()
    yield "\n]\n" if before == ",\n" else "[]\n"


def html_lines(batch: Batch) -> Iterator[str]:
    """A page that needs no other file."""
    plan, title = batch.plan, f"Batch {batch.id}"
    yield f"<!doctype html><html lang=en><meta charset=utf-8><title>{title}</title>"
    yield f"<style>{_STYLE}</style><h1>{title}</h1><dl>"
    for name, fact in _facts_of(batch):
        yield f"<dt>{name}<dd>{_escaped(fact)}"
    yield "</dl><table><tr><th>before<th>after<th>photo<th>result<th>outcome<th>model<th>why</tr>\n"
    for item in _items(batch):
        message = item.message.removesuffix(f": {display_name(item.source)}")
        told = "; ".join(filter(None, (message, item.hint)))
        yield f"<tr class={item.state}><td>{_picture(item.source)}<td>{_picture(item.result)}"
        yield f"<td>{_escaped(_below(item.source, plan.sources))}<td>{_link(item, plan.output)}"
        yield f"<td>{item.outcome or item.state}<td>{_escaped(item.model)}<td>{_escaped(told)}</tr>\n"
    yield "</table></html>\n"


FORMATS: dict[str, Callable[[Batch], Iterable[str]]] = {
    ".csv": csv_lines,
    ".json": json_lines,
    ".html": html_lines,
}


def write_report(
    batch: Batch, target: Path, on_photo: Callable[[int, int], object] = lambda done, total: None
) -> Path:
    """A report in the format of the suffix; gives the name that it got.

    *on_photo* is told how many photos of how many are in it, and may raise to stop.

    Raises:
        UsageError: There is no such format.
        PhotoError: It cannot be written.
    """
    lines = FORMATS.get(target.suffix.lower())
    if lines is None:
        known = ", ".join(FORMATS)
        raise UsageError(f"no report is made in this format: {target.name}", f"choose {known}")

    with closing(batch.journal()) as journal:
        total = sum(journal.counts().values())

    def fill(file: BinaryIO) -> None:
        if target.suffix.lower() == ".csv":
            file.write(codecs.BOM_UTF8)  # by which spreadsheets know that it is UTF-8
        for number, line in enumerate(lines(batch)):
            on_photo(min(number, total), total)
            file.write(line.encode("utf-8", "backslashreplace"))

    return write_file(target, fill, lambda _: None).path


def _facts_of(batch: Batch) -> Iterator[tuple[str, str]]:
    plan, recipe = batch.plan, batch.plan.treatment.recipe
    with closing(batch.journal()) as journal:
        found = Standing.of(journal)
    choices = {choice.checkpoint for choice in plan.treatment.choices.values()}
    yield "photos from", ", ".join(plan.sources)
    yield "results in", plan.output
    counts = {
        "found": found.known, "restored": found.restored, "unchanged": found.unchanged,
        "failed": found.failed, "left out": found.counts[State.SKIPPED], "to do": found.left,
    }  # fmt: skip
    yield "photos", ", ".join(f"{count} {what}" for what, count in counts.items() if count)
    yield "checkpoints", ", ".join(sorted(choices)) or "none fits"
    yield "recipe", f"strength {recipe.strength:.0%}, texture {recipe.texture:.0%}"
    yield "report of", time.strftime("%Y-%m-%d %H:%M")


def _below(path: Path, folders: Iterable[str]) -> Path:
    """*path* as it lies in one of *folders*."""
    root = next((f for f in folders if path != Path(f) and path.is_relative_to(f)), path.parent)
    return path.relative_to(root)


def _link(item: Item, output: str) -> str:
    if item.result is None:
        return ""
    name = _escaped(_below(item.result, [output]))
    address = f"file://{quote(os.fsencode(item.result))}"
    return f'<a href="{html.escape(address)}">{name}</a>'


def _items(batch: Batch) -> Iterator[Item]:
    journal = batch.journal()
    yield from journal.items()
    journal.close()


class _Line:
    """A file of one line, for the writer of the standard library."""

    def write(self, text: str) -> str:
        return text


def _csv_line(values: Iterable[str]) -> str:
    return csv.writer(_Line()).writerow(list(values))  # pyright: ignore[reportReturnType] - what write gives


def _escaped(text: object) -> str:
    return html.escape(display_name(str(text)))


def _picture(path: Path | None) -> str:
    if path is None:
        return ""
    try:
        picture = cv2.cvtColor(thumbnail(path, _SIDE), cv2.COLOR_RGB2BGR)
    except DeblurError:
        return ""
    _, data = cv2.imencode(".jpg", picture)
    text = base64.b64encode(data.tobytes()).decode("ascii")
    return f'<img alt="" src="data:image/jpeg;base64,{text}">'
