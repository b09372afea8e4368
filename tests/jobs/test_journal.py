"""The journal of a batch: whatever is done to it in whatever order, it stays true."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from deblur_desktop.errors import BatchBusy, DamagedJournal, JournalError
from deblur_desktop.jobs.item import Item, State
from deblur_desktop.jobs.journal import Journal
from deblur_desktop.jobs.owner import Owner
from deblur_desktop.jobs.plan import Found, Plan
from deblur_desktop.jobs.receipt import Outcome, Receipt
from deblur_desktop.jobs.treatment import Treatment
from deblur_desktop.recipe import Recipe

PLAN = Plan(
    treatment=Treatment(recipe=Recipe(checkpoint="auto"), choices={}),
    sources=("/in",),
    output="/out",
)
RECEIPT = Receipt(source="a.jpg", outcome=Outcome.RESTORED, saved={"sha256": "0"})
# Where a photo may go from each state in one step.
WAYS = {
    State.TODO: {State.RUNNING, State.SKIPPED},
    State.RUNNING: {State.COMMITTING, State.DONE, State.TODO, State.FAILED, State.QUARANTINED,
        State.SKIPPED},
    State.COMMITTING: {State.DONE, State.TODO, State.FAILED, State.QUARANTINED},
    State.DONE: {State.TODO},
    State.SKIPPED: {State.TODO},
    State.FAILED: {State.TODO},
    State.QUARANTINED: {State.TODO},
}  # fmt: skip
names = st.sampled_from(["a.jpg", "A.JPG", "a.png", "é.jpg", "e\u0301.jpg", "b\udcff.jpg", "c.tif"])


class Life(RuleBasedStateMachine):
    """Photos come, are worked on, fail, are done again; the process changes in between."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.journal = Journal.create(self.folder / "journal.db")
        self.journal.own(Owner.this())
        self.states: dict[int, State] = {}
        self.last = -1

    def teardown(self) -> None:
        self.journal.close()
        shutil.rmtree(self.folder)

    def some(self, number: int) -> Item | None:
        items = list(self.journal.items())
        return items[number % len(items)] if items else None

    def act(self, number: int, action: Callable[[Item], object]) -> None:
        item = self.some(number)
        if item is not None:
            action(item)

    @rule(name=names, folder=st.sampled_from(["/in", "/in/x"]), size=st.integers(0, 9))
    def add(self, name: str, folder: str, size: int) -> None:
        output = Path("/out") / Path(folder).relative_to("/in")
        self.journal.add(PLAN, [(Found(Path(folder) / name, output), size, 1)], False)

    @rule(number=st.integers(0, 99))
    def start(self, number: int) -> None:
        self.act(number, lambda item: self.journal.start(item, Path("/out/.x.part")))

    @rule(number=st.integers(0, 99))
    def commit(self, number: int) -> None:
        self.act(number, lambda i: self.journal.commit(i, i.target, "0", RECEIPT))

    @rule(number=st.integers(0, 99))
    def finish(self, number: int) -> None:
        self.act(number, lambda item: self.journal.finish(item, RECEIPT))

    @rule(number=st.integers(0, 99))
    def fail(self, number: int) -> None:
        self.act(number, lambda i: self.journal.fail(i, "broken", "", "DamagedPhoto"))

    @rule(number=st.integers(0, 99))
    def quarantine(self, number: int) -> None:
        self.act(number, lambda i: self.journal.quarantine(i, "it crashed", ""))

    @rule(number=st.integers(0, 99))
    def put_back(self, number: int) -> None:
        self.act(number, lambda item: self.journal.put_back(item, blame=item.blame + 1, alone=1))

    @rule(number=st.integers(0, 99))
    def skip(self, number: int) -> None:
        self.act(number, lambda item: self.journal.skip([item.id]))

    @rule()
    def retry(self) -> None:
        self.journal.retry()

    @rule(size=st.integers(0, 9))
    def change(self, size: int) -> None:
        self.act(size, lambda i: self.journal.renew([(Found(i.source, i.target.parent), size, 2)]))

    @rule()
    def reopen(self) -> None:
        self.journal.close()
        self.journal = Journal(self.folder / "journal.db")
        self.journal.own(Owner.this())

    @invariant()
    def each_photo_went_an_allowed_way(self) -> None:
        for item in self.journal.items():
            before = self.states.get(item.id, State.TODO)
            # Failing what waits is for photos whose folder was given up.
            assert item.state in {before, *WAYS[before], *WAYS[State.RUNNING]} - (
                {State.RUNNING, State.COMMITTING} if before is State.DONE else set()
            )
            self.states[item.id] = item.state

    @invariant()
    def counts_and_changes_add_up(self) -> None:
        items = list(self.journal.items())
        assert self.journal.counts().total() == len(items)
        assert [item.id for item in items] == list(range(1, len(items) + 1))
        changes = int(self.journal.fact("changes"))
        assert changes >= self.last
        assert all(item.changed <= changes for item in items)
        changed = self.journal.changed_items(self.last, 1000)
        assert {item.id for item in changed} == {i.id for i in items if i.changed > self.last}
        self.last = changes

    @invariant()
    def names_and_results_are_each_one_photo_s(self) -> None:
        items = list(self.journal.items())
        assert len({str(item.target).casefold() for item in items}) == len(items)
        assert all(item.result is not None for item in items if item.state is State.COMMITTING)


