"""The local queue: jobs in one SQLite file, safe between processes and under kill -9.

A job is put once, delivered at least once, and removed by the worker that finished it. A lease that runs out gives the
job to the next worker; after five receives it is a dead letter, kept and shown, never retried by itself. A scheduled
job is put together with the mark that its due moment was seen, so that no crash doubles or drops it.
"""

from __future__ import annotations

import json
import math
import secrets
import sqlite3
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

MOST_RECEIVES: Final = 5
DEAD_LETTERS_KEPT: Final = 1_000
BACK_OFF_SECONDS: Final = (1, 5, 20, 60, 180)
ERROR_CHARACTERS: Final = 2_000
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS message (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  job TEXT NOT NULL,
  payload TEXT NOT NULL,
  visible_at REAL NOT NULL,
  receives INTEGER NOT NULL DEFAULT 0,
  lease TEXT,
  error TEXT,
  dead INTEGER NOT NULL DEFAULT 0,
  due TEXT
);
CREATE INDEX IF NOT EXISTS waiting ON message (dead, visible_at, id);
CREATE TABLE IF NOT EXISTS seen (job TEXT PRIMARY KEY, due TEXT NOT NULL);
"""


@dataclass(frozen=True)
class Message:
    """A leased job. `receives` counts this delivery; `due` is the instant of the schedule that put it."""

    id: int
    job: str
    payload: dict[str, Any]
    receives: int
    lease: str
    due: str | None = None


@dataclass(frozen=True)
class DeadLetter:
    id: int
    job: str
    payload: dict[str, Any]
    error: str


class LocalQueue:
    """The queue port over SQLite; each commit is on disk before it returns. Every thread has its own connection."""

    def __init__(self, path: Path, *, time_source: Callable[[], float] = time.time) -> None:
        self._path = path
        self._time = time_source
        self._local = threading.local()
        self._db().executescript(_SCHEMA)

    def _db(self) -> sqlite3.Connection:
        db: sqlite3.Connection | None = getattr(self._local, "db", None)
        if db is None:
            db = connect(self._path)
            self._local.db = db
        return db

    def put(self, job: str, payload: dict[str, Any], *, delay_seconds: int = 0) -> None:
        """Keep the job for a worker, not before `delay_seconds` have passed."""
        body = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
        self._db().execute(
            "INSERT INTO message (job, payload, visible_at) VALUES (?, ?, ?)", (job, body, self._time() + delay_seconds)
        )

    def put_due(self, job: str, due: str) -> bool:
        """Put a scheduled job for its due instant (sortable text) unless that one, or a later one, was put before.

        The first due instant that is ever seen of a job is only noted: an office does not begin with last month's work.
        """
        db = self._db()
        with immediately(db):
            row = db.execute("SELECT due FROM seen WHERE job = ?", (job,)).fetchone()
            if row is not None and row[0] >= due:
                return False
            db.execute("INSERT OR REPLACE INTO seen (job, due) VALUES (?, ?)", (job, due))
            if row is None:
                return False
            db.execute(
                "INSERT INTO message (job, payload, visible_at, due) VALUES (?, '{}', ?, ?)", (job, self._time(), due)
            )
        return True

    def lease(self, seconds: float, *, early: bool = False) -> Message | None:
        """The oldest waiting job, hidden from the others for `seconds`; None when nothing waits.

        `early` takes delayed jobs (and those that another holds) too: only for a program that is alone.
        """
        db = self._db()
        while self._waiting(db, early=early) is not None:
            with immediately(db):
                found = self._waiting(db, early=early)
                if found is None:
                    return None
                message_id, job, payload, receives, due = found
                if receives >= MOST_RECEIVES:
                    self._bury(db, message_id)
                    continue
                token = secrets.token_hex(16)
                db.execute(
                    "UPDATE message SET receives = receives + 1, lease = ?, visible_at = ? WHERE id = ?",
                    (token, self._time() + seconds, message_id),
                )
            return Message(message_id, job, json.loads(payload), receives + 1, token, due)
        return None

    def _bury(self, db: sqlite3.Connection, message_id: int) -> None:
        db.execute("UPDATE message SET dead = 1, lease = NULL WHERE id = ?", (message_id,))
        db.execute(
            "DELETE FROM message WHERE dead = 1 AND id NOT IN "
            "(SELECT id FROM message WHERE dead = 1 ORDER BY id DESC LIMIT ?)",
            (DEAD_LETTERS_KEPT,),
        )

    def _waiting(self, db: sqlite3.Connection, *, early: bool) -> tuple[int, str, str, int, str | None] | None:
        row: tuple[int, str, str, int, str | None] | None = db.execute(
            "SELECT id, job, payload, receives, due FROM message WHERE dead = 0 AND visible_at <= ? "
            "ORDER BY visible_at, id LIMIT 1",
            (math.inf if early else self._time(),),
        ).fetchone()
        return row

    def extend(self, message: Message, seconds: float) -> bool:
        """Hold a leased job for `seconds` from now; False when the lease was lost."""
        changed = self._db().execute(
            "UPDATE message SET visible_at = ? WHERE id = ? AND lease = ?",
            (self._time() + seconds, message.id, message.lease),
        )
        return changed.rowcount == 1

    def void_leases(self) -> None:
        """Give every leased job to the next worker now. Only for a runner that knows that no worker lives."""
        self._db().execute(
            "UPDATE message SET lease = NULL, visible_at = ? WHERE dead = 0 AND lease IS NOT NULL", (self._time(),)
        )

    def done(self, message: Message) -> bool:
        """Remove a finished job; False when the lease was lost and another worker has the job now."""
        changed = self._db().execute("DELETE FROM message WHERE id = ? AND lease = ?", (message.id, message.lease))
        return changed.rowcount == 1

    def release(self, message: Message, error: str) -> None:
        """Give a failed job back, to be tried again later each time; the fifth failure makes it a dead letter."""
        wait = BACK_OFF_SECONDS[min(message.receives, len(BACK_OFF_SECONDS)) - 1]
        db = self._db()
        with immediately(db):
            changed = db.execute(
                "UPDATE message SET lease = NULL, error = ?, visible_at = ? WHERE id = ? AND lease = ?",
                (error[:ERROR_CHARACTERS], self._time() + wait, message.id, message.lease),
            )
            if changed.rowcount == 1 and message.receives >= MOST_RECEIVES:
                self._bury(db, message.id)

    def waiting(self) -> int:
        """How many jobs are not finished yet (leased and delayed ones too), without the dead letters."""
        (count,) = self._db().execute("SELECT COUNT(*) FROM message WHERE dead = 0").fetchone()
        return int(count)

    def dead_letters(self) -> list[DeadLetter]:
        """What was given up, oldest first, at most a hundred."""
        rows = self._db().execute("SELECT id, job, payload, error FROM message WHERE dead = 1 ORDER BY id LIMIT 100")
        return [DeadLetter(row[0], row[1], json.loads(row[2]), row[3] or "") for row in rows]

    def close(self) -> None:
        """Close this thread's connection."""
        db: sqlite3.Connection | None = getattr(self._local, "db", None)
        if db is not None:
            db.close()
            del self._local.db


class immediately:  # noqa: N801 reads as a statement: with immediately(db)
    """A write transaction that has the file from its first statement, so what it read is still so when it writes."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def __enter__(self) -> None:
        self._db.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        self._db.execute("COMMIT" if kind is None else "ROLLBACK")


def connect(path: Path, *, any_thread: bool = False) -> sqlite3.Connection:
    """A connection whose every commit is synced to disk, in the file's write-ahead log."""
    path.touch(mode=0o600, exist_ok=True)
    db = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=not any_thread)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    return db
