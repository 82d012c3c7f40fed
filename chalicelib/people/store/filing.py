"""Rows of parties and households as one change of them reads and saves them: each at the version that was read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from chalicelib.core.scope import Scope
from chalicelib.db.reads import get, get_many
from chalicelib.db.staging import visible
from chalicelib.estate.rules import Unit
from chalicelib.people.rules.parties import PartyTenure, Relation
from chalicelib.people.rules.transfers import UnitHousehold
from chalicelib.people.store.parties import (
    HouseholdRow,
    PartyRow,
    PhoneRow,
    TenureRow,
    household_key,
    household_row,
    party_key,
    phone_row,
    tenure_key,
)


def taken(scope: Scope, party_ids: Iterable[str]) -> set[str]:
    """Those of these parties that stand, staged ones too: nobody else may have their numbers."""
    rows = get_many(PartyRow, (party_key(scope, party_id) for party_id in party_ids))
    return {row.pk.rpartition("#")[2] for row in rows}


def party(scope: Scope, party_id: str) -> PartyRow | None:
    """The row of a visible party, to be changed."""
    return next(iter(visible(scope, get_many(PartyRow, [party_key(scope, party_id)]))), None)


def phone(scope: Scope, phone_index: str, party_id: str) -> PhoneRow | None:
    """The row by which the party signs in with this phone, if it stands."""
    wanted = phone_row(scope, phone_index, party_id=party_id)
    return get(PhoneRow, wanted.pk, wanted.sk)


def household(scope: Scope, unit: Unit) -> UnitHousehold:
    """Everybody of a loaded unit; nobody yet where nothing is on file."""
    return households(scope, [unit.unit_id]).get(
        unit.unit_id, UnitHousehold(unit.unit_id, unit.community_id, unit.building_id, ())
    )


def households(scope: Scope, unit_ids: Iterable[str]) -> dict[str, UnitHousehold]:
    """The same of each unit that has any on file."""
    rows = get_many(HouseholdRow, (household_key(scope, unit_id) for unit_id in unit_ids))
    found = (
        UnitHousehold(row.pk.rpartition("#")[2], row.community_id, row.building_id, row.tenures, row.stamp)
        for row in visible(scope, rows)
    )
    return {one.unit_id: one for one in found}


def row_of(scope: Scope, one: UnitHousehold) -> HouseholdRow:
    """The household's row, to be saved where it was read."""
    place = {"community_id": one.community_id, "building_id": one.building_id}
    row = household_row(scope, one.unit_id, **place, tenures=one.tenures)
    row.stamped(one.stamp)
    return row


def tenure_rows(
    scope: Scope, unit_id: str, seen: Mapping[tuple[str, Relation], Sequence[PartyTenure]]
) -> list[TenureRow]:
    """The rows of what these parties hold of a unit, by party and relation, to be saved where they were read."""
    keys = {whose: tenure_key(scope, whose[0], unit_id, whose[1]) for whose in seen}
    stand = {(row.pk, row.sk): row for row in visible(scope, get_many(TenureRow, keys.values()))}
    rows = []
    for whose, tenures in seen.items():
        row = stand.get(keys[whose]) or TenureRow(*keys[whose])
        row.tenure, row.more = tenures[0], tuple(tenures[1:]) or None
        rows.append(row)
    return rows
