"""Dated facts: which of them holds on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.core.dated import Dated, believed, corrected, gaps, holding, overlaps, standing
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


def test_a_correction_replaces_what_stood_on_its_days_and_leaves_what_stood_beside_them() -> None:
    before = (fact("120", date(2024, 1, 1)),)
    after = corrected(before, fact("100", date(2026, 8, 1), date(2026, 10, 31)), on=date(2026, 10, 30))
    assert [(one.value, one.from_on, one.to_on) for one in standing(after)] == [
        ("120", date(2024, 1, 1), date(2026, 7, 31)),
        ("120", date(2026, 11, 1), None),
        ("100", date(2026, 8, 1), date(2026, 10, 31)),
    ]
    assert [one.value for one in after if one.replaced_on] == ["120"]


def test_what_was_believed_on_a_day_is_what_was_on_file_then() -> None:
    first = replace(SOURCE, entered_on=date(2026, 1, 5))
    facts: tuple[Dated[str], ...] = (Dated("120", first, date(2024, 1, 1)),)
    facts = corrected(facts, fact("100", date(2026, 8, 1)), on=date(2026, 10, 30))
    asked = date(2026, 9, 15)
    told = [
        one.value if (one := believed(facts, asked, on=day)) else None
        for day in (date(2026, 1, 4), date(2026, 1, 5), date(2026, 10, 29), date(2026, 10, 30), date(2030, 1, 1))
    ]
    assert told == [None, "120", "120", "100", "100"]
    assert (found := believed(facts, date(2025, 1, 1), on=date(2030, 1, 1)))
    assert found.value == "120"


def test_days_that_nobody_or_two_speak_about_are_found() -> None:
    facts = [fact("a", None, date(2020, 12, 31)), fact("b", date(2022, 1, 1)), fact("c", date(2023, 1, 1))]
    assert gaps(facts) == [(date(2021, 1, 1), date(2021, 12, 31))]
    assert [(one.value, other.value) for one, other in overlaps(facts)] == [("b", "c")]
    assert gaps([]) == gaps([fact("x")]) == []
    assert overlaps([fact("x")]) == []


DAYS = st.dates(date(2026, 1, 1), date(2026, 3, 31))
ENDS = st.none() | DAYS


@st.composite
def corrections(draw: st.DrawFn) -> Dated[str]:
    first, last = draw(ENDS), draw(ENDS)
    if first and last and last < first:
        first, last = last, first
    return fact(draw(st.text("abc", min_size=1, max_size=1)), first, last)


@given(st.lists(corrections(), max_size=8), DAYS)
def test_after_any_corrections_the_newest_word_about_a_day_holds_and_no_two_facts_overlap(
    news: list[Dated[str]], day: date
) -> None:
    facts: tuple[Dated[str], ...] = ()
    for n, new in enumerate(news):
        facts = corrected(facts, new, on=date(2026, 6, 1 + n))
    last = next((new.value for new in reversed(news) if new.holds_on(day)), None)
    found = holding(facts, day)
    assert (found.value if found else None) == last
    assert overlaps(facts) == []


@given(st.lists(corrections(), min_size=1, max_size=6), DAYS, st.integers(0, 6))
def test_what_was_believed_is_not_changed_by_what_is_learnt_later(
    news: list[Dated[str]], day: date, until: int
) -> None:
    histories: list[tuple[Dated[str], ...]] = [()]
    for n, new in enumerate(news):
        histories.append(corrected(histories[-1], new, on=date(2026, 6, 1 + n)))
    n = min(until, len(news))
    on = date(2026, 5, 31) + timedelta(days=n)
    then, now = (believed(facts, day, on=on) for facts in (histories[n], histories[-1]))
    assert (then and then.value) == (now and now.value)
