"""What can be done with a batch besides working on it."""

import difflib
import json
import os
import sys
from argparse import Namespace
from collections.abc import Callable
from contextlib import closing

from deblur_desktop.cli import DONE
from deblur_desktop.cli.batch_table import in_one_line
from deblur_desktop.errors import DamagedJournal, JournalError, UsageError
from deblur_desktop.jobs.batches import Batch, batches
from deblur_desktop.jobs.journal import Journal
from deblur_desktop.jobs.report import csv_lines, json_lines, write_report
from deblur_desktop.jobs.standing import Standing
from deblur_desktop.photo.names import display_name

_LATEST = "`deblur-desktop batch FOLDER -o FOLDER` begins one"


def status(words: list[str], options: Namespace) -> int:
    """How far batches are."""
    listed = [Batch.find(word) for word in words] or list(batches())
    for batch in listed:
        told = _status(batch)
        if options.json:
            sys.stdout.write(json.dumps(told) + "\n")
            continue
        trouble = f"; waits: {told['waits']}" if told["waits"] else ""
        sys.stdout.write(f"{batch.id}: {told['state']}, {told['summary']}{trouble}\n")
        sys.stdout.write(f"    {' '.join(map(display_name, batch.plan.sources))}")
        sys.stdout.write(f" -> {display_name(batch.plan.output)}\n")
    if not listed:
        sys.stderr.write(f"there are no batches; {_LATEST}\n")
    return DONE


def report(words: list[str], options: Namespace) -> int:
    """Each photo with its outcome, as a file or on the terminal."""
    batch = _one(words)
    if options.output is not None:
        path = write_report(batch, options.output)
        sys.stderr.write(f"the report is in {display_name(path)}\n")
        return DONE
    for line in (json_lines if options.json else csv_lines)(batch):
        sys.stdout.write(line)
    return DONE


def retry(words: list[str], options: Namespace) -> int:
    """Do again what failed."""
    from deblur_desktop.cli import batching

    batching.refuse_changes(options)
    batch = _one(words)
    with closing(batch.journal()) as journal:
        count, busy = journal.retry(), journal.worker()
    told = f"{count} of what failed is done again" if count else "nothing failed"
    sys.stderr.write(f"batch {batch.id}: {told}\n")
    return batching.run_batch(batch, options) if count and not busy else DONE


def pause(words: list[str], options: Namespace) -> int:
    """Let the process that works on it stop."""
    del options
    batch = _one(words)
    with closing(batch.journal()) as journal:
        standing = Standing.of(journal)
    if not standing.is_open:
        sys.stderr.write(f"batch {batch.id} is finished\n")
        return DONE
    batch.pause()
    told = "stops soon" if standing.worker else "is paused"
    goes_on = f"`deblur-desktop batch --resume {batch.id}` goes on"
    sys.stderr.write(f"batch {batch.id} {told}; {goes_on}\n")
    return DONE


def forget(words: list[str], options: Namespace) -> int:
    """Remove its journal."""
    del options
    if not words:
        raise UsageError(
            "which batch shall be forgotten", "`deblur-desktop batch status` lists them"
        )
    for word in words:
        Batch.find(word).forget()
        sys.stderr.write(f"batch {word} is forgotten; photos and results stay\n")
    return DONE


ACTIONS: dict[str, Callable[[list[str], Namespace], int]] = {
    "status": status,
    "report": report,
    "retry": retry,
    "pause": pause,
    "forget": forget,
}


def refuse_unknown(word: str) -> None:
    """Tell *word* for an action that is misspelled.

    Raises:
        UsageError: It is one.
    """
    near = difflib.get_close_matches(word, ACTIONS, n=1)
    if near and not os.path.lexists(word):
        raise UsageError(f"there is no such file or folder: {word}", f"did you mean `{near[0]}`?")


def _one(words: list[str]) -> Batch:
    if len(words) > 1:
        raise UsageError(f"one batch at a time, not {len(words)}")
    if words:
        return Batch.find(words[0])
    listed = list(batches())
    if not listed:
        raise UsageError("there are no batches", _LATEST)
    return listed[-1]


def _status(batch: Batch) -> dict[str, object]:
    try:
        return _told(batch, batch.journal())
    except JournalError as error:
        state = "damaged" if isinstance(error, DamagedJournal) else "unknown"
        return {"id": batch.id, "state": state, "summary": error.message, "waits": ""}


def _told(batch: Batch, journal: Journal) -> dict[str, object]:
    with closing(journal):
        standing = Standing.of(journal)
    return {
        "id": batch.id,
        "state": _state(standing),
        "summary": in_one_line(standing),
        "counts": dict(standing.counts),
        "waits": standing.trouble,
        "owner": standing.worker,
        "sources": list(batch.plan.sources),
        "output": batch.plan.output,
    }


def _state(standing: Standing) -> str:
    if standing.worker:
        return "running"
    if not standing.is_open:
        return "finished"
    return "paused" if standing.is_paused else "stopped"
