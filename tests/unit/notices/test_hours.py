"""The hours in which owners are not disturbed, in Shanghai's time."""

from __future__ import annotations

from datetime import datetime

import pytest

from chalicelib.core import clock
from chalicelib.notices.rules.hours import is_quiet, next_morning, out_of_quiet


def shanghai(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=clock.SHANGHAI)


@pytest.mark.parametrize(
    ("at", "quiet"),
    [
        ("2026-11-12T20:59:59", False),
        ("2026-11-12T21:00:00", True),
        ("2026-11-12T23:59:59", True),
        ("2026-11-13T00:00:00", True),
        ("2026-11-13T07:59:59", True),
        ("2026-11-13T08:00:00", False),
    ],
)
def test_quiet_from_nine_in_the_evening_until_eight(at: str, quiet: bool) -> None:
    assert is_quiet(shanghai(at)) is quiet


@pytest.mark.parametrize(
    ("at", "morning"),
    [
        ("2026-11-30T21:00:00", "2026-12-01T08:00:00"),
        ("2026-12-31T23:00:00", "2027-01-01T08:00:00"),
        ("2026-11-13T07:59:59", "2026-11-13T08:00:00"),
        ("2026-11-13T08:00:00", "2026-11-14T08:00:00"),
        ("2026-11-13T12:00:00", "2026-11-14T08:00:00"),
    ],
)
def test_the_next_morning(at: str, morning: str) -> None:
    assert next_morning(shanghai(at)) == shanghai(morning)


def test_by_day_nothing_waits() -> None:
    assert out_of_quiet(shanghai("2026-11-13T12:00:00")) == shanghai("2026-11-13T12:00:00")
    assert out_of_quiet(shanghai("2026-11-13T22:00:00")) == shanghai("2026-11-14T08:00:00")
