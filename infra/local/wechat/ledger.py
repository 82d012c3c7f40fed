"""What the simulated WeChat Pay remembers: orders, notices that are still to be sent, and how it was told to behave.

One SQLite file, safe between threads and processes; a commit is on disk before the call returns.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import msgspec

from chalicelib.core import clock
from infra.local.queue import connect, immediately
from infra.local.wechat.messages import Order

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS pay_order (
  trade_no TEXT PRIMARY KEY,
  prepay_id TEXT NOT NULL UNIQUE,
  scene TEXT NOT NULL,
  facts TEXT NOT NULL,
  amount_fen INTEGER NOT NULL,
  description TEXT NOT NULL,
  attach TEXT NOT NULL,
  notify_url TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  state TEXT NOT NULL,
  transaction_id TEXT NOT NULL,
  paid_fen INTEGER NOT NULL,
  paid_at TEXT
);
CREATE INDEX IF NOT EXISTS paid ON pay_order (paid_at, trade_no) WHERE state = 'paid';
CREATE TABLE IF NOT EXISTS notice (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  trade_no TEXT NOT NULL,
  event_id TEXT NOT NULL,
  is_forged INTEGER NOT NULL,
  is_held INTEGER NOT NULL,
  due_at TEXT NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS behaviour (one INTEGER PRIMARY KEY CHECK (one = 1), told TEXT NOT NULL);
"""
_ORDER: Final = tuple(Order.__dataclass_fields__)
_PUT: Final = f"INSERT OR REPLACE INTO pay_order ({', '.join(_ORDER)}) VALUES ({', '.join('?' * len(_ORDER))})"  # noqa: S608


class Behaviour(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How notices are sent: `repeat` further copies of each, after a delay, out of order, with a forgery, or never."""

    repeat: int = 0
    delay_seconds: int = 0
    reorder: bool = False
    forge: bool = False
    drop: bool = False


@dataclass(frozen=True)
class Notice:
    """A notice that is to be sent. A held one waits until one of another order was sent."""

    id: int
    trade_no: str
    event_id: str
    is_forged: bool
    tries: int


@dataclass(frozen=True)
class Taken:
    """One row of the statement: what the provider has taken."""

    trade_no: str
    transaction_id: str
    amount_fen: int
    paid_at: datetime


class Ledger:
    """The file at `path`."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.RLock()
        self._db = connect(path, any_thread=True)
        self._db.executescript(_SCHEMA)

    @contextmanager
    def changing(self) -> Iterator[None]:
        """All that is read and written inside happens at once, or not at all."""
        with self._lock, immediately(self._db):
            yield

    def order(self, **by: str) -> Order | None:
        """The order by `trade_no` or by `prepay_id`."""
        ((column, value),) = by.items()
        found = self._rows(f"SELECT {', '.join(_ORDER)} FROM pay_order WHERE {column} = ?", value)  # noqa: S608
        if not found:
            return None
        row = dict(zip(_ORDER, found[0], strict=True))
        paid_at = clock.from_instant(row["paid_at"]) if row["paid_at"] else None
        return Order(**row | {"expires_at": clock.from_instant(row["expires_at"]), "paid_at": paid_at})

    def put(self, order: Order) -> None:
        """Keep an order in its new state."""
        values = [getattr(order, name) for name in _ORDER]
        self._rows(_PUT, *(clock.instant(value) if isinstance(value, datetime) else value for value in values))

    def statement(self) -> list[Taken]:
        """Everything that was taken, oldest first."""
        rows = self._rows(
            "SELECT trade_no, transaction_id, paid_fen, paid_at FROM pay_order WHERE state = 'paid' "
            "ORDER BY paid_at, trade_no"
        )
        return [Taken(row[0], row[1], row[2], clock.from_instant(row[3])) for row in rows]

    def behaviour(self) -> Behaviour:
        """As it was last told."""
        rows = self._rows("SELECT told FROM behaviour")
        return msgspec.json.decode(rows[0][0], type=Behaviour) if rows else Behaviour()

    def behave(self, told: Behaviour) -> None:
        """Behave so from now on."""
        self._rows("INSERT OR REPLACE INTO behaviour (one, told) VALUES (1, ?)", msgspec.json.encode(told).decode())

    def add_notice(self, trade_no: str, event_id: str, *, due_at: datetime, is_forged: bool, is_held: bool) -> None:
        self._rows(
            "INSERT INTO notice (trade_no, event_id, due_at, is_forged, is_held) VALUES (?, ?, ?, ?, ?)",
            *(trade_no, event_id, clock.instant(due_at), is_forged, is_held),
        )

    def due_notices(self, at: datetime) -> list[Notice]:
        """What is to be sent by now, in order; at most a hundred."""
        rows = self._rows(
            "SELECT id, trade_no, event_id, is_forged, tries FROM notice WHERE NOT is_held AND due_at <= ? "
            "ORDER BY due_at, id LIMIT 100",
            clock.instant(at),
        )
        return [Notice(row[0], row[1], row[2], bool(row[3]), row[4]) for row in rows]

    def again(self, notice: Notice, due_at: datetime) -> None:
        """Try it once more, then."""
        self._rows("UPDATE notice SET tries = tries + 1, due_at = ? WHERE id = ?", clock.instant(due_at), notice.id)

    def drop(self, notice: Notice) -> None:
        """It was sent, or is given up."""
        self._rows("DELETE FROM notice WHERE id = ?", notice.id)

    def release(self, *, other_than: str = "") -> None:
        """Let the held notices go, but not those of this order."""
        self._rows("UPDATE notice SET is_held = 0 WHERE is_held AND trade_no <> ?", other_than)

    def holds(self) -> bool:
        """True while a notice is held back."""
        return bool(self._rows("SELECT 1 FROM notice WHERE is_held LIMIT 1"))

    def waiting(self) -> int:
        """How many notices are still to be sent, the held ones too."""
        return int(self._rows("SELECT COUNT(*) FROM notice")[0][0])

    def close(self) -> None:
        self._db.close()

    def _rows(self, sql: str, *values: object) -> list[Any]:
        with self._lock:
            return self._db.execute(sql, values).fetchall()