TestLife = Life.TestCase


@pytest.fixture
def journal(tmp_path: Path):
    with closing(Journal.create(tmp_path / "journal.db")) as journal:
        yield journal


def test_only_the_owner_moves_photos_on(journal: Journal):
    with pytest.raises(BatchBusy):
        journal.set_listed()


def test_a_second_owner_is_refused_while_the_first_lives(journal: Journal):
    this = Owner.this()
    parent = os.getppid()
    fields = Path(f"/proc/{parent}/stat").read_text().rpartition(")")[2].split()
    journal.own(Owner(this.host, this.boot, parent, fields[19]))

    with closing(Journal(journal.path)) as other, pytest.raises(BatchBusy) as caught:
        other.own(this)

    assert "another process works on this batch" in caught.value.message


@pytest.mark.parametrize(
    "owner",
    [
        "garbage", "process x on y (z 1)", "process 999999999 on {host} ({boot} 1)",
        "process {own} on {host} (other-boot {start})", "process {own} on {host} ({boot} 1)",
    ],
    ids=["garbage", "half", "dead", "other-boot", "number-used-again"],
)  # fmt: skip
def test_F26_the_claim_of_who_is_gone_is_taken_over(owner: str, journal: Journal):
    this = Owner.this()
    text = owner.format(host=this.host, boot=this.boot, own=this.process, start=this.start)
    with closing(sqlite3.connect(journal.path)) as raw:
        raw.execute("UPDATE facts SET value = ? WHERE name = 'owner'", (text,))
        raw.commit()

    if text == "garbage" or "on y" in text:  # of nowhere: it gets its time to show a beat
        from deblur_desktop.jobs import owner as module

        module._WATCHED_S = 0.1
    journal.own(this)

    assert journal.worker() == this.words


def test_F28_a_process_of_another_computer_is_alive_while_it_beats(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
):
    from deblur_desktop.jobs import owner as module

    monkeypatch.setattr(module, "_WATCHED_S", 1.2)
    elsewhere = Owner("another-computer", "boot", 1, "1")
    journal.own(elsewhere)
    beats = iter([1, 1, 2, 3])
    assert elsewhere.is_alive(lambda: next(beats))

    with closing(Journal(journal.path)) as other:
        other.own(Owner.this())  # no beat came

    with pytest.raises(BatchBusy):
        journal.set_listed()


def test_F25_a_journal_of_a_newer_version_is_refused(journal: Journal):
    with closing(sqlite3.connect(journal.path)) as raw:
        raw.execute("PRAGMA user_version = 99")

    with pytest.raises(JournalError, match="newer version"):
        Journal(journal.path)


@pytest.mark.parametrize("content", [b"", b"x" * 5000, b"SQLite format 3\0" + b"\xff" * 5000])
def test_F25_what_is_no_journal_is_told(content: bytes, tmp_path: Path):
    path = tmp_path / "journal.db"
    path.write_bytes(content)

    with pytest.raises(DamagedJournal), closing(Journal(path)) as journal:
        journal.check()
