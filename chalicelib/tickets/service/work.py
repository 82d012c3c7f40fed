"""The verbs of working on a ticket: one transaction each, with its step on the timeline (TIC-03…TIC-06)."""

from __future__ import annotations

from datetime import datetime

from chalicelib.core.media import Media
from chalicelib.core.scope import Cause, Scope
from chalicelib.journal import verb
from chalicelib.people import service as people
from chalicelib.tickets.rules import life
from chalicelib.tickets.rules.tickets import Hold, Kind, Priority
from chalicelib.tickets.service.joining import Said, TicketMoved, commit
from chalicelib.tickets.store import tickets as store


@verb("tickets.assign")
def assign(scope: Scope, cause: Cause, ticket_id: str, *, worker_id: str, instead_of: str | None = None) -> TicketMoved:
    """Give the ticket to a colleague (`S:…`) who works in its community; raises NotFound for another, and
    ColleagueOutOfReach for one of other buildings.

    Raises NotYours when it is no longer `instead_of`'s ("": nobody's): somebody else has given it away meanwhile.
    """
    ticket = store.load_ticket(scope, ticket_id)
    people.need_colleague(
        scope, worker_id, community_id=ticket.community_id, building_id=ticket.building_id, may="tickets.work"
    )
    return commit(
        scope,
        cause,
        life.assigned(ticket, worker_id, at=cause.at, instead_of=instead_of),
        Said("ticket.assigned", worker_id),
    )


@verb("tickets.accept")
def accept(scope: Scope, cause: Cause, ticket_id: str) -> TicketMoved:
    """Take it: the promise of ten minutes is kept."""
    ticket = store.load_ticket(scope, ticket_id)
    return commit(scope, cause, life.accepted(ticket, scope.actor_id), Said("ticket.accepted"))


@verb("tickets.reject")
def reject(scope: Scope, cause: Cause, ticket_id: str, *, reason: str) -> TicketMoved:
    """Give it back, and say why; the owner is not bothered with that."""
    ticket = life.rejected(store.load_ticket(scope, ticket_id), scope.actor_id, at=cause.at)
    return commit(scope, cause, ticket, Said("ticket.rejected", reason, shown=False), reason=reason)


@verb("tickets.arrive")
def arrive(scope: Scope, cause: Cause, ticket_id: str, *, files: tuple[Media, ...] = ()) -> TicketMoved:
    """On the spot, perhaps with a picture of how it was."""
    ticket = life.arrived(store.load_ticket(scope, ticket_id), scope.actor_id)
    return commit(scope, cause, ticket, Said("ticket.arrived", files=files))


@verb("tickets.hold")
def hold(scope: Scope, cause: Cause, ticket_id: str, *, reason: str, until: datetime) -> TicketMoved:
    """Nothing can be done until then; the owner is told why."""
    ticket = life.held(store.load_ticket(scope, ticket_id), Hold(reason, until), at=cause.at)
    return commit(scope, cause, ticket, Said("ticket.paused", reason), reason=reason)


@verb("tickets.resume")
def resume(scope: Scope, cause: Cause, ticket_id: str) -> TicketMoved:
    """It goes on."""
    ticket = life.resumed(store.load_ticket(scope, ticket_id), at=cause.at)
    return commit(scope, cause, ticket, Said("ticket.resumed"))


@verb("tickets.progress")
def progress(
    scope: Scope,
    cause: Cause,
    ticket_id: str,
    *,
    percent: int,
    words: str = "",
    expected_at: datetime | None = None,
    files: tuple[Media, ...] = (),
) -> TicketMoved:
    """So far it is; the owner sees it."""
    ticket = life.progressed(store.load_ticket(scope, ticket_id), percent, expected_at, at=cause.at)
    return commit(scope, cause, ticket, Said("ticket.progressed", words, percent, files))


@verb("tickets.reply")
def reply(scope: Scope, cause: Cause, ticket_id: str, *, words: str, shown: bool = True) -> TicketMoved:
    """Words to the owner, or a note that stays in the office."""
    ticket = life.replied(store.load_ticket(scope, ticket_id), to_owner=shown)
    return commit(scope, cause, ticket, Said("ticket.replied", words, shown=shown))


@verb("tickets.classify")
def classify(scope: Scope, cause: Cause, ticket_id: str, *, kind: Kind, priority: Priority) -> TicketMoved:
    """What it is about, understood better than the rule did."""
    ticket = life.classified(store.load_ticket(scope, ticket_id), kind, priority)
    return commit(scope, cause, ticket, Said("ticket.classified", shown=False))


@verb("tickets.finish")
def finish(
    scope: Scope, cause: Cause, ticket_id: str, *, words: str = "", files: tuple[Media, ...] = ()
) -> TicketMoved:
    """The work is done; a callback is due (CBK-01), opened in the same transaction."""
    ticket = life.finished(store.load_ticket(scope, ticket_id), scope.actor_id, at=cause.at)
    return commit(scope, cause, ticket, Said("ticket.finished", words, percent=100, files=files))
