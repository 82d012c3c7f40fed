"""All checks of a building's units, and of the people who belong to them. Pure: no clock, no database, no HTTP."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from chalicelib.estate.rules import Unit
from chalicelib.people.rules.opened import Opened
from chalicelib.people.rules.parties import Tenure
from chalicelib.quality.rules import areas, payers
from chalicelib.quality.rules.found import Found
from chalicelib.quality.rules.parties import Person, person_of

Households = Mapping[str, Sequence[Tenure]]


def of_units(units: Sequence[Unit], households: Households, today: date) -> list[Found]:
    """What is doubtful about the units of one building, all of which are given."""
    found: list[Found | None] = []
    for unit in units:
        found += [areas.area_missing(unit, today), areas.area_overlap(unit), areas.area_gap(unit)]
        found += [payers.payer_missing(unit, today), payers.payer_overlap(unit), payers.payer_gap(unit)]
        found.append(payers.owner_twice(unit, households.get(unit.unit_id, ())))
    return [one for one in found if one] + areas.unlike_sisters(units, today)


def belonging(unit: Unit, households: Households, today: date) -> list[str]:
    """The people who belong to a unit today or pay for it, each once."""
    payer = unit.payer_on(today)
    members = [one.party_id for one in households.get(unit.unit_id, ()) if one.holds_on(today)]
    return list(dict.fromkeys([*([payer.value] if payer else []), *members]))


def of_people(
    units: Sequence[Unit], households: Households, opened: Mapping[str, Opened], today: date
) -> Iterator[Person]:
    """Whoever belongs to these units, once for each unit, and what is doubtful about their files."""
    for unit in units:
        payer = unit.payer_on(today)
        for party_id in belonging(unit, households, today):
            if one := opened.get(party_id):
                yield person_of(one, unit_id=unit.unit_id, pays=payer is not None and payer.value == party_id)
