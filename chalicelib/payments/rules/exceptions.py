"""An exception item (异常款): money that came in otherwise than anybody meant it to; a person looks at each (PAY-07).

Pure: no clock, no database, no HTTP.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from chalicelib.core import ids
from chalicelib.core.errors import Conflict
from chalicelib.core.stamp import NEW, Stamp
from chalicelib.payments.rules.payments import Payment


class Kind(StrEnum):
    """SURPLUS: the bills were paid already, or more came than was asked. SHORT: less came than the order was for.

    REFUND: a correction found too much billed to somebody who does not pay for the unit any more: to be given back.
    """

    SURPLUS = "surplus"
    SHORT = "short"
    REFUND = "refund"


class ExceptionHandled(Conflict):
    """Somebody has handled it already."""

    code = "exception_handled"


@dataclass(frozen=True)
class ExceptionItem:
    """`amount_fen` is the surplus, or what was missing. Open until somebody handled it and said how."""

    exception_id: str
    community_id: str
    unit_id: str
    payment_id: str
    payment_number: str
    kind: Kind
    amount_fen: int
    found_at: datetime
    note: str | None = None
    handled_by: str | None = None
    handled_at: datetime | None = None
    stamp: Stamp = NEW

    @property
    def is_open(self) -> bool:
        return self.handled_at is None


def found_in(payment: Payment) -> ExceptionItem | None:
    """What is odd about a payment; None while it is still being allocated, or when all is as it was meant."""
    short = payment.asked_fen - payment.amount_fen
    if payment.waiting or (short <= 0 and not payment.surplus_fen):
        return None
    return ExceptionItem(
        exception_id=ids.derived_at(payment.posted_at, payment.unit_id, payment.payment_id),
        community_id=payment.community_id,
        unit_id=payment.unit_id,
        payment_id=payment.payment_id,
        payment_number=payment.number,
        kind=Kind.SURPLUS if payment.surplus_fen else Kind.SHORT,
        amount_fen=payment.surplus_fen or short,
        found_at=payment.posted_at,
    )


def to_give_back(payment: Payment) -> ExceptionItem:
    """What a credit kept for somebody who will have no bill that it could settle."""
    return ExceptionItem(
        exception_id=ids.derived_at(payment.posted_at, payment.unit_id, payment.payment_id),
        community_id=payment.community_id,
        unit_id=payment.unit_id,
        payment_id=payment.payment_id,
        payment_number=payment.number,
        kind=Kind.REFUND,
        amount_fen=payment.prepaid_fen,
        found_at=payment.posted_at,
    )


def handle(item: ExceptionItem, *, note: str, by: str, at: datetime) -> ExceptionItem:
    """Somebody has seen to it and says how; raises ExceptionHandled."""
    if not item.is_open:
        raise ExceptionHandled(by=item.handled_by, note=item.note)
    return replace(item, note=note, handled_by=by, handled_at=at)
