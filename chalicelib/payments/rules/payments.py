"""A payment (收款): money that came in once, what it settled, what is kept for later (PAY-02).

Pure: no clock, no database, no HTTP.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from chalicelib.core import clock, limits
from chalicelib.core.errors import Conflict, Invalid
from chalicelib.core.stamp import NEW, Stamp
from chalicelib.payments.rules import books
from chalicelib.payments.rules.books import Leg
from chalicelib.payments.rules.parts import Allocation, AmountOutOfBounds, Part


class Method(StrEnum):
    """How money came in. PREPAID moves what came in before, CREDIT gives back what was billed too much: none is new."""

    WECHAT = books.WECHAT
    CASH = books.CASH
    PREPAID = books.PREPAID
    CREDIT = books.CREDIT


class PaidBy(StrEnum):
    """Who stood at the desk."""

    SELF = "self"
    FAMILY = "family"
    OTHER = "other"


class CheckedBy(StrEnum):
    """How the cashier made sure whose account it is (PAY-03)."""

    ID_CARD = "id_card"
    PHONE = "phone"
    KNOWN = "known"


class PaymentExists(Conflict):
    """A payment with this id stands already: another intention took it."""

    code = "payment_exists"


class TooLittleCash(Invalid):
    """Less was handed over than is to be paid."""

    code = "too_little_cash"


class ChunkDone(Conflict):
    """This chunk of the payment was allocated already."""

    code = "chunk_done"


@dataclass(frozen=True)
class AtDesk:
    """What the cashier noted: who paid, how that was checked, what was handed over, in fen."""

    paid_by: PaidBy
    checked_by: CheckedBy
    received_fen: int


@dataclass(frozen=True)
class Payment:
    """Money posted once. `parts` is what it settled, `waiting` the chosen bills that later chunks settle.

    `asked_fen` is what the payer meant to pay. `prepaid_fen` is what was kept for later, `wish_fen` how much of that
    was meant to be; more is a surplus.
    `of_several`: it was for bills of more than one party, so that none of them alone may see it.
    `paid_at` is when the money was taken, `posted_at` when it was booked.
    """

    payment_id: str
    unit_id: str
    community_id: str
    payer_id: str
    method: Method
    amount_fen: int
    asked_fen: int
    paid_at: datetime
    posted_at: datetime
    posted_by: str
    parts: tuple[Part, ...] = ()
    waiting: tuple[Part, ...] = ()
    prepaid_fen: int = 0
    wish_fen: int = 0
    legs: tuple[Leg, ...] = ()
    chunks: int = 0
    order_id: str | None = None
    transaction_id: str | None = None
    at_desk: AtDesk | None = None
    book_number: str | None = None
    of_several: bool = False
    stamp: Stamp = NEW

    @property
    def number(self) -> str:
        """The payment number (收款编号): given at once, from its day and id, without a counter."""
        return number_of(self.payment_id, self.paid_at)

    @property
    def settled_fen(self) -> int:
        return sum(part.amount_fen for part in self.parts)

    @property
    def unapplied_fen(self) -> int:
        """Booked, and waiting for the next chunk to settle bills with it."""
        return self.amount_fen - self.settled_fen - self.prepaid_fen

    @property
    def surplus_fen(self) -> int:
        """What was kept though nobody meant it to be."""
        return max(0, self.prepaid_fen - self.wish_fen)

    @property
    def change_fen(self) -> int:
        return self.at_desk.received_fen - self.amount_fen if self.at_desk else 0

    @property
    def is_money_in(self) -> bool:
        """New money, not what was prepaid before, and no credit."""
        return self.method not in {Method.PREPAID, Method.CREDIT}

    @property
    def needs_book_number(self) -> bool:
        """A job will give it one, once all of it is allocated."""
        return self.method == Method.WECHAT and self.book_number is None and not self.waiting


def number_of(payment_id: str, paid_at: datetime) -> str:
    """P20261031-7K3F9Q2M."""
    return f"P{clock.business_date(paid_at):%Y%m%d}-{payment_id[-8:]}"


def apply(payment: Payment, allocation: Allocation, *, waiting: tuple[Part, ...]) -> Payment:
    """The payment after one chunk: what was settled is added; what is left over at the last is kept as prepaid.

    The legs are made anew and balance; nothing of the amount is ever without an account.
    """
    parts = (*payment.parts, *allocation.parts)
    kept = 0 if waiting else allocation.left_fen
    by_item: defaultdict[str, int] = defaultdict(int)
    for part in parts:
        by_item[part.of_item or part.item_id] += part.amount_fen
    applied = replace(payment, parts=parts, waiting=waiting, prepaid_fen=kept, chunks=payment.chunks + 1)
    legs = books.legs_of(
        str(payment.method),
        amount_fen=payment.amount_fen,
        by_item=by_item,
        prepaid_fen=applied.prepaid_fen,
        unapplied_fen=applied.unapplied_fen,
    )
    return replace(applied, legs=legs)


def check_cash(amount_fen: int, received_fen: int) -> None:
    """Raise TooLittleCash unless what was handed over covers the amount; AmountOutOfBounds if it is beyond belief."""
    if received_fen > limits.MOST_FEN:
        raise AmountOutOfBounds(most_fen=limits.MOST_FEN)
    if received_fen < amount_fen:
        raise TooLittleCash(amount_fen=amount_fen, received_fen=received_fen)
