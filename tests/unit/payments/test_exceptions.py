"""What is odd about a payment, and that a person sees to it once (PAY-07)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.core.ids import checked
from chalicelib.payments.rules import exceptions
from chalicelib.payments.rules.exceptions import ExceptionHandled, Kind
from chalicelib.payments.rules.parts import part_of
from tests.builders.core import AT, an_id
from tests.builders.money import a_bill, a_payment


@pytest.mark.parametrize(
    ("asked_fen", "amount_fen", "prepaid_fen", "wish_fen", "found"),
    [
        (100, 100, 0, 0, None),
        (100, 100, 40, 40, None),
        (100, 100, 30, 40, None),
        (100, 105, 5, 0, (Kind.SURPLUS, 5)),
        (100, 100, 60, 40, (Kind.SURPLUS, 20)),
        (100, 100, 100, 0, (Kind.SURPLUS, 100)),
        (100, 90, 0, 0, (Kind.SHORT, 10)),
        (100, 90, 30, 40, (Kind.SHORT, 10)),
        (100, 90, 90, 0, (Kind.SURPLUS, 90)),
    ],
)
def test_what_came_in_otherwise_than_it_was_meant_to_is_odd(
    asked_fen: int, amount_fen: int, prepaid_fen: int, wish_fen: int, found: tuple[Kind, int] | None
) -> None:
    payment = a_payment(amount_fen, asked_fen=asked_fen, prepaid_fen=prepaid_fen, wish_fen=wish_fen)
    item = exceptions.found_in(payment)
    assert (item and (item.kind, item.amount_fen)) == found
    assert exceptions.found_in(replace(payment, waiting=(part_of(a_bill(), 1),))) is None


def test_an_item_says_whose_payment_it_is_and_sorts_by_when_that_was_booked() -> None:
    payment = a_payment(105, asked_fen=100, prepaid_fen=5)
    first = exceptions.found_in(payment)
    later = exceptions.found_in(replace(payment, posted_at=AT + timedelta(seconds=1)))
    elsewhere = exceptions.found_in(replace(payment, unit_id=an_id("elsewhere")))
    assert first
    assert later
    assert elsewhere
    assert (first.payment_id, first.payment_number, first.unit_id) == (
        payment.payment_id,
        payment.number,
        payment.unit_id,
    )
    assert checked(first.exception_id) < checked(later.exception_id)
    assert first.exception_id != elsewhere.exception_id


def test_an_item_is_handled_once_and_the_second_hears_by_whom() -> None:
    item = exceptions.found_in(a_payment(105, asked_fen=100, prepaid_fen=5))
    assert item
    assert item.is_open
    handled = exceptions.handle(item, note="已退还", by="S:财务丙", at=AT)
    assert (handled.is_open, handled.note, handled.handled_by, handled.handled_at) == (False, "已退还", "S:财务丙", AT)
    with pytest.raises(ExceptionHandled) as refused:
        exceptions.handle(handled, note="再看一次", by="S:主管", at=AT)
    assert refused.value.facts == {"by": "S:财务丙", "note": "已退还"}
