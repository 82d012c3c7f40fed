"""Checks of who pays for a unit and who owns it. Pure: no clock, no database, no HTTP."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import combinations

from chalicelib.core.dated import gaps, overlaps
from chalicelib.estate.rules import Unit
from chalicelib.people.rules.parties import OWNING, Tenure
from chalicelib.quality.rules.days import gap_facts, overlap_facts
from chalicelib.quality.rules.found import About, Check, Found, Plain


def payer_missing(unit: Unit, today: date) -> Found | None:
    """Nobody pays today: no bill can be made. (An owner who lives there and does not pay is no finding.)"""
    return None if unit.payer_on(today) else _found(Check.PAYER_MISSING, unit, {})


def payer_overlap(unit: Unit) -> Found | None:
    """Two payers on the same day."""
    pairs = overlaps(unit.payer)
    return _found(Check.PAYER_OVERLAP, unit, overlap_facts(pairs)) if pairs else None


def payer_gap(unit: Unit) -> Found | None:
    """Days between two payers on which nobody pays."""
    found = gaps(unit.payer)
    return _found(Check.PAYER_GAP, unit, gap_facts(found)) if found else None


def owner_twice(unit: Unit, tenures: Iterable[Tenure]) -> Found | None:
    """Somebody stands twice among the owners on the same day. Several owners at once are co-owners, and no finding."""
    standing = (one for one in tenures if one.relation in OWNING and one.replaced_on is None)
    owners = sorted(standing, key=lambda one: one.party_id)
    twice = sorted(
        {one.party_id for one, other in combinations(owners, 2) if one.party_id == other.party_id and _meet(one, other)}
    )
    return _found(Check.OWNER_TWICE, unit, {"party_ids": twice}) if twice else None


def _meet(one: Tenure, other: Tenure) -> bool:
    starts = (one.from_on or date.min, other.from_on or date.min)
    ends = (one.to_on or date.max, other.to_on or date.max)
    return starts[0] <= ends[1] and starts[1] <= ends[0]


def _found(check: Check, unit: Unit, facts: dict[str, Plain]) -> Found:
    return Found(check, About.UNIT, unit.unit_id, facts)
