"""Dated facts: a value that holds from a day, the paper it comes from, and from when to when we believed it (REG-03).

A fact is never removed: what is corrected is marked as replaced, so that what was believed on any day can be shown.
Pure: no clock, no database, no HTTP.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final, Generic, TypeVar

T = TypeVar("T")
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Source:
    """Where a fact comes from: the paper, who recorded it and when, who approved it (nobody yet: None).

    `approval_id` is the approval under which it came in, where it needed one; the paper's scans are kept with that.
    """

    paper: str
    entered_by: str
    entered_on: date
    approved_by: str | None = None
    approval_id: str | None = None


@dataclass(frozen=True)
class Dated(Generic[T]):
    """`value` holds from `from_on` to `to_on`, both days included; an open end is None, an unknown start too.

    We believed it from `known_on` (None: since it was entered) until the day before `replaced_on` (None: we still do);
    `replaced_by` is the approval of what took its place.
    """

    value: T
    source: Source
    from_on: date | None = None
    to_on: date | None = None
    known_on: date | None = None
    replaced_on: date | None = None
    replaced_by: str | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the fact holds on `day`, by what it says itself."""
        return (self.from_on is None or self.from_on <= day) and (self.to_on is None or day <= self.to_on)

    def was_believed_on(self, day: date) -> bool:
        """Whether the fact was on file, and not yet replaced, at the end of `day`."""
        since = self.known_on or self.source.entered_on
        return since <= day and (self.replaced_on is None or day < self.replaced_on)


def standing(facts: Iterable[Dated[T]]) -> tuple[Dated[T], ...]:
    """The facts that nothing has replaced."""
    return tuple(fact for fact in facts if fact.replaced_on is None)


def holding(facts: Iterable[Dated[T]], day: date) -> Dated[T] | None:
    """The fact that holds on `day`, the latest begun when several do; None when none does."""
    return _latest(fact for fact in standing(facts) if fact.holds_on(day))


def believed(facts: Iterable[Dated[T]], day: date, *, on: date) -> Dated[T] | None:
    """What we believed at the end of the day `on` about `day`; None when we believed nothing."""
    return _latest(fact for fact in facts if fact.was_believed_on(on) and fact.holds_on(day))


def corrected(facts: Sequence[Dated[T]], new: Dated[T], *, on: date) -> tuple[Dated[T], ...]:
    """The facts once `new` is known, on the day `on`: it takes the place of whatever stood on its days.

    A fact that it covers in part is replaced too, and stands again, as it was, on the days beside it.
    """
    return (*unknown(facts, new, on=on), replace(new, known_on=on))


def unknown(facts: Sequence[Dated[T]], days: Dated[Any], *, on: date) -> tuple[Dated[T], ...]:
    """The facts once it is known, on the day `on`, that nothing is known of these days: `days` has no value.

    What stood there is replaced by the approval that it names, with nothing in its place.
    """
    kept: list[Dated[T]] = []
    for fact in facts:
        if fact.replaced_on is not None or not overlap(fact, days):
            kept.append(fact)
        else:
            over = replace(fact, replaced_on=on, replaced_by=days.source.approval_id)
            kept += [over, *_beside(fact, days, on)]
    return tuple(kept)


def overlap(one: Dated[Any], other: Dated[Any]) -> bool:
    """Whether both say something about the same day."""
    return _start(one) <= _end(other) and _start(other) <= _end(one)


def overlaps(facts: Iterable[Dated[T]]) -> list[tuple[Dated[T], Dated[T]]]:
    """The pairs of standing facts that speak about the same day."""
    found = sorted(standing(facts), key=_start)
    return [(one, other) for n, one in enumerate(found) for other in found[n + 1 :] if overlap(one, other)]


def gaps(facts: Iterable[Dated[T]]) -> list[tuple[date, date]]:
    """The stretches of days between the first and the last standing fact about which none of them speaks."""
    found: list[tuple[date, date]] = []
    upto: date | None = None
    for fact in sorted(standing(facts), key=_start):
        if upto is not None and upto != date.max and _start(fact) > upto + _DAY:
            found.append((upto + _DAY, _start(fact) - _DAY))
        upto = max(upto or date.min, _end(fact))
    return found


def _latest(facts: Iterable[Dated[T]]) -> Dated[T] | None:
    return max(facts, key=_start, default=None)


def _beside(fact: Dated[T], new: Dated[Any], on: date) -> list[Dated[T]]:
    """What is left of a fact before and after the days of `new`."""
    left = []
    if new.from_on and _start(fact) < new.from_on:
        left.append(replace(fact, to_on=new.from_on - _DAY, known_on=on))
    if new.to_on and _end(fact) > new.to_on:
        left.append(replace(fact, from_on=new.to_on + _DAY, known_on=on))
    return left


def _start(fact: Dated[Any]) -> date:
    return fact.from_on or date.min


def _end(fact: Dated[Any]) -> date:
    return fact.to_on or date.max
