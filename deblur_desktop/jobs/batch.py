"""Working through a batch: photos go from the journal to the crew, results get their names.

Workers read, restore, and write under temporary names; only this process publishes, and notes what it
does before it does it. So a worker may be lost at any time, and so may this process: whoever owns the
batch next reads the journal and goes on.

A photo whose worker crashes is done once more, with no other photo beside it; crashing again is its
fault. One whose worker is ended from outside is patiently done again. Where no result can be written,
or the photos are gone with their disk, the batch waits until they are back.
"""

import logging
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from deblur_desktop.errors import (
    AlreadyThere,
    BatchBusy,
    Cancelled,
    DamagedJournal,
    DeblurError,
    JournalError,
)
from deblur_desktop.jobs import messages
from deblur_desktop.jobs.batches import Batch
from deblur_desktop.jobs.crew import Cause, Crew, Lost
from deblur_desktop.jobs.ending import Ending
from deblur_desktop.jobs.item import Item, State
from deblur_desktop.jobs.leftovers import Leftovers
from deblur_desktop.jobs.listing import Listing
from deblur_desktop.jobs.owner import Owner
from deblur_desktop.jobs.publishing import finish_half_done, publish_result
from deblur_desktop.jobs.receipt import Receipt, receipt_from
from deblur_desktop.jobs.trouble import AGAIN_S, Places, Trouble
from deblur_desktop.jobs.watching import Watching
from deblur_desktop.photo.temporary import temporary_beside

logger = logging.getLogger(__name__)
T = TypeVar("T")

_BEAT_S = 5.0
_TICK_S = 0.25
# A photo that costs workers so many points is not tried any more.
_PATIENCE = 6
_POINTS = {Cause.CRASHED: 3, Cause.MEMORY: 3, Cause.HUNG: 3, Cause.KILLED: 1}
_HINTS = {
    "DamagedPhoto": "copy it again, or begin a batch with `--damaged keep` for what can be decoded",
}
# So many photos in a row, and the plug-in or the folder is given up.
_IN_A_ROW = 3


@dataclass(frozen=True, slots=True)
class Step:
    """Something that a person may want to see.

    Attributes:
        item: The photo that it is about, or None.
        done: 0 to 1, how far the photo is.
        stage: What is being done with it, or with the batch.
        receipt: Of a photo that is done.
    """

    item: Item | None
    done: float = 0.0
    stage: str = ""
    receipt: Receipt | None = None


GOES_ON = "goes on"
"""The stage after something was waited for."""

OnStep = Callable[[Step], None]


def ignore(step: Step) -> None:
    """For those who do not watch."""


