"""A unit that others pay for on some days: its household, and the correction by which each of them has their days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

from chalicelib.corrections.service.payers import PAYER
from chalicelib.people.rules.parties import Relation, Tenure
from chalicelib.people.store.parties import HouseholdRow
from tests.builders import corrections, payments
from tests.builders.office import Office, an_id
from tests.builders.payments import FIRST

EVER: Final = "2000-01-01"
"""Long before anything was billed."""


def in_household(office: Office, *names: str, number: int = FIRST) -> list[str]:
    """More parties of the unit's household; gives their ids. They have no file of their own, and so no name."""
    row = HouseholdRow.get(f"{office.org_id}#U#{payments.unit_of(office, number)}", "HOUSEHOLD", consistent_read=True)
    new = [Tenure(an_id("party", name), name, None, Relation.FAMILY) for name in names]
    row.tenures = (*row.tenures, *new)
    row.save()
    return [one.party_id for one in new]


def turns(parties: Sequence[str], days: Sequence[date]) -> dict[str, Any]:
    """The request by which each party pays from one of these days to the next, the first since ever."""
    firsts = [EVER, *(day.isoformat() for day in days)]
    lasts = [*((day - timedelta(days=1)).isoformat() for day in days), None]
    return {
        "stretches": [
            {"party_id": party_id, "from_on": first, "to_on": last}
            for party_id, first, last in zip(parties, firsts, lasts, strict=True)
        ]
    }


def handed_over(office: Office, *days: date, number: int = FIRST) -> list[str]:
    """Up to each of these days another party paid, then the next, and its owner since the last; gives their ids.

    What was billed goes to each by their days.
    """
    before = in_household(office, *(f"前住户 {n}" for n, _ in enumerate(days)), number=number)
    parties = [*before, payments.owner_of(office, number)]
    corrections.corrected_fact(office, PAYER, turns(parties, days), number)
    return parties


def by_days(month_fen: int, days: dict[str, int]) -> dict[str, int]:
    """What each comes to of a month, by how many of its days they have, in their order: in plain integers."""
    of_days, upon, found = sum(days.values()), 0, dict[str, int]()
    for party_id, n in days.items():
        before, upon = upon, upon + n
        found[party_id] = _upto(month_fen, upon, of_days) - _upto(month_fen, before, of_days)
    return {party_id: fen for party_id, fen in found.items() if fen}


def _upto(month_fen: int, days: int, of_days: int) -> int:
    """Half a fen is a fen."""
    return (2 * month_fen * days + of_days) // (2 * of_days)
