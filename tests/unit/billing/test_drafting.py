"""What one unit is billed in a month: bills for what can be billed, a reason for what cannot, never ¥0 (BIL-05)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from chalicelib.billing.rules.items import Tariff
from chalicelib.core.dated import Dated
from chalicelib.core.limits import MOST_FEN
from chalicelib.core.period import Period
from tests.builders.billing import (
    OCTOBER,
    PAYER,
    a_unit,
    an_item,
    by_area,
    charge,
    charged,
    drafted,
    fixed,
)
from tests.builders.core import a_source, an_id

MANAGEMENT = an_item(by_area("1.30", surcharge_fen=20_00))
CLEANING = an_item(fixed(15_00), "垃圾清运费")


def test_each_due_item_is_a_bill_of_its_own_for_who_pays() -> None:
    made = drafted(a_unit(), [MANAGEMENT, CLEANING])
    assert [(bill.item_name, bill.total_fen) for bill in made.bills] == [("物业服务费", 142_93), ("垃圾清运费", 15_00)]
    assert {(bill.payer_id, bill.period, bill.settled_fen) for bill in made.bills} == {(PAYER, "2026-10", 0)}
    assert made.skips == ()


def test_a_bill_s_id_is_of_its_unit_item_and_period_alone() -> None:
    one, other = (drafted(a_unit(area=area), [MANAGEMENT]).bills[0] for area in ("94.56", "60"))
    later = drafted(a_unit(), [MANAGEMENT], period=Period(2026, 11)).bills[0]
    assert one.bill_id == other.bill_id != later.bill_id


def test_a_unit_without_payer_is_skipped_once_whatever_it_is_charged() -> None:
    made = drafted(a_unit(payer=None), [MANAGEMENT, CLEANING])
    assert made.bills == ()
    assert [(skip.reason, skip.label) for skip in made.skips] == [("no_payer", "3 幢 2 单元 1201")]


def test_a_payer_of_another_time_is_no_payer() -> None:
    gone = replace(a_unit(), payer=(Dated(PAYER, a_source(), None, date(2026, 10, 30)),))
    assert [skip.reason for skip in drafted(gone, [MANAGEMENT]).skips] == ["no_payer"]


def test_who_pays_on_the_last_day_pays_the_month() -> None:
    heir = an_id("heir")
    sold = (Dated(PAYER, a_source(), None, date(2026, 10, 15)), Dated(heir, a_source(), date(2026, 10, 16)))
    assert drafted(replace(a_unit(), payer=sold), [MANAGEMENT]).bills[0].payer_id == heir


@pytest.mark.parametrize(
    "item",
    [an_item(by_area(), from_on=date(2026, 11, 1)), an_item(by_area(), to_on=date(2026, 9, 30))],
    ids=["not begun", "ended before"],
)
def test_an_item_that_does_not_hold_in_the_month_is_neither_billed_nor_skipped(item: object) -> None:
    made = drafted(a_unit(payer=None), [item])  # type: ignore[list-item]
    assert (made.bills, made.skips) == ((), ())


def test_a_charge_that_begins_after_the_month_is_neither_billed_nor_skipped() -> None:
    unit = a_unit()
    made = drafted(unit, [MANAGEMENT], charges=charged(unit, charge(MANAGEMENT, date(2026, 11, 1))))
    assert (made.bills, made.skips) == ((), ())


def test_a_charge_of_an_item_that_is_not_on_file_is_not_billed() -> None:
    unit = a_unit()
    made = drafted(unit, [], charges=charged(unit, charge(MANAGEMENT)))
    assert (made.bills, made.skips) == ((), ())


@pytest.mark.parametrize(
    ("tariff", "why"),
    [
        (by_area("2.50", broken="price_missing"), "price_missing"),
        (Tariff("4004", Decimal(1)), "formula_unknown"),
        (Tariff("1001", None), "rate_missing"),
        (by_area("0"), "amount_out_of_bounds"),
        (by_area("0.00001"), "amount_out_of_bounds"),
        (fixed(0), "amount_out_of_bounds"),
        (fixed(-1), "amount_out_of_bounds"),
        (fixed(MOST_FEN + 1), "amount_out_of_bounds"),
        (by_area("10000000"), "amount_out_of_bounds"),
    ],
)
def test_a_broken_price_is_skipped_with_its_reason_and_never_billed_nothing(tariff: Tariff, why: str) -> None:
    made = drafted(a_unit(), [an_item(tariff, "停车费"), CLEANING])
    assert [bill.item_name for bill in made.bills] == ["垃圾清运费"]
    assert [(skip.reason, dict(skip.facts)) for skip in made.skips] == [
        ("broken_price", {"item": "停车费", "why": why})
    ]


def test_a_unit_without_area_is_billed_what_needs_none() -> None:
    made = drafted(a_unit(area=None), [MANAGEMENT, CLEANING])
    assert [bill.item_name for bill in made.bills] == ["垃圾清运费"]
    assert [(skip.reason, skip.facts["item"]) for skip in made.skips] == [("no_area", "物业服务费")]


def test_the_largest_and_the_smallest_amount_are_billed() -> None:
    amounts = [drafted(a_unit(), [an_item(fixed(fen))]).bills[0].total_fen for fen in (1, MOST_FEN)]
    assert amounts == [1, MOST_FEN]


def test_one_item_twice_in_a_month_is_one_bill() -> None:
    unit = a_unit()
    twice = charged(unit, charge(MANAGEMENT, None, date(2026, 10, 10)), charge(MANAGEMENT, date(2026, 10, 20)))
    assert len(drafted(unit, [MANAGEMENT], charges=twice, period=OCTOBER).bills) == 1
