"""Photos that arrive while a batch runs, with real files and a real journal."""

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from fakes.batches import InlineCrew, make_batch, make_photos
from fakes.networks import install, write_fake_plugin

from deblur_desktop.bundle import bundled
from deblur_desktop.jobs import watching
from deblur_desktop.jobs.batch import Runner, Step
from deblur_desktop.jobs.batches import Batch
from deblur_desktop.jobs.item import Item, State
from deblur_desktop.jobs.journal import Journal
from deblur_desktop.jobs.owner import Owner
from deblur_desktop.jobs.plan import Plan
from deblur_desktop.jobs.treatment import plan_treatment
from deblur_desktop.jobs.watching import Watching, is_result
from deblur_desktop.photo.files import open_photo, save_photo
from deblur_desktop.recipe import Recipe

SAMPLE = bundled("resources") / "samples" / "hand-held.jpg"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    (folder / "sharp").mkdir(parents=True)
    return folder


@contextmanager
def watched(inbox: Path, *, recursive: bool = True) -> Generator[Journal]:
    """The journal of a batch that watches *inbox* and writes into a folder within."""
    plan = Plan(
        treatment=plan_treatment(Recipe(checkpoint="auto")),
        sources=(str(inbox),),
        output=str(inbox / "sharp"),
        recursive=recursive,
        watching=True,
    )
    batch, owner = Batch.create(plan), Owner.this()
    journal = batch.own(owner)
    thread = Watching(batch, owner)
    thread.start()
    try:
        yield journal
    finally:
        thread.stop()
        journal.close()
    assert thread.error is None


def wait_for(condition: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.1)


def names(journal: Journal) -> list[str]:
    return [item.source.name for item in journal.items()]


def only(journal: Journal) -> Item:
    (item,) = journal.items()
    return item


def test_photos_that_are_there_and_those_that_arrive_are_taken(inbox: Path):
    shutil.copy(SAMPLE, inbox / "old.jpg")
    with watched(inbox) as journal:
        wait_for(lambda: names(journal) == ["old.jpg"])

        (inbox / "in").mkdir()
        shutil.copy(SAMPLE, inbox / "in" / "new.jpg")
        wait_for(lambda: names(journal) == ["old.jpg", "new.jpg"])

    assert [
        inbox / "sharp" / "old_deblurred.jpg",
        inbox / "sharp" / "in" / "new_deblurred.jpg",
    ] == [item.target for item in journal_items(journal)]


def journal_items(journal: Journal) -> list[Item]:
    again = Journal(journal.path)
    items = list(again.items())
    again.close()
    return items


