"""What of which bill: wishes that can be had, bills that can be chosen, and what money comes to (PAY-01, PAY-02)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.billing.rules.bills import Bill
from chalicelib.core.errors import NotFound, Refusal
from chalicelib.core.limits import BILLS_PER_PAYMENT, MOST_FEN
from chalicelib.payments.rules.parts import (
    Allocation,
    AmountOutOfBounds,
    BillNamedTwice,
    BillPaid,
    Bills,
    MoreThanOpen,
    NothingToPay,
    Part,
    TooManyBills,
    allocate,
    check_wish,
    choose,
    part_of,
)
from tests.builders.core import an_id
from tests.builders.money import BILL_FEN, a_bill, bills_of


def parts(*amounts_fen: int) -> list[Part]:
    """So much of as many bills."""
    return [Part("2026-10", an_id(str(n)), fen) for n, fen in enumerate(amounts_fen)]


@pytest.mark.parametrize(
    ("amounts_fen", "prepay_fen", "outcome"),
    [
        ((), 0, NothingToPay),
        ((), 1, 1),
        ((), -1, AmountOutOfBounds),
        ((1,), 0, 1),
        ((1,), -1, AmountOutOfBounds),
        ((0,), 0, AmountOutOfBounds),
        ((0,), 5, AmountOutOfBounds),
        ((-1,), 0, AmountOutOfBounds),
        ((5, -4), 0, AmountOutOfBounds),
        ((5, 4), 3, 12),
        ((MOST_FEN,), 0, MOST_FEN),
        ((MOST_FEN,), 1, AmountOutOfBounds),
        ((MOST_FEN + 1,), 0, AmountOutOfBounds),
        ((10**40,), 0, AmountOutOfBounds),
        ((10**40, -(10**40)), 5, AmountOutOfBounds),
        ((1,) * BILLS_PER_PAYMENT, 0, BILLS_PER_PAYMENT),
        ((1,) * (BILLS_PER_PAYMENT + 1), 0, TooManyBills),
    ],
)
def test_a_wish_is_refused_whatever_the_bills_say(
    amounts_fen: tuple[int, ...], prepay_fen: int, outcome: int | type[Refusal]
) -> None:
    if isinstance(outcome, int):
        assert check_wish(parts(*amounts_fen), prepay_fen) == outcome
    else:
        with pytest.raises(outcome):
            check_wish(parts(*amounts_fen), prepay_fen)


def test_the_same_bill_is_not_named_twice() -> None:
    (part,) = parts(1)
    with pytest.raises(BillNamedTwice):
        check_wish([part, replace(part, amount_fen=2)], 0)
    check_wish([part, replace(part, period="2026-09")], 0)


@pytest.mark.parametrize(
    ("settled_fen", "amount_fen", "refusal"),
    [
        (0, BILL_FEN, None),
        (30_00, 70_00, None),
        (30_00, 70_01, MoreThanOpen),
        (BILL_FEN, 1, BillPaid),
    ],
)
def test_a_part_is_chosen_of_what_is_open(settled_fen: int, amount_fen: int, refusal: type[Refusal] | None) -> None:
    bill = a_bill(settled_fen=settled_fen)
    wish = [Part(bill.period, bill.item_id, amount_fen)]
    if refusal is None:
        assert choose(wish, bills_of(bill)) == (part_of(bill, amount_fen),)
        return
    with pytest.raises(refusal):
        choose(wish, bills_of(bill))


def test_a_bill_that_is_not_there_answers_without_facts() -> None:
    nobody, bill = parts(1), a_bill()
    for bills in ({}, {nobody[0].bill: None}):
        with pytest.raises(NotFound) as refused:
            choose(nobody, bills)
        assert refused.value.facts == {}
    with pytest.raises(NotFound):
        choose([*nobody, part_of(bill, 1)], bills_of(bill))


def test_money_settles_the_parts_in_their_order_and_the_rest_is_left() -> None:
    first, second, paid = a_bill("1"), a_bill("2", settled_fen=60_00), a_bill("3", settled_fen=BILL_FEN)
    wish = [part_of(paid, 10_00), part_of(second, 100_00), part_of(first, 30_00)]
    found = allocate(100_00, wish, bills_of(first, second, paid))
    assert found == Allocation(((second, 40_00), (first, 30_00)), 30_00)
    assert (found.settled_fen, [part.item_name for part in found.parts]) == (70_00, ["2", "1"])
    assert allocate(45_00, wish, bills_of(first, second, paid)).settled == ((second, 40_00), (first, 5_00))


some_bills = st.lists(st.integers(0, BILL_FEN), min_size=1, max_size=6).map(
    lambda settled: [a_bill(str(n), settled_fen=fen) for n, fen in enumerate(settled)]
)


@given(bills=some_bills, data=st.data(), money_fen=st.integers(0, 700_00))
def test_nothing_of_the_money_is_lost_and_no_bill_gets_more_than_is_open(
    bills: list[Bill], data: st.DataObject, money_fen: int
) -> None:
    amounts = data.draw(st.lists(st.integers(1, 150_00), min_size=len(bills), max_size=len(bills)))
    wish = [part_of(bill, fen) for bill, fen in zip(bills, amounts, strict=True)]
    gone = data.draw(st.sets(st.sampled_from(range(len(bills)))))
    known: Bills = {part.bill: None if n in gone else bills[n] for n, part in enumerate(wish)}
    found = allocate(money_fen, wish, known)
    assert found.settled_fen + found.left_fen == money_fen
    assert found.left_fen >= 0
    asked = {part.bill: part.amount_fen for part in wish}
    for bill, fen in found.settled:
        assert 0 < fen <= min(bill.open_fen, asked[bill.period, bill.item_id])
    if found.left_fen:
        full = {(bill.period, bill.item_id): fen for bill, fen in found.settled}
        for place, there in known.items():
            assert full.get(place, 0) == (min(there.open_fen, asked[place]) if there else 0)
