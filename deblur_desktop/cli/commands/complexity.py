"""`deblur-desktop complexity`: what the networks cost, published and measured side by side."""

import difflib
import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from deblur_desktop.cli.command import Command
from deblur_desktop.errors import UsageError
from deblur_desktop.evaluation.complexity import Complexity, measure
from deblur_desktop.evaluation.variants import PUBLISHED_SIDE, Variant, variants

if TYPE_CHECKING:
    import torch

_SIDES = range(16, 4097)


def configure(parser: ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument(
        "network", metavar="NETWORK", nargs="*", help="as in the table's first column; default: all"
    )
    parser.add_argument("--size", type=int, default=PUBLISHED_SIDE, help="side of the picture")
    parser.add_argument("--device", default="cpu", help="cpu (the default), cuda, cuda:1 …")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")


def run(options: Namespace) -> int:
    """Measure one after the other; exit code 1 when one of them fails."""
    if options.size not in _SIDES:
        raise UsageError(
            f"this size cannot be measured: {options.size}",
            f"say a side from {_SIDES[0]} to {_SIDES[-1]} pixels",
        )
    chosen = _chosen(options.network)
    from deblur_desktop.cli import DONE, FAILED
    from deblur_desktop.engine.device import find_device

    place = find_device(options.device)
    measured = _measured(chosen, options.size, str(place))
    failed = (_tell_json if options.json else _tell)(measured, options.size, place)
    return FAILED if failed else DONE


def _chosen(names: Sequence[str]) -> list[Variant]:
    known = {variant.id: variant for variant in variants()}
    for name in names:
        if name not in known:
            close = difflib.get_close_matches(name, known, n=3, cutoff=0.4)
            near = " or ".join(f"`{each}`" for each in close)
            hint = f"did you mean {near}?" if close else f"there are {', '.join(known)}"
            raise UsageError(f"no network has this name: {name}", hint)
    return [known[name] for name in names] or list(known.values())


def _measured(
    chosen: Sequence[Variant], side: int, device: str
) -> Iterator[tuple[Variant, Complexity]]:
    for variant in chosen:
        if sys.stderr.isatty():
            sys.stderr.write(f"\r\x1b[K{variant.name}…")
            sys.stderr.flush()
        yield variant, measure(variant, side, device)
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")


def _tell_json(
    measured: Iterator[tuple[Variant, Complexity]], side: int, place: "torch.device"
) -> bool:
    failed = False
    for variant, seen in measured:
        failed |= bool(seen.problem)
        published = {name: getattr(variant, name) for name in ("parameters", "gigamacs", "ms")}
        facts = {
            "id": variant.id,
            "name": variant.name,
            "size": side,
            "device": str(place),
            "published": {name: value or None for name, value in published.items()},
            "measured": {name: value or None for name, value in asdict(seen).items()},
        }
        sys.stdout.write(json.dumps(facts) + "\n")
        sys.stdout.flush()
    return failed


def _tell(measured: Iterator[tuple[Variant, Complexity]], side: int, place: "torch.device") -> bool:
    from deblur_desktop.engine.device import describe_device

    columns = ("network", "M parameters", "here", "GMACs", "here", "ms", "fp32", "bf16", "MB")
    table = Table(*columns, box=None, pad_edge=False)
    for column in table.columns[1:]:
        column.justify = "right"
    failed = False
    is_published = side == PUBLISHED_SIDE
    try:
        for variant, seen in measured:
            failed |= bool(seen.problem)
            table.add_row(*_cells(variant, seen, is_published=is_published))
            if seen.problem:
                sys.stderr.write(f"{variant.id}: {seen.problem}\n")
    finally:  # what was measured before an interruption, too
        _print(table, side, describe_device(place))
    return failed


def _cells(variant: Variant, seen: Complexity, *, is_published: bool) -> list[Text]:
    cells = [
        variant.id,
        _number(variant.parameters, 2), _number(seen.parameters, 2),
        _number(variant.gigamacs if is_published else 0, 2), _number(seen.gigamacs, 2),
        _number(variant.ms if is_published else 0, 1), _number(seen.fp32_ms, 1),
        _number(seen.bf16_ms, 1), _number(seen.memory_mb, 0),
    ]  # fmt: skip
    return [Text(cell) for cell in cells]


def _print(table: Table, side: int, device: str) -> None:
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = 120
    console.print(table)
    sys.stdout.write(
        f"\nOne picture of {side} x {side} on {device}; MB is the peak of a run in float32 beside the"
        " weights.\nColumns without `here` are as published: the times on an RTX 5090, figures for"
        f" {PUBLISHED_SIDE} x {PUBLISHED_SIDE}.\nGMACs here count convolutions and matrix products as"
        " this program does them.\n"
    )


def _number(value: float, digits: int) -> str:
    return f"{value:.{digits}f}" if value else "–"


command = Command(
    "complexity",
    "measure what the networks cost, beside what was published",
    configure,
    run,
)
