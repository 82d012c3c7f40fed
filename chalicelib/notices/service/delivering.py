"""Sending what is due, one by one: taken first, so that no two workers send it, and then looked at once more."""

from __future__ import annotations

from dataclasses import replace

from chalicelib.channels import outgoing
from chalicelib.core import clock
from chalicelib.core.scope import Scope
from chalicelib.edge.logs import logger
from chalicelib.notices.rules.deliveries import Delivery, Drop, State, Why, given_up, may_send, next_try
from chalicelib.notices.rules.hours import next_morning
from chalicelib.notices.service.kinds import KINDS
from chalicelib.notices.store import deliveries as store
from chalicelib.notices.store.deliveries import Place
from chalicelib.people import service as people
from chalicelib.people.service import Line


def deliver(scope: Scope, place: Place) -> State | None:
    """Send it, drop it, or leave it for later; None where there was nothing to do. A channel that fails is no failure.

    A process that dies after the channel took the message sends it again under the same id, which is harmless.
    """
    now, found = clock.now(), store.load(scope, place)
    if found is None or found.due_at is None or found.due_at > now:
        return None
    if not may_send(found, now):
        store.move(scope, found, due_at=next_morning(now), attempts=found.attempts)
        return State.KEPT
    if why := given_up(found, now):
        store.end(scope, found, at=now, why=why)
        return State.DROPPED
    taken = replace(found, attempts=found.attempts + 1)
    if not store.move(scope, found, due_at=next_try(found, now), attempts=taken.attempts):
        return None
    try:
        return _send(scope, taken)
    except Drop as drop:
        store.end(scope, taken, at=now, why=drop.why)
        return State.DROPPED


def _send(scope: Scope, taken: Delivery) -> State:
    now, kind = clock.now(), KINDS.get(taken.event)
    if kind is None:
        raise Drop(Why.NOT_NEEDED)
    text, line = kind.text(scope, taken, now), _line(scope, taken)
    if kind.once_a_day and not store.take_day(scope, line.phone_index, clock.business_date(now), taken.delivery_id):
        store.move(scope, taken, due_at=next_morning(now), attempts=taken.attempts - 1)
        return State.KEPT
    if not _handed_over(outgoing.Message(taken.delivery_id, taken.channel, line.phone, text)):
        return State.KEPT
    store.end(scope, taken, at=now)
    return State.SENT


def _line(scope: Scope, taken: Delivery) -> Line:
    kind, _, staff_id = taken.party_id.rpartition(":")
    line = people.colleague_line(scope, staff_id) if kind == "S" else people.message_line(scope, taken.party_id)
    if line is None:
        raise Drop(Why.NO_PHONE)
    return line


def _handed_over(message: outgoing.Message) -> bool:
    """What a provider says of its failure may name the phone, so only its kind is written down."""
    try:
        outgoing.send(message)
    except Exception as error:
        logger.error(
            "a message was not handed over", extra={"message_id": message.message_id, "error": type(error).__name__}
        )
        return False
    return True
