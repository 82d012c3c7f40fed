"""Billing periods: one calendar month, strictly written."""

from __future__ import annotations

from datetime import date

import pytest

from chalicelib.core.period import NotAPeriod, Period


def test_a_period_is_read_and_written_the_same() -> None:
    assert Period.parse("2026-10") == Period(2026, 10)
    assert str(Period(2027, 3)) == "2027-03"


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-00", "2026-13", "2026-1", "1999-10", "2126-10", "2026-10-01", "2026-10\n", "202６-10"]
)
def test_anything_else_is_not_a_period(text: str) -> None:
    with pytest.raises(NotAPeriod):
        Period.parse(text)


def test_a_period_has_its_own_first_and_last_day() -> None:
    assert Period(2026, 2).last_day == date(2026, 2, 28)
    assert Period(2028, 2).last_day == date(2028, 2, 29)
    assert Period(2026, 12).first_day == date(2026, 12, 1)
    assert Period(2026, 12).last_day == date(2026, 12, 31)


def test_months_are_added_across_years() -> None:
    assert Period(2026, 11).plus(3) == Period(2027, 2)
    assert Period(2026, 1).plus(-1) == Period(2025, 12)
    assert Period(2026, 12).plus(0) == Period(2026, 12)
    assert Period(2026, 12).plus(-24) == Period(2024, 12)


def test_periods_sort_by_time() -> None:
    assert sorted([Period(2027, 1), Period(2026, 2), Period(2026, 10)])[0] == Period(2026, 2)
