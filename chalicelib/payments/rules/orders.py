"""An order (支付单): the bills and the amount that a payer fixed before being sent to the provider (PAY-01).

Pure: no clock, no database, no HTTP.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from chalicelib.core import ids, limits
from chalicelib.core.errors import Conflict, Invalid
from chalicelib.core.stamp import NEW, Stamp
from chalicelib.payments.rules.parts import Part


class State(StrEnum):
    OPEN = "open"
    PAID = "paid"
    CLOSED = "closed"


class Verb(StrEnum):
    PAY = "pay"
    CLOSE = "close"


TRANSITIONS: Final = {
    (State.OPEN, Verb.PAY): State.PAID,
    (State.OPEN, Verb.CLOSE): State.CLOSED,
    (State.CLOSED, Verb.PAY): State.PAID,  # money that a provider has taken is booked whatever we thought of the order
    (State.PAID, Verb.PAY): State.PAID,  # a second transaction of one order: never seen, yet its money would be real
}


class OrderRefused(Conflict):
    """The order is in a state that does not allow this."""

    code = "order_refused"


class OrderExists(Conflict):
    """An order with this id stands already: another intention took it."""

    code = "order_exists"


class OrderUnknown(Invalid):
    """A provider names an order that is not ours: its money belongs to nobody here."""

    code = "order_unknown"


@dataclass(frozen=True)
class Order:
    """What is to be paid online for one unit, in fen. `payer_id` is the party on whose account a surplus is kept.

    `of_several`: its bills are owed by more than one party, so that none of them alone may see it.
    `look_at` is when the provider is asked next whether it was paid, while the order is open.
    """

    order_id: str
    unit_id: str
    community_id: str
    payer_id: str
    parts: tuple[Part, ...]
    prepay_fen: int
    state: State
    opened_at: datetime
    opened_by: str
    expires_at: datetime
    look_at: datetime
    payment_id: str | None = None
    of_several: bool = False
    stamp: Stamp = NEW

    @property
    def amount_fen(self) -> int:
        return sum(part.amount_fen for part in self.parts) + self.prepay_fen


def open_order(
    order_id: str,
    *,
    unit_id: str,
    community_id: str,
    payer_id: str,
    of_several: bool,
    parts: tuple[Part, ...],
    prepay_fen: int,
    at: datetime,
    by: str,
) -> Order:
    """A new order, open for half an hour."""
    return Order(
        order_id=order_id,
        unit_id=unit_id,
        community_id=community_id,
        payer_id=payer_id,
        of_several=of_several,
        parts=parts,
        prepay_fen=prepay_fen,
        state=State.OPEN,
        opened_at=at,
        opened_by=by,
        expires_at=at + timedelta(seconds=limits.ORDER_SECONDS),
        look_at=at + timedelta(seconds=limits.ORDER_LOOK_SECONDS),
    )


def move(order: Order, verb: Verb) -> Order:
    """The one door: raises OrderRefused with the state that stands in the way."""
    if (order.state, verb) not in TRANSITIONS:
        raise OrderRefused(order_id=order.order_id, state=order.state, verb=verb)
    return replace(order, state=TRANSITIONS[order.state, verb])


def need_open(order: Order, at: datetime) -> None:
    """Raise OrderRefused unless somebody may still be sent to pay it: not in its last two minutes.

    So that no link is made for an order that is being closed at the same time.
    """
    too_late = order.expires_at - timedelta(seconds=limits.ORDER_LAST_SECONDS) <= at
    if order.state != State.OPEN or too_late:
        state = order.state if order.state != State.OPEN else "expired"
        raise OrderRefused(order_id=order.order_id, state=state, verb=Verb.PAY)


def may_be_closed(order: Order, at: datetime) -> bool:
    """Nobody can be on the way to pay it any more: its time is over, and two minutes with it."""
    return order.expires_at + timedelta(seconds=limits.ORDER_LAST_SECONDS) <= at


def next_look(order: Order, at: datetime) -> datetime:
    """When to ask the provider again: as long from now as the order has waited, five minutes at most.

    Never beyond the time when it may be closed, while that is still to come.
    """
    waited = min(at - order.opened_at, timedelta(seconds=limits.ORDER_LOOK_MOST_SECONDS))
    soon = at + max(waited, timedelta(seconds=limits.ORDER_LOOK_SECONDS))
    end = order.expires_at + timedelta(seconds=limits.ORDER_LAST_SECONDS)
    return min(soon, end) if end > at else soon


def trade_no_of(org_id: str, unit_id: str, order_id: str) -> str:
    """What a provider knows the order by: derived, since the order's own id is the payer's choice."""
    return ids.derived("order", org_id, unit_id, order_id)
