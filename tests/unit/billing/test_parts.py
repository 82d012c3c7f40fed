"""A month that changes hands is billed to each by their days; what is taken off is taken off each (BIL-04, BIL-05)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.billing.rules.bills import part_item_id
from chalicelib.billing.rules.items import Charges, Discount
from chalicelib.billing.rules.lines import amount_of, between, month_line, with_area, with_discount, with_tariff
from chalicelib.billing.rules.payers import days_of_payers, parts_of
from chalicelib.core.dated import Dated
from chalicelib.estate.rules import Unit
from tests.builders.billing import OCTOBER, PAYER, a_unit, an_item, by_area, charge, charged, drafted, fixed
from tests.builders.core import a_source
from tests.builders.notes import day

FIRST, LAST = OCTOBER.first_day, OCTOBER.last_day
ITEM = an_item(by_area("10"))


def paid_by(*turns: tuple[str, str]) -> Unit:
    """The unit of 120 m², for which each pays since a day."""
    facts = tuple(Dated(who, a_source(), day(since)) for who, since in turns)
    return replace(a_unit(area="120", payer=None), payer=(Dated(PAYER, a_source()), *facts))


def discounted(unit: Unit, percent: str) -> Charges:
    """The unit is charged the item, with so much off."""
    off = Dated(Discount(ITEM.item_id, Decimal(percent), "敬老优惠"), a_source())
    return replace(charged(unit, charge(ITEM)), discounts=(off,))


def test_each_who_paid_before_has_a_bill_of_their_own_days() -> None:
    last, first = drafted(paid_by(("乙", "2026-10-11")), [ITEM]).bills
    assert (last.payer_id, last.item_id, last.part_of, last.total_fen) == ("乙", ITEM.item_id, None, 812_90)
    assert (first.payer_id, first.part_of, first.total_fen) == (PAYER, ITEM.item_id, 387_10)
    assert first.item_id == part_item_id(ITEM.item_id, PAYER) != last.item_id
    assert {last.base_item_id, first.base_item_id} == {ITEM.item_id}
    assert [(line.from_on.day, line.to_on.day) for line in (*first.lines, *last.lines)] == [(1, 10), (11, 31)]


def test_who_comes_back_within_the_month_has_one_bill_of_both_stays() -> None:
    bills = drafted(paid_by(("乙", "2026-10-11"), (PAYER, "2026-10-21")), [ITEM]).bills
    own = next(bill for bill in bills if bill.payer_id == PAYER)
    assert [(line.from_on.day, line.to_on.day) for line in own.lines] == [(1, 10), (21, 31)]
    assert sum(bill.total_fen for bill in bills) == 1_200_00


def test_whose_days_come_to_nothing_has_a_bill_that_can_be_set_right() -> None:
    bills = drafted(paid_by(("乙", "2026-10-02")), [an_item(fixed(10))]).bills
    assert [(bill.payer_id, bill.total_fen) for bill in bills] == [("乙", 10), (PAYER, 0)]


@pytest.mark.parametrize(("percent", "fen"), [("0", 1_200_00), ("12.5", 1_050_00), ("33.33", 800_04), ("99.99", 12)])
def test_what_is_taken_off_is_rounded_once(percent: str, fen: int) -> None:
    unit = a_unit(area="120")
    (bill,) = drafted(unit, [ITEM], charges=discounted(unit, percent)).bills
    (line,) = bill.lines
    assert line.amount_fen == amount_of(line) == fen
    assert bool(line.discount) == (percent != "0")


def test_of_what_is_taken_off_wholly_there_is_a_bill_of_nothing_and_no_reason_to_look_at_it() -> None:
    unit = a_unit(area="120")
    found = drafted(unit, [ITEM], charges=discounted(unit, "100"))
    assert ([bill.total_fen for bill in found.bills], found.skips) == ([0], ())


def test_a_discount_is_of_its_own_item_alone() -> None:
    unit, other = a_unit(area="120"), an_item(fixed(), "垃圾清运费")
    charges = replace(discounted(unit, "50"), items=(charge(ITEM), charge(other)))
    assert [bill.total_fen for bill in drafted(unit, [ITEM, other], charges=charges).bills] == [600_00, 15_00]


dated = Dated(by_area("2.50", surcharge_fen=7), a_source())
amounts = st.decimals("0.01", "999.99", places=2)


@given(amounts, st.lists(st.integers(2, 31), unique=True, max_size=30), st.integers(0, 100))
def test_however_a_month_is_cut_its_parts_are_whole_fen_and_come_to_it(
    area: Decimal, cuts: list[int], off: int
) -> None:
    discount = Dated(Discount("item", Decimal(off), "优惠"), a_source())
    line = month_line(OCTOBER, dated, Dated(area, a_source()), discount)
    unit = paid_by(*((f"住户 {n}", f"2026-10-{n:02}") for n in sorted(cuts)))
    parts = [part for _, part in parts_of(unit, line, otherwise=PAYER)]
    assert sum(part.amount_fen for part in parts) == line.amount_fen
    assert all(part.amount_fen == amount_of(part) >= 0 for part in parts)
    again = [one for part in parts for _, one in parts_of(unit, part, otherwise=PAYER)]
    assert again == parts


def test_days_on_which_nobody_is_on_file_are_another_s() -> None:
    unit = replace(a_unit(payer=None), payer=(Dated("甲", a_source(), day("2026-10-05"), day("2026-10-09")),))
    found = [
        (one.party_id, one.from_on.day, one.to_on.day) for one in days_of_payers(unit, FIRST, LAST, otherwise="乙")
    ]
    assert found == [("乙", 1, 4), ("甲", 5, 9), ("乙", 10, 31)]


def test_what_is_the_same_leaves_the_line_as_it_is() -> None:
    line = month_line(OCTOBER, dated, Dated(Decimal(100), a_source()))
    paper = a_source("另一份证")
    assert with_area(line, Dated(Decimal("100.00"), paper)) is line
    assert with_tariff(line, Dated(dated.value, paper), None) is line
    assert with_discount(line, Dated(Discount("item", Decimal(0), ""), paper)) is line
    assert with_tariff(line, Dated(fixed(9_00), paper), None).area is None


def test_a_part_of_a_line_is_computed_anew_with_another_area() -> None:
    line = month_line(OCTOBER, dated, Dated(Decimal(100), a_source()))
    part = between(line, date(2026, 10, 11), LAST)
    other = with_area(part, Dated(Decimal(50), a_source()))
    assert (part.amount_fen, other.amount_fen) == (169_40, 84_72)
    assert other.amount_fen == amount_of(other)
