"""Cash at the desk: payer, identity check, bills, change, a numbered receipt; one transaction (PAY-01, PAY-03)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from chalicelib.core import clock
from chalicelib.core.scope import Cause, Scope
from chalicelib.db.reads import Together
from chalicelib.estate import service as estate
from chalicelib.estate.rules import Unit
from chalicelib.journal import Transaction, transaction, verb
from chalicelib.journal.entries import unit_home
from chalicelib.payments.rules import payments as rules
from chalicelib.payments.rules import receipt_books
from chalicelib.payments.rules.parts import Bills, Chunk, Part, allocate, check_wish, choose, first_chunk
from chalicelib.payments.rules.payments import AtDesk, Method, Payment, PaymentExists
from chalicelib.payments.rules.receipt_books import ReceiptBook, Shelf
from chalicelib.payments.service import posting
from chalicelib.payments.service.applying import PaymentPosted, apply_in, bill_asks, posted_as
from chalicelib.payments.service.orders import payer_of
from chalicelib.payments.store import payments as store
from chalicelib.payments.store import receipt_books as book_store


def take_cash(
    scope: Scope,
    cause: Cause,
    community_id: str,
    unit_id: str,
    *,
    payment_id: str,
    parts: Sequence[Part],
    prepay_fen: int = 0,
    at_desk: AtDesk,
) -> PaymentPosted:
    """Take cash for the chosen bills, and some for later if the payer wants; the receipt is numbered at once.

    Refuses before any money is taken: NotFound, BillPaid, MoreThanOpen, TooLittleCash and what `check_wish` refuses.
    """
    posted = _take_cash(
        scope,
        cause,
        community_id,
        unit_id,
        payment_id=payment_id,
        parts=tuple(parts),
        prepay_fen=prepay_fen,
        at_desk=at_desk,
    )
    posting.settle_rest(scope, posted)
    return posted


@verb("payments.take_cash")
def _take_cash(
    scope: Scope,
    cause: Cause,
    community_id: str,
    unit_id: str,
    *,
    payment_id: str,
    parts: tuple[Part, ...],
    prepay_fen: int,
    at_desk: AtDesk,
) -> PaymentPosted:
    amount_fen = check_wish(parts, prepay_fen)
    rules.check_cash(amount_fen, at_desk.received_fen)
    read = _read(scope, cause, community_id, unit_id, payment_id=payment_id, parts=parts)
    chosen = choose(parts, read.bills)
    payer_id, of_several = payer_of(scope, cause, read.unit, read.bills, prepay_fen=prepay_fen)
    payment = Payment(
        payment_id=payment_id,
        unit_id=unit_id,
        community_id=community_id,
        payer_id=payer_id,
        of_several=of_several,
        method=Method.CASH,
        amount_fen=amount_fen,
        asked_fen=amount_fen,
        paid_at=cause.at,
        posted_at=cause.at,
        posted_by=scope.actor_id,
        wish_fen=prepay_fen,
        at_desk=at_desk,
    )
    with transaction(scope, cause) as tx:
        return _take_in(tx, replace(payment, book_number=_number_in(tx, read)), first_chunk(chosen), read.bills)


def _take_in(tx: Transaction, payment: Payment, chunk: Chunk, bills: Bills) -> PaymentPosted:
    """The first bills settled, and the entry."""
    applied = apply_in(tx, payment, allocate(payment.amount_fen, chunk.now, bills), waiting=chunk.later)
    return tx.record(
        "payment.received",
        subject=store.payment_row(tx.scope, applied),
        home=unit_home(payment.unit_id),
        outcome=posted_as(applied),
    )


@dataclass(frozen=True)
class _Read:
    """All that taking cash is decided on."""

    unit: Unit
    bills: Bills
    shelf: Shelf
    book: ReceiptBook | None
    book_id: str


def _read(
    scope: Scope, cause: Cause, community_id: str, unit_id: str, *, payment_id: str, parts: tuple[Part, ...]
) -> _Read:
    """In one request; raises NotFound, and PaymentExists for an id that is taken."""
    book_id = receipt_books.shift_book_id(scope.actor_id, clock.business_date(cause.at))
    unit = estate.ask_unit(scope, unit_id, community_id=community_id)
    payment = store.ask_payment(scope, unit_id, payment_id)
    shelf, book = book_store.ask_shelf(scope, community_id), book_store.ask_book(scope, community_id, book_id)
    asked = bill_asks(scope, unit_id, (part.bill for part in parts))
    found = Together(unit, payment, shelf, book, *asked.values())
    bills = {bill: found[ask] for bill, ask in asked.items()}
    read = _Read(found[unit], bills, found[shelf], found[book], book_id)
    if found[payment]:
        raise PaymentExists(payment_id=payment_id)
    return read


def _number_in(tx: Transaction, read: _Read) -> str:
    """The next number of the cashier's book of today, which the first payment begins."""
    book = read.book
    if book is None:
        shelf, book = receipt_books.begin_desk_book(read.shelf, read.book_id)
        tx.save(book_store.shelf_row(tx.scope, shelf))
    book, number = receipt_books.give(book)
    tx.save(book_store.book_row(tx.scope, book))
    return number
