"""Promises that were not kept ↔ rows beside their ticket, listed by community for its supervisors."""

from __future__ import annotations

from typing import Final

from pynamodb.attributes import UnicodeAttribute

from chalicelib.core import clock
from chalicelib.core.scope import Scope
from chalicelib.db.reads import Listing, page
from chalicelib.db.rows import Instant
from chalicelib.tickets.rules.missed import Missed
from chalicelib.tickets.rules.tickets import Kind, Priority
from chalicelib.tickets.store.tables import TicketsRow, ticket_pk

_MISSED: Final = "MISSED#"


class MissedRow(TicketsRow):
    community_id = UnicodeAttribute()
    building_id = UnicodeAttribute()
    promised_rule = UnicodeAttribute()
    place = UnicodeAttribute()
    kind = UnicodeAttribute()
    priority = UnicodeAttribute()
    summary = UnicodeAttribute()
    opened_at = Instant()


def missed_row(scope: Scope, missed: Missed) -> MissedRow:
    at = clock.instant(missed.at)
    row = MissedRow(ticket_pk(scope, missed.ticket_id), f"{_MISSED}{at}#{missed.rule}", promised_rule=missed.rule)
    row.community_id, row.building_id, row.opened_at = missed.community_id, missed.building_id, missed.opened_at
    row.place, row.summary = missed.place, missed.summary
    row.kind, row.priority = str(missed.kind), str(missed.priority)
    row.work_pk, row.work_sk = _list(scope, missed.community_id), f"{at}#{missed.ticket_id}#{missed.rule}"
    return row


def missed_page(scope: Scope, community_id: str, *, cursor: str | None) -> tuple[list[Missed], str | None]:
    """A page of the community's broken promises, newest first."""
    listing = Listing(MissedRow, _list(scope, community_id), index="work", newest_first=True)
    found = page(scope, listing, cursor=cursor)
    return [_missed(row) for row in found.rows if scope.sees_building(row.building_id)], found.next


def _missed(row: MissedRow) -> Missed:
    return Missed(
        rule=row.promised_rule,
        at=clock.from_instant(row.work_sk.partition("#")[0]),
        ticket_id=row.pk.rpartition("#")[2],
        opened_at=row.opened_at,
        community_id=row.community_id,
        building_id=row.building_id,
        place=row.place,
        kind=Kind(row.kind),
        priority=Priority(row.priority),
        summary=row.summary,
    )


def _list(scope: Scope, community_id: str) -> str:
    return f"{scope.org_id}#C#{community_id}#MISSED#"
