"""The file of a journal: an SQLite database with its facts, and transactions that tell our errors."""

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Self

from deblur_desktop.errors import DamagedJournal, JournalError

_VERSION = 1
_SCHEMA = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE photos (
    id INTEGER PRIMARY KEY,
    source BLOB NOT NULL UNIQUE,
    target BLOB NOT NULL,
    name_key BLOB NOT NULL UNIQUE,
    proof TEXT NOT NULL, -- of source and target: SQLite does not notice a bit that was lost
    state TEXT NOT NULL,
    changed INTEGER NOT NULL,
    size_bytes INTEGER NOT NULL,
    modified_ns INTEGER NOT NULL,
    blame INTEGER NOT NULL DEFAULT 0,
    alone INTEGER NOT NULL DEFAULT 0,
    frugal INTEGER NOT NULL DEFAULT 0,
    temporary BLOB,
    result BLOB,
    sha256 TEXT NOT NULL DEFAULT '',
    outcome TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL DEFAULT '',
    sharper REAL NOT NULL DEFAULT 0,
    altered REAL NOT NULL DEFAULT 0,
    message TEXT NOT NULL DEFAULT '',
    hint TEXT NOT NULL DEFAULT '',
    error TEXT NOT NULL DEFAULT '',
    model TEXT NOT NULL DEFAULT '',
    seconds REAL NOT NULL DEFAULT 0,
    receipt TEXT NOT NULL DEFAULT ''
);
CREATE INDEX by_state ON photos (state, alone, id);
CREATE INDEX by_outcome ON photos (outcome) WHERE state = 'done';
CREATE INDEX by_change ON photos (changed);
"""


class JournalFile:
    """An open journal, without what photos mean."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with told(path):
            self._db = sqlite3.connect(path, timeout=30, isolation_level=None)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = FULL")
            version = self._db.execute("PRAGMA user_version").fetchone()[0]
        if version > _VERSION:
            self.close()
            raise JournalError(
                f"the batch was begun by a newer version of the program: {path.parent.name}",
                "go on with that version",
            )

    @classmethod
    def create(cls, path: Path, lives: int = 0) -> Self:
        """A new, empty journal of a batch that was begun *lives* times."""
        journal = cls(path)
        with told(path):
            journal._db.executescript(
                f"BEGIN; {_SCHEMA} PRAGMA user_version = {_VERSION};"
                f"INSERT INTO facts VALUES ('changes', 0), ('lives', {lives}), ('listed', 0),"
                "('wish', 'go'), ('owner', ''), ('beats', 0), ('trouble', ''), ('busy_s', 0),"
                "('busy_bytes', 0); COMMIT;"
            )
        return journal

    def close(self) -> None:
        """Let the file go."""
        with suppress(sqlite3.Error):
            self._db.close()

    def fact(self, name: str) -> Any:
        """One of these facts.

        - ``changes``: the largest `Item.changed`; ``listed``: whether all photos are found;
        - ``wish``: what a person wants: ``go`` or ``pause``;
        - ``trouble``: what the run waits for, in words; ``owner``: the process that works on it;
        - ``lives``: how often it was begun or resumed;
        - ``busy_s``, ``busy_bytes``: how long it worked, and how large the photos were that it did.
        """
        with told(self.path):
            row = self._db.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        if row is None:
            raise DamagedJournal(f"the journal is not complete: {self.path}")
        return row[0]

    def _number(self, name: str) -> float:
        value = self.fact(name)
        if not isinstance(value, int | float):
            raise DamagedJournal(f"the journal is damaged ({name} is no number): {self.path}")
        return value

    def _set(self, name: str, value: object) -> None:
        self._db.execute("UPDATE facts SET value = ? WHERE name = ?", (value, name))

    @contextmanager
    def _writing(self) -> Generator[None]:
        with told(self.path):
            self._db.execute("BEGIN IMMEDIATE")
        try:
            with told(self.path):
                yield
                self._db.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                self._db.execute("ROLLBACK")
            raise


@contextmanager
def told(path: Path) -> Generator[None]:
    """Turn what SQLite raises into our errors."""
    try:
        yield
    except (sqlite3.OperationalError, sqlite3.InterfaceError) as error:
        # No such table; text that is none has no code at all.
        if getattr(error, "sqlite_errorcode", None) in (sqlite3.SQLITE_ERROR, None):
            raise DamagedJournal(f"the journal is damaged ({error}): {path}") from error
        hint = "the batch goes on when there is room on that disk again"
        raise JournalError(f"the journal cannot be used ({error}): {path}", hint) from error
    except (sqlite3.DatabaseError, ValueError, TypeError, OverflowError) as error:
        raise DamagedJournal(f"the journal is damaged ({error}): {path}") from error
