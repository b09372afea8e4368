"""The laws of the journal: whatever is done with it in whatever order, also when it is opened anew."""

import shutil
import sqlite3
import tempfile
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from deblur_desktop.errors import BatchBusy, DamagedJournal, JournalError
from deblur_desktop.jobs.item import BROKEN, Item, State
from deblur_desktop.jobs.journal import Journal
from deblur_desktop.jobs.owner import Owner
from deblur_desktop.jobs.plan import Found, Plan
from deblur_desktop.jobs.receipt import Outcome, Receipt
from deblur_desktop.jobs.treatment import Treatment
from deblur_desktop.photo.targets import key_of
from deblur_desktop.recipe import Recipe

PLAN = Plan(
    treatment=Treatment(recipe=Recipe(checkpoint="auto"), choices={}),
    sources=("/photos",),
    output="/results",
)
RECEIPT = Receipt(source="a", outcome=Outcome.RESTORED)
NAMES = ("a.png", "A.PNG", "a.jpg", "b.dng", "b.tif", "e\u0301.png", "\u00e9.png", "\udcff.png")
# From where to where photos may go.
WAYS = {
    State.TODO: {State.RUNNING, State.SKIPPED, State.FAILED, State.QUARANTINED},
    State.RUNNING: {State.COMMITTING, State.DONE, State.TODO, State.SKIPPED, *BROKEN},
    State.COMMITTING: {State.DONE, State.TODO, State.SKIPPED, *BROKEN},
    State.DONE: set[State](),
    State.SKIPPED: {State.TODO},
    State.FAILED: {State.TODO},
    State.QUARANTINED: {State.TODO},
}
numbers = st.integers(1, len(NAMES))


class Journals(RuleBasedStateMachine):
    """One owner moves photos on, while somebody else looks, skips and retries."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "journal.db"
        Journal.create(self.path).close()
        self.journal, self.other = Journal(self.path), Journal(self.path)
        self.owner = Owner.this()
        self.journal.own(self.owner)
        self.before: dict[int, Item] = {}
        self.changes = 0

    def teardown(self) -> None:
        if hasattr(self, "journal"):
            self.journal.close()
            self.other.close()
            shutil.rmtree(self.folder)

    @rule(names=st.lists(st.sampled_from(NAMES), max_size=4))
    def add(self, names: list[str]) -> None:
        known = {item.source.name for item in self.other.items()}

        found = [(Found(Path("/photos") / n, Path("/results")), 1, 2) for n in names]
        new = self.journal.add(PLAN, found, skip_existing=False)

        assert len(set(names) - known) == new

    def _item(self, number: int) -> Item | None:
        return next((item for item in self.journal.items() if item.id == number), None)

    @rule(number=numbers)
    def start(self, number: int) -> None:
        if item := self._item(number):
            started = self.journal.start(item, item.target.with_name(".part"))
            assert started == (item.state is State.TODO)

    @rule(number=numbers)
    def commit(self, number: int) -> None:
        if item := self._item(number):
            done = self.journal.commit(item, item.target, "ab", RECEIPT)
            assert done == (item.state in (State.RUNNING, State.COMMITTING))

    @rule(number=numbers)
    def finish(self, number: int) -> None:
        if item := self._item(number):
            self.journal.finish(item, RECEIPT)

    @rule(number=numbers, quarantined=st.booleans())
    def fail(self, number: int, quarantined: bool) -> None:
        if item := self._item(number):
            self.journal.fail(item, "bad \udcff", "", quarantined=quarantined)

    @rule(number=numbers, blame=st.integers(0, 6), alone=st.booleans())
    def put_back(self, number: int, blame: int, alone: bool) -> None:
        if item := self._item(number):
            self.journal.put_back(item, blame=blame, alone=int(alone))

    @rule(number=numbers)
    def leave_out(self, number: int) -> None:
        if item := self._item(number):
            self.journal.leave_out(item, "there already")

    @rule(chosen=st.lists(numbers))
    def skip(self, chosen: list[int]) -> None:
        self.other.skip(chosen)

    @rule(chosen=st.none() | st.lists(numbers, unique=True))
    def retry(self, chosen: list[int] | None) -> None:
        broken = self.other.counts()

        count = self.other.retry(chosen)

        if chosen is None:
            assert sum(broken[state] for state in BROKEN) == count

    @rule()
    def beat(self) -> None:
        before = self.other.fact("beats")
        self.journal.beat("", 0.5, 10)
        assert before + 1 == self.other.fact("beats")

    @precondition(lambda self: self.before)
    @rule()
    def reopen(self) -> None:
        lives = self.other.fact("lives")
        self.journal.close()
        self.journal = Journal(self.path)
        self._let_go()
        self.journal.own(self.owner)
        assert lives + 1 == self.other.fact("lives")
        self.journal.check()

    def _let_go(self) -> None:
        """As if the owner had died."""
        with closing(sqlite3.connect(self.path, isolation_level=None)) as journal:
            journal.execute("UPDATE facts SET value = '' WHERE name = 'owner'")

    def _told(self, after: int) -> list[Item]:
        """What changed, asked for in small parts as the window does."""
        told: list[Item] = []
        while part := self.other.changed_items(after, most=2):
            told += part
            after = max(item.changed for item in part)
        return told

    @invariant()
    def what_must_hold(self) -> None:
        if not hasattr(self, "journal"):
            return
        items = list(self.other.items())
        assert Counter(item.state for item in items) == self.other.counts()
        assert [item.id for item in items] == list(range(1, len(items) + 1))
        assert len({key_of(item.target) for item in items}) == len(items)
        assert len({item.source for item in items}) == len(items)
        changes = self.other.fact("changes")
        assert changes >= self.changes
        told = {item.id: item for item in self._told(after=self.changes)}
        for item in items:
            before = self.before.get(item.id)
            if before != item:
                assert told[item.id] == item, "those who look for changes miss one"
            if before is not None and before.state is not item.state:
                assert item.state in WAYS[before.state], (before.state, item.state)
            is_open = item.state in (State.TODO, State.SKIPPED, *BROKEN)
            assert item.result is None or not is_open or before == item
        self.before, self.changes = {item.id: item for item in items}, changes


TestJournals = Journals.TestCase
TestJournals.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)


@pytest.fixture
def journal(tmp_path: Path):
    with closing(Journal.create(tmp_path / "journal.db")) as journal:
        yield journal


def test_only_the_owner_moves_photos_on(journal: Journal):
    with pytest.raises(BatchBusy):
        journal.add(PLAN, [], skip_existing=False)


def test_a_pause_is_over_for_who_begins_to_work(journal: Journal):
    journal.wish("pause")

    journal.own(Owner.this())

    assert journal.fact("wish") == "go"


def test_what_is_no_journal_is_damaged(tmp_path: Path):
    path = tmp_path / "journal.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE other (x)")

    with closing(Journal(path)) as journal, pytest.raises(DamagedJournal):
        journal.fact("lives")


def test_a_journal_that_another_process_writes_to_for_long_may_be_tried_again(
    journal: Journal, tmp_path: Path
):
    journal._db.execute("PRAGMA busy_timeout = 50")
    with closing(sqlite3.connect(tmp_path / "journal.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(JournalError) as told:
            journal.wish("pause")

        other.execute("ROLLBACK")
    assert not isinstance(told.value, DamagedJournal)
    journal.wish("pause")
