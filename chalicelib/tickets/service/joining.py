"""What other capabilities join: steps of a ticket within their verbs, and theirs within a ticket's (`wiring`)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from chalicelib.core.media import Media
from chalicelib.core.scope import Cause, Scope
from chalicelib.db.rows import AggregateRow
from chalicelib.journal import Transaction, transaction
from chalicelib.journal.entries import community_home, unit_home
from chalicelib.tickets.rules import life
from chalicelib.tickets.rules.missed import missed_of
from chalicelib.tickets.rules.steps import Step
from chalicelib.tickets.rules.tickets import Ticket
from chalicelib.tickets.store import missed as missed_store
from chalicelib.tickets.store import steps as step_store
from chalicelib.tickets.store import tickets as store

_when_finished: list[Callable[[Transaction, Ticket], None]] = []


@dataclass(frozen=True)
class TicketMoved:
    """What a verb came to: enough to rebuild the answer, and nothing that names anybody."""

    ticket_id: str
    number: str
    community_id: str
    unit_id: str | None
    kind: str
    priority: str
    status: str
    percent: int


@dataclass(frozen=True)
class Said:
    """What a verb leaves on the timeline."""

    event: str
    words: str = ""
    percent: int | None = None
    files: tuple[Media, ...] = ()
    shown: bool = True
    score: int | None = None


def when_finished(join: Callable[[Transaction, Ticket], None]) -> None:
    """Have `join` add its rows to the transaction in which a ticket's work is finished."""
    _when_finished.append(join)


def commit(scope: Scope, cause: Cause, ticket: Ticket, said: Said, *, reason: str | None = None) -> TicketMoved:
    """One transaction: the ticket, its step, the entry, and what joins it."""
    with transaction(scope, cause) as tx:
        if said.event == "ticket.finished":
            for join in _when_finished:
                join(tx, ticket)
        return tx.record(
            said.event,
            subject=step_in(tx, ticket, said),
            home=home_of(ticket),
            outcome=moved_as(ticket),
            reason=reason,
        )


def home_of(ticket: Ticket) -> str:
    """Under what the journal lists what happened to it."""
    return unit_home(ticket.unit_id) if ticket.unit_id else community_home(ticket.community_id)


def step_in(tx: Transaction, ticket: Ticket, said: Said) -> AggregateRow:
    """Add a step to the timeline; gives the ticket's row, which the caller saves or records its entry on."""
    n = ticket.steps + 1
    step = Step(n, tx.cause.at, tx.scope.actor_id, **vars(said))
    tx.save(step_store.step_row(tx.scope, ticket.ticket_id, step))
    return store.ticket_row(tx.scope, replace(ticket, steps=n))


def close_in(tx: Transaction, ticket: Ticket, said: Said) -> None:
    """Join the verb by which the owner is content."""
    tx.save(step_in(tx, life.closed(ticket, at=tx.cause.at), said))


def reopen_in(tx: Transaction, ticket: Ticket, said: Said) -> None:
    """Join the verb by which the owner is not."""
    tx.save(step_in(tx, life.reopened(ticket, at=tx.cause.at), said))


def reply_in(tx: Transaction, ticket_id: str, words: str) -> None:
    """Join a verb by which what was asked on an open ticket is answered; nothing on one that is over."""
    ticket = store.load_ticket(tx.scope, ticket_id)
    if ticket.is_open:
        tx.save(step_in(tx, life.replied(ticket, to_owner=True), Said("ticket.replied", words)))


def missed_in(tx: Transaction, ticket: Ticket, rule: str) -> AggregateRow:
    """A promise was broken: on the supervisors' list and the timeline; gives the ticket's row as `step_in` does."""
    tx.save(missed_store.missed_row(tx.scope, missed_of(ticket, rule, at=tx.cause.at)))
    return step_in(tx, life.late_with(ticket, rule), Said("ticket.promise_missed", rule, shown=False))


def moved_as(ticket: Ticket) -> TicketMoved:
    """The outcome of a verb on this ticket."""
    return TicketMoved(
        ticket_id=ticket.ticket_id,
        number=ticket.number,
        community_id=ticket.community_id,
        unit_id=ticket.unit_id,
        kind=ticket.kind,
        priority=ticket.priority,
        status=ticket.status,
        percent=ticket.percent,
    )
