"""The workers of a batch on a Ray cluster: `Outpost`s on all of its computers.

This process, the driver, keeps the journal and publishes the results. The computers see the same storage
as it does: they read the photos there, and write results there under the temporary names that they are
told. Checkpoints are sent to those that lack them.

Computers may come and go. An outpost that is lost is made anew as long as its computer is there; what it
had in hand is told as `Lost`, and nobody's fault.
"""

import logging
import math
import time
from collections import Counter
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, NamedTuple

from deblur_desktop.errors import CannotStart, UsageError
from deblur_desktop.jobs import messages
from deblur_desktop.jobs.crew import AT_A_TIME, Cause, Event, Lost
from deblur_desktop.jobs.joining import import_ray, join, last_line
from deblur_desktop.jobs.outpost import Greeting, Outpost, Unfit
from deblur_desktop.jobs.plan import Plan
from deblur_desktop.jobs.treatment import Choice, Treatment

logger = logging.getLogger(__name__)

_LOOK_S = 5.0
# After a loss: a computer that is gone is known to be in about a second.
_LOOK_AGAIN_S = 1.5
_STARTS = 2
# An outpost answers each second. Ray finds lost computers; this is for processes that were stopped.
_SILENCE_S = 120.0
# More processor cores do not make one network faster.
_MOST_CPUS = 8


class Post(NamedTuple):
    """A place for an outpost: what it takes of its computer."""

    cpus: int
    gpus: int


@dataclass(slots=True, eq=False)
class _Worker:
    actor: Any
    node: str
    is_ready: bool = False
    jobs: set[int] = field(default_factory=set[int])
    cancelled: set[int] = field(default_factory=set[int])
    asked_at: float = 0.0
    was_supplied: bool = False


