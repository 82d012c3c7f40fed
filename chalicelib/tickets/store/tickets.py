"""Tickets ↔ rows, and the lists of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, Final

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from chalicelib.core import clock
from chalicelib.core.errors import NotFound
from chalicelib.core.scope import Scope
from chalicelib.db.reads import Ask, Listing, get, get_many, page
from chalicelib.db.rows import Instant, Packed
from chalicelib.tickets.rules.glance import Glance
from chalicelib.tickets.rules.tickets import Hold, Kind, Priority, Status, Ticket
from chalicelib.tickets.store.tables import TicketsRow, ticket_pk
from chalicelib.timers import due
from chalicelib.timers.rules import Clock, Clocks

_TICKET: Final = "TICKET"
_PROMISE: Final = "PROMISE"
_OPEN: Final = "OPEN#"
_CLOSED: Final = "CLOSED#"
_SECOND: Final = "%Y%m%dT%H%M%SZ"
"""Short, so that a household's twenty entries fit one read unit."""
_AFTER_EVERY_TIME: Final = "~"
_KEPT: Final = (
    "community_id",
    "building_id",
    "unit_id",
    "place",
    "summary",
    "reporter_id",
    "contact_id",
    "opened_at",
    "worker_id",
    "expected_at",
    "clocks",
    "late",
    "hold",
    "done_at",
    "closed_at",
)
_NUMBERS: Final = ("steps", "percent", "reopened")


class TicketRow(TicketsRow):
    community_id = UnicodeAttribute()
    building_id = UnicodeAttribute()
    unit_id = UnicodeAttribute(null=True)
    place = UnicodeAttribute()
    kind = UnicodeAttribute()
    priority = UnicodeAttribute()
    summary = UnicodeAttribute()
    status = UnicodeAttribute()
    reporter_id = UnicodeAttribute()
    contact_id = UnicodeAttribute(null=True)
    worker_id = UnicodeAttribute(null=True)
    steps = NumberAttribute(default=0)
    percent = NumberAttribute(null=True)
    reopened = NumberAttribute(default=0)
    opened_at = Instant()
    expected_at = Instant(null=True)
    promised_at = Instant(null=True)
    promised_rule = UnicodeAttribute(null=True)
    done_at = Instant(null=True)
    closed_at = Instant(null=True)
    clocks: Packed[Clocks] = Packed(Clocks, null=True)
    late: Packed[tuple[str, ...]] = Packed(tuple[str, ...], null=True)
    hold: Packed[Hold] = Packed(Hold, null=True)


def ticket_row(scope: Scope, ticket: Ticket) -> TicketRow:
    """The row with its places in the lists: open ones by their next promise and, behind them, those that are done and
    wait for their callback; closed ones by their end.
    """
    row = TicketRow(ticket_pk(scope, ticket.ticket_id), _TICKET)
    row.kind, row.priority, row.status = str(ticket.kind), str(ticket.priority), str(ticket.status)
    for name in (*_KEPT, *_NUMBERS):
        setattr(row, name, getattr(ticket, name))
    row.percent = ticket.percent or None
    row.promised_at = ticket.promised_at
    row.promised_rule = next((one.rule for one in ticket.clocks if one.due_at == ticket.promised_at), None)
    is_closed = ticket.status == Status.CLOSED
    lead = _CLOSED if is_closed else _OPEN
    when = ticket.closed_at if is_closed else ticket.promised_at or ticket.done_at
    behind = _AFTER_EVERY_TIME if ticket.status == Status.DONE else ""
    row.work_pk = f"{scope.org_id}#C#{ticket.community_id}#{lead}"
    row.work_sk = f"{behind}{clock.instant(when or ticket.opened_at)}#{ticket.ticket_id}"
    if ticket.unit_id:
        row.home_pk = f"{scope.org_id}#U#{ticket.unit_id}"
        row.home_sk = f"{lead}{ticket.opened_at:{_SECOND}}#{ticket.ticket_id}"
    if ticket.promised_at:
        row.due_pk = due.due_pk(_PROMISE, ticket.ticket_id)
        row.due_sk = due.due_sk(ticket.promised_at, scope.org_id, ticket.ticket_id)
    row.stamped(ticket.stamp)
    return row


def ask_ticket(scope: Scope, ticket_id: str) -> Ask[Ticket | None]:
    """The ticket, to be read with other things; the caller sees to the reach."""
    return Ask(TicketRow, ticket_pk(scope, ticket_id), _TICKET, lambda row: _ticket(row) if row else None)


