"""Reads EventBridge's expressions back, by its documentation and not by ours: when, in UTC, a rule fires."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

_CRON = re.compile(r"cron\((\d+) (\d+) (\*|L|\d+) \* \? \*\)")
_RATE = re.compile(r"rate\((?:(1) (minute|hour)|([2-9]|\d\d+) (minutes|hours))\)")


def firings(expression: str, after: datetime, until: datetime) -> Iterator[datetime]:
    """When a cron expression fires, later than `after` and not later than `until`."""
    found = _CRON.fullmatch(expression)
    assert found, expression
    minute, hour, day = int(found[1]), int(found[2]), found[3]
    at = after.astimezone(UTC).replace(hour=hour, minute=minute, second=0, microsecond=0)
    while at <= until:
        if at > after and _is_on(day, at):
            yield at
        at += timedelta(days=1)


def minutes(expression: str) -> int:
    """How many minutes lie between two firings of a rate."""
    found = _RATE.fullmatch(expression)
    assert found, expression
    number, unit = int(found[1] or found[3]), found[2] or found[4]
    return number * (60 if unit.startswith("hour") else 1)


def _is_on(day: str, at: datetime) -> bool:
    last = calendar.monthrange(at.year, at.month)[1]
    return day == "*" or at.day == (last if day == "L" else int(day))
