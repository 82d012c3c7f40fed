"""Fee items: a broken one is kept and says why, so that nobody is ever billed ¥0 by it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.builders.workbooks import Formula, found, parsed, peer_sheets, with_cell


@pytest.mark.parametrize(
    ("written", "rate"), [(2.5, "2.5"), ("2.50", "2.5"), ("¥１.３０元/㎡·月"[:6], "1.30"), (0.123456, "0.123456")]
)
def test_rates_are_exact(written: object, rate: str) -> None:
    item = parsed(with_cell(peer_sheets(), "费用设置", 2, "K", written)).items[0]
    assert (item.rate, item.broken) == (Decimal(rate), None)


@pytest.mark.parametrize(
    ("written", "broken"),
    [
        (None, "price_missing"),
        ("面议", "price_not_a_number"),
        (-1, "price_negative"),
        (0, "price_zero"),
        (0.1234567, "price_too_fine"),
        (99_999, "price_absurd"),
        (Formula("=1/0", "#DIV/0!"), "price_missing"),
    ],
)
def test_an_item_with_a_broken_price_is_kept_as_broken(written: object, broken: str) -> None:
    result = parsed(with_cell(peer_sheets(), "费用设置", 2, "K", written))
    item = result.items[0]
    assert (item.rate, item.broken, len(result.items)) == (None, broken, 2)
    assert any(charge.item_number == item.number for _, charge in result.charges)
    told = found(result, "item_broken") or found(result, "cell_error")
    assert [finding.row for finding in told] == [2]


@pytest.mark.parametrize(
    ("row", "column", "written", "broken"),
    [
        (2, "L", "若干", "surcharge_not_a_number"),
        (2, "L", -20, "surcharge_negative"),
        (2, "L", 0.005, "surcharge_too_fine"),
        (3, "L", None, "fixed_missing"),
        (3, "L", 0, "fixed_zero"),
        (3, "L", -15, "fixed_negative"),
        (3, "L", 99_999_999_999, "fixed_absurd"),
        (2, "J", 3003, "formula_unknown"),
        (2, "J", None, "formula_missing"),
        (2, "D", "一次性费用", "one_off"),
        (2, "I", "2037-13-1", "window_unreadable"),
        (2, "I", "2024-1-1", "window_reversed"),
    ],
)
def test_an_item_that_cannot_be_billed_says_why(row: int, column: str, written: object, broken: str) -> None:
    result = parsed(with_cell(peer_sheets(), "费用设置", row, column, written))
    assert result.items[row - 2].broken == broken
    assert [(f.severity, f.row, f.facts) for f in found(result, "item_broken")] == [
        ("warning", row, {"broken": broken})
    ]


def test_the_rate_of_a_fixed_item_is_not_looked_at() -> None:
    assert parsed(with_cell(peer_sheets(), "费用设置", 3, "K", "-")).items[1].broken is None


@pytest.mark.parametrize(
    "written", ["2025-3-9", "2025-03-09", "2025/3/9", "2025.3.9", "2025年3月9日", "20250309", date(2025, 3, 9), 45725]
)
def test_a_window_is_read_however_it_is_typed(written: object) -> None:
    item = parsed(with_cell(peer_sheets(), "费用设置", 2, "H", written)).items[0]
    assert item.from_on == date(2025, 3, 9)
    assert type(item.from_on) is date


def test_a_window_may_be_open() -> None:
    item = parsed(with_cell(peer_sheets(), "费用设置", 2, "I", None)).items[0]
    assert (item.from_on, item.to_on, item.broken) == (date(2025, 1, 1), None, None)


def test_the_cycle_is_kept_and_said_not_to_be_used() -> None:
    result = parsed(with_cell(peer_sheets(), "费用设置", 2, "F", 6))
    assert [item.cycle_months for item in result.items] == [6, 1]
    assert [(f.severity, f.facts) for f in found(result, "cycle_not_used")] == [("note", {"items": 1})]


def test_the_second_of_two_same_items_is_left_out() -> None:
    result = parsed(with_cell(peer_sheets(), "费用设置", 3, "A", "1"))
    assert [f.facts for f in found(result, "duplicate_item")] == [{"left_out": "row", "first_row": 2}]
    assert [item.name for item in result.items] == ["物业服务费"]


def test_an_item_cannot_be_number_zero() -> None:
    result = parsed(with_cell(peer_sheets(), "费用设置", 3, "A", 0))
    assert [f.severity for f in found(result, "item_number_zero")] == ["error"]
