"""A batch on a Ray cluster of two nodes, which are processes of this computer.

It needs the extra `cluster`. The nodes have a data folder of their own, where the plug-in is; the
checkpoint has to come to them.
"""

import hashlib
import subprocess
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from fakes import networks
from photo_files import picture
from PIL import Image

from deblur_desktop.errors import CannotStart, UsageError
from deblur_desktop.jobs.batch import Ending, Runner, Step
from deblur_desktop.jobs.batches import Batch, batches
from deblur_desktop.jobs.cluster import Post, RayCrew, posts
from deblur_desktop.jobs.item import Item, State
from deblur_desktop.jobs.joining import import_ray
from deblur_desktop.jobs.plan import Plan
from deblur_desktop.jobs.treatment import plan_treatment
from deblur_desktop.recipe import Recipe

MakeBatch = Callable[[str, str], Batch]
COUNT = 16
PROGRAM = [sys.executable, "-m", "deblur_desktop"]
NODE = {"num_cpus": 1, "object_store_memory": 80_000_000}


needs_ray = pytest.mark.skipif(
    find_spec("ray") is None, reason="the extra `cluster` is not installed"
)


class Nodes:
    """A cluster, to which this process is connected."""

    def __init__(self, cluster: Any, data: Path) -> None:
        self.cluster = cluster
        self.data = data
        self.add_second()

    def lose_second(self) -> None:
        self.cluster.remove_node(self.second, allow_graceful=False)

    def add_second(self) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("DEBLUR_DESKTOP_DATA", str(self.data))
            self.second = self.cluster.add_node(**NODE)


class WatchedCrew(RayCrew):
    def __init__(self, batch: Batch) -> None:
        super().__init__("auto", batch.plan)

    def jobs_of_second(self) -> list[int]:
        """What the node that is not the head has in hand."""
        head = {
            n["NodeID"] for n in self._ray.nodes() if "node:__internal_head__" in n["Resources"]
        }
        return [job for worker in self._workers if worker.node not in head for job in worker.jobs]

    def kill_outposts(self) -> list[int]:
        """End all; gives what they had in hand."""
        for worker in self._workers:
            self._ray.kill(worker.actor)
        return [job for worker in self._workers for job in worker.jobs]


@pytest.fixture(scope="module")
def nodes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nodes]:
    data = tmp_path_factory.mktemp("node")
    with pytest.MonkeyPatch.context() as patch, warnings.catch_warnings():
        # Files and processes that Ray leaves to the garbage collector.
        warnings.simplefilter("ignore", ResourceWarning)
        ray = import_ray()
        make_cluster = import_module("ray.cluster_utils").Cluster
        patch.setenv("DEBLUR_DESKTOP_DATA", str(data))
        networks.write_fake_plugin()
        cluster = make_cluster(
            initialize_head=True, head_node_args={**NODE, "include_dashboard": False}
        )
        found = Nodes(cluster, data)
        cluster.connect()
        yield found
        ray.shutdown()
        cluster.shutdown()


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    folder.mkdir()
    for number in range(COUNT):
        Image.fromarray(picture(80 + number, 120)).save(folder / f"{number:02}.png")
    return folder