def test_a_photo_is_taken_when_its_file_is_complete(inbox: Path):
    content = SAMPLE.read_bytes()
    with watched(inbox) as journal:
        with (inbox / "slow.jpg").open("wb") as file:
            for part in range(4):
                file.write(content[part * len(content) // 4 : (part + 1) * len(content) // 4])
                file.flush()
                time.sleep(1.2)
                assert names(journal) == []
        wait_for(lambda: names(journal) == ["slow.jpg"])

        assert only(journal).size_bytes == len(content)


def test_its_own_results_hidden_files_and_other_files_are_left(inbox: Path):
    receipt = b'<rdf:RDF xmlns:deblur="https://deblur-desktop.org/ns/1.0/">'
    with watched(inbox) as journal:
        shutil.copy(SAMPLE, inbox / "sharp" / "result.jpg")
        shutil.copy(SAMPLE, inbox / ".part.jpg")
        (inbox / "moved.jpg").write_bytes(SAMPLE.read_bytes() + receipt)
        (inbox / "note.txt").write_text("x")
        (inbox / "empty.jpg").touch()
        shutil.copy(SAMPLE, inbox / "photo.jpg")

        wait_for(lambda: names(journal) == ["photo.jpg"])
        time.sleep(3)
        assert names(journal) == ["photo.jpg"]


def test_folders_within_are_passed_over_unless_wished(inbox: Path):
    (inbox / "in").mkdir()
    with watched(inbox, recursive=False) as journal:
        shutil.copy(SAMPLE, inbox / "in" / "a.jpg")
        shutil.copy(SAMPLE, inbox / "b.jpg")

        wait_for(lambda: names(journal) == ["b.jpg"])


def test_a_photo_that_failed_is_tried_again_when_its_file_changes(inbox: Path):
    with watched(inbox) as journal:
        (inbox / "a.jpg").write_bytes(SAMPLE.read_bytes()[:5000])
        wait_for(lambda: names(journal) == ["a.jpg"])
        journal.start(only(journal), inbox / "sharp" / ".x.part")
        journal.fail(only(journal), "it is damaged", "")

        shutil.copy(SAMPLE, inbox / "a.jpg")

        wait_for(lambda: only(journal).state is State.TODO)


def test_without_word_from_the_system_the_folders_are_searched(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
):
    class Deaf:
        def schedule(self, *_: object, **__: object) -> None:
            raise OSError(28, "inotify watch limit reached")

        def start(self) -> None:
            raise OSError(24, "inotify instance limit reached")

        def stop(self) -> None:
            pass

    monkeypatch.setattr(watching, "Observer", Deaf)
    monkeypatch.setattr(watching, "_SEARCH_S", 0.5)
    with watched(inbox) as journal:
        time.sleep(1)
        shutil.copy(SAMPLE, inbox / "a.jpg")

        wait_for(lambda: names(journal) == ["a.jpg"])


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".tif", ".webp"])
def test_a_result_is_known_by_what_is_in_it(suffix: str, tmp_path: Path):
    from deblur_desktop.jobs.receipt import Outcome, Receipt
    from deblur_desktop.jobs.saving import save_result

    photo = open_photo(SAMPLE)
    plain = save_photo(photo, tmp_path / f"plain{suffix}").path
    receipt = Receipt(source="a.jpg", outcome=Outcome.RESTORED)
    save_result(photo, tmp_path / f"result{suffix}", receipt)

    assert not is_result(plain)
    assert is_result(tmp_path / f"result{suffix}")


def test_watch_restores_what_arrives_and_goes_on_when_started_again(inbox: Path, tmp_path: Path):
    write_fake_plugin()
    install("sharpens")
    command = [sys.executable, "-m", "deblur_desktop", "watch", str(inbox), "-o",
               str(inbox / "sharp"), "--checkpoint", "sharpens"]  # fmt: skip

    for name in ("a.jpg", "b.jpg"):
        shutil.copy(SAMPLE, inbox / name)
        result = inbox / "sharp" / name.replace(".", "_deblurred.")
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
            wait_for(result.exists, 60)
            time.sleep(1)
            child.send_signal(signal.SIGINT)
            out, _ = child.communicate(timeout=20)
            assert child.returncode == 130
            assert out.decode().count("restored") == 1

    assert sorted(path.name for path in (inbox / "sharp").iterdir()) == [
        "a_deblurred.jpg",
        "b_deblurred.jpg",
    ]


def watch_until(batch: Batch, count: int) -> None:
    """Work on *batch* until so many photos are done."""
    done: list[int] = []

    def on_step(step: Step) -> None:
        if step.item is not None and step.item.state is State.DONE:
            done.append(step.item.id)
        if len(done) == count:
            runner.stop()

    runner = Runner(batch, InlineCrew(), on_step)
    runner.run()


def test_a_folder_that_is_watched_with_other_options_is_not_done_again(tmp_path: Path):
    make_photos(tmp_path / "in", 2)
    plan = make_batch(tmp_path / "in", tmp_path / "out").plan
    watch_until(Batch.create(replace(plan, watching=True, recursive=False)), 2)

    watch_until(Batch.create(replace(plan, watching=True, recursive=True)), 2)

    results = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert results == ["0000_deblurred.png", "0001_deblurred.png"]
