"""How many people one unit can have: a household is shown, and filed, as one thing.

Pure: no clock, no database, no HTTP.
"""

from __future__ import annotations

from collections import defaultdict

from chalicelib.core import limits
from chalicelib.imports.rules.headings import Table
from chalicelib.imports.rules.plan import OWNER, ParsedParty, ParsedUnit

_NO_TENURE = "temporary"


def within_limit(
    unit_table: Table, units: list[ParsedUnit], party_table: Table, parties: list[ParsedParty]
) -> tuple[list[ParsedUnit], list[ParsedParty]]:
    """Both without what is too much: a unit of too many owners; people beyond the limit who live with its owners."""
    limit = limits.MEMBERS_PER_UNIT
    kept = []
    for unit in units:
        if len(unit.owner_numbers) > limit:
            unit_table.report("error", "too_many_members", "owners", row=unit.row, left_out="row", limit=limit)
        else:
            kept.append(unit)
    others: dict[str, list[ParsedParty]] = defaultdict(list)
    for party in parties:
        if party.kind not in {OWNER, _NO_TENURE}:
            others[party.of_owner].append(party)
    beyond: dict[str, ParsedParty] = {}
    for unit in kept:
        places = limit - len(unit.owner_numbers)
        for party in (one for number in unit.owner_numbers for one in others[number]):
            if party.number in beyond:
                continue
            places -= 1
            if places < 0:
                beyond[party.number] = party
    for party in beyond.values():
        party_table.report("error", "too_many_members", "name", row=party.row, left_out="row", limit=limit)
    return kept, [party for party in parties if party.number not in beyond]
