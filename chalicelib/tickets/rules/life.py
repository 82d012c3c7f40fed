"""What each verb does to a ticket and to its promises (TIC-03, TIC-04, TIC-06).

Pure: no clock, no database, no HTTP.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from chalicelib.core import limits
from chalicelib.tickets.rules.tickets import (
    BadPercent,
    ExpectedNotAhead,
    Hold,
    HoldNotAhead,
    Kind,
    NotYours,
    Priority,
    Status,
    Ticket,
    Verb,
    move,
)
from chalicelib.timers import rules as timers
from chalicelib.timers.rules import Clock, Clocks

ACCEPT: Final = "accept"
STAGED_REPLY: Final = "staged_reply"
REVIEW: Final = "review"
CALLBACK: Final = "callback"
"""Kept by `callbacks`; here it is only remembered when it was broken."""

_WHOLE: Final = 100


def opened(ticket: Ticket) -> Ticket:
    """The promises of a new ticket: accepted in 10 minutes, told something in 30, kept posted every 2 hours."""
    clocks = _accept_clock(ticket.clocks, ticket.opened_at)
    clocks = timers.start(clocks, STAGED_REPLY, at=ticket.opened_at, minutes=limits.STAGED_REPLY_MINUTES)
    return replace(ticket, clocks=_review_clock(clocks, ticket.opened_at))


def assigned(ticket: Ticket, worker_id: str, *, at: datetime, instead_of: str | None = None) -> Ticket:
    """Somebody's to do; they accept within ten minutes. Raises NotYours when another has it than was thought."""
    moved = _again(move(ticket, Verb.ASSIGN), at)
    if instead_of is not None and instead_of != (ticket.worker_id or ""):
        raise NotYours(number=ticket.number, worker=ticket.worker_id)
    return replace(moved, worker_id=worker_id, clocks=_accept_clock(moved.clocks, at))


def accepted(ticket: Ticket, worker_id: str) -> Ticket:
    """The crew has it; raises NotYours when it was given to another."""
    moved = move(ticket, Verb.ACCEPT)
    if ticket.status == Status.ASSIGNED and ticket.worker_id != worker_id:
        raise NotYours(number=ticket.number, worker=ticket.worker_id)
    return replace(moved, worker_id=worker_id, clocks=timers.stop(ticket.clocks, ACCEPT))


def rejected(ticket: Ticket, worker_id: str, *, at: datetime) -> Ticket:
    """Not theirs to do after all: it waits for another, who has ten minutes again."""
    moved = _own(move(ticket, Verb.REJECT), ticket, worker_id)
    return replace(moved, worker_id=None, clocks=_accept_clock(ticket.clocks, at))


def arrived(ticket: Ticket, worker_id: str) -> Ticket:
    """On the spot."""
    return _own(move(ticket, Verb.ARRIVE), ticket, worker_id)


def held(ticket: Ticket, hold: Hold, *, at: datetime) -> Ticket:
    """Nothing can be done until a time to come: the owner is told why, and hears next when it is over."""
    if not at < hold.until <= at + timedelta(days=limits.HOLD_DAYS):
        raise HoldNotAhead(most_days=limits.HOLD_DAYS)
    review = Clock(REVIEW, hold.until, limits.REVIEW_MINUTES)
    clocks = (*timers.stop(_told(ticket.clocks), REVIEW), review)
    return replace(move(ticket, Verb.HOLD), hold=hold, expected_at=hold.until, clocks=clocks)


def resumed(ticket: Ticket, *, at: datetime) -> Ticket:
    """It goes on, and is looked at every two hours again."""
    return _again(move(ticket, Verb.RESUME), at)


def progressed(ticket: Ticket, percent: int, expected_at: datetime | None, *, at: datetime) -> Ticket:
    """So far it is; the owner is told."""
    moved = move(ticket, Verb.PROGRESS)
    if not 0 < percent < _WHOLE:
        raise BadPercent(percent=percent)
    if expected_at and expected_at <= at:
        raise ExpectedNotAhead()
    return replace(moved, percent=percent, expected_at=expected_at or ticket.expected_at, clocks=_told(ticket.clocks))


def replied(ticket: Ticket, *, to_owner: bool) -> Ticket:
    """Words on the timeline; those that the owner sees keep the promise of a staged reply."""
    moved = move(ticket, Verb.REPLY)
    return replace(moved, clocks=_told(ticket.clocks)) if to_owner else moved


def finished(ticket: Ticket, worker_id: str, *, at: datetime) -> Ticket:
    """The work is done; no promise of the work runs on."""
    moved = _own(move(ticket, Verb.FINISH), ticket, worker_id)
    return replace(moved, percent=_WHOLE, done_at=at, hold=None, clocks=())


def closed(ticket: Ticket, *, at: datetime) -> Ticket:
    """The callback is answered, or the owner has scored it."""
    return replace(move(ticket, Verb.CLOSE), closed_at=at)


def reopened(ticket: Ticket, *, at: datetime) -> Ticket:
    """The owner is not content: it begins anew, urgently, with its promises."""
    moved = replace(
        move(ticket, Verb.REOPEN),
        worker_id=None,
        percent=0,
        expected_at=None,
        done_at=None,
        closed_at=None,
        reopened=ticket.reopened + 1,
        priority=Priority.HIGH if ticket.priority in {Priority.NORMAL, Priority.LOW} else ticket.priority,
    )
    return replace(moved, clocks=opened(replace(moved, opened_at=at, clocks=())).clocks)


def classified(ticket: Ticket, kind: Kind, priority: Priority) -> Ticket:
    """What it is about was understood better."""
    return replace(ticket, kind=kind, priority=priority)


def broken(ticket: Ticket, clock: Clock, *, at: datetime) -> Ticket:
    """A promise was not kept, or (REVIEW) it is time to look at the ticket again and tell the owner."""
    told = replace(ticket, clocks=timers.fired(ticket.clocks, clock, at=at))
    return told if clock.rule == REVIEW else late_with(told, clock.rule)


def late_with(ticket: Ticket, rule: str) -> Ticket:
    """The promise of `rule` was broken, which is remembered once."""
    return ticket if rule in ticket.late else replace(ticket, late=(*ticket.late, rule))


def _again(moved: Ticket, at: datetime) -> Ticket:
    """A ticket that was held, if it was, is one no more; the end of a hold is not that of the work."""
    if moved.hold is None:
        return moved
    expected_at = None if moved.expected_at == moved.hold.until else moved.expected_at
    return replace(moved, hold=None, expected_at=expected_at, clocks=_review_clock(moved.clocks, at))


def _own(moved: Ticket, before: Ticket, worker_id: str) -> Ticket:
    if before.worker_id != worker_id:
        raise NotYours(number=before.number, worker=before.worker_id)
    return moved


def _accept_clock(clocks: Clocks, at: datetime) -> Clocks:
    """Ten minutes to be accepted; giving the ticket from one to another does not make them longer."""
    if any(clock.rule == ACCEPT for clock in clocks):
        return clocks
    return timers.start(clocks, ACCEPT, at=at, minutes=limits.ACCEPT_MINUTES)


def _review_clock(clocks: Clocks, at: datetime) -> Clocks:
    return timers.start(clocks, REVIEW, at=at, minutes=limits.REVIEW_MINUTES, repeats=True)


def _told(clocks: Clocks) -> Clocks:
    return timers.stop(clocks, STAGED_REPLY)
