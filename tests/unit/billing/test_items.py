"""Which items a unit pays in a month: an item not begun, or ended before, is not due (BIL-03)."""

from __future__ import annotations

from datetime import date

import pytest

from chalicelib.core.dated import Dated
from tests.builders.billing import OCTOBER, a_unit, an_item, an_item_of, by_area, charge, charged, fixed
from tests.builders.core import a_source

SEPTEMBER_30, OCTOBER_1, OCTOBER_10 = date(2026, 9, 30), date(2026, 10, 1), date(2026, 10, 10)
OCTOBER_20, OCTOBER_31, NOVEMBER_1 = date(2026, 10, 20), date(2026, 10, 31), date(2026, 11, 1)

WINDOWS = [
    (None, None, True),
    (None, SEPTEMBER_30, False),
    (None, OCTOBER_1, True),
    (OCTOBER_31, None, True),
    (NOVEMBER_1, None, False),
    (OCTOBER_10, OCTOBER_20, True),
    (SEPTEMBER_30, NOVEMBER_1, True),
]


@pytest.mark.parametrize(("from_on", "to_on", "due"), WINDOWS)
def test_an_item_is_due_in_a_month_that_it_holds_in(from_on: date | None, to_on: date | None, due: bool) -> None:
    assert (an_item(by_area(), from_on=from_on, to_on=to_on).tariff_in(OCTOBER) is not None) is due


@pytest.mark.parametrize(("from_on", "to_on", "due"), WINDOWS)
def test_a_charge_is_due_in_a_month_that_it_holds_in(from_on: date | None, to_on: date | None, due: bool) -> None:
    item = an_item(by_area())
    charges = charged(a_unit(), charge(item, from_on, to_on))
    assert bool(list(charges.due_in(OCTOBER))) is due


def test_the_tariff_is_that_of_the_month_s_last_day() -> None:
    old = Dated(by_area("2.00"), a_source(), None, OCTOBER_20)
    new = Dated(by_area("3.00"), a_source(), date(2026, 10, 21))
    assert an_item_of(old, new).tariff_in(OCTOBER) is new
    assert an_item_of(new, old).tariff_in(OCTOBER) is new


def test_where_none_holds_on_the_last_day_it_is_the_one_that_held_last() -> None:
    first = Dated(by_area("2.00"), a_source(), None, OCTOBER_10)
    second = Dated(by_area("3.00"), a_source(), date(2026, 10, 11), OCTOBER_20)
    assert an_item_of(second, first).tariff_in(OCTOBER) is second


def test_an_item_without_a_tariff_is_never_due() -> None:
    assert an_item_of().tariff_in(OCTOBER) is None


def test_an_item_that_ended_and_began_again_within_a_month_is_due_once() -> None:
    item, other = an_item(by_area()), an_item(fixed(), "垃圾清运费")
    charges = charged(a_unit(), charge(item, None, OCTOBER_10), charge(other), charge(item, OCTOBER_20))
    assert [one.value for one in charges.due_in(OCTOBER)] == [item.item_id, other.item_id]
