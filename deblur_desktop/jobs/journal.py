"""The journal of a batch: an SQLite file that knows the state of each photo, whatever happens.

    todo -> running -> committing -> done
              |            |
              |            +-> todo            the runner died, and neither file is the result
              +-> failed, quarantined          `retry` makes them todo again
    todo -> skipped                            a person, or a result that is there

*Committing* is written when a result lies whole under a temporary name, and before it gets its own. So
whoever finds that state later knows both names and the hash: he sees whether the result is published,
or publishes it, or begins anew.

One process at a time owns a batch and moves photos on; any other may look, skip, retry and pause.
"""

import hashlib
import os
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from deblur_desktop.errors import BatchBusy, DamagedJournal
from deblur_desktop.jobs.item import BROKEN, COLUMNS, OPEN, Item, State
from deblur_desktop.jobs.journal_file import JournalFile, told
from deblur_desktop.jobs.owner import Owner
from deblur_desktop.jobs.plan import Plan, Sized
from deblur_desktop.jobs.receipt import Outcome, Receipt
from deblur_desktop.photo.targets import key_of

_PAGE = 2_000
_FOLDER = "UnreadableFolder"
"""Stands in place of the class of an error for a folder, whose photos are not known."""
_STATES = ", ".join(f"'{state}'" for state in State)
_WRONG = f"""
SELECT id FROM photos WHERE
    proof != proof_of(source, target)
    OR state NOT IN ({_STATES})
    OR typeof(temporary) NOT IN ('blob', 'null') OR typeof(result) NOT IN ('blob', 'null')
    OR state IN ('running', 'committing') AND temporary IS NULL
    OR state = 'committing' AND result IS NULL
LIMIT 1
"""
"""What cannot be in a photo's row."""


