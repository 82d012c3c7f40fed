"""Schedules in Shanghai's time, across the ends of days, months and years; and as EventBridge is told them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from chalicelib.core import clock
from chalicelib.edge.schedules import Daily, Every, Monthly, Schedule
from tests.builders import crons


def shanghai(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=clock.SHANGHAI)


@pytest.mark.parametrize(
    ("schedule", "at", "due"),
    [
        (Daily(2, 30), "2026-10-31T02:30", "2026-10-31T02:30"),
        (Daily(2, 30), "2026-11-01T02:29", "2026-10-31T02:30"),
        (Daily(0), "2027-01-01T00:00", "2027-01-01T00:00"),
        (Daily(23, 59), "2027-01-01T00:00", "2026-12-31T23:59"),
        (Monthly(1, 3), "2026-11-01T03:00", "2026-11-01T03:00"),
        (Monthly(1, 3), "2026-11-01T02:59", "2026-10-01T03:00"),
        (Monthly(28, 3), "2026-03-01T00:00", "2026-02-28T03:00"),
        (Monthly(15, 3), "2027-01-02T00:00", "2026-12-15T03:00"),
        (Monthly(28, 3), "2026-01-31T00:00", "2026-01-28T03:00"),
        (Every(15), "2026-10-31T10:14:59", "2026-10-31T10:00"),
        (Every(15), "2026-11-01T00:00", "2026-11-01T00:00"),
        (Every(1), "2026-10-31T23:59:59", "2026-10-31T23:59"),
        (Every(1440), "2026-11-01T12:00", "2026-11-01T00:00"),
    ],
)
def test_the_latest_due_time_at_or_before_an_instant(schedule: Schedule, at: str, due: str) -> None:
    assert schedule.latest(shanghai(at)) == shanghai(due)


@pytest.mark.parametrize(
    ("schedule", "at", "due"),
    [
        (Daily(10), "2026-10-31T09:59", "2026-10-31T10:00"),
        (Daily(10), "2026-10-31T10:00", "2026-11-01T10:00"),
        (Monthly(1, 2), "2026-12-31T23:59", "2027-01-01T02:00"),
        (Monthly(1, 2), "2027-01-01T02:00", "2027-02-01T02:00"),
        (Monthly(28, 3), "2027-02-01T00:00", "2027-02-28T03:00"),
        (Every(15), "2026-10-31T23:45", "2026-11-01T00:00"),
        (Every(1), "2026-10-31T10:00:30", "2026-10-31T10:01"),
    ],
)
def test_the_next_due_time_after_an_instant(schedule: Schedule, at: str, due: str) -> None:
    assert schedule.next(shanghai(at)) == shanghai(due)


@pytest.mark.parametrize(
    "schedule",
    [
        *(Daily(0), Daily(7, 59), Daily(8), Daily(10, 30), Daily(23, 59)),
        *(Monthly(1, 2), Monthly(1, 7, 59), Monthly(1, 8), Monthly(2, 0, 5), Monthly(15, 23), Monthly(28, 3)),
    ],
)
def test_what_eventbridge_is_told_in_utc_is_the_schedule_in_shanghai(schedule: Daily | Monthly) -> None:
    at, until = shanghai("2027-01-01T00:00") - timedelta(seconds=1), shanghai("2029-01-01T00:00")
    fired = list(crons.firings(schedule.expression, at, until))
    assert len(fired) >= 24
    for one in fired:
        assert one == schedule.next(at)
        at = schedule.next(at)


@pytest.mark.parametrize(
    ("schedule", "told"),
    [
        (Every(1), "rate(1 minute)"),
        (Every(15), "rate(15 minutes)"),
        (Every(60), "rate(1 hour)"),
        (Every(120), "rate(2 hours)"),
        (Every(90), "rate(90 minutes)"),
    ],
)
def test_what_comes_every_so_often_is_a_rate_in_whole_words(schedule: Every, told: str) -> None:
    assert schedule.expression == told
    assert crons.minutes(told) == schedule.minutes
