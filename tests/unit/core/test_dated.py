"""Dated facts: which of them holds on a day."""

from __future__ import annotations

from datetime import date

from chalicelib.core.dated import Dated, holding
from tests.builders.core import a_source

SOURCE = a_source()


def fact(value: str, from_on: date | None = None, to_on: date | None = None) -> Dated[str]:
    return Dated(value, SOURCE, from_on, to_on)


def test_a_fact_holds_on_its_first_and_its_last_day_and_not_beside_them() -> None:
    area = fact("94.56", date(2026, 2, 1), date(2026, 2, 28))
    assert [area.holds_on(date(2026, month, day)) for month, day in ((1, 31), (2, 1), (2, 28), (3, 1))] == [
        *(False, True, True, False)
    ]


def test_an_open_fact_holds_for_ever() -> None:
    assert fact("x").holds_on(date.min)
    assert fact("x").holds_on(date.max)


def test_the_latest_begun_of_several_facts_holds() -> None:
    facts = [fact("new", date(2026, 5, 1)), fact("unknown start"), fact("old", date(2020, 1, 1))]
    assert [found.value for day in ("2019-12-31", "2026-04-30", "2026-05-01") if (found := on(facts, day))] == [
        *("unknown start", "old", "new")
    ]


def test_nothing_holds_before_the_first_or_between_two() -> None:
    facts = [fact("a", date(2020, 1, 1), date(2020, 12, 31)), fact("b", date(2022, 1, 1))]
    assert on(facts, "2019-12-31") is None
    assert on(facts, "2021-06-01") is None
    assert on([], "2021-06-01") is None


def on(facts: list[Dated[str]], day: str) -> Dated[str] | None:
    return holding(facts, date.fromisoformat(day))
