"""When a scheduled job is due, in Shanghai time. Pure: from an instant, the latest time and the next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.core import clock


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


Schedule = Every | Daily | Monthly
