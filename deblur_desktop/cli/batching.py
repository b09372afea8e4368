"""The work of `batch`: a plan from the options, a run of it, and what is told meanwhile."""

import signal
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Generator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from types import FrameType

from deblur_desktop.cli import DONE, FAILED, INTERRUPTED, batch_options, report
from deblur_desktop.cli.batch_table import Table
from deblur_desktop.cli.recipe_options import recipe_from
from deblur_desktop.errors import DeblurError, DeviceLost, DiskFull, UsageError
from deblur_desktop.jobs.batch import Ending, Runner
from deblur_desktop.jobs.batches import Batch, batches, done_before, latest_open
from deblur_desktop.jobs.crew import Crew, LocalCrew
from deblur_desktop.jobs.plan import Plan, check_folders
from deblur_desktop.jobs.standing import Standing
from deblur_desktop.jobs.treatment import plan_treatment
from deblur_desktop.photo.names import display_name
from deblur_desktop.photo.pattern import Pattern
from deblur_desktop.photo.writer import Existing, check_writable
from deblur_desktop.recipe import Recipe

_NEW = "begin a new one to do something else"


def begin(sources: list[Path], options: Namespace) -> int:
    """A new batch; gives the exit code."""
    plan = _plan(sources, options)
    crew = _crew(plan, options)  # first, so that nothing is begun that cannot be done
    earlier = done_before(plan)
    if earlier is not None and plan.existing is Existing.NUMBER:
        sys.stderr.write(
            f"batch {earlier.id} has put results of these photos into this folder; "
            "`--existing skip` leaves out what is there\n"
        )
    return run_batch(Batch.create(plan), options, crew)


def watch(folders: list[Path], options: Namespace) -> int:
    """Restore what arrives in *folders*, or go on with that; gives the exit code."""
    for folder in folders:
        if not folder.is_dir():
            raise UsageError(f"this is no folder: {display_name(folder)}")
    plan = _plan(folders, options, watching=True)
    earlier = [batch for batch in batches() if batch.plan == plan]
    batch = earlier[-1] if earlier else Batch.create(plan)
    return run_batch(batch, options)


def _plan(sources: list[Path], options: Namespace, *, watching: bool = False) -> Plan:
    if not sources or options.output is None:
        missing = "the folder for results (-o)" if sources else "the photos"
        hint = "`deblur-desktop batch FOLDER -o FOLDER`; `--resume` goes on with an earlier batch"
        if watching:
            hint = "`deblur-desktop watch FOLDER -o FOLDER`"
        raise UsageError(f"the command lacks {missing}", hint)
    folders, output = check_folders(sources, options.output)
    plan = Plan(
        treatment=plan_treatment(
            _recipe(options),
            if_improved=options.if_improved,
            keep_damaged=options.damaged == "keep",
        ),
        sources=tuple(folders),
        output=output,
        recursive=options.recursive,
        pattern=Pattern(options.name),
        existing=Existing(options.existing),
        watching=watching,
    )
    check_writable(Path(output))
    return plan


def resume(words: list[str], options: Namespace) -> int:
    """Go on with a batch; gives the exit code."""
    if options.output is not None or len(words) > 1:
        raise UsageError("a batch is resumed as it was begun, without other options", _NEW)
    refuse_changes(options)
    batch = Batch.find(words[0]) if words else latest_open()
    output = Path(batch.plan.output)
    if output.is_dir():  # else it is waited for
        with suppress(DiskFull):  # likewise
            check_writable(output)
    return run_batch(batch, options)


def refuse_changes(options: Namespace) -> None:
    """Nothing is changed of a batch that was begun.

    Raises:
        UsageError: The options of the command would.
    """
    parser = ArgumentParser()
    batch_options.configure(parser)
    usual, free = parser.parse_args([]), ("output", "device", "cluster", "json")
    changed = [
        name
        for name, value in vars(usual).items()
        if name not in free and getattr(options, name) != value
    ]
    if changed:
        raise UsageError(
            f"a batch goes on as it was begun, without --{changed[0].replace('_', '-')}", _NEW
        )


def run_batch(batch: Batch, options: Namespace, crew: Crew | None = None) -> int:
    """Work until *batch* ends or is stopped, with the crew of *options* by default; the exit code."""
    crew = crew or _crew(batch.plan, options)
    with Table(batch, as_json=options.json) as table:
        runner = Runner(batch, crew, table.show)
        with _stopped_by_signals(runner):
            ending, reason = runner.run()
    return _told(batch, ending, reason)


def _crew(plan: Plan, options: Namespace) -> Crew:
    if not options.cluster:
        return LocalCrew(_devices(options.device))
    from deblur_desktop.jobs.cluster import RayCrew

    return RayCrew(options.cluster, plan, options.device)


def _recipe(options: Namespace) -> Recipe:
    recipe = recipe_from(options)
    if Path(recipe.checkpoint).is_file():
        from deblur_desktop.engine.importing import import_checkpoint

        installed = import_checkpoint(Path(recipe.checkpoint), unverified=options.unverified)
        recipe = replace(recipe, checkpoint=installed.checkpoint.id)
    return recipe


def _devices(text: str) -> list[str]:
    """The devices that *text* names, each once; what is not left open is looked for now."""
    if text == "auto":
        return [text]
    from deblur_desktop.engine.device import devices, find_device

    if text == "all":
        return [name for name in devices() if name != "cpu"] or ["cpu"]
    names = list(dict.fromkeys(text.split(",")))
    for name in names:
        try:
            find_device(name)
        except DeviceLost as error:
            raise UsageError(error.message, error.hint) from error
    return names


@contextmanager
def _stopped_by_signals(runner: Runner) -> Generator[None]:
    """Let Ctrl-C and the like end the run in good order; a second one ends it at once."""
    names = ("SIGINT", "SIGTERM", "SIGHUP")
    signals = [getattr(signal, name) for name in names if hasattr(signal, name)]

    def stop(number: int, frame: FrameType | None) -> None:
        del frame
        runner.stop()
        for each in signals:
            signal.signal(each, signal.SIG_DFL if each != signal.SIGINT else _interrupt)

    def _interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = {each: signal.signal(each, stop) for each in signals}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _told(batch: Batch, ending: Ending, reason: str) -> int:
    with closing(batch.journal()) as journal:
        standing = Standing.of(journal)
    if ending is Ending.FINISHED and not standing.known:
        batch.forget()
        hint = (
            "" if batch.plan.recursive else "`--recursive` looks into folders within folders, too"
        )
        return report(DeblurError("no photos were found", hint))
    failed = standing.failed
    lines = []
    if failed:
        lines.append(
            f"{failed} failed; `deblur-desktop batch report {batch.id}` tells which and why, "
            f"`deblur-desktop batch retry {batch.id}` does them again once the cause is mended"
        )
    if ending is not Ending.FINISHED:
        same = "the same command or " if batch.plan.watching else ""
        lines.append(
            f"{reason or ending}; {same}`deblur-desktop batch --resume {batch.id}` goes on"
        )
    sys.stderr.write("".join(f"{line}\n" for line in lines))
    if ending is Ending.STOPPED:
        return INTERRUPTED
    return FAILED if failed or ending is Ending.GIVEN_UP else DONE
