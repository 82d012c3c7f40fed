"""Dated facts: a value that holds from a day, and the paper it comes from (REG-03).

Pure: no clock, no database, no HTTP.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Source:
    """Where a fact comes from: the paper, who recorded it and when, who approved it (nobody yet: None)."""

    paper: str
    entered_by: str
    entered_on: date
    approved_by: str | None = None


@dataclass(frozen=True)
class Dated(Generic[T]):
    """`value` holds from `from_on` to `to_on`, both days included; an open end is None, an unknown start too."""

    value: T
    source: Source
    from_on: date | None = None
    to_on: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the fact holds on `day`."""
        return (self.from_on is None or self.from_on <= day) and (self.to_on is None or day <= self.to_on)


def holding(facts: Sequence[Dated[T]], day: date) -> Dated[T] | None:
    """The fact that holds on `day`, the latest begun when several do; None when none does."""
    found = [fact for fact in facts if fact.holds_on(day)]
    return max(found, key=lambda fact: fact.from_on or date.min) if found else None