@pytest.fixture
def batch_of(photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MakeBatch:
    """Makes a batch that treats the photos with the checkpoint that behaves so."""
    networks.install_all()
    monkeypatch.setenv("OMP_NUM_THREADS", "1")  # as on the nodes; receipts tell the number

    def make(behavior: str, output: str) -> Batch:
        plan = Plan(
            treatment=plan_treatment(Recipe(checkpoint=behavior)),
            sources=(str(photos),),
            output=str(tmp_path / output),
        )
        (tmp_path / output).mkdir()
        return Batch.create(plan)

    return make


def items_of(batch: Batch) -> list[Item]:
    journal = batch.journal()
    try:
        return list(journal.items())
    finally:
        journal.close()


def states(batch: Batch) -> dict[State, int]:
    return Counter(item.state for item in items_of(batch))


def wait_for_events(crew: RayCrew) -> None:
    try:
        end = time.monotonic() + 60
        while time.monotonic() < end:
            crew.events(0.2)
    finally:
        crew.close()


def hashes(folder: Path) -> dict[str, str]:
    """Of every file, hidden ones too."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def command(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*PROGRAM, *words], capture_output=True, text=True, check=False)


@needs_ray
def test_a_node_is_lost_and_all_results_are_right(
    nodes: Nodes, batch_of: MakeBatch, photos: Path, tmp_path: Path
):
    originals = hashes(photos)
    batch = batch_of("dawdles", "there")
    crew = WatchedCrew(batch)
    started: Counter[int] = Counter()
    in_hand: list[int] = []

    def on_step(step: Step) -> None:
        if step.item is not None and not step.stage:
            started[step.item.id] += step.item.state is State.RUNNING
        if step.receipt is not None and not in_hand:
            in_hand.extend(crew.jobs_of_second())
            if in_hand:
                nodes.lose_second()

    command("batch", str(photos), "-o", str(tmp_path / "here"), "--checkpoint", "dawdles")

    ending, _ = Runner(batch, crew, on_step).run()

    nodes.add_second()
    assert ending is Ending.FINISHED
    assert hashes(tmp_path / "there") == hashes(tmp_path / "here")
    assert len(hashes(tmp_path / "there")) == len(originals) == COUNT
    assert states(batch) == {State.DONE: COUNT}
    assert max(started.values()) > 1, "what the node had was done again"
    assert hashes(photos) == originals
    kept = list((nodes.data / "cache" / "checkpoints").glob("*.safetensors"))
    assert len(kept) == 1, "the checkpoint came to the nodes"


@needs_ray
def test_a_photo_that_ends_its_worker_is_quarantined_and_the_others_are_done(
    nodes: Nodes, batch_of: MakeBatch, photos: Path, tmp_path: Path
):
    Image.new("RGB", (90, 70), "white").save(photos / "00.png")
    batch = batch_of("hates-white", "out")

    Runner(batch, WatchedCrew(batch)).run()

    assert states(batch) == {State.DONE: COUNT - 1, State.QUARANTINED: 1}
    assert len(hashes(tmp_path / "out")) == COUNT - 1
    poison = items_of(batch)[0]
    assert "SIGSEGV" in poison.message


@needs_ray
def test_lost_outposts_are_made_anew(nodes: Nodes, batch_of: MakeBatch, tmp_path: Path):
    batch = batch_of("sharpens", "out")
    crew = WatchedCrew(batch)
    killed: list[int] = []

    def on_step(step: Step) -> None:
        if step.receipt is not None and not killed:
            killed.extend(crew.kill_outposts())

    ending, _ = Runner(batch, crew, on_step).run()

    assert killed
    assert ending is Ending.FINISHED
    assert states(batch) == {State.DONE: COUNT}
    assert len(hashes(tmp_path / "out")) == COUNT


@needs_ray
def test_a_run_that_is_stopped_leaves_nothing_half_done(
    nodes: Nodes, batch_of: MakeBatch, tmp_path: Path
):
    batch = batch_of("is-slow", "out")
    runner = Runner(
        batch,
        WatchedCrew(batch),
        lambda step: runner.stop() if step.stage == "deblurring" else None,
    )

    began = time.monotonic()
    ending, _ = runner.run()

    assert ending is Ending.STOPPED
    assert time.monotonic() - began < 20, "far less than the photos take"
    assert states(batch) == {State.TODO: COUNT}
    assert hashes(tmp_path / "out") == {}


@needs_ray
def test_a_cluster_that_does_not_see_the_photos_is_not_used(nodes: Nodes, batch_of: MakeBatch):
    batch = batch_of("sharpens", "out")
    plan = replace(batch.plan, sources=("/nowhere/photos",))

    with pytest.raises(CannotStart, match="does not see the same storage: /nowhere/photos"):
        wait_for_events(RayCrew("auto", plan))


@needs_ray
def test_a_cluster_without_the_plug_in_is_not_used(nodes: Nodes, batch_of: MakeBatch):
    batch = batch_of("sharpens", "out")
    plugin = nodes.data / "plugins" / "fake"
    plugin.rename(nodes.data / "away")

    try:
        with pytest.raises(CannotStart, match="its plug-in is off or not there: fake"):
            wait_for_events(WatchedCrew(batch))
    finally:
        (nodes.data / "away").rename(plugin)


@needs_ray
def test_a_driver_is_killed_and_the_next_one_goes_on(
    nodes: Nodes, batch_of: MakeBatch, photos: Path, tmp_path: Path
):
    batch = batch_of("dawdles", "out")
    journal = batch.journal()
    resume = ("batch", "--resume", batch.id, "--cluster", nodes.cluster.address)
    first = subprocess.Popen([*PROGRAM, *resume], stderr=subprocess.DEVNULL)
    while journal.counts()[State.DONE] < 3:
        assert first.poll() is None
        time.sleep(0.05)
    first.kill()
    first.wait()
    journal.close()
    assert states(batch)[State.RUNNING] > 0

    done = command(*resume)

    assert done.returncode == 0, done.stderr
    assert states(batch) == {State.DONE: COUNT}
    assert set(hashes(tmp_path / "out")) == {f"{n:02}_deblurred.png" for n in range(COUNT)}


@needs_ray
def test_where_no_cluster_answers_nothing_is_begun(
    batch_of: MakeBatch, photos: Path, tmp_path: Path
):
    words = ("batch", str(photos), "-o", str(tmp_path / "out"), "--checkpoint", "sharpens")

    done = command(*words, "--cluster", "127.0.0.1:1")

    assert done.returncode == 3
    assert "error: no cluster answers" in done.stderr
    assert list(batches()) == []


def test_where_ray_is_missing_the_way_to_install_it_is_told(
    batch_of: MakeBatch, monkeypatch: pytest.MonkeyPatch
):
    batch = batch_of("sharpens", "out")
    monkeypatch.setitem(sys.modules, "ray", None)

    with pytest.raises(CannotStart, match="Ray is not installed") as caught:
        RayCrew("auto", batch.plan)

    assert "ray[client]" in caught.value.hint


def test_a_cluster_takes_no_numbered_devices(batch_of: MakeBatch):
    with pytest.raises(UsageError, match="--device cuda:0"):
        RayCrew("auto", batch_of("sharpens", "out").plan, "cuda:0")


@pytest.mark.parametrize(
    ("resources", "device", "expected"),
    [
        ({"CPU": 2.0}, "auto", [Post(2, 0)]),
        ({"CPU": 64.0}, "auto", [Post(8, 0)] * 8),
        ({"CPU": 12.0}, "auto", [Post(6, 0)] * 2),
        ({"CPU": 64.0, "GPU": 2.0}, "auto", [Post(8, 1)] * 2),
        ({"CPU": 4.0, "GPU": 4.0}, "cuda", [Post(1, 1)] * 4),
        ({"CPU": 8.0, "GPU": 4.0}, "cpu", [Post(8, 0)]),
        ({"CPU": 8.0}, "cuda", []),
        ({"memory": 1e9}, "auto", []),
    ],
)
def test_a_computer_has_a_place_for_each_gpu_or_else_for_some_cores(
    resources: dict[str, float], device: str, expected: list[Post]
):
    assert posts(resources, device) == expected
