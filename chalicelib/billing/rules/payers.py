"""Whose days of a month are whose: who pays for a unit may change in the middle of it (BIL-05).

Pure: no clock, no database, no HTTP.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from chalicelib.billing.rules.lines import Line, between
from chalicelib.estate.rules import Unit


@dataclass(frozen=True)
class Days:
    """Days that follow one another, both included, for which one party pays."""

    party_id: str
    from_on: date
    to_on: date


def days_of_payers(unit: Unit, from_on: date, to_on: date, *, otherwise: str) -> list[Days]:
    """The days by who pays on them, in order; `otherwise` has those on which nobody is on file."""

    def payer(day: date) -> str:
        found = unit.payer_on(day)
        return found.value if found else otherwise

    days = (from_on + timedelta(days=n) for n in range((to_on - from_on).days + 1))
    runs = ((party_id, [*some]) for party_id, some in groupby(days, key=payer))
    return [Days(party_id, some[0], some[-1]) for party_id, some in runs]


def parts_of(unit: Unit, line: Line, *, otherwise: str) -> Iterator[tuple[str, Line]]:
    """A line's parts with who they are for: together they come to the line."""
    days = days_of_payers(unit, line.from_on, line.to_on, otherwise=otherwise)
    if len(days) == 1:
        yield days[0].party_id, line
        return
    for one in days:
        yield one.party_id, between(line, one.from_on, one.to_on)
