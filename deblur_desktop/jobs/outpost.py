"""A worker of a batch on another computer, as a Ray actor holds it.

It is a `LocalCrew` of one device, with its process, its watch over silence and memory, and its words for
crashes. So nothing that a network does to its process ends the actor: when that is gone, somebody ended
it, or its computer is lost.
"""

import os
import queue
import threading
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace

from deblur_desktop import __version__
from deblur_desktop.errors import UnknownCheckpoint
from deblur_desktop.jobs import messages
from deblur_desktop.jobs.crew import Event, LocalCrew
from deblur_desktop.jobs.messages import Cancel, Process
from deblur_desktop.jobs.treatment import Choice, Treatment
from deblur_desktop.library.card import Checkpoint
from deblur_desktop.library.carried import put_carried
from deblur_desktop.library.library import Installed

# How long a request waits at most, and an answer.
_BEAT_S = 0.1
_PATIENCE_S = 1.0


@dataclass(frozen=True, slots=True)
class Greeting:
    """What a computer says of itself.

    Attributes:
        version: Of this program there.
        lacks: The checkpoints that are not there.
        unseen: The folders and photos that are not there.
        broken: Why no network can be built for a checkpoint there; else empty.
    """

    version: str
    lacks: tuple[Choice, ...]
    unseen: tuple[str, ...]
    broken: str

    def problem(self) -> str:
        """Why that computer is of no use here; empty if it is."""
        if self.version != __version__:
            return f"it has version {self.version} of the program, here is {__version__}"
        if self.lacks:
            return f"the checkpoint cannot be kept there: {self.lacks[0].checkpoint}"
        if self.unseen:
            return f"it does not see the same storage: {self.unseen[0]}"
        return self.broken


@dataclass(frozen=True, slots=True)
class Unfit:
    """No worker can be started there."""

    reason: str


class Outpost:
    """Methods are called by the driver. `post` may be called while `events` waits."""

    def __init__(self, device: str, threads: int) -> None:
        # Before the worker loads torch, which is told by this how many there are.
        os.environ["OMP_NUM_THREADS"] = str(threads)
        self._device = device
        self._crew = LocalCrew([device])
        self._posted: queue.Queue[Process | Cancel] = queue.Queue()
        self._found: queue.Queue[Event | Unfit] = queue.Queue()
        self._progress: dict[int, messages.Progress] = {}
        threading.Thread(target=self._work, daemon=True).start()

    def greet(self, choices: Iterable[Choice], paths: Iterable[str], *after: None) -> Greeting:
        """Look whether everything is here that the work needs; *after* what `keep` gave."""
        del after
        here = {choice: _find(choice) for choice in choices}
        problems = [each.problem for each in here.values() if each is not None and each.problem]
        return Greeting(
            version=__version__,
            lacks=tuple(choice for choice, found in here.items() if found is None),
            unseen=tuple(path for path in paths if not os.path.lexists(path)),
            broken=problems[0] if problems else "",
        )

    def keep(self, card: Checkpoint, content: bytes) -> None:
        """Take a checkpoint that `greet` lacked."""
        put_carried(card, content)

    def post(self, request: Process | Cancel) -> None:
        """Have a photo done, or stop it."""
        self._posted.put(request)

    def events(self) -> list[Event | Unfit]:
        """What happened since the last call, and how far each job is.

        Waits a second for the end of a job; progress is not worth a call of its own.
        """
        found: list[Event | Unfit] = []
        with suppress(queue.Empty):
            found.append(self._found.get(timeout=_PATIENCE_S))
            while True:
                found.append(self._found.get_nowait())
        return found + list(self._progress.values())

    def _work(self) -> None:
        try:
            while True:
                self._take_posted()
                for event in self._crew.events(_BEAT_S):
                    self._tell(event)
        except Exception as error:  # whatever it is, the driver must know
            self._found.put(Unfit(str(error)))

    def _take_posted(self) -> None:
        with suppress(queue.Empty):
            while True:
                request = self._posted.get_nowait()
                if isinstance(request, Process):
                    self._crew.submit(replace(request, device=self._device))
                else:
                    self._crew.cancel(request.job)

    def _tell(self, event: Event) -> None:
        if isinstance(event, messages.Progress):
            self._progress[event.job] = event
            return
        for job in (event.job,) if isinstance(event, messages.Message) else event.jobs:
            self._progress.pop(job, None)
        self._found.put(event)


def _find(choice: Choice) -> Installed | None:
    with suppress(UnknownCheckpoint):
        return Treatment.installed(choice)
    return None