class RayCrew:
    """See `Crew`; on the computers of the cluster at *address*.

    Args:
        address: ``auto`` (the cluster that this computer is part of), ``HOST:PORT``,
            ``ray://HOST:PORT``, or ``local`` for a cluster of this computer alone, begun now.
        plan: Of the batch: what the computers need.
        device: ``auto`` (GPUs where there are some), ``cpu`` or ``cuda``.

    Raises:
        CannotStart: Ray is not installed, or no cluster answers.
        UsageError: There is no such device in a cluster.
    """

    def __init__(self, address: str, plan: Plan, device: str = "auto") -> None:
        if device not in ("auto", "cpu", "cuda"):
            raise UsageError(
                f"computers of a cluster choose their GPUs themselves: --device {device}",
                "with --cluster, --device is auto, cpu or cuda",
            )
        self._ray = import_ray()
        self._choices = tuple(dict.fromkeys(plan.treatment.choices.values()))
        self._paths = (*plan.sources, plan.output)
        self._device = device
        self._workers: list[_Worker] = []
        self._asked: dict[Any, _Worker] = {}
        self._held: list[messages.Process] = []
        self._dropped: list[Event] = []
        self._failures: Counter[str] = Counter()
        self._reason = ""
        self._stored: dict[Choice, Any] = {}
        self._look_at = -math.inf
        self._is_mine = not self._ray.is_initialized()
        if self._is_mine:
            join(self._ray, address)
        self._outposts = self._ray.remote(Outpost)

    def room(self) -> int:
        """See `Crew`."""
        return sum(AT_A_TIME - len(worker.jobs) for worker in self._workers if worker.is_ready)

    def submit(self, request: messages.Process) -> None:
        """See `Crew`."""
        self._held.append(request)
        with self._told():
            self._hand_out()

    def cancel(self, job: int) -> None:
        """See `Crew`."""
        held = [request for request in self._held if request.job == job]
        for request in held:
            self._held.remove(request)
            self._dropped.append(messages.Cancelled(job=job))
        for worker in self._workers:
            if job in worker.jobs - worker.cancelled:
                worker.cancelled.add(job)
                with self._told():
                    worker.actor.post.remote(messages.Cancel(job=job))

    def events(self, timeout_s: float) -> list[Event]:
        """See `Crew`."""
        with self._told():
            self._look()
            found, self._dropped = self._dropped, []
            for ref in self._answers(timeout_s):
                found += self._take(ref)
            self._hand_out()
        return found

    def close(self) -> None:
        """See `Crew`."""
        with suppress(Exception):  # the cluster may be gone
            for worker in self._workers:
                self._ray.kill(worker.actor)
        self._workers.clear()
        self._asked.clear()
        if self._is_mine:
            self._ray.shutdown()

    # Outposts come and go

    def _look(self) -> None:
        """Have outposts wherever there is a place for one; looks only now and then."""
        if time.monotonic() < self._look_at:
            return
        self._look_at = time.monotonic() + _LOOK_S
        nodes = {node["NodeID"]: node for node in self._ray.nodes() if node["Alive"]}
        staffed = Counter(worker.node for worker in self._workers)
        for name, node in nodes.items():
            if self._failures[name] < _STARTS:
                for post in posts(node["Resources"], self._device)[staffed[name] :]:
                    self._found_outpost(name, post)
        if nodes and not self._workers and all(self._failures[name] >= _STARTS for name in nodes):
            raise CannotStart(
                f"no computer of the cluster can do this: {self._reason}",
                "`deblur-desktop doctor` there tells what is missing",
            )
        for worker in list(self._workers):
            if worker.is_ready and time.monotonic() - worker.asked_at > _SILENCE_S:
                self._ray.kill(worker.actor)  # which answers what was asked

    def _found_outpost(self, node: str, post: Post) -> None:
        affinity = import_module("ray.util.scheduling_strategies").NodeAffinitySchedulingStrategy
        # A GPU that a person did not give to the cluster is not ours, so no device is left open.
        actor = self._outposts.options(
            num_cpus=post.cpus,
            num_gpus=post.gpus,
            scheduling_strategy=affinity(node, soft=False),
            max_concurrency=2,  # one call waits for events nearly always
        ).remote("cuda" if post.gpus else "cpu", max(1, post.cpus))
        worker = _Worker(actor, node)
        self._workers.append(worker)
        self._greet(worker)

    def _lose(self, worker: _Worker, error: Exception) -> list[Event]:
        self._workers.remove(worker)
        self._look_at = time.monotonic() + _LOOK_AGAIN_S
        with suppress(Exception):  # it may be gone, or only out of reach
            self._ray.kill(worker.actor)
        is_broken = isinstance(error, self._ray.exceptions.RayTaskError)
        if (is_broken or not worker.is_ready) and not self._never_ran(error):
            self._blame(worker, last_line(error))
        logger.info("an outpost is lost: %s", error)
        if "low on memory" in str(error):
            cause, reason = Cause.MEMORY, "was ended by Ray, since memory ran out"
        else:
            cause, reason = Cause.KILLED, "was lost with its computer, or ended there"
        return [Lost(tuple(worker.jobs), cause, reason)] if worker.jobs else []

    def _never_ran(self, error: Exception) -> bool:
        """Whether the computer was lost before the outpost began."""
        unplaced = isinstance(error, self._ray.exceptions.ActorUnschedulableError)
        return unplaced or "actor never ran" in str(error)

    def _blame(self, worker: _Worker, reason: str) -> None:
        self._failures[worker.node] += 1
        self._reason = reason
        if self._failures[worker.node] == _STARTS:
            logger.info("a computer of the cluster is not used: %s", reason)

    # What is asked, and answered

    def _hand_out(self) -> None:
        """A request comes without room when it is to be alone, and waits here for an outpost."""
        ready = [worker for worker in self._workers if worker.is_ready]
        while self._held and ready:
            worker = min(ready, key=lambda each: len(each.jobs))
            request = self._held.pop(0)
            worker.jobs.add(request.job)
            worker.actor.post.remote(request)

    @contextmanager
    def _told(self) -> Generator[None]:
        """Turn what Ray raises when the cluster is out of reach into our error."""
        try:
            yield
        except (ConnectionError, self._ray.exceptions.RaySystemError) as error:
            raise CannotStart(
                f"the cluster is gone: {last_line(error)}",
                "when it is back, `deblur-desktop batch --resume` goes on",
            ) from error

    def _greet(self, worker: _Worker, after: Sequence[Any] = ()) -> None:
        self._asked[worker.actor.greet.remote(self._choices, self._paths, *after)] = worker

    def _ask(self, worker: _Worker) -> None:
        worker.asked_at = time.monotonic()
        self._asked[worker.actor.events.remote()] = worker

    def _answers(self, timeout_s: float) -> list[Any]:
        asked = list(self._asked)
        if not asked:
            time.sleep(timeout_s)
            return []
        some, _ = self._ray.wait(asked, num_returns=1, timeout=timeout_s)
        return self._ray.wait(asked, num_returns=len(asked), timeout=0)[0] if some else []

    def _take(self, ref: Any) -> list[Event]:
        worker = self._asked.pop(ref)
        try:
            answer = self._ray.get(ref)
        except self._ray.exceptions.RayError as error:
            return self._lose(worker, error)
        if isinstance(answer, Greeting):
            self._welcome(worker, answer)
            return []
        self._ask(worker)
        return [event for each in answer for event in self._heard(worker, each)]

    def _welcome(self, worker: _Worker, greeting: Greeting) -> None:
        if greeting.lacks and not worker.was_supplied:
            self._supply(worker, greeting.lacks)
            return
        problem = greeting.problem()
        if problem:
            self._dismiss(worker, problem)
            return
        worker.is_ready = True
        self._ask(worker)

    def _supply(self, worker: _Worker, lacks: tuple[Choice, ...]) -> None:
        worker.was_supplied = True
        kept: list[Any] = []
        for choice in lacks:
            installed = Treatment.installed(choice)
            if choice not in self._stored:
                self._stored[choice] = self._ray.put(installed.path.read_bytes())
            kept.append(worker.actor.keep.remote(installed.checkpoint, self._stored[choice]))
        self._greet(worker, kept)

    def _dismiss(self, worker: _Worker, problem: str) -> None:
        self._failures[worker.node] = _STARTS - 1  # another try would find the same
        self._blame(worker, problem)
        self._workers.remove(worker)
        self._look_at = time.monotonic()
        self._ray.kill(worker.actor)

    def _heard(self, worker: _Worker, event: Event | Unfit) -> list[Event]:
        if isinstance(event, Unfit):
            self._dismiss(worker, event.reason)
            return [Lost(tuple(worker.jobs), Cause.KILLED, "cannot be started on its computer")]
        if isinstance(event, Lost):
            worker.jobs -= set(event.jobs)
            return [event]
        if event.job not in worker.jobs:
            return []
        if not isinstance(event, messages.Progress):
            worker.jobs.discard(event.job)
            worker.cancelled.discard(event.job)
        return [event]


def posts(resources: Mapping[str, float], device: str) -> list[Post]:
    """The places for outposts on a computer with these *resources*, as Ray tells them."""
    cpus, gpus = int(resources.get("CPU", 0)), int(resources.get("GPU", 0))
    if gpus and device != "cpu":
        return [Post(min(cpus // gpus, _MOST_CPUS), 1)] * gpus
    count = 0 if device == "cuda" else math.ceil(cpus / _MOST_CPUS)
    return [Post(cpus // count, 0)] * count if count else []