class Journal(JournalFile):
    """An open journal. Each thread opens its own.

    Raises (all methods):
        JournalError: It cannot be read or written now; nothing has changed, and it may work later.
        DamagedJournal: It holds nonsense.
        BatchBusy: What only the owner may do was tried by somebody else.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._owner: Owner | None = None

    # What anybody may do

    def items(self) -> Iterator[Item]:
        """All photos in their order; of millions, a page is in memory at a time."""
        last = 0
        while page := list(self._items("WHERE id > ? ORDER BY id LIMIT ?", last, _PAGE)):
            yield from page
            last = page[-1].id

    def changed_items(self, after: int, most: int) -> list[Item]:
        """The photos that changed after the one with that `Item.changed`, the earliest change first.

        About *most* at a time: those that changed together are never parted.
        """
        last = self._items(
            "WHERE changed > ? ORDER BY changed, id LIMIT 1 OFFSET ?", after, most - 1
        )
        until = next((item.changed for item in last), None)
        if until is None:
            return list(self._items("WHERE changed > ? ORDER BY changed, id", after))
        where = "WHERE changed > ? AND changed <= ? ORDER BY changed, id"
        return list(self._items(where, after, until))

    def item(self, number: int) -> Item:
        """One photo."""
        return next(self._items("WHERE id = ?", number))

    def receipt(self, number: int) -> str:
        """The receipt of a photo as JSON; empty when there is none."""
        with told(self.path):
            row = self._db.execute("SELECT receipt FROM photos WHERE id = ?", (number,)).fetchone()
        return row[0]

    def counts(self) -> Counter[State]:
        """How many photos are in each state."""
        with told(self.path):
            rows = self._db.execute("SELECT state, count(*) FROM photos GROUP BY state").fetchall()
            return Counter({State(state): count for state, count in rows})

    def restored(self) -> int:
        """How many of those that are done have a result."""
        query = "SELECT count(*) FROM photos WHERE state = 'done' AND outcome = ?"
        with told(self.path):
            return self._db.execute(query, (Outcome.RESTORED,)).fetchone()[0]

    def open_bytes(self) -> int:
        """The size of all photos that are not done yet."""
        marks = ", ".join(f"'{state}'" for state in OPEN)
        with told(self.path):
            return self._db.execute(
                f"SELECT coalesce(sum(size_bytes), 0) FROM photos WHERE state IN ({marks})"
            ).fetchone()[0]

    def worker(self) -> str:
        """Which process works on it, for people; empty when none does, as far as is known here."""
        text = str(self.fact("owner"))
        owner = Owner.from_text(text)
        return "" if not text or owner.is_dead_here() else owner.words

    def wish(self, wish: str) -> None:
        """Tell the owner what a person wants: ``go`` or ``pause``."""
        with self._writing():
            self._set("wish", wish)

    def skip(self, numbers: Iterable[int]) -> None:
        """Leave out photos that are not done yet."""
        self._move(numbers, (State.TODO, State.RUNNING), State.SKIPPED, "left out by a person")

    def retry(self, numbers: Iterable[int] | None = None) -> int:
        """Do photos again that failed or were left out, all that failed if None; how many those are."""
        if numbers is None:
            broken = self._items("WHERE state IN (?, ?) ORDER BY id", *BROKEN)
            numbers = [item.id for item in broken]
        numbers = list(numbers)
        folders = {item.id for item in self._items(f"WHERE error = '{_FOLDER}'")} & set(numbers)
        if folders:
            self._move(folders, BROKEN, State.SKIPPED, "it is looked through again")
            with self._writing():
                self._set("listed", 0)
        photos = [number for number in numbers if number not in folders]
        return self._move(photos, (*BROKEN, State.SKIPPED), State.TODO, "") + len(folders)

    # What the owner may do

    def own(self, owner: Owner) -> None:
        """Become the owner; from now on the photos are moved on by this process alone.

        A pause that was wished before is over.

        Raises:
            BatchBusy: Another living process is.
        """
        before = str(self.fact("owner"))
        is_other = before not in ("", owner.to_text())
        if is_other and Owner.from_text(before).is_alive(lambda: self.fact("beats")):
            raise BatchBusy(
                f"another process works on this batch: {Owner.from_text(before).words}",
                "`deblur-desktop batch pause` lets it stop; `batch status` tells how far it is",
            )
        with self._writing():
            if str(self.fact("owner")) != before:
                raise BatchBusy("another process took this batch meanwhile")
            self._set("owner", owner.to_text())
            self._set("trouble", "")
            self._set("wish", "go")
            self._set("lives", self._number("lives") + 1)
        with told(self.path):
            # Even if the log of changes is lost, it is known that results may be there already.
            self._db.execute("PRAGMA wal_checkpoint(FULL)")
        self._owner = owner

    def share(self, owner: Owner) -> None:
        """Be another connection of the owner's process."""
        self._owner = owner

    def disown(self) -> None:
        """Stop being the owner."""
        with self._moving():
            self._set("owner", "")
            self._set("trouble", "")
        self._owner = None

    def beat(self, trouble: str, busy_s: float, busy_bytes: int) -> None:
        """Tell others that the owner lives, what it waits for, and what it did since the last beat."""
        steps = {"beats": 1, "busy_s": busy_s, "busy_bytes": busy_bytes}
        with self._moving():
            for name, step in steps.items():
                self._db.execute("UPDATE facts SET value = value + ? WHERE name = ?", (step, name))
            self._set("trouble", trouble)

    def add(self, plan: Plan, found: Iterable[Sized], skip_existing: bool) -> int:
        """Add photos; those that are there already are passed over.

        Returns:
            How many are new.
        """
        with self._moving():
            change, number = self._change(), self._last()
            before = number
            for each, size_bytes, modified_ns in found:
                if self._has("source", os.fsencode(each.source)):
                    continue
                number += 1
                target = plan.target(each, _Names(self._has), number)
                is_there = skip_existing and os.path.lexists(target)
                state = State.SKIPPED if is_there else State.TODO
                names = os.fsencode(each.source), os.fsencode(target)
                message = "the result is already there" if is_there else ""
                self._db.execute(
                    "INSERT INTO photos (id, source, target, name_key, proof, state, changed,"
                    " size_bytes, modified_ns, message) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (number, *names, _key(target), _proof(*names), state, change, size_bytes,
                     modified_ns, message),
                )  # fmt: skip
        return number - before

    def add_unreadable(self, folder: Path, target: Path, message: str) -> None:
        """Add a folder that cannot be looked into as something that failed."""
        names = os.fsencode(folder), os.fsencode(target)
        with self._moving():
            change = self._change()
            self._db.execute(
                "INSERT INTO photos (id, source, target, name_key, proof, state, changed,"
                " size_bytes, modified_ns, message, error)"
                f" VALUES (?, ?, ?, ?, ?, 'failed', ?, 0, 0, ?, '{_FOLDER}')"
                " ON CONFLICT (source) DO UPDATE SET state = 'failed', changed = ?, message = ?,"
                f" error = '{_FOLDER}'",
                (self._last() + 1, *names, b"\0" + names[0], _proof(*names), change, message,
                 change, message),
            )  # fmt: skip

    def renew(self, found: Iterable[Sized]) -> None:
        """Let photos that were changed since they were found be done again, or that failed."""
        ended = (State.DONE, *BROKEN)
        marks = ", ".join("?" * len(ended))
        with self._moving():
            change = self._change()
            for each, size_bytes, modified_ns in found:
                self._db.execute(
                    "UPDATE photos SET state = 'todo', changed = ?, size_bytes = ?, modified_ns = ?,"
                    " blame = 0, alone = 0, result = NULL, sha256 = ''"
                    f" WHERE source = ? AND (size_bytes, modified_ns) != (?, ?) AND state IN ({marks})",
                    (change, size_bytes, modified_ns, os.fsencode(each.source), size_bytes,
                     modified_ns, *ended),
                )  # fmt: skip

    def set_listed(self) -> None:
        """All photos are found."""
        with self._moving():
            self._set("listed", 1)

    def waiting(self, count: int, *, alone: bool) -> list[Item]:
        """The next photos to do: those that want to be *alone*, or those that do not."""
        where = "WHERE state = 'todo' AND alone = ? ORDER BY id LIMIT ?"
        return list(self._items(where, alone, count))

    def half_done(self) -> list[Item]:
        """Photos that an owner left when it died."""
        return list(self._items("WHERE state IN ('running', 'committing') ORDER BY id"))

    def is_source(self, path: Path) -> bool:
        """Whether *path* is one of the photos."""
        return self._has("source", os.fsencode(path))

    def start(self, item: Item, temporary: Path) -> bool:
        """Its result is going to be written as *temporary*; False if a person left the photo out."""
        return self._update(item, (State.TODO,), State.RUNNING, temporary=os.fsencode(temporary))

    def commit(self, item: Item, result: Path, sha256: str, receipt: Receipt) -> bool:
        """Its result is whole, and about to get the name *result*; False as in `start`."""
        facts = {"result": os.fsencode(result), "sha256": sha256, "receipt": receipt.to_json()}
        return self._update(item, (State.RUNNING, State.COMMITTING), State.COMMITTING, **facts)

    def finish(self, item: Item, receipt: Receipt) -> None:
        """It is done. Without a `commit` before, it has no result."""
        facts = {
            "outcome": receipt.outcome,
            "kind": receipt.kind,
            "sharper": receipt.sharper,
            "altered": receipt.changed,
            "message": receipt.gained or receipt.found,
            "hint": receipt.advice,
            "error": "",
            "model": receipt.recipe.checkpoint if receipt.recipe else "",
            "seconds": receipt.seconds,
            "receipt": receipt.to_json(),
        }
        found = (State.RUNNING, State.COMMITTING)
        self._update(item, found, State.DONE, temporary=None, blame=0, **facts)

    def leave_out(self, item: Item, message: str) -> None:
        """It is not to be done after all."""
        self._put_back(item, State.SKIPPED, message=message)

    def fail(self, item: Item, message: str, hint: str, error: str = "") -> None:
        """It failed with an *error* of this class."""
        self._put_back(item, State.FAILED, message=message, hint=hint, error=error)

    def quarantine(self, item: Item, message: str, hint: str) -> None:
        """It ended so many workers that it is not tried any more."""
        self._put_back(item, State.QUARANTINED, message=message, hint=hint, error="WorkerCrashed")

    def put_back(self, item: Item, **facts: int) -> None:
        """It is to be done again."""
        self._put_back(item, State.TODO, **facts)

    def is_running(self, item: Item) -> bool:
        """Whether it still is, since a person may have left it out."""
        return self.item(item.id).state in (State.RUNNING, State.COMMITTING)

    def check(self) -> None:
        """Look whether the file is sound.

        Raises:
            DamagedJournal: It is not.
        """
        with told(self.path):
            # An index has each of its values a second time, so it tells a change of one of them.
            answer = self._db.execute("PRAGMA integrity_check(1)").fetchone()[0]
            self._db.create_function("proof_of", 2, _proof, deterministic=True)
            wrong = self._db.execute(_WRONG).fetchone() if answer == "ok" else None
        if wrong is not None:
            answer = f"photo {wrong[0]}"
        if answer != "ok":
            raise DamagedJournal(f"the journal is damaged ({answer}): {self.path}")
        for name in ("lives", "beats", "changes", "listed", "busy_s", "busy_bytes"):
            self._number(name)
        for name in ("wish", "trouble"):
            self.fact(name)

    # How

    def _items(self, where: str, *values: object) -> Iterator[Item]:
        with told(self.path):
            rows = self._db.execute(f"SELECT {COLUMNS} FROM photos {where}", values)
            found = list(map(Item.from_row, rows))
        yield from found

    def _put_back(self, item: Item, state: State, **facts: object) -> None:
        found = (State.RUNNING, State.COMMITTING, State.TODO)
        self._update(item, found, state, temporary=None, result=None, sha256="", **facts)

    def _update(self, item: Item, found: tuple[State, ...], state: State, **facts: object) -> bool:
        columns = "".join(f", {name} = ?" for name in facts)
        marks = ", ".join("?" * len(found))
        with self._moving():
            changed = self._db.execute(
                f"UPDATE photos SET state = ?, changed = ?{columns} WHERE id = ? AND state IN ({marks})",
                (state, self._change(), *map(_storable, facts.values()), item.id, *found),
            )
        return changed.rowcount > 0

    def _move(
        self, numbers: Iterable[int], found: tuple[State, ...], state: State, message: str
    ) -> int:
        marks = ", ".join("?" * len(found))
        moved = 0
        with self._writing():
            change = self._change()
            for number in numbers:
                moved += self._db.execute(
                    "UPDATE photos SET state = ?, changed = ?, message = ?, hint = '', error = '',"
                    f" blame = 0, alone = 0 WHERE id = ? AND state IN ({marks})",
                    (state, change, message, number, *found),
                ).rowcount
        return moved

    def _has(self, column: str, value: bytes) -> bool:
        with told(self.path):
            return (
                self._db.execute(f"SELECT 1 FROM photos WHERE {column} = ?", (value,)).fetchone()
                is not None
            )

    def _last(self) -> int:
        return self._db.execute("SELECT coalesce(max(id), 0) FROM photos").fetchone()[0]

    def _change(self) -> int:
        self._db.execute("UPDATE facts SET value = value + 1 WHERE name = 'changes'")
        return int(self.fact("changes"))

    @contextmanager
    def _moving(self) -> Generator[None]:
        """A transaction of the owner."""
        with self._writing():
            if self._owner is None or str(self.fact("owner")) != self._owner.to_text():
                raise BatchBusy("another process took this batch meanwhile")
            yield


class _Names:
    """The names planned so far; what is asked for is inserted in the same transaction."""

    def __init__(self, has: Callable[[str, bytes], bool]) -> None:
        self._has = has

    def __contains__(self, key: str) -> bool:
        return self._has("name_key", os.fsencode(key))

    def add(self, key: str) -> None:
        pass


def _proof(source: bytes, target: bytes) -> str:
    return hashlib.sha256(source + b"\0" + target).hexdigest()[:16]


def _key(target: Path) -> bytes:
    return os.fsencode(key_of(target))


def _storable(value: object) -> object:
    """Text may hold parts of names that are none; paths are bytes already."""
    return value.encode("utf-8", "backslashreplace").decode() if isinstance(value, str) else value
