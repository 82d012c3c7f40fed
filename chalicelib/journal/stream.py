"""The journal as an outbox: an entry as whoever follows the table's stream hears of it, at least once, in no order.

An entry is what happened, and never changes: hearing it twice is hearing it once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from chalicelib.core.scope import Scope
from chalicelib.db.reads import Listing, every, get
from chalicelib.journal.entries import EntryRow


@dataclass(frozen=True)
class Heard:
    """One entry. `key` is its primary key, its identity for ever; `facts` the outcome of its verb."""

    org_id: str
    key: str
    entry_id: str
    at: datetime
    event: str
    subject: str
    facts: Mapping[str, Any]


def actor_of(key: str) -> str:
    """Whose doing an entry is, by its primary key."""
    return key.split("#")[2]


def heard(record: Mapping[str, Any]) -> Heard | None:
    """The entry that a stream's record tells of; None for a record of anything else than a new one."""
    told = record.get("dynamodb", {})
    if record.get("eventName") != "INSERT" or "NewImage" not in told:
        return None
    return _heard(EntryRow.from_raw_data(dict(told["NewImage"])))


def read(key: str) -> Heard | None:
    """One entry by its primary key."""
    row = get(EntryRow, key, "ENTRY")
    return _heard(row) if row else None


def heard_on(scope: Scope, home: str, day: date) -> Iterator[Heard]:
    """The entries of one home and (UTC) day, oldest first: for an engine without streams."""
    return map(_heard, every(Listing(EntryRow, f"{scope.org_id}#{home}", day.isoformat(), index="work")))


def _heard(row: EntryRow) -> Heard:
    org_id = row.pk.partition("#")[0]
    return Heard(org_id, row.pk, row.entry_id, row.at, row.event, row.subject, row.outcome)
