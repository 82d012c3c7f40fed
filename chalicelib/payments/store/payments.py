"""Payments ↔ rows, in their unit's collection. What a job still has to do with one stands in the due index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute

from chalicelib.core.errors import NotFound
from chalicelib.core.scope import Scope
from chalicelib.db.reads import Ask, Listing, every, get, get_many, page
from chalicelib.db.rows import Instant, Packed
from chalicelib.payments.rules import books
from chalicelib.payments.rules.books import Leg
from chalicelib.payments.rules.parts import Part
from chalicelib.payments.rules.payments import AtDesk, Method, Payment
from chalicelib.payments.store.tables import PaymentsRow, unit_pk
from chalicelib.timers import due

_PAYMENT: Final = "PAYMENT#"
_ALLOCATE: Final = "ALLOCATE"
_NUMBER: Final = "NUMBER"
_FEN: Final = ("amount_fen", "asked_fen", "prepaid_fen", "wish_fen", "chunks")
_KEPT: Final = (
    "community_id",
    "payer_id",
    "paid_at",
    "posted_at",
    "posted_by",
    "parts",
    "waiting",
    "legs",
    "order_id",
    "transaction_id",
    "at_desk",
    "book_number",
)


class PaymentRow(PaymentsRow):
    community_id = UnicodeAttribute()
    payer_id = UnicodeAttribute()
    method = UnicodeAttribute()
    amount_fen = NumberAttribute()
    asked_fen = NumberAttribute()
    paid_at = Instant()
    posted_at = Instant()
    posted_by = UnicodeAttribute()
    parts: Packed[tuple[Part, ...]] = Packed(tuple[Part, ...])
    waiting: Packed[tuple[Part, ...]] = Packed(tuple[Part, ...])
    prepaid_fen = NumberAttribute(default=0)
    wish_fen = NumberAttribute(default=0)
    legs: Packed[tuple[Leg, ...]] = Packed(tuple[Leg, ...])
    chunks = NumberAttribute(default=0)
    order_id = UnicodeAttribute(null=True)
    transaction_id = UnicodeAttribute(null=True)
    at_desk: Packed[AtDesk] = Packed(AtDesk, null=True)
    book_number = UnicodeAttribute(null=True)
    of_several = BooleanAttribute(null=True)


@dataclass(frozen=True)
class Waiting:
    """A payment that a job has to see to, by its place."""

    since: datetime
    org_id: str
    community_id: str
    unit_id: str
    payment_id: str


def payment_row(scope: Scope, payment: Payment) -> PaymentRow:
    row = PaymentRow(unit_pk(scope, payment.unit_id), f"{_PAYMENT}{payment.payment_id}", method=str(payment.method))
    for name in (*_FEN, *_KEPT):
        setattr(row, name, getattr(payment, name))
    row.of_several = payment.of_several or None
    if payment.waiting:
        row.due_pk, row.due_sk = due.due_pk(_ALLOCATE, payment.payment_id), _due_sk(scope, payment)
    elif payment.needs_book_number:
        row.due_pk, row.due_sk = due.due_pk(_NUMBER, payment.community_id), _due_sk(scope, payment)
    row.stamped(payment.stamp)
    return row


def ask_payment(scope: Scope, unit_id: str, payment_id: str) -> Ask[Payment | None]:
    """The payment, to be read with other things."""
    return Ask(
        PaymentRow, unit_pk(scope, unit_id), f"{_PAYMENT}{payment_id}", lambda row: _payment(row) if row else None
    )


def load_payment(scope: Scope, unit_id: str, payment_id: str) -> Payment:
    """The payment of a unit within reach; raises NotFound."""
    row = get(PaymentRow, unit_pk(scope, unit_id), f"{_PAYMENT}{payment_id}")
    if row is None:
        raise NotFound()
    return _payment(row)


def load_payments(scope: Scope, places: Iterable[tuple[str, str]]) -> list[Payment]:
    """Those of the (unit, payment) pairs that exist, in no order."""
    keys = ((unit_pk(scope, unit_id), f"{_PAYMENT}{payment_id}") for unit_id, payment_id in places)
    return [_payment(row) for row in get_many(PaymentRow, keys)]


def payments_page(scope: Scope, unit_id: str, *, cursor: str | None) -> tuple[list[Payment], str | None]:
    """A page of the unit's payments, newest first."""
    listing = Listing(PaymentRow, unit_pk(scope, unit_id), _PAYMENT, newest_first=True)
    found = page(scope, listing, cursor=cursor)
    return [_payment(row) for row in found.rows], found.next


def every_payment(scope: Scope, unit_id: str) -> Iterator[Payment]:
    """All payments of a unit, oldest first."""
    return (_payment(row) for row in every(Listing(PaymentRow, unit_pk(scope, unit_id), _PAYMENT)))


def to_allocate() -> Iterator[Waiting]:
    """Payments with bills still to settle, of every organisation: for the sweep."""
    return (one for shard in due.shards(_ALLOCATE) for one in _waiting(shard))


def to_number(community_id: str | None = None) -> Iterator[Waiting]:
    """Online payments without a book number, in posting order within a community; of one, or of all for the sweep."""
    shards = [due.due_pk(_NUMBER, community_id)] if community_id else due.shards(_NUMBER)
    found = (one for shard in shards for one in _waiting(shard))
    return (one for one in found if community_id in {None, one.community_id})


def _waiting(shard: str) -> Iterator[Waiting]:
    return (Waiting(one.since, *one.place) for one in due.standing(PaymentRow, shard))


def _due_sk(scope: Scope, payment: Payment) -> str:
    return due.due_sk(payment.posted_at, scope.org_id, payment.community_id, payment.unit_id, payment.payment_id)


def _payment(row: PaymentRow) -> Payment:
    kept: dict[str, Any] = {name: getattr(row, name) for name in _KEPT}
    kept |= {name: int(getattr(row, name)) for name in _FEN}
    place = row.sk.removeprefix(_PAYMENT), row.pk.rpartition("#")[2]
    kept["of_several"] = bool(row.of_several)
    payment = Payment(*place, method=Method(row.method), stamp=row.stamp, **kept)
    books.check(payment.legs)
    assert payment.unapplied_fen == books.balance_of(books.UNAPPLIED, payment.legs), payment.number  # noqa: S101
    return payment
