"""A line's amount: area × rate + surcharge, or a fixed amount, rounded once to the fen (BIL-01, BIL-06)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from chalicelib.billing.rules.items import Tariff
from chalicelib.billing.rules.lines import amount_of, broken, month_line
from chalicelib.core.dated import Dated
from chalicelib.core.limits import MOST_FEN
from tests.builders.billing import OCTOBER, by_area, fixed
from tests.builders.core import a_source


def dated(tariff: Tariff) -> Dated[Tariff]:
    return Dated(tariff, a_source())


def area(text: str) -> Dated[Decimal]:
    return Dated(Decimal(text), a_source())


@pytest.mark.parametrize(
    ("rate", "surcharge_fen", "square_metres", "fen"),
    [
        ("1.30", 20_00, "94.56", 142_93),  # 122.928 + 20 = 142.928, rounded once
        ("2.50", 0, "88.89", 222_23),  # 222.225: a half goes up
        ("1.85", 20_00, "115.67", 233_99),
        ("0.000001", 1, "50", 1),  # what is added is added before the rounding
        ("0.0001", 0, "50", 1),  # 0.005 yuan
        ("10000", 0, "100000", 1_000_000_000_00),
    ],
)
def test_formula_1001_is_area_times_rate_plus_surcharge_rounded_once(
    rate: str, surcharge_fen: int, square_metres: str, fen: int
) -> None:
    line = month_line(OCTOBER, dated(by_area(rate, surcharge_fen=surcharge_fen)), area(square_metres))
    assert line.amount_fen == amount_of(line) == fen


def test_formula_2002_is_the_fixed_amount_whatever_the_area() -> None:
    line = month_line(OCTOBER, dated(fixed(15_00)), area("94.56"))
    assert (line.amount_fen, line.area) == (15_00, None)


def test_a_month_line_spans_the_whole_month_and_keeps_what_it_was_computed_from() -> None:
    tariff, square_metres = dated(by_area("1.30", surcharge_fen=20_00)), area("94.56")
    line = month_line(OCTOBER, tariff, square_metres)
    assert (line.from_on, line.to_on, line.months) == (date(2026, 10, 1), date(2026, 10, 31), Decimal(1))
    assert (line.tariff, line.area) == (tariff, square_metres)


def test_half_a_month_costs_half_rounded_once() -> None:
    line = month_line(OCTOBER, dated(by_area("1.30", surcharge_fen=20_00)), area("94.56"))
    assert amount_of(replace(line, months=Decimal("0.5"))) == 71_46
    assert amount_of(replace(month_line(OCTOBER, dated(fixed(1)), None), months=Decimal("0.5"))) == 1


@pytest.mark.parametrize("square_metres", ["50.00", "88.89", "94.56", "179.99"])
def test_all_areas_of_the_field_at_two_yuan_fifty_equal_exact_arithmetic(square_metres: str) -> None:
    exact = Fraction(square_metres) * Fraction("2.50") * 100
    line = month_line(OCTOBER, dated(by_area("2.50")), area(square_metres))
    assert line.amount_fen == (exact + Fraction(1, 2)).__floor__()


def test_every_area_from_50_to_179_99_equals_exact_arithmetic() -> None:
    tariff = dated(by_area("2.50"))
    for hundredths in range(50_00, 180_00):
        exact = Fraction(hundredths * 250, 100)
        line = month_line(OCTOBER, tariff, Dated(Decimal(hundredths).scaleb(-2), tariff.source))
        assert line.amount_fen == (exact + Fraction(1, 2)).__floor__(), hundredths


@pytest.mark.parametrize(
    ("tariff", "why"),
    [
        (by_area("2.50", broken="price_not_a_number"), "price_not_a_number"),
        (Tariff("4004", Decimal(1)), "formula_unknown"),
        (Tariff("", Decimal(1)), "formula_unknown"),
        (Tariff("1001", None), "rate_missing"),
        (by_area("-0.01"), "rate_missing"),
        (by_area("2.50", surcharge_fen=-1), "amount_out_of_bounds"),
        (fixed(-15_00), "amount_out_of_bounds"),
        (fixed(MOST_FEN + 1), "amount_out_of_bounds"),
        (by_area("2.50"), None),
        (fixed(MOST_FEN), None),
    ],
)
def test_a_tariff_that_cannot_be_computed_says_why(tariff: Tariff, why: str | None) -> None:
    assert broken(tariff) == why
