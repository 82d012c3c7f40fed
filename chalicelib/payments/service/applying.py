"""What every payment does to a unit's account, joined by the verbs that post, take and use money (PAY-02)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from chalicelib.billing.rules.bills import Bill
from chalicelib.billing.service.settlement import ask_bill, settle_in
from chalicelib.core.scope import Scope
from chalicelib.db.reads import Ask, Together
from chalicelib.journal import Transaction
from chalicelib.payments.rules import balances, exceptions
from chalicelib.payments.rules import payments as rules
from chalicelib.payments.rules.parts import Allocation, Bills, Part
from chalicelib.payments.rules.payments import Payment
from chalicelib.payments.store import balances as balance_store
from chalicelib.payments.store import exceptions as exception_store

Ref = tuple[str, str]


@dataclass(frozen=True)
class PaymentPosted:
    """What a payment came to in its first chunk; `waiting` bills are settled by the next."""

    payment_id: str
    unit_id: str
    community_id: str
    number: str
    amount_fen: int
    settled_fen: int
    prepaid_fen: int
    waiting: int
    book_number: str | None = None
    change_fen: int = 0


def read_bills(scope: Scope, unit_id: str, wanted: Iterable[Ref]) -> Bills:
    """These bills of the unit, by period and item; no request for none."""
    asks = bill_asks(scope, unit_id, wanted)
    found = Together(*asks.values())
    return {bill: found[ask] for bill, ask in asks.items()}


def bill_asks(scope: Scope, unit_id: str, wanted: Iterable[Ref]) -> dict[Ref, Ask[Bill | None]]:
    """These bills, each to be read with other things."""
    return {bill: ask_bill(scope, unit_id, period=bill[0], item_id=bill[1]) for bill in wanted}


def apply_in(tx: Transaction, payment: Payment, allocation: Allocation, *, waiting: tuple[Part, ...]) -> Payment:
    """Join the verb that settles bills with a payment: the bills, what is kept, what is odd. Gives the payment after.

    The caller records the entry on the payment's row, which saves it.
    """
    applied = rules.apply(payment, allocation, waiting=waiting)
    settle_parts_in(tx, allocation)
    if applied.prepaid_fen:
        ask = balance_store.ask_balance(
            tx.scope, payment.unit_id, community_id=payment.community_id, payer_id=payment.payer_id
        )
        kept = balances.add(Together(ask)[ask], applied.prepaid_fen)
        tx.save(balance_store.balance_row(tx.scope, kept))
    odd = exceptions.found_in(applied)
    if odd:
        tx.save(exception_store.exception_row(tx.scope, odd))
    return applied


def settle_parts_in(tx: Transaction, allocation: Allocation) -> None:
    """Join a verb: settle what the money met."""
    for bill, fen in allocation.settled:
        settle_in(tx, bill, fen)


def posted_as(payment: Payment) -> PaymentPosted:
    """The outcome of posting a payment."""
    return PaymentPosted(
        payment_id=payment.payment_id,
        unit_id=payment.unit_id,
        community_id=payment.community_id,
        number=payment.number,
        amount_fen=payment.amount_fen,
        settled_fen=payment.settled_fen,
        prepaid_fen=payment.prepaid_fen,
        waiting=len(payment.waiting),
        book_number=payment.book_number,
        change_fen=payment.change_fen,
    )
