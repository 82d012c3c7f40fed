"""What the stores of payments keep and give back, on both engines: whole, in order, and only what still waits."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.core.errors import NotFound
from chalicelib.core.limits import ORDER_LOOKS_PER_SWEEP
from chalicelib.core.stamp import NEW
from chalicelib.db.commit import Overtaken
from chalicelib.db.reads import Together
from chalicelib.db.rows import AggregateRow, Row
from chalicelib.journal import transaction
from chalicelib.journal.entries import ORGANISATION_HOME
from chalicelib.payments.rules import exceptions as exception_rules
from chalicelib.payments.rules import orders as order_rules
from chalicelib.payments.rules.balances import Balance
from chalicelib.payments.rules.books import legs_of
from chalicelib.payments.rules.orders import Order, State
from chalicelib.payments.rules.parts import Part
from chalicelib.payments.rules.payments import AtDesk, CheckedBy, Method, PaidBy, Payment
from chalicelib.payments.rules.receipt_books import ONLINE, ReceiptBook, Shelf
from chalicelib.payments.store import balances, exceptions, orders, payments, receipt_books
from tests.builders.core import AT, a_cause, a_scope, an_id
from tests.builders.money import a_payment

SCOPE, OTHERS = a_scope(), a_scope(an_id("another organisation"))
UNIT, COMMUNITY, PAYER = an_id("unit"), an_id("community"), an_id("payer")
PARTS = (Part("2026-10", an_id("item"), 250_00, "物业服务费"), Part("2026-09", an_id("item"), 1, "物业服务费"))

pytestmark = pytest.mark.usefixtures("either_engine")


def save(*rows: Row) -> None:
    """In one transaction, with the entry that every change has."""
    subject, *others = rows
    assert isinstance(subject, AggregateRow)
    with transaction(SCOPE, a_cause()) as tx:
        for row in others:
            tx.save(row)
        tx.record("test.kept", subject=subject, home=ORGANISATION_HOME, outcome={})


def an_order(name: str = "order", *, minutes: int = 0) -> Order:
    return order_rules.open_order(
        an_id(name),
        unit_id=UNIT,
        community_id=COMMUNITY,
        payer_id=PAYER,
        of_several=False,
        parts=PARTS,
        prepay_fen=5,
        at=AT + timedelta(minutes=minutes),
        by="P:somebody",
    )


def a_whole_payment(name: str = "payment", *, seconds: int = 0, community_id: str = COMMUNITY) -> Payment:
    """Posted so many seconds after the start, and settled."""
    legs = legs_of("wechat", amount_fen=250_06, by_item={an_id("item"): 250_01}, prepaid_fen=5, unapplied_fen=0)
    whole = a_payment(250_06, parts=PARTS, prepaid_fen=5, wish_fen=5, legs=legs, chunks=1, order_id=an_id("order"))
    at = AT + timedelta(seconds=seconds)
    return replace(whole, payment_id=an_id(name), unit_id=UNIT, community_id=community_id, paid_at=at, posted_at=at)


def test_an_order_is_given_back_as_it_was_kept() -> None:
    for order in (an_order("1"), replace(an_order("2"), state=State.PAID, payment_id=an_id("p"), of_several=True)):
        save(orders.order_row(SCOPE, order))
        found = orders.load_order(SCOPE, UNIT, order.order_id)
        assert replace(found, stamp=NEW) == order
        ask = orders.ask_order(SCOPE, UNIT, order.order_id)
        assert Together(ask)[ask] == found
        with pytest.raises(NotFound):
            orders.load_order(OTHERS, UNIT, order.order_id)


def test_only_open_orders_wait_and_the_longest_due_are_first() -> None:
    kept = [an_order(str(n), minutes=n) for n in range(5)]
    save(*(orders.order_row(SCOPE, order) for order in kept))
    save(orders.order_row(SCOPE, replace(an_order("closed"), state=State.CLOSED)))
    due = AT + timedelta(minutes=4)
    assert {place[2] for place in orders.waiting(due)} == {order.order_id for order in kept[:4]}
    assert list(orders.waiting(AT)) == []
    assert {place[:2] for place in orders.waiting(due)} == {(SCOPE.org_id, UNIT)}
    assert ORDER_LOOKS_PER_SWEEP >= 100


def test_an_order_that_is_looked_at_moves_back_in_the_queue() -> None:
    save(orders.order_row(SCOPE, an_order()))
    order = orders.load_order(SCOPE, UNIT, an_id("order"))
    orders.looked_at(SCOPE, order, next_at=AT + timedelta(minutes=9))
    assert list(orders.waiting(AT + timedelta(minutes=8))) == []
    assert list(orders.waiting(AT + timedelta(minutes=9))) == [(SCOPE.org_id, UNIT, order.order_id)]
    assert orders.load_order(SCOPE, UNIT, order.order_id).look_at == AT + timedelta(minutes=9)
    with pytest.raises(Overtaken):
        save(orders.order_row(SCOPE, order))


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"of_several": True, "transaction_id": "4200000001", "book_number": "W-0000001"},
        {"method": Method.CASH, "at_desk": AtDesk(PaidBy.OTHER, CheckedBy.KNOWN, 300_00), "book_number": "D00001-0001"},
    ],
)
def test_a_payment_is_given_back_as_it_was_kept(given: dict[str, object]) -> None:
    payment = replace(a_whole_payment(), **given)  # type: ignore[arg-type]
    save(payments.payment_row(SCOPE, payment))
    found = payments.load_payment(SCOPE, UNIT, payment.payment_id)
    assert replace(found, stamp=NEW) == payment
    assert payments.load_payments(SCOPE, [(UNIT, payment.payment_id), (UNIT, an_id("none"))]) == [found]
    with pytest.raises(NotFound):
        payments.load_payment(OTHERS, UNIT, payment.payment_id)
    with pytest.raises(NotFound):
        payments.load_payment(SCOPE, an_id("another unit"), payment.payment_id)


def test_a_stored_payment_whose_legs_do_not_add_up_is_not_given_out() -> None:
    row = payments.payment_row(SCOPE, a_whole_payment())
    row.amount_fen = 250_05
    save(row)
    with pytest.raises(AssertionError):
        payments.load_payment(SCOPE, UNIT, an_id("payment"))


def test_a_unit_s_payments_are_paged_newest_first() -> None:
    kept = sorted(an_id(str(n)) for n in range(5))
    save(*(payments.payment_row(SCOPE, replace(a_whole_payment(), payment_id=one)) for one in kept))
    found, onward = payments.payments_page(SCOPE, UNIT, cursor=None)
    assert ([one.payment_id for one in found], onward) == (kept[::-1], None)
    assert [one.payment_id for one in payments.every_payment(SCOPE, UNIT)] == kept


def test_what_waits_for_its_number_is_given_in_the_order_of_posting_and_by_community() -> None:
    here = [a_whole_payment(str(n), seconds=9 - n) for n in range(9)]
    there = [a_whole_payment(f"there {n}", seconds=n, community_id=an_id(f"c{n}")) for n in range(20)]
    save(*(payments.payment_row(SCOPE, one) for one in [*here, *there]))
    save(
        payments.payment_row(SCOPE, replace(a_whole_payment("numbered"), book_number="W-0000001")),
        payments.payment_row(SCOPE, replace(a_whole_payment("cash"), method=Method.CASH)),
    )
    assert [one.payment_id for one in payments.to_number(COMMUNITY)] == [one.payment_id for one in here[::-1]]
    assert {one.payment_id for one in payments.to_number()} == {one.payment_id for one in [*here, *there]}


def test_what_still_has_bills_to_settle_waits_for_that_first() -> None:
    legs = legs_of("wechat", amount_fen=250_06, by_item={}, prepaid_fen=0, unapplied_fen=250_06)
    half_done = replace(a_whole_payment(), parts=(), prepaid_fen=0, waiting=PARTS, legs=legs)
    save(payments.payment_row(SCOPE, half_done))
    assert [(one.unit_id, one.payment_id) for one in payments.to_allocate()] == [(UNIT, half_done.payment_id)]
    assert list(payments.to_number(COMMUNITY)) == []


def test_a_balance_is_nothing_before_its_row_and_listed_while_it_is_something() -> None:
    ask = balances.ask_balance(SCOPE, UNIT, community_id=COMMUNITY, payer_id=PAYER)
    empty = Together(ask)[ask]
    assert empty == Balance(UNIT, COMMUNITY, PAYER)
    save(balances.balance_row(SCOPE, replace(empty, prepaid_fen=7)))
    with pytest.raises(Overtaken):
        save(balances.balance_row(SCOPE, replace(empty, prepaid_fen=9)))
    kept = Together(ask)[ask]
    assert (kept.prepaid_fen, balances.balances(SCOPE, UNIT)) == (7, [kept])
    assert list(balances.prepaid_in(SCOPE, COMMUNITY)) == [(UNIT, PAYER)]
    save(balances.balance_row(SCOPE, replace(kept, prepaid_fen=0)))
    assert list(balances.prepaid_in(SCOPE, COMMUNITY)) == []
    assert list(balances.prepaid_in(OTHERS, COMMUNITY)) == []
    assert Together(ask)[ask].prepaid_fen == 0


def test_books_and_the_shelf_are_nothing_before_their_rows_and_then_what_was_kept() -> None:
    book, shelf = receipt_books.ask_book(SCOPE, COMMUNITY, ONLINE), receipt_books.ask_shelf(SCOPE, COMMUNITY)
    assert (Together(book)[book], Together(shelf)[shelf]) == (None, Shelf(COMMUNITY))
    kept = ReceiptBook(COMMUNITY, ONLINE, ONLINE, given=41)
    save(receipt_books.book_row(SCOPE, kept), receipt_books.shelf_row(SCOPE, Shelf(COMMUNITY, 3)))
    found = Together(book)[book]
    assert found
    assert (replace(found, stamp=NEW), Together(shelf)[shelf].desk_books) == (kept, 3)
    with pytest.raises(Overtaken):
        save(receipt_books.book_row(SCOPE, kept))


def test_exception_items_are_listed_newest_first_and_given_back_as_they_were_kept() -> None:
    odd = [
        exception_rules.found_in(replace(a_whole_payment(str(n), seconds=n), wish_fen=0, asked_fen=250_00 + n))
        for n in range(3)
    ]
    items = [item for item in odd if item]
    assert len(items) == 3
    items[1] = exception_rules.handle(items[1], note="已退还", by="S:财务丙", at=AT)
    save(*(exceptions.exception_row(SCOPE, item) for item in items))
    found, onward = exceptions.exceptions_page(SCOPE, COMMUNITY, cursor=None)
    assert ([replace(one, stamp=NEW) for one in found], onward) == (items[::-1], None)
    assert exceptions.load_exception(SCOPE, COMMUNITY, items[0].exception_id) == found[-1]
    for scope, community_id, exception_id in (
        (OTHERS, COMMUNITY, items[0].exception_id),
        (SCOPE, an_id("elsewhere"), items[0].exception_id),
        (SCOPE, COMMUNITY, an_id("none")),
    ):
        with pytest.raises(NotFound):
            exceptions.load_exception(scope, community_id, exception_id)
