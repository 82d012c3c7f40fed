"""Posting what a provider has taken: once, whatever arrives how often; then settling the rest in chunks (PAY-02).

Money that was taken is always booked. What meets no open bill is kept as prepaid, with an exception item.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from chalicelib.core import ids
from chalicelib.core.scope import Cause, Scope, system_scope
from chalicelib.db.reads import Together
from chalicelib.edge import jobs
from chalicelib.journal import transaction, verb
from chalicelib.journal.entries import unit_home
from chalicelib.payments.providers.port import Paid
from chalicelib.payments.rules import orders
from chalicelib.payments.rules.orders import Order, OrderUnknown, State, Verb
from chalicelib.payments.rules.parts import Bills, allocate, first_chunk
from chalicelib.payments.rules.payments import ChunkDone, Method, Payment
from chalicelib.payments.rules.reference import Reference
from chalicelib.payments.service.applying import PaymentPosted, apply_in, bill_asks, posted_as, read_bills
from chalicelib.payments.store import orders as order_store
from chalicelib.payments.store import payments as store

_ALLOCATE: Final = "payments.allocate"


@dataclass(frozen=True)
class ChunkAllocated:
    payment_id: str
    unit_id: str
    chunk: int
    settled_fen: int
    prepaid_fen: int
    waiting: int


def post(scope: Scope, cause: Cause, reference: Reference, paid: Paid) -> PaymentPosted:
    """Book what the provider has taken and settle the order's bills with it. Raises OrderUnknown for money not ours."""
    posted = post_payment(scope, cause, reference, paid)
    settle_rest(scope, posted)
    return posted


@verb("payments.post_payment")
def post_payment(scope: Scope, cause: Cause, reference: Reference, paid: Paid) -> PaymentPosted:
    """The transaction that books the money: payment, order, the first bills, what is left over, one entry."""
    order, bills = _read(scope, reference, paid)
    chunk = first_chunk(order.parts)
    payment = Payment(
        payment_id=ids.derived_at(paid.paid_at, scope.org_id, paid.provider, paid.transaction_id),
        unit_id=order.unit_id,
        community_id=order.community_id,
        payer_id=order.payer_id,
        of_several=order.of_several,
        method=Method(paid.provider),
        amount_fen=paid.amount_fen,
        asked_fen=order.amount_fen,
        paid_at=paid.paid_at,
        posted_at=cause.at,
        posted_by=scope.actor_id,
        wish_fen=0 if order.state == State.PAID else order.prepay_fen,
        order_id=order.order_id,
        transaction_id=paid.transaction_id,
    )
    allocation = allocate(paid.amount_fen, chunk.now, bills)
    paid_order = replace(orders.move(order, Verb.PAY), payment_id=payment.payment_id)
    with transaction(scope, cause) as tx:
        tx.save(order_store.order_row(scope, paid_order))
        applied = apply_in(tx, payment, allocation, waiting=chunk.later)
        return tx.record(
            "payment.posted",
            subject=store.payment_row(scope, applied),
            home=unit_home(order.unit_id),
            outcome=posted_as(applied),
        )


def _read(scope: Scope, reference: Reference, paid: Paid) -> tuple[Order, Bills]:
    """The order and its first bills: in one request where the provider's reference names them all."""
    unit_id, order_id = reference.unit_id, reference.order_id
    order_ask, hinted = order_store.ask_order(scope, unit_id, order_id), bill_asks(scope, unit_id, reference.bills)
    found = Together(order_ask, *hinted.values())
    order = found[order_ask]
    if order is None or paid.trade_no != orders.trade_no_of(scope.org_id, unit_id, order_id):
        raise OrderUnknown(transaction_id=paid.transaction_id)
    chosen = [part.bill for part in first_chunk(order.parts).now]
    bills = {bill: found[hinted[bill]] for bill in chosen if bill in hinted}
    return order, {**bills, **read_bills(scope, unit_id, (bill for bill in chosen if bill not in bills))}


def settle_rest(scope: Scope, posted: PaymentPosted) -> None:
    """Settle the bills behind the first chunk now; the sweep does it where this process dies in between."""
    if posted.waiting:
        finish(scope.org_id, posted.unit_id, posted.payment_id)


def finish(org_id: str, unit_id: str, payment_id: str) -> None:
    """Allocate chunk by chunk until no bill of the payment waits. Any number of workers may do so at once.

    Whoever sets it going, it is one job's work under one key a chunk.
    """
    scope = system_scope(org_id, _ALLOCATE)
    while True:
        payment = store.load_payment(scope, unit_id, payment_id)
        if not payment.waiting:
            return
        cause = jobs.job_cause(f"allocate#{unit_id}#{payment_id}#{payment.chunks}")
        try:
            allocate_chunk(scope, cause, unit_id, payment_id=payment_id, chunk=payment.chunks)
        except ChunkDone:
            continue


@verb("payments.allocate")
def allocate_chunk(scope: Scope, cause: Cause, unit_id: str, *, payment_id: str, chunk: int) -> ChunkAllocated:
    """Settle the next bills of a payment; raises ChunkDone when another worker did."""
    payment = store.load_payment(scope, unit_id, payment_id)
    if payment.chunks != chunk or not payment.waiting:
        raise ChunkDone(chunk=chunk)
    parts = first_chunk(payment.waiting)
    bills = read_bills(scope, unit_id, (part.bill for part in parts.now))
    allocation = allocate(payment.unapplied_fen, parts.now, bills)
    with transaction(scope, cause) as tx:
        applied = apply_in(tx, payment, allocation, waiting=parts.later)
        return tx.record(
            "payment.allocated",
            subject=store.payment_row(scope, applied),
            home=unit_home(unit_id),
            outcome=ChunkAllocated(
                payment_id, unit_id, chunk, allocation.settled_fen, applied.prepaid_fen, len(parts.later)
            ),
        )


def waiting() -> list[tuple[str, str, str]]:
    """(organisation, unit, payment) of every payment with bills still to settle: for the sweep."""
    return [(one.org_id, one.unit_id, one.payment_id) for one in store.to_allocate()]
