"""Working on a ticket: each button of the staff app and the desk is one verb (TIC-03…TIC-06)."""

from __future__ import annotations

from chalicelib.edge.api import Call, Routes
from chalicelib.edge.wire import utc
from chalicelib.tickets.schemas.takes import Assign, Because, Classify, HoldUntil, Progress, Reply, Worked
from chalicelib.tickets.service import files, reading, work
from chalicelib.tickets.service.joining import TicketMoved

routes = Routes(__name__)

_TICKET = "/communities/{community_id}/tickets/{ticket_id}"


@routes.post(_TICKET + "/assign", takes=Assign, gives=TicketMoved, may="tickets.assign")
def assign(call: Call, community_id: str, ticket_id: str) -> TicketMoved:
    """Give the ticket to a colleague."""
    body: Assign = call.body
    reading.get_ticket(call.scope, ticket_id, community_id=community_id)
    return work.assign(call.scope, call.cause, ticket_id, worker_id=f"S:{body.worker_id}", instead_of=body.instead_of)


@routes.post(_TICKET + "/accept", gives=TicketMoved, may="tickets.work")
def accept(call: Call, community_id: str, ticket_id: str) -> TicketMoved:
    """Take the ticket."""
    reading.get_ticket(call.scope, ticket_id, community_id=community_id)
    return work.accept(call.scope, call.cause, ticket_id)


@routes.post(_TICKET + "/reject", takes=Because, gives=TicketMoved, may="tickets.work")
def reject(call: Call, community_id: str, ticket_id: str) -> TicketMoved:
    """Give the ticket back, and say why."""
    reading.get_ticket(call.scope, ticket_id, community_id=community_id)
    return work.reject(call.scope, call.cause, ticket_id, reason=call.body.reason)


@routes.post(_TICKET + "/arrive", takes=Worked, gives=TicketMoved, may="tickets.work")
def arrive(call: Call, community_id: str, ticket_id: str) -> TicketMoved:
    """On the spot."""
    reading.get_ticket(call.scope, ticket_id, community_id=community_id)
    kept = files.keep(call.scope, community_id, call.body.files)
    return work.arrive(call.scope, call.cause, ticket_id, files=kept)


@routes.post(_TICKET + "/hold", takes=HoldUntil, gives=TicketMoved, may="tickets.work")
def hold(call: Call, community_id: str, ticket_id: str) -> TicketMoved:
    """Nothing can be done for a while."""
    body: HoldUntil = call.body
    reading.get_ticket(call.scope, ticket_id, community_id=community_id)
    return work.hold(call.scope, call.cause, ticket_id, reason=body.reason, until=utc(body.until))


@routes.post(_TICKET + "/resume", gives=TicketMoved, may="tickets.work")
def resume(call: Call, community_id: str, ticket_id: str) -> TicketMoved:
    """It goes on."""
    reading.get_ticket(call.scope, ticket_id, community_id=community_id)
    return work.resume(call.scope, call.cause, ticket_id)


@routes.post(_TICKET + "/progress", takes=Progress, gives=TicketMoved, may="tickets.work")
def progress(call: Call, community_id: str, ticket_id: str) -> TicketMoved:
    """So far it is."""
    body: Progress = call.body
    reading.get_ticket(call.scope, ticket_id, community_id=community_id)
    expected_at = utc(body.expected_at) if body.expected_at else None
    kept = files.keep(call.scope, community_id, body.files)
    return work.progress(
        call.scope, call.cause, ticket_id, percent=body.percent, words=body.words, expected_at=expected_at, files=kept
    )


@routes.post(_TICKET + "/reply", takes=Reply, gives=TicketMoved, may="tickets.work")
def reply(call: Call, community_id: str, ticket_id: str) -> TicketMoved:
    """Words to the owner, or a note."""
    body: Reply = call.body
    reading.get_ticket(call.scope, ticket_id, community_id=community_id)
    return work.reply(call.scope, call.cause, ticket_id, words=body.words, shown=body.shown)


@routes.post(_TICKET + "/classify", takes=Classify, gives=TicketMoved, may="tickets.assign")
def classify(call: Call, community_id: str, ticket_id: str) -> TicketMoved:
    """What it is about."""
    body: Classify = call.body
    reading.get_ticket(call.scope, ticket_id, community_id=community_id)
    return work.classify(call.scope, call.cause, ticket_id, kind=body.kind, priority=body.priority)


@routes.post(_TICKET + "/finish", takes=Worked, gives=TicketMoved, may="tickets.work")
def finish(call: Call, community_id: str, ticket_id: str) -> TicketMoved:
    """The work is done."""
    reading.get_ticket(call.scope, ticket_id, community_id=community_id)
    kept = files.keep(call.scope, community_id, call.body.files)
    return work.finish(call.scope, call.cause, ticket_id, words=call.body.words, files=kept)
