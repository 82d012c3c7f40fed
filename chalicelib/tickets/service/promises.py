"""Promises that fall due: told in the journal once each, and on the supervisor's list (TIC-03, TIC-04, TIC-06)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from chalicelib.core import clock
from chalicelib.core.errors import Conflict
from chalicelib.core.scope import Cause, Scope
from chalicelib.edge import jobs
from chalicelib.journal import transaction, verb
from chalicelib.tickets.rules import life
from chalicelib.tickets.service.joining import Said, TicketMoved, commit, home_of, missed_in, moved_as
from chalicelib.tickets.store import tickets as store
from chalicelib.timers import rules as timers


class NotDue(Conflict):
    """Nothing of the ticket is due: somebody kept the promise, or it was told already."""

    code = "ticket_not_due"


@dataclass(frozen=True)
class Due:
    """A ticket whose next promise fell due."""

    org_id: str
    ticket_id: str


def tell_due(scope: Scope, ticket_id: str) -> None:
    """Tell every promise of the ticket that is due, each once, the longest due first."""
    while True:
        ticket = store.load_ticket(scope, ticket_id)
        found = timers.due(ticket.clocks, clock.now())
        if found is None:
            return
        at = clock.instant(found.due_at)
        cause = jobs.job_cause(f"{found.rule}#{ticket_id}#{at}")
        try:
            tell(scope, cause, ticket_id, rule=found.rule, due_at=at)
        except NotDue:
            continue


@verb("tickets.tell_due")
def tell(scope: Scope, cause: Cause, ticket_id: str, *, rule: str, due_at: str) -> TicketMoved:
    """The promise of `rule` fell due at `due_at`: broken, or time to look again and keep the owner posted."""
    ticket = store.load_ticket(scope, ticket_id)
    due = timers.due(ticket.clocks, cause.at)
    if due is None or (due.rule, clock.instant(due.due_at)) != (rule, due_at):
        raise NotDue()
    told = life.broken(ticket, due, at=cause.at)
    if rule == life.REVIEW:
        return commit(scope, cause, told, Said("ticket.reviewed", percent=ticket.percent))
    with transaction(scope, cause) as tx:
        subject = missed_in(tx, told, rule)
        return tx.record("ticket.promise_missed", subject=subject, home=home_of(told), outcome=moved_as(told))


def due_tickets(until: datetime) -> list[Due]:
    """Every ticket with a promise due: for the sweep."""
    return [Due(one.place[0], one.place[1]) for one in store.promises_due(until)]