def load_ticket(scope: Scope, ticket_id: str) -> Ticket:
    """The ticket, if within reach: of the unit, or of the community for a public place. Raises NotFound.

    Who rents a unit reaches what concerns themselves, its owner whatever was reported since they own it, the office
    all of it (SEC-01).
    """
    row = get(TicketRow, ticket_pk(scope, ticket_id), _TICKET)
    if row is None:
        raise NotFound()
    ticket = _ticket(row)
    if ticket.unit_id is None and scope.reach.units is not None and ticket.reporter_id != scope.actor_id:
        raise NotFound()
    if ticket.unit_id is None:
        if scope.reach.communities is not None and ticket.community_id not in scope.reach.communities:
            raise NotFound()
    else:
        scope.need_unit(ticket.unit_id, community_id=ticket.community_id, building_id=ticket.building_id)
        if not scope.sees_of_unit(ticket.unit_id, ticket.contact_id, clock.business_date(ticket.opened_at)):
            raise NotFound()
    return ticket


def open_page(scope: Scope, community_id: str, *, cursor: str | None) -> tuple[list[Ticket], str | None]:
    """A page of the community's open tickets, the promise that breaks first on top, what is done at the end."""
    listing = Listing(TicketRow, f"{scope.org_id}#C#{community_id}#{_OPEN}", index="work")
    return _page(scope, listing, cursor)


def closed_page(scope: Scope, community_id: str, *, cursor: str | None) -> tuple[list[Ticket], str | None]:
    """A page of the community's closed tickets, newest first."""
    listing = Listing(TicketRow, f"{scope.org_id}#C#{community_id}#{_CLOSED}", index="work", newest_first=True)
    return _page(scope, listing, cursor)


def unit_page(scope: Scope, unit_id: str, *, is_open: bool, cursor: str | None) -> tuple[list[Glance], str | None]:
    """A page of the unit's open (or closed) tickets, newest first, of those that a household may see.

    The caller sees to the reach.
    """
    lead = _OPEN if is_open else _CLOSED
    listing = Listing(TicketRow, f"{scope.org_id}#U#{unit_id}", lead, index="home", newest_first=True)
    found = page(scope, listing, cursor=cursor)
    glances = ((_glance(row), row.contact_id) for row in found.rows)
    return [
        one for one, whose in glances if scope.sees_of_unit(unit_id, whose, clock.business_date(one.opened_at))
    ], found.next


def load_tickets(scope: Scope, ticket_ids: Iterable[str]) -> dict[str, Ticket]:
    """Those that stand. The caller sees to the reach."""
    rows = get_many(TicketRow, ((ticket_pk(scope, ticket_id), _TICKET) for ticket_id in ticket_ids))
    return {one.ticket_id: one for one in map(_ticket, rows)}


def _page(scope: Scope, listing: Listing[TicketRow], cursor: str | None) -> tuple[list[Ticket], str | None]:
    found = page(scope, listing, cursor=cursor)
    shown = [_ticket(row) for row in found.rows]
    return [one for one in shown if not one.building_id or scope.sees_building(one.building_id)], found.next


def promises_due(until: datetime) -> Iterator[due.Waiting]:
    """(organisation, ticket) of every ticket with a promise that fell due: for the sweep."""
    return due.waiting(TicketRow, _PROMISE, until=until)


def _next(row: TicketRow) -> Clocks:
    """A list holds the promise that breaks first only."""
    return (Clock(row.promised_rule, row.promised_at),) if row.promised_at and row.promised_rule else ()


def _glance(row: TicketRow) -> Glance:
    """An entry of the list at home, which says only in its key since when the ticket stands."""
    return Glance(
        ticket_id=row.pk.rpartition("#")[2],
        place=row.place,
        kind=Kind(row.kind),
        priority=Priority(row.priority),
        summary=row.summary,
        status=Status(row.status),
        opened_at=_opened(row.home_sk.split("#")[1]),
        worker_id=row.worker_id,
        percent=int(row.percent or 0),
        expected_at=row.expected_at,
        clocks=_next(row),
        done_at=row.done_at,
    )


def _opened(text: str) -> datetime:
    """Since when, to the second; rows of before say it in full."""
    return clock.from_instant(text) if "-" in text else datetime.strptime(text, _SECOND).replace(tzinfo=UTC)


def _ticket(row: TicketRow) -> Ticket:
    kept: dict[str, Any] = {name: getattr(row, name) for name in _KEPT}
    kept |= {name: int(getattr(row, name) or 0) for name in _NUMBERS}
    kept["clocks"], kept["late"] = kept["clocks"] or _next(row), kept["late"] or ()
    return Ticket(
        ticket_id=row.pk.rpartition("#")[2],
        kind=Kind(row.kind),
        priority=Priority(row.priority),
        status=Status(row.status),
        stamp=row.stamp,
        **kept,
    )
