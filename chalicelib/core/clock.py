"""Time. The only module that reads the wall clock; a test or the local runner may put another clock in.

Instants are aware UTC datetimes; business dates are Asia/Shanghai dates (no daylight saving since 1991).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final

SHANGHAI: Final = timezone(timedelta(hours=8), "Asia/Shanghai")


def _wall() -> datetime:
    return datetime.now(UTC)


_source: Callable[[], datetime] = _wall


def use(source: Callable[[], datetime] | None) -> None:
    """Read the time from `source` from now on; None goes back to the wall clock."""
    global _source
    _source = source or _wall


def now() -> datetime:
    """This instant, aware, UTC."""
    return _source().astimezone(UTC)


def business_date(at: datetime) -> date:
    """The day that `at` falls on in Shanghai."""
    return at.astimezone(SHANGHAI).date()


def instant(at: datetime) -> str:
    """`at` as a sortable text of fixed width: 2026-10-31T02:00:00.000000Z."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def from_instant(text: str) -> datetime:
    """The reverse of `instant`."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
