"""What a parsed workbook becomes on file: entities of estate, people and billing, each with the paper it comes from.

Pure: no clock, no database, no HTTP.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from chalicelib.billing.rules.items import Charges, FeeItem, Tariff, item_id_of
from chalicelib.core.dated import Dated, Source
from chalicelib.estate.rules import Building, Unit, unit_id_of
from chalicelib.imports.rules.plan import Parsed, ParsedItem, ParsedParty, ParsedUnit
from chalicelib.people.rules.parties import NewParty, PartyTenure, Relation, Tenure, party_id_of, tenure_of

_RELATIONS = {"owner": Relation.OWNER, "family": Relation.FAMILY, "tenant": Relation.TENANT}


@dataclass(frozen=True)
class Paper:
    """The file that everything in it is recorded from, by whom and when."""

    file_name: str
    entered_by: str
    entered_on: date

    def source(self, sheet: str, row: int) -> Source:
        """The source of a fact: file, sheet and row, so that anyone can look it up."""
        return Source(f"{self.file_name} · {sheet} · 第 {row} 行", self.entered_by, self.entered_on)


@dataclass(frozen=True)
class UnitFiling:
    """A unit with its household and its charges: what is filed together."""

    unit: Unit
    tenures: tuple[Tenure, ...]
    charges: Charges


@dataclass(frozen=True)
class Filing:
    """Everything that a workbook says, as it would be on file."""

    buildings: tuple[Building, ...]
    items: tuple[FeeItem, ...]
    parties: tuple[NewParty, ...]
    units: tuple[UnitFiling, ...]


def file(parsed: Parsed, *, community_id: str, paper: Paper) -> Filing:
    """Turn what was read into what is filed; ids come from the workbook's own numbers, so twice is once (REG-07)."""
    items = {item.number: _item(item, community_id, paper) for item in parsed.items}
    windows = {item.number: item for item in parsed.items}
    parties = _parties(parsed, community_id)
    by_number = {party.number: party for party in parties}
    members = defaultdict(list)
    for person in parsed.parties:
        members[person.of_owner].append(person)
    units = []
    for one in parsed.units:
        persons = [person for number in one.owner_numbers for person in members[number]]
        unit = _unit(one, community_id, paper)
        tenures = [
            tenure_of(by_number[person.number], _tenure(unit, person))
            for person in persons
            if person.kind in _RELATIONS
        ]
        units.append(UnitFiling(unit, tuple(dict.fromkeys(tenures)), _charges(one, unit, items, windows, paper)))
    return Filing(_buildings(parsed, community_id), tuple(items.values()), parties, tuple(units))


def _buildings(parsed: Parsed, community_id: str) -> tuple[Building, ...]:
    return tuple(Building(community_id, one.number, one.entrance, one.floors, one.lift) for one in parsed.buildings)


def _item(one: ParsedItem, community_id: str, paper: Paper) -> FeeItem:
    tariff = Tariff(one.formula, one.rate, one.surcharge_fen, one.fixed_fen, one.broken)
    dated = Dated(tariff, paper.source(one.sheet, one.row), one.from_on, one.to_on)
    return FeeItem(item_id_of(community_id, one.number), community_id, one.number, one.name, (dated,))


def _unit(one: ParsedUnit, community_id: str, paper: Paper) -> Unit:
    source = paper.source(one.sheet, one.row)
    area: tuple[Dated[Decimal], ...] = (Dated(one.area, source),) if one.area is not None else ()
    payer = (Dated(party_id_of(community_id, one.owner_numbers[0]), source),) if one.owner_numbers else ()
    return Unit(
        unit_id=unit_id_of(community_id, one.building, one.entrance, one.number),
        community_id=community_id,
        number=one.number,
        building=one.building,
        entrance=one.entrance,
        floor=str(one.floor) if one.floor is not None else "",
        kind=one.kind,
        area=area,
        payer=payer,
    )


def _parties(parsed: Parsed, community_id: str) -> tuple[NewParty, ...]:
    return tuple(
        NewParty(
            party_id=party_id_of(community_id, person.number),
            community_id=community_id,
            number=person.number,
            name=person.name,
            phone=person.phone,
            id_number=person.id_number,
        )
        for person in parsed.parties
    )


def _tenure(unit: Unit, person: ParsedParty) -> PartyTenure:
    return PartyTenure(unit.unit_id, unit.community_id, unit.building_id, _RELATIONS[person.kind])


def _charges(
    one: ParsedUnit, unit: Unit, items: Container[str], windows: dict[str, ParsedItem], paper: Paper
) -> Charges:
    """The unit's items; a charge without a day of its own begins with its item, and ends with it."""
    source = paper.source(one.sheet, one.row)
    return Charges(
        unit.unit_id,
        unit.community_id,
        tuple(
            Dated(
                item_id_of(unit.community_id, charge.item_number),
                source,
                charge.from_on or windows[charge.item_number].from_on,
                windows[charge.item_number].to_on,
            )
            for charge in one.charges
            if charge.item_number in items
        ),
    )
