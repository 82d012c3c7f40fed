"""Which home of the demo pays when and where: most of them, some late, a few never, and each oddity once.

Months are counted from the end, so that the last one looks alike in any year: the latest that was released has age 0.
Nothing is drawn by lot. Pure: no clock, no database, no HTTP.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from chalicelib.core import clock
from chalicelib.core.period import Period
from infra.local import wishes
from infra.local.wishes import Choice


class Habit(StrEnum):
    """How a home pays. Making the demo would take too long if each paid each month: most pay a quarter at once, the
    first two quarters of the year together."""

    MONTHLY_ONLINE = "monthly_online"
    MONTHLY_CASH = "monthly_cash"
    QUARTERLY_ONLINE = "quarterly_online"
    QUARTERLY_CASH = "quarterly_cash"
    SLOW = "slow"
    """As quarterly in cash, but the last quarter is not paid yet."""
    LATE = "late"
    """Three months at once in cash, when the fourth is billed."""
    NEVER = "never"


TWICE_SEEN_TO, TWICE, PREPAYING, PAYING_A_PART, TWO_UNITS = 4, 1, 2, 3, (38, 39)
"""Places among the homes. One owner taps twice, another did so earlier and the office has seen to it; one pays for half
a year to come; one pays a part of the last month; one has two homes, of which the second owes the last month."""

_ALWAYS: Final = {
    TWICE: Habit.MONTHLY_ONLINE,
    TWICE_SEEN_TO: Habit.MONTHLY_ONLINE,
    PREPAYING: Habit.MONTHLY_CASH,
    PAYING_A_PART: Habit.MONTHLY_CASH,
    **dict.fromkeys(TWO_UNITS, Habit.MONTHLY_ONLINE),
}
_EVERY: Final = (
    (36, 5, Habit.NEVER),
    (20, 6, Habit.LATE),
    (20, 18, Habit.SLOW),
    (60, 0, Habit.MONTHLY_ONLINE),
    (24, 7, Habit.MONTHLY_CASH),
    (12, 1, Habit.QUARTERLY_ONLINE),
    (1, 0, Habit.QUARTERLY_CASH),
)
"""(of so many neighbours, the place of the one who, habit): the first that fits."""

TWICE_AGE, TWICE_SEEN_TO_AGE, PREPAYING_AGE = 1, 4, 1
_MONTHLY: Final = frozenset({Habit.MONTHLY_ONLINE, Habit.MONTHLY_CASH})
_ONLINE: Final = frozenset({Habit.MONTHLY_ONLINE, Habit.QUARTERLY_ONLINE})
_QUARTER_AGES: Final = frozenset({0, 3, 6})
_LATE_AGES: Final = frozenset({1, 4, 7, 10})
_PREPAID_MONTHS: Final = 6
_FIRST_DAY, _DAYS, _FIRST_DAY_LATE, _DAYS_LATE = 3, 8, 21, 5
_FIRST_HOUR, _HOURS, _MINUTES = 9, 8, 60


@dataclass(frozen=True)
class Visit:
    """A home pays: online, so many times for the same bills, or at the desk."""

    place: int
    at: datetime
    online: bool
    choice: Choice
    times: int


def habit_of(place: int) -> Habit:
    """What the home in this place does."""
    return _ALWAYS.get(place) or next(habit for of, one, habit in _EVERY if place % of == one)


def visits(places: Sequence[int], period: Period, *, age: int) -> list[Visit]:
    """Who of these homes pays in the month, in the order of time: after its bills were released on the second day."""
    found = [visit for place in places for visit in _visits(place, period, age)]
    return sorted(found, key=lambda visit: (visit.at, visit.place))


def _visits(place: int, period: Period, age: int) -> Iterator[Visit]:
    habit = habit_of(place)
    if _comes(habit, place, age):
        choice, times = _choice(habit, place, period, age)
        day = _FIRST_DAY_LATE + place % _DAYS_LATE if habit == Habit.LATE else _FIRST_DAY + place % _DAYS
        yield Visit(place, _moment(place, period, day), habit in _ONLINE, choice, times)


def _comes(habit: Habit, place: int, age: int) -> bool:
    """Whether the home pays in the month of this age."""
    if habit == Habit.LATE:
        return age in _LATE_AGES
    if habit in _MONTHLY:
        return (place, age) != (TWO_UNITS[1], 0)
    return habit != Habit.NEVER and age in _QUARTER_AGES and (habit, age) != (Habit.SLOW, 0)


def _choice(habit: Habit, place: int, period: Period, age: int) -> tuple[Choice, int]:
    """What the home pays, and how often."""
    if habit == Habit.LATE:
        return wishes.before(str(period)), 1
    if (place, age) == (PREPAYING, PREPAYING_AGE):
        return wishes.with_later(_PREPAID_MONTHS), 1
    if (place, age) == (PAYING_A_PART, 0):
        return wishes.half_of_one, 1
    taps_again = (place, age) in {(TWICE, TWICE_AGE), (TWICE_SEEN_TO, TWICE_SEEN_TO_AGE)}
    return wishes.in_full, 2 if taps_again else 1


def _moment(place: int, period: Period, day: int) -> datetime:
    """In office hours, each neighbour at another time."""
    on: date = period.first_day + timedelta(days=day - 1)
    at = time(_FIRST_HOUR + place * 5 % _HOURS, place * 7 % _MINUTES)
    return datetime.combine(on, at, clock.SHANGHAI)
