"""Laws of periods, ids, instants, dated facts and schedules."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.core import clock, ids
from chalicelib.core.dated import Dated, holding
from chalicelib.core.period import Period
from chalicelib.edge.schedules import Daily, Every, Monthly, Schedule
from tests.builders.core import a_source

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
INSTANTS = st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
PERIODS = DAYS.map(Period.of)
SCHEDULES: st.SearchStrategy[Schedule] = st.one_of(
    st.builds(Every, st.sampled_from([1, 5, 15, 60, 720, 1440])),
    st.builds(Daily, st.integers(0, 23), st.integers(0, 59)),
    st.builds(Monthly, st.integers(1, 28), st.integers(0, 23), st.integers(0, 59)),
)
LONGEST = {Every: timedelta(days=1), Daily: timedelta(days=1), Monthly: timedelta(days=31)}


@given(PERIODS, st.integers(-500, 500))
def test_adding_months_and_taking_them_away_leads_back(period: Period, months: int) -> None:
    assert period.plus(months).plus(-months) == period
    assert (period.plus(months) > period) == (months > 0)


@given(PERIODS)
def test_the_day_after_a_period_begins_the_next(period: Period) -> None:
    assert period.last_day + timedelta(days=1) == period.plus(1).first_day


@given(DAYS)
def test_a_day_lies_within_its_period(day: date) -> None:
    period = Period.of(day)
    assert period.first_day <= day <= period.last_day
    assert Period.parse(str(period)) == period


@given(INSTANTS, INSTANTS)
def test_instants_as_text_sort_like_instants(one: datetime, other: datetime) -> None:
    assert (clock.instant(one) < clock.instant(other)) == (one < other)
    assert clock.from_instant(clock.instant(one)) == one


@given(INSTANTS, INSTANTS)
def test_ids_made_later_sort_later(one: datetime, other: datetime) -> None:
    earlier, later = sorted([one, other])
    assert ids.ulid(earlier)[:10] <= ids.ulid(later)[:10]
    assert ids.checked(ids.ulid(one))


@given(st.lists(st.text(max_size=20), min_size=1, max_size=4))
def test_a_derived_id_is_an_id_and_the_same_each_time(names: list[str]) -> None:
    assert ids.checked(ids.derived(*names)) == ids.derived(*names)


@given(st.lists(st.tuples(st.none() | DAYS, st.none() | DAYS), max_size=6), DAYS)
def test_the_fact_that_holds_is_one_that_includes_the_day(
    spans: list[tuple[date | None, date | None]], day: date
) -> None:
    facts = [Dated(number, a_source(), begin, end) for number, (begin, end) in enumerate(spans)]
    found = holding(facts, day)
    candidates = [fact for fact in facts if fact.holds_on(day)]
    assert (found in candidates) if found else not candidates
    assert all((fact.from_on or date.min) <= ((found and found.from_on) or date.min) for fact in candidates)


@given(SCHEDULES, INSTANTS)
def test_the_latest_due_time_has_passed_and_is_its_own_latest(schedule: Schedule, at: datetime) -> None:
    due = schedule.latest(at)
    assert at - LONGEST[type(schedule)] < due <= at
    assert schedule.latest(due) == due


@given(SCHEDULES, INSTANTS, st.timedeltas(timedelta(0), timedelta(days=40)))
def test_time_only_moves_a_schedule_forward(schedule: Schedule, at: datetime, later: timedelta) -> None:
    assert schedule.latest(at) <= schedule.latest(at + later)
