"""The journal's row: its key, its chain, its index by home. Append only: the sole writer is `verbs.transaction`.

No personal value enters an entry: outcomes hold ids, numbers and sums.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from chalicelib.core.scope import Cause, Scope
from chalicelib.db.reads import Listing, count, get, page
from chalicelib.db.rows import Instant, Packed, Row, WorkIndex, table_name

_SK = "ENTRY"


class EntryRow(Row):
    """One committed verb. `work_pk` is its home (a unit, else a community, else the organisation)."""

    class Meta:
        table_name = table_name("journal")
        stream_view_type = "NEW_IMAGE"

    work = WorkIndex()
    work_pk = UnicodeAttribute()
    work_sk = UnicodeAttribute()

    entry_id = UnicodeAttribute()
    at = Instant()
    actor = UnicodeAttribute()
    origin = UnicodeAttribute()
    request_id = UnicodeAttribute()
    verb = UnicodeAttribute()
    digest = UnicodeAttribute()
    event = UnicodeAttribute()
    subject = UnicodeAttribute()
    n = NumberAttribute()
    prev = UnicodeAttribute()
    outcome: Packed[Any] = Packed(Any)
    changes: Packed[Any] = Packed(Any)
    reason = UnicodeAttribute(null=True)


@dataclass(frozen=True)
class EntryView:
    """An entry as a page shows it."""

    entry_id: str
    at: datetime
    event: str
    actor: str
    origin: str
    facts: Any
    reason: str | None


def unit_home(unit_id: str) -> str:
    return f"U#{unit_id}"


def community_home(community_id: str) -> str:
    return f"C#{community_id}"


ORGANISATION_HOME = "O"


def entry_key(scope: Scope, cause: Cause) -> str:
    """The entry's primary key; callers can choose only its last part."""
    return f"{scope.org_id}#{cause.origin}#{scope.actor_id}#{cause.key}"


def find(scope: Scope, cause: Cause) -> EntryRow | None:
    """What this actor committed under this key, if anything."""
    return get(EntryRow, entry_key(scope, cause), _SK)


def digest_of(row: EntryRow) -> str:
    """The entry's own hash: over every stored attribute but the lock, in one canonical form."""
    attributes = {name: value for name, value in row.serialize().items() if name != "version"}
    return hashlib.sha256(msgspec.json.encode(attributes, order="deterministic")).hexdigest()


def entry_page(scope: Scope, home: str, *, cursor: str | None) -> tuple[list[EntryView], str | None]:
    """The journal of one home, newest first. The caller has checked that the home is within reach."""
    listing = Listing(EntryRow, f"{scope.org_id}#{home}", index="work", newest_first=True)
    found = page(scope, listing, cursor=cursor)
    return [
        EntryView(row.entry_id, row.at, row.event, row.actor, row.origin, row.outcome, row.reason) for row in found.rows
    ], found.next


def count_entries(scope: Scope, home: str) -> int:
    """How many entries one home has; for figures."""
    return count(Listing(EntryRow, f"{scope.org_id}#{home}", index="work"))
