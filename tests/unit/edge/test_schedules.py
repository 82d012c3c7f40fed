"""Schedules in Shanghai's time, across the ends of days, months and years."""

from __future__ import annotations

from datetime import datetime

import pytest

from chalicelib.core import clock
from chalicelib.edge.schedules import Daily, Every, Monthly, Schedule


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
