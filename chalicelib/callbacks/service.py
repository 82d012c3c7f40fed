"""The verbs and questions of callbacks (CBK-01, CBK-02)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from chalicelib.callbacks import rules, store
from chalicelib.callbacks.rules import Attempt, Callback, CallbackDone, Source
from chalicelib.core.errors import NotFound
from chalicelib.core.scope import Cause, Scope
from chalicelib.estate import service as estate
from chalicelib.journal import Transaction, transaction, verb
from chalicelib.journal.entries import community_home, unit_home
from chalicelib.tickets.rules import life
from chalicelib.tickets.rules.tickets import Ticket, Verb, move
from chalicelib.tickets.service import joining, reading
from chalicelib.tickets.service.joining import Said


@dataclass(frozen=True)
class CallbackTried:
    callback_id: str
    ticket_id: str
    attempts: int


@dataclass(frozen=True)
class CallbackAnswered:
    callback_id: str
    ticket_id: str
    score: int
    reopened: bool


@dataclass(frozen=True)
class CallbackMissed:
    callback_id: str
    ticket_id: str


def open_in(tx: Transaction, ticket: Ticket) -> None:
    """Join the verb that finishes a ticket's work: somebody is to be asked within a day (`wiring`)."""
    at = tx.cause.at
    callback = Callback(
        callback_id=rules.callback_id_of(ticket.ticket_id, ticket.reopened),
        ticket_id=ticket.ticket_id,
        ticket_number=ticket.number,
        community_id=ticket.community_id,
        building_id=ticket.building_id,
        unit_id=ticket.unit_id,
        place=ticket.place,
        kind=ticket.kind,
        summary=ticket.summary,
        contact_id=ticket.contact_id,
        opened_at=at,
        due_at=rules.due_of(at),
        next_at=at,
    )
    tx.save(store.callback_row(tx.scope, callback))


@verb("callbacks.try")
def try_callback(
    scope: Scope, cause: Cause, callback_id: str, *, community_id: str, retry_at: datetime, note: str = ""
) -> CallbackTried:
    """They were not reached; it stays on the list for `retry_at`."""
    rules.need_person(scope)
    attempt = Attempt(cause.at, scope.actor_id, reached=False, note=note)
    callback = rules.tried(get_callback(scope, callback_id, community_id=community_id), attempt, retry_at=retry_at)
    with transaction(scope, cause) as tx:
        return tx.record(
            "callback.tried",
            subject=store.callback_row(scope, callback),
            home=_home(callback),
            outcome=CallbackTried(callback_id, callback.ticket_id, len(callback.attempts)),
        )


@verb("callbacks.answer")
def answer_callback(
    scope: Scope, cause: Cause, callback_id: str, *, community_id: str, score: int, suggestion: str = ""
) -> CallbackAnswered:
    """The owner was asked and said how it was: closes the ticket, or (2 and less) opens it again."""
    ticket = reading.get_ticket(scope, get_callback(scope, callback_id, community_id=community_id).ticket_id)
    return _answer(scope, cause, callback_id, ticket, score=score, suggestion=suggestion, source=Source.DESK)


@verb("callbacks.score")
def score_ticket(scope: Scope, cause: Cause, ticket_id: str, *, score: int, suggestion: str = "") -> CallbackAnswered:
    """The owner scores the work on the portal; the call is not needed any more. Raises TicketRefused before the end."""
    ticket = reading.get_ticket(scope, ticket_id)
    if ticket.is_open:
        move(ticket, Verb.CLOSE)
    callback_id = rules.callback_id_of(ticket_id, ticket.reopened)
    return _answer(scope, cause, callback_id, ticket, score=score, suggestion=suggestion, source=Source.OWNER)


def _answer(
    scope: Scope, cause: Cause, callback_id: str, ticket: Ticket, *, score: int, suggestion: str, source: Source
) -> CallbackAnswered:
    """The ticket was read before its callback: whoever answers at the same time hears that it is answered."""
    rules.need_person(scope)
    attempt = Attempt(cause.at, scope.actor_id, reached=True)
    before = store.load_callback(scope, callback_id)
    callback = rules.answered(before, attempt, score=score, suggestion=suggestion, source=source)
    with transaction(scope, cause) as tx:
        if callback.is_content:
            joining.close_in(tx, ticket, Said("ticket.closed", suggestion, score=score))
        else:
            joining.reopen_in(tx, ticket, Said("ticket.reopened", suggestion, score=score))
        return tx.record(
            "callback.answered",
            subject=store.callback_row(scope, callback),
            home=_home(callback),
            outcome=CallbackAnswered(callback_id, callback.ticket_id, score, not callback.is_content),
        )


@verb("callbacks.tell_late")
def tell_late(scope: Scope, cause: Cause, callback_id: str) -> CallbackMissed:
    """The day is over and nobody was asked: it is on the supervisor's list from now on. Raises CallbackDone."""
    before = store.load_callback(scope, callback_id)
    if before.late:
        raise CallbackDone()
    callback, ticket = rules.missed(before), reading.get_ticket(scope, before.ticket_id)
    with transaction(scope, cause) as tx:
        tx.save(joining.missed_in(tx, ticket, life.CALLBACK))
        return tx.record(
            "callback.missed",
            subject=store.callback_row(scope, callback),
            home=_home(callback),
            outcome=CallbackMissed(callback_id, callback.ticket_id),
        )


def callbacks_page(
    scope: Scope, community_id: str, *, is_open: bool, cursor: str | None
) -> tuple[list[Callback], str | None]:
    """A page of a community's callbacks."""
    estate.get_community(scope, community_id)
    return store.callbacks_page(scope, community_id, is_open=is_open, cursor=cursor)


def get_callback(scope: Scope, callback_id: str, *, community_id: str | None = None) -> Callback:
    """The callback within reach, and of `community_id` when that is given; raises NotFound."""
    callback = store.load_callback(scope, callback_id)
    if community_id not in {None, callback.community_id}:
        raise NotFound()
    return callback


def due_callbacks(until: datetime) -> list[tuple[str, str]]:
    """(organisation, callback) of those whose day is over: for the sweep."""
    return [(one.place[0], one.place[1]) for one in store.due_callbacks(until)]


def _home(callback: Callback) -> str:
    return unit_home(callback.unit_id) if callback.unit_id else community_home(callback.community_id)
