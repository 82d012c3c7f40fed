"""What is asked to be right from which day, and what it makes of the facts (REG-03).

Pure: no clock, no database, no HTTP.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import InvalidOperation
from itertools import pairwise
from typing import Any, Generic, TypeVar

from chalicelib.core import limits
from chalicelib.core.dated import Dated, Source, corrected, holding, overlap, standing, unknown
from chalicelib.core.errors import Conflict, Invalid

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class BadFact(Invalid):
    """A value or a bill beyond belief, days that end before they begin, stretches that overlap."""

    code = "correction_bad_fact"


class NothingToCorrect(Invalid):
    """What is asked is what is on file already."""

    code = "nothing_to_correct"


class NotUndoable(Conflict):
    """What it changed is set back by a change of its own, not by its mirror."""

    code = "correction_not_undoable"


@dataclass(frozen=True)
class Stretch(Generic[T_co]):
    """A value from a day to a day, both included; without an end it holds on."""

    value: T_co
    from_on: date
    to_on: date | None


def stretches_of(request: Mapping[str, Any], value_of: Callable[[Mapping[str, Any]], T]) -> tuple[Stretch[T], ...]:
    """The stretches that are asked for, in their order; `value_of` reads one's value. Raises BadFact."""
    try:
        found = [
            Stretch(value_of(one), date.fromisoformat(one["from_on"]), day_of(one.get("to_on")))
            for one in request["stretches"]
        ]
    except (KeyError, TypeError, ValueError, InvalidOperation) as error:
        raise BadFact(why="unreadable") from error
    found.sort(key=lambda one: one.from_on)
    if not found:
        raise BadFact(why="unreadable")
    for one in found:
        if one.to_on and one.to_on < one.from_on:
            raise BadFact(why="ends_before")
    for before, after in pairwise(found):
        if before.to_on is None or before.to_on >= after.from_on:
            raise BadFact(why="overlap")
    return tuple(found)


def with_stretches(
    facts: Sequence[Dated[T]], stretches: Iterable[Stretch[T | None]], source: Source, *, on: date
) -> tuple[Dated[T], ...]:
    """The facts once the stretches are known, of which one without a value says that nothing is known of its days.

    Nothing is ever removed, so that a thing has room for a number of corrections: BadFact behind it. Raises
    NothingToCorrect when they say what stood before.
    """
    after = tuple(facts)
    for one in stretches:
        after = with_stretch(after, one, source, on=on)
    if all(_value(facts, day) == _value(after, day) for day in _turns((*facts, *after))):
        raise NothingToCorrect()
    if len(after) > limits.FACTS:
        raise BadFact(why="too_many", most=limits.FACTS)
    return after


def with_stretch(
    facts: Sequence[Dated[T]], one: Stretch[T | None], source: Source, *, on: date
) -> tuple[Dated[T], ...]:
    """The facts once one stretch is known, whatever they said of it."""
    if one.value is None:
        return unknown(facts, Dated(None, source, one.from_on, one.to_on), on=on)
    return corrected(facts, Dated(one.value, source, one.from_on, one.to_on), on=on)


def undoing(facts: Sequence[Dated[T]], approval_id: str) -> tuple[Stretch[T], ...]:
    """The stretches that set what an approval changed back to what stood before it; nothing when it changed nothing.

    Days about which nothing was known before cannot be unknown again: they keep what the approval said. Of several
    stretches, a later one took the place of what an earlier one had left of the same fact: that is found once.
    """
    theirs = [fact for fact in standing(facts) if fact.source.approval_id == approval_id and fact.from_on]
    found: set[Stretch[T]] = set()
    for one in theirs:
        before = [fact for fact in facts if fact.replaced_by == approval_id and overlap(fact, one)]
        for fact in before:
            first = max(one.from_on or date.min, fact.from_on or date.min)
            ends = [day for day in (one.to_on, fact.to_on) if day]
            found.add(Stretch(fact.value, first, min(ends, default=None)))
    return tuple(sorted(found, key=lambda one: one.from_on))


def span_of(stretches: Sequence[Stretch[Any]]) -> tuple[date, date | None]:
    """The first and the last day that the stretches speak about."""
    ends = [one.to_on for one in stretches]
    return min(one.from_on for one in stretches), None if None in ends else max(day for day in ends if day)


def day_of(text: str | None) -> date | None:
    """2026-10-31, or no day; raises ValueError."""
    return date.fromisoformat(text) if text else None


def _turns(facts: Iterable[Dated[Any]]) -> set[date]:
    """The days on which something begins to hold, or does not hold any more: between them nothing changes."""
    ends = {fact.to_on + timedelta(days=1) for fact in facts if fact.to_on and fact.to_on < date.max}
    return ends | {fact.from_on for fact in facts if fact.from_on}


def _value(facts: Iterable[Dated[T]], day: date) -> T | None:
    found = holding(facts, day)
    return found.value if found else None
