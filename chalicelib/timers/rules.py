"""The clocks of one thing: started, stopped, fired. Pure: no clock, no database, no HTTP."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Clock:
    """Something promised for `due_at` under a `rule`; with `every_minutes` it is promised again and again."""

    rule: str
    due_at: datetime
    every_minutes: int = 0


Clocks = tuple[Clock, ...]


def start(clocks: Clocks, rule: str, *, at: datetime, minutes: int, repeats: bool = False) -> Clocks:
    """Promise `rule` in so many minutes from `at`, anew if it was running."""
    begun = Clock(rule, at + timedelta(minutes=minutes), minutes if repeats else 0)
    return (*stop(clocks, rule), begun)


def stop(clocks: Clocks, *rules: str) -> Clocks:
    """The clocks without these."""
    return tuple(clock for clock in clocks if clock.rule not in rules)


def next_due(clocks: Iterable[Clock]) -> datetime | None:
    """When the first of them is due."""
    return min((clock.due_at for clock in clocks), default=None)


def due(clocks: Iterable[Clock], at: datetime) -> Clock | None:
    """The clock that has been due longest at `at`, if any is."""
    late = [clock for clock in clocks if clock.due_at <= at]
    return min(late, key=lambda clock: (clock.due_at, clock.rule), default=None)


def fired(clocks: Clocks, clock: Clock, *, at: datetime) -> Clocks:
    """The clocks after one has fired: gone, or promised again for its next time that is still to come.

    Times that were missed meanwhile are not made up one by one: what they promised is done once.
    """
    if not clock.every_minutes:
        return stop(clocks, clock.rule)
    period = timedelta(minutes=clock.every_minutes)
    missed = (at - clock.due_at) // period
    again = replace(clock, due_at=clock.due_at + (missed + 1) * period)
    return tuple(again if one == clock else one for one in clocks)
