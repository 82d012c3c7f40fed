"""Time: aware, in UTC, with Shanghai's dates; the source may be changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from chalicelib.core import clock


@pytest.fixture(autouse=True)
def _wall_clock_again() -> Iterator[None]:
    yield
    clock.use(None)


def test_the_business_date_turns_at_midnight_in_shanghai() -> None:
    assert clock.business_date(datetime(2026, 10, 30, 15, 59, 59, tzinfo=UTC)) == date(2026, 10, 30)
    assert clock.business_date(datetime(2026, 10, 30, 16, 0, tzinfo=UTC)) == date(2026, 10, 31)


def test_an_instant_is_text_of_fixed_width_that_sorts_and_comes_back() -> None:
    instants = [datetime(2026, 10, 31, 2, 0, 0, step, tzinfo=UTC) for step in (0, 1, 999_999)]
    texts = [clock.instant(one) for one in instants]
    assert texts[0] == "2026-10-31T02:00:00.000000Z"
    assert texts == sorted(texts)
    assert [clock.from_instant(text) for text in texts] == instants


def test_another_clock_can_be_put_in_and_taken_out() -> None:
    there = datetime(2026, 10, 31, 10, 0, tzinfo=clock.SHANGHAI)
    clock.use(lambda: there)
    assert clock.now() == there
    assert clock.now().utcoffset() == timedelta(0)
    clock.use(None)
    assert clock.now() != there