class Runner:
    """One run of a batch, by one process."""

    def __init__(self, batch: Batch, crew: Crew, on_step: OnStep = ignore) -> None:
        self._batch = batch
        self._crew = crew
        self._on_step = on_step
        self._plan = batch.plan
        self._treatment = self._plan.treatment.to_json()
        self._running: dict[int, Item] = {}
        self._places = Places(self._plan)
        self._trouble: Trouble | None = None
        self._stopping = False
        self._given_up = ""
        self._plugin_failures = 0
        self._bad_folders: Counter[Path] = Counter()
        self._leftovers = Leftovers()
        self._again = False
        self._beat_at = self._seen_at = time.monotonic()
        self._busy_s, self._busy_bytes, self._since_last_s = 0.0, 0, 0.0
        self._is_first = True

    def stop(self) -> None:
        """Let `run` end soon; may be called from a signal handler."""
        self._stopping = True

    def run(self) -> tuple[Ending, str]:
        """Work until nothing is left, or somebody wants it to end; gives the reason in words, too.

        Raises:
            BatchBusy: Another process works on it.
            JournalError: The journal cannot be opened.
            CannotStart: No worker can be started.
        """
        owner = Owner.this()
        self._journal = self._batch.own(owner)
        listing = (Watching if self._plan.watching else Listing)(self._batch, owner)
        try:
            lives = self._persist(lambda: self._journal.fact("lives"))
            # Whoever watches a folder with other options than before wants nothing twice, either.
            self._again = lives > 1 or self._plan.watching
            dropped = self._persist(lambda: finish_half_done(self._journal, self._plan))
            self._leftovers.remember(dropped)
            listing.start()
            ending = self._work(listing)
            self._beat()
            self._persist(self._journal.disown)
        except (BatchBusy, DamagedJournal):
            raise
        except JournalError as error:
            if not self._stopping:
                raise
            return Ending.STOPPED, error.message  # whoever is next finds out what is done
        else:
            return ending
        finally:
            listing.stop()
            self._crew.close()
            self._leftovers.clean_up(everywhere=self._again)
            with suppress(JournalError):  # also when the run ended early
                self._journal.disown()
            self._journal.close()

    def _work(self, listing: Listing | Watching) -> tuple[Ending, str]:
        while True:
            ending = self._ending(listing)
            if ending is not None and not self._running:
                return ending
            if ending is None:
                self._fill()
            else:
                self._cancel_all()
            for event in self._crew.events(_TICK_S):
                self._take(event)
            self._count_time()
            if time.monotonic() - self._beat_at > _BEAT_S:
                self._beat()

    def _ending(self, listing: Listing | Watching) -> tuple[Ending, str] | None:
        """Whether the run is to end, and why."""
        if self._stopping:
            return Ending.STOPPED, ""
        if self._given_up:
            return Ending.GIVEN_UP, self._given_up
        if listing.error is not None:
            raise listing.error
        if self._persist(lambda: self._journal.fact("wish")) == "pause":
            return Ending.PAUSED, ""
        is_listed = listing.is_done and not self._plan.watching
        if is_listed and not self._running and not self._waiting(1):
            return Ending.FINISHED, ""
        return None

    # Photos go out

    def _fill(self) -> None:
        if self._is_waiting():
            return
        room = self._crew.room()
        if not room or any(item.alone for item in self._running.values()):
            return
        for item in self._waiting(room):
            if item.alone and self._running:
                return
            if item.id in self._running:
                continue  # left out and taken back: its worker has to let it go first
            self._start(item)
            if item.alone:
                return

    def _waiting(self, count: int) -> list[Item]:
        """The next photos: those that want to be alone come when all others are done."""

        def next_ones() -> list[Item]:
            together = self._journal.waiting(count, alone=False)
            return together or self._journal.waiting(1, alone=True)

        return self._persist(next_ones)

    def _start(self, item: Item) -> None:
        if self._bad_folders[item.target.parent] >= _IN_A_ROW:
            message = f"its folder failed {_IN_A_ROW} times in a row and is not tried any more"
            hint = "check that disk, then `deblur-desktop batch retry`"
            self._fail(item, message, hint, "CannotWrite")
            return
        self._leftovers.sweep_once(item.target.parent)
        temporary = temporary_beside(item.target)
        if not self._persist(lambda: self._journal.start(item, temporary)):
            return
        self._running[item.id] = replace(item, state=State.RUNNING, temporary=temporary)
        self._crew.submit(
            messages.Process(
                job=item.id,
                source=str(item.source),
                target=str(item.target),
                temporary=str(temporary),
                treatment=self._treatment,
                pattern=self._plan.pattern.text,
                output=self._plan.output,
                frugal=item.frugal,
                again=self._again,
            )
        )
        self._on_step(Step(self._running[item.id]))

    # Answers come in

    def _take(self, event: messages.Message | Lost) -> None:
        if isinstance(event, Lost):
            self._take_lost(event)
            return
        item = self._running.get(event.job)
        if item is None:
            return
        if isinstance(event, messages.Progress):
            done = event.done / event.total if event.total else 0.0
            self._on_step(Step(item, done, event.stage))
            return
        del self._running[event.job]
        if not self._persist(lambda: self._journal.is_running(item)):
            self._drop(item)  # left out by a person meanwhile
            return
        match event:
            case messages.Processed():
                self._take_processed(item, event)
            case messages.Failed():
                self._take_failed(item, event)
            case _:
                self._persist(lambda: self._journal.put_back(item))

    def _take_processed(self, item: Item, answer: messages.Processed) -> None:
        receipt = receipt_from(answer.receipt)
        target = Path(answer.target)
        trouble = self._places.trouble()
        if trouble is not None:
            self._do_again_after(trouble, item)
            return
        try:
            if answer.found:
                self._persist(lambda: self._journal.commit(item, target, answer.found, receipt))
            elif receipt.saved:
                receipt = publish_result(
                    self._journal, self._plan, item, target, receipt, self._persist
                )
        except AlreadyThere as error:
            self._persist(lambda error=error: self._journal.leave_out(item, error.message))
            self._tell(item, None)
            return
        except Cancelled:  # left out by a person
            return
        except JournalError:
            raise
        except DeblurError as error:
            self._take_error(item, type(error).__name__, error.message, error.hint)
            return
        self._plugin_failures = 0
        self._bad_folders[item.target.parent] = 0
        self._persist(lambda: self._journal.finish(item, receipt))
        self._count(item)
        self._tell(item, receipt)

    def _take_failed(self, item: Item, answer: messages.Failed) -> None:
        self._take_error(item, answer.error, answer.message, answer.hint)

    def _take_error(self, item: Item, error: str, message: str, hint: str) -> None:
        trouble = self._places.trouble_with(item, error, message)
        if trouble is not None:
            self._do_again_after(trouble, item)
            return
        self._drop(item)
        hint = hint or _HINTS.get(error, "")
        if error == "CannotWrite":
            self._bad_folders[item.target.parent] += 1
        self._plugin_failures = self._plugin_failures + 1 if error == "PluginError" else 0
        self._fail(item, message, hint, error)
        if error == "UsageError":
            self._given_up = f"these options cannot be used: {message}"
        if self._plugin_failures >= _IN_A_ROW:
            self._given_up = f"a plug-in failed with photo after photo: {message}"

    def _do_again_after(self, trouble: Trouble, item: Item) -> None:
        self._drop(item)
        self._persist(lambda: self._journal.put_back(item))
        self._wait_for(trouble)

    def _take_lost(self, lost: Lost) -> None:
        """Do again what the worker had; who was alone in it is to blame."""
        items = [self._running.pop(job) for job in lost.jobs if job in self._running]
        for item in items:
            self._drop(item)
            if not self._persist(lambda item=item: self._journal.is_running(item)):
                continue
            blame = item.blame + _POINTS[lost.cause]
            is_alone = len(items) == 1
            if is_alone and blame >= _PATIENCE:
                self._quarantine(item, f"the worker {lost.reason}")
                continue
            facts = {
                "blame": blame,
                "alone": int(item.alone or lost.cause is not Cause.KILLED),
                "frugal": int(item.frugal or lost.cause is Cause.MEMORY),
            }
            self._persist(lambda item=item, facts=facts: self._journal.put_back(item, **facts))
            logger.info("the worker %s, so this is done again: %s", lost.reason, item.source)

    def _fail(self, item: Item, message: str, hint: str, error: str) -> None:
        self._persist(lambda: self._journal.fail(item, message, hint, error))
        self._tell(item, None)

    def _quarantine(self, item: Item, message: str) -> None:
        hint = "it is left out; the others are done. `deblur-desktop batch retry` tries it again"
        self._persist(lambda: self._journal.quarantine(item, message, hint))
        self._tell(item, None)

    def _tell(self, item: Item, receipt: Receipt | None) -> None:
        self._on_step(Step(self._persist(lambda: self._journal.item(item.id)), 1.0, "", receipt))

    def _drop(self, item: Item) -> None:
        if item.temporary is not None:
            self._leftovers.drop(item.temporary)

    # The batch as a whole

    def _cancel_all(self) -> None:
        for job in self._running:
            self._crew.cancel(job)

    def _is_waiting(self) -> bool:
        if self._trouble is not None and self._trouble.is_over():
            self._trouble = None
            self._on_step(Step(None, stage=GOES_ON))
        if self._trouble is None and (trouble := self._places.trouble()):
            self._wait_for(trouble)
        return self._trouble is not None

    def _wait_for(self, trouble: Trouble) -> None:
        self._trouble = trouble
        logger.info("waiting: %s", trouble.reason)
        self._beat()

    def _count_time(self) -> None:
        now = time.monotonic()
        if self._running:
            self._since_last_s += min(now - self._seen_at, 1.0)  # not while the computer slept
        self._seen_at = now

    def _count(self, item: Item) -> None:
        """Note how long *item* took, for estimates; a stop loses what others had begun."""
        # The first one of a run waits for the worker to start, which says nothing about the others.
        is_usual = not self._is_first or not self._persist(lambda: self._journal.fact("busy_bytes"))
        if is_usual:
            self._busy_s += self._since_last_s
            self._busy_bytes += item.size_bytes
        self._is_first, self._since_last_s = False, 0.0

    def _beat(self) -> None:
        self._beat_at = time.monotonic()
        reason = self._trouble.reason if self._trouble else ""
        did = self._busy_s, self._busy_bytes
        self._persist(lambda: self._journal.beat(reason, *did))
        self._busy_s, self._busy_bytes = 0.0, 0
        self._on_step(Step(None, stage=reason))
        for item in list(self._running.values()):
            if not self._persist(lambda item=item: self._journal.is_running(item)):
                self._crew.cancel(item.id)

    def _persist(self, action: Callable[[], T]) -> T:
        """Do something with the journal, as often as it takes: nothing happens that it does not know."""
        while True:
            try:
                return action()
            except (BatchBusy, DamagedJournal):
                raise
            except JournalError as error:
                if self._stopping:
                    raise
                logger.info("waiting: %s", error.message)
                self._on_step(Step(None, stage=error.message))
                time.sleep(AGAIN_S)
