"""What `batch` shows while it works: a line for each photo, and below them what goes on."""

import contextlib
import json
import sys
from types import TracebackType
from typing import Self

from rich.console import Console, Group
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table as Grid
from rich.text import Text

from deblur_desktop.cli import stop_telling
from deblur_desktop.errors import JournalError
from deblur_desktop.jobs.batch import GOES_ON, Step
from deblur_desktop.jobs.batches import Batch
from deblur_desktop.jobs.estimate import in_words
from deblur_desktop.jobs.item import BROKEN, OPEN, Item, State
from deblur_desktop.jobs.report import facts
from deblur_desktop.jobs.standing import Counting, Standing
from deblur_desktop.photo.names import display_name

_STYLES = {State.DONE: "green", State.SKIPPED: "dim", State.FAILED: "red", State.QUARANTINED: "red"}


class Table:
    """Is told by the runner; on a terminal it is redrawn, elsewhere each photo is a line."""

    def __init__(self, batch: Batch, *, as_json: bool) -> None:
        self._batch = batch
        self._as_json = as_json
        self._console = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
        self._counting = Counting(batch)
        self._running: dict[int, Step] = {}
        self._notice = "looking for photos"
        self._said = ""  # where lines stay, none is said twice in a row
        self._live: Live | None = None
        if self._console.is_terminal and not as_json:
            self._live = Live(console=self._console, transient=True, get_renderable=self._drawn)

    def __enter__(self) -> Self:
        """Begin to show."""
        if not self._as_json:
            output = display_name(self._batch.plan.output)
            self._print(f"batch {self._batch.id}: results go to {output}")
        if self._live is not None:
            self._live.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Leave what is to stay: the numbers."""
        if self._live is not None:
            self._live.stop()
        if not self._as_json:
            self._counting = Counting(self._batch)  # the last word is not that of a moment ago
            self._print(self._summary())

    def show(self, step: Step) -> None:
        """Something happened."""
        if step.item is None:
            notice = self._waits_for(step.stage)
            if self._live is None and not self._as_json and notice not in ("", self._said):
                self._print(notice)
                self._said = notice
            self._notice = notice
        elif step.item.state in OPEN:
            self._notice = ""
            self._running[step.item.id] = step
        else:
            self._running.pop(step.item.id, None)
            self._tell(step, step.item)

    def _waits_for(self, stage: str) -> str:
        """What is told while no photo is begun."""
        if stage not in ("", GOES_ON):
            return f"waiting, Ctrl-C stops: {stage}"
        if not stage and self._batch.plan.watching:
            return "watching, Ctrl-C stops"
        return stage

    def _tell(self, step: Step, item: Item) -> None:
        if self._as_json:
            receipt = json.loads(step.receipt.to_json()) if step.receipt else None
            _write(json.dumps(facts(item) | {"receipt": receipt}))
        elif self._live is not None:
            self._print(line(item), style=_STYLES[item.state])
        else:
            _write(line(item))

    def _drawn(self) -> Group:
        grid = Grid.grid(padding=(0, 1))
        for step in list(self._running.values()):
            assert step.item is not None
            bar = ProgressBar(total=1, completed=step.done, width=20)
            name = Text(display_name(step.item.source.name), overflow="ellipsis", no_wrap=True)
            grid.add_row(bar, name, Text(step.stage or "starting", "dim"))
        return Group(grid, Text(self._summary(), "bold"), Text(self._notice, "yellow"))

    def _summary(self) -> str:
        try:
            return in_one_line(self._counting.latest())
        except JournalError as error:
            return error.message

    def _print(self, text: str, style: str = "") -> None:
        with contextlib.suppress(OSError):  # the terminal is gone, or the disk of the log is full
            self._console.print(text, style=style)


def line(item: Item) -> str:
    """One photo for people."""
    result = f" -> {display_name(item.result)}" if item.result else ""
    name = display_name(item.source)
    hint = f" ({item.hint})" if item.hint else ""
    if item.state in BROKEN:
        message = item.message.removesuffix(f": {name}")
        return f"{name}: {item.state}: {message}{hint}"
    told = f", {item.message}" if item.message else ""
    return f"{name}: {item.outcome or item.state}{result}{told}{hint}"


def in_one_line(standing: Standing) -> str:
    """E.g. ``38 done, 2 failed, 60 to do, about 3 min left``."""
    counts, left, seconds = standing.counts, standing.left, standing.remaining_s
    more = "" if standing.is_listed else " and more"
    parts = [
        f"{standing.restored} restored",
        f"{standing.unchanged} unchanged" if standing.unchanged else "",
        f"{standing.failed} failed" if standing.failed else "",
        f"{counts[State.SKIPPED]} left out" if counts[State.SKIPPED] else "",
        f"{left}{more} to do" if left or more else "",
        f"about {in_words(seconds)} left" if left and seconds else "",
    ]
    return ", ".join(part for part in parts if part)


def _write(text: str) -> None:
    try:
        sys.stdout.write(text + "\n")
        sys.stdout.flush()
    except OSError:  # nobody reads any more, or the disk of the log is full
        stop_telling()
