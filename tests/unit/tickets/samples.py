"""Tickets that are not on file: what the rules are tried with."""

from __future__ import annotations

from typing import Any

from chalicelib.tickets.rules import life
from chalicelib.tickets.rules.tickets import Kind, Priority, Status, Ticket
from tests.builders.core import AT, an_id

ME, OTHER = "S:师傅己", "S:师傅庚"


def a_ticket(status: Status = Status.NEW, **said: Any) -> Ticket:
    """A leak in this state: `ME` has it, unless it is new."""
    worker = None if status == Status.NEW else ME
    ticket = Ticket(
        ticket_id=an_id("ticket"),
        community_id=an_id("community"),
        building_id=an_id("building"),
        unit_id=an_id("unit"),
        place="3-2-1201",
        kind=Kind.REPAIR,
        priority=Priority.NORMAL,
        summary="厨房水管漏水",
        status=status,
        reporter_id="P:业主甲",
        contact_id=an_id("party"),
        opened_at=AT,
        worker_id=worker,
    )
    return life.opened(Ticket(**{**ticket.__dict__, **said}))
