"""A payment chunk by chunk: its legs always balance, and nothing of its money is ever without an account (PAY-02)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.billing.rules.bills import settle
from chalicelib.core.errors import Refusal
from chalicelib.core.limits import MOST_FEN
from chalicelib.payments.rules import books
from chalicelib.payments.rules.parts import Allocation, AmountOutOfBounds, Bills, allocate, part_of
from chalicelib.payments.rules.payments import (
    AtDesk,
    CheckedBy,
    Method,
    PaidBy,
    TooLittleCash,
    apply,
    check_cash,
    number_of,
)
from tests.builders.money import BILL_FEN, a_bill, a_payment, bills_of


def test_one_chunk_settles_and_keeps_the_rest() -> None:
    bill = a_bill()
    allocation = allocate(130_00, [part_of(bill, BILL_FEN)], bills_of(bill))
    payment = apply(a_payment(130_00, wish_fen=20_00), allocation, waiting=())
    assert (payment.settled_fen, payment.prepaid_fen, payment.unapplied_fen, payment.surplus_fen) == (
        BILL_FEN,
        30_00,
        0,
        10_00,
    )
    assert (payment.chunks, payment.needs_book_number) == (1, True)
    assert [(leg.account, leg.debit_fen, leg.credit_fen) for leg in payment.legs] == [
        ("wechat", 130_00, 0),
        (f"receivable:{bill.item_id}", 0, BILL_FEN),
        ("prepaid", 0, 30_00),
    ]


def test_while_bills_wait_the_rest_is_unapplied_and_not_prepaid() -> None:
    bill, later = a_bill("1"), part_of(a_bill("2"), BILL_FEN)
    allocation = allocate(130_00, [part_of(bill, BILL_FEN)], bills_of(bill))
    payment = apply(a_payment(130_00), allocation, waiting=(later,))
    assert (payment.prepaid_fen, payment.unapplied_fen, payment.needs_book_number) == (0, 30_00, False)
    assert books.balance_of(books.UNAPPLIED, payment.legs) == 30_00


@given(
    money_fen=st.integers(1, 900_00),
    settled=st.lists(st.integers(0, BILL_FEN), min_size=1, max_size=7),
    at_once=st.integers(1, 3),
    wish_fen=st.integers(0, 50_00),
)
def test_however_many_chunks_it_takes_the_money_adds_up_after_each(
    money_fen: int, settled: list[int], at_once: int, wish_fen: int
) -> None:
    owed = [a_bill(str(n), settled_fen=fen) for n, fen in enumerate(settled)]
    bills: Bills = bills_of(*owed)
    waiting = tuple(part_of(bill, BILL_FEN) for bill in owed)
    payment = a_payment(money_fen, wish_fen=wish_fen)
    while waiting or not payment.chunks:
        some, waiting = waiting[:at_once], waiting[at_once:]
        allocation = allocate(payment.unapplied_fen, some, bills)
        payment = apply(payment, allocation, waiting=waiting)
        after = [settle(bill, fen) for bill, fen in allocation.settled]
        bills = {**bills, **bills_of(*after)}
        books.check(payment.legs)
        assert payment.settled_fen + payment.prepaid_fen + payment.unapplied_fen == money_fen
        assert payment.prepaid_fen == 0 or not waiting
        receivable = sum(leg.credit_fen for leg in payment.legs if books.is_receivable(leg.account))
        assert receivable == payment.settled_fen
    assert payment.unapplied_fen == 0
    assert payment.settled_fen == min(money_fen, sum(bill.open_fen for bill in owed))
    assert payment.surplus_fen == max(0, payment.prepaid_fen - wish_fen)


def test_two_bills_of_one_item_are_one_leg() -> None:
    here = a_bill()
    before = replace(here, period="2026-09")
    allocation = Allocation(((here, 1_00), (before, 2_00)), 0)
    payment = apply(a_payment(3_00), allocation, waiting=())
    assert [leg.credit_fen for leg in payment.legs] == [0, 3_00]


@pytest.mark.parametrize("method", Method)
def test_only_what_came_in_online_waits_for_a_book_number(method: Method) -> None:
    payment = apply(a_payment(1, method=method), Allocation((), 1), waiting=())
    assert payment.needs_book_number is (method == Method.WECHAT)
    assert payment.is_money_in is (method not in {Method.PREPAID, Method.CREDIT})
    assert not replace(payment, book_number="W-0000001").needs_book_number


def test_the_payment_number_tells_the_day_in_shanghai_and_the_end_of_the_id() -> None:
    late = datetime(2026, 10, 31, 15, 59, 59, tzinfo=UTC)
    assert number_of("01M67TYT80RXNFAMH8R16WSVTH", late) == "P20261031-R16WSVTH"
    assert number_of("01M67TYT80RXNFAMH8R16WSVTH", late.replace(hour=16)) == "P20261101-R16WSVTH"


@pytest.mark.parametrize(
    ("amount_fen", "received_fen", "refusal"),
    [
        (1, 1, None),
        (1, 100_00, None),
        (MOST_FEN, MOST_FEN, None),
        (2, 1, TooLittleCash),
        (1, 0, TooLittleCash),
        (1, -1, TooLittleCash),
        (1, MOST_FEN + 1, AmountOutOfBounds),
        (1, 10**30, AmountOutOfBounds),
    ],
)
def test_cash_covers_the_amount_and_can_be_believed(
    amount_fen: int, received_fen: int, refusal: type[Refusal] | None
) -> None:
    if refusal:
        with pytest.raises(refusal):
            check_cash(amount_fen, received_fen)
        return
    check_cash(amount_fen, received_fen)
    payment = a_payment(amount_fen, at_desk=AtDesk(PaidBy.SELF, CheckedBy.KNOWN, received_fen))
    assert payment.change_fen == received_fen - amount_fen >= 0


def test_money_from_elsewhere_than_the_desk_has_no_change() -> None:
    assert a_payment(5).change_fen == 0
