"""A promise that was not kept, as a supervisor hears of it. Pure: no clock, no database, no HTTP."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from chalicelib.tickets.rules.tickets import Kind, Priority, Ticket, number_of


@dataclass(frozen=True)
class Missed:
    """`rule` broke at `at` (when it was told), on a ticket as it was then."""

    rule: str
    at: datetime
    ticket_id: str
    opened_at: datetime
    community_id: str
    building_id: str
    place: str
    kind: Kind
    priority: Priority
    summary: str

    @property
    def ticket_number(self) -> str:
        """The number that people say."""
        return number_of(self.ticket_id, self.opened_at)


def missed_of(ticket: Ticket, rule: str, *, at: datetime) -> Missed:
    """The promise of `rule` on this ticket, told at `at`."""
    return Missed(
        rule=rule,
        at=at,
        ticket_id=ticket.ticket_id,
        opened_at=ticket.opened_at,
        community_id=ticket.community_id,
        building_id=ticket.building_id,
        place=ticket.place,
        kind=ticket.kind,
        priority=ticket.priority,
        summary=ticket.summary,
    )
