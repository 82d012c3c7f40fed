"""When a scheduled job is due, in Shanghai time. Pure: from an instant, the latest time and the next.

EventBridge knows UTC only: `expression` is what it is told. Shanghai has been eight hours ahead all year since 1991.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from chalicelib.core import clock

_AHEAD_HOURS: Final = 8
_HOUR_MINUTES: Final = 60


@dataclass(frozen=True)
class Every:
    """Each `minutes` minutes, counted from midnight (a divisor of a day)."""

    minutes: int

    def latest(self, at: datetime) -> datetime:
        local = at.astimezone(clock.SHANGHAI)
        midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
        passed = (local - midnight) // timedelta(minutes=self.minutes)
        return midnight + passed * timedelta(minutes=self.minutes)

    def next(self, at: datetime) -> datetime:
        return self.latest(at) + timedelta(minutes=self.minutes)

    @property
    def expression(self) -> str:
        """How often only: EventBridge counts from when it was told."""
        hours, rest = divmod(self.minutes, _HOUR_MINUTES)
        number, unit = (self.minutes, "minute") if rest else (hours, "hour")
        return f"rate({number} {unit}{'s' if number > 1 else ''})"


@dataclass(frozen=True)
class Daily:
    """Once a day at this time."""

    hour: int
    minute: int = 0

    def latest(self, at: datetime) -> datetime:
        local = at.astimezone(clock.SHANGHAI)
        due = local.replace(hour=self.hour, minute=self.minute, second=0, microsecond=0)
        return due if due <= local else due - timedelta(days=1)

    def next(self, at: datetime) -> datetime:
        return self.latest(at) + timedelta(days=1)

    @property
    def expression(self) -> str:
        return f"cron({self.minute} {(self.hour - _AHEAD_HOURS) % 24} * * ? *)"


@dataclass(frozen=True)
class Monthly:
    """Once a month on this day (1–28) at this time."""

    day: int
    hour: int
    minute: int = 0

    def latest(self, at: datetime) -> datetime:
        local = at.astimezone(clock.SHANGHAI)
        due = local.replace(day=self.day, hour=self.hour, minute=self.minute, second=0, microsecond=0)
        if due <= local:
            return due
        return (due.replace(day=1) - timedelta(days=1)).replace(day=self.day)

    def next(self, at: datetime) -> datetime:
        return (self.latest(at).replace(day=1) + timedelta(days=31)).replace(day=self.day)

    @property
    def expression(self) -> str:
        """Before 8:00 it is the day before in UTC; before the first of a month, its last day (`L`)."""
        is_day_before = self.hour < _AHEAD_HOURS
        day = "L" if is_day_before and self.day == 1 else self.day - is_day_before
        return f"cron({self.minute} {(self.hour - _AHEAD_HOURS) % 24} {day} * ? *)"


Schedule = Every | Daily | Monthly
