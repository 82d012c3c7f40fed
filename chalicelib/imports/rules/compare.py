"""A filing held against what is on file: what is new, and a finding for whatever stands otherwise (REG-07).

An import adds new things only. Whatever stands already stays as it is, and the preview says so, row by row.
Pure: no clock, no database, no HTTP.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from chalicelib.billing.rules.items import Charges, FeeItem
from chalicelib.core.dated import Dated, standing
from chalicelib.core.errors import Fact
from chalicelib.estate.rules import Building, Unit
from chalicelib.imports.rules.filing import Filing, UnitFiling
from chalicelib.imports.rules.findings import Finding, Findings
from chalicelib.imports.rules.plan import Parsed
from chalicelib.imports.rules.runs import Count
from chalicelib.people.rules.parties import NewParty, Tenure

Differs: TypeAlias = list[str] | None
"""The names of what stands otherwise; None for what is new."""


@dataclass(frozen=True)
class OnFile:
    """What stands already of the things that a filing speaks of; `parties`: the names of what differs, by id."""

    buildings: Mapping[tuple[str, str], Building]
    items: Mapping[str, FeeItem]
    parties: Mapping[str, Sequence[str]]
    units: Mapping[str, Unit]
    charges: Mapping[str, Charges]
    households: Mapping[str, tuple[Tenure, ...]]


@dataclass(frozen=True)
class Fresh:
    """What of a workbook is not on file yet and will be written, the counts of all of it, and every finding."""

    buildings: tuple[Building, ...]
    items: tuple[FeeItem, ...]
    parties: tuple[NewParty, ...]
    units: tuple[UnitFiling, ...]
    counts: Mapping[str, Count]
    findings: tuple[Finding, ...]
    totals: Mapping[str, int]


def compare(parsed: Parsed, filing: Filing, there: OnFile) -> Fresh:
    """What will be written. A new person all of whose units stand already is left out: they would have no house."""
    buildings = [_building(one, there) for one in filing.buildings]
    items = [_item(one, there.items.get(one.item_id)) for one in filing.items]
    units = [_unit(one, there) for one in filing.units]
    charges = [_charges(one, there) for one in filing.units]
    homes = _homes(filing, there)
    parties = [_party(one, there) for one in filing.parties]
    findings = Findings.of(parsed.findings, parsed.totals)
    _report_items(findings, parsed, items)
    _report_units(findings, parsed, units, charges)
    _report_parties(findings, parsed, filing, parties, homes)
    left_out = {one.party_id for one in filing.parties if homes.get(one.party_id) == {True}}
    return Fresh(
        buildings=tuple(one for one, found in zip(filing.buildings, buildings, strict=True) if found is None),
        items=tuple(one for one, found in zip(filing.items, items, strict=True) if found is None),
        parties=tuple(
            one
            for one, found in zip(filing.parties, parties, strict=True)
            if found is None and one.party_id not in left_out
        ),
        units=tuple(one for one, found in zip(filing.units, units, strict=True) if found is None),
        counts={
            "buildings": _count(buildings),
            "items": _count(items),
            "parties": _count(
                found
                for one, found in zip(filing.parties, parties, strict=True)
                if found is not None or one.party_id not in left_out
            ),
            "units": _count(units),
            "charges": _count(charges),
        },
        findings=findings.listed(list(parsed.sheets)),
        totals=dict(findings.totals),
    )


def _count(found: Iterable[Differs]) -> Count:
    new = same = changed = 0
    for one in found:
        new += one is None
        same += one == []
        changed += bool(one)
    return Count(new, same, changed)


def _named(**pairs: bool) -> list[str]:
    return [name for name, differs in pairs.items() if differs]


def _values(facts: Iterable[Dated[Any]]) -> set[tuple[object, object, object]]:
    """Dated facts without their papers and order: two files may say the same."""
    return {(fact.value, fact.from_on, fact.to_on) for fact in standing(facts)}


def _building(one: Building, there: OnFile) -> Differs:
    stands = there.buildings.get((one.number, one.entrance))
    return None if stands is None else _named(floors=one.floors != stands.floors, lift=one.lift != stands.lift)


def _item(one: FeeItem, stands: FeeItem | None) -> Differs:
    if stands is None:
        return None
    ours, theirs = _values(one.tariffs), _values(stands.tariffs)
    return _named(
        name=one.name != stands.name,
        price={value for value, _, _ in ours} != {value for value, _, _ in theirs},
        dates={(first, last) for _, first, last in ours} != {(first, last) for _, first, last in theirs},
    )


def _unit(one: UnitFiling, there: OnFile) -> Differs:
    unit, stands = one.unit, there.units.get(one.unit.unit_id)
    if stands is None:
        return None
    household = there.households.get(unit.unit_id, ())
    return _named(
        area=_values(unit.area) != _values(stands.area),
        payer=_values(unit.payer) != _values(stands.payer),
        floor=unit.floor != stands.floor,
        kind=unit.kind != stands.kind,
        people={(held.party_id, held.relation) for held in one.tenures if held.party_id in there.parties}
        != {(held.party_id, held.relation) for held in household if held.to_on is None},
    )


def _charges(one: UnitFiling, there: OnFile) -> Differs:
    unit_id = one.unit.unit_id
    if unit_id not in there.units:
        return None
    stands = there.charges.get(unit_id)
    return _named(items=_values(one.charges.items) != _values(stands.items if stands else ()))


def _party(one: NewParty, there: OnFile) -> Differs:
    differs = there.parties.get(one.party_id)
    return None if differs is None else list(differs)


def _homes(filing: Filing, there: OnFile) -> Mapping[str, set[bool]]:
    """Of each new person, whether their units stand already: {True} all, {False} none, both some."""
    homes: dict[str, set[bool]] = defaultdict(set)
    for one in filing.units:
        for held in one.tenures:
            if held.party_id not in there.parties:
                homes[held.party_id].add(one.unit.unit_id in there.units)
    return homes


def _facts(names: Iterable[str]) -> dict[str, Fact]:
    """Each name as a fact of its own, so that a sentence can speak of it."""
    return dict.fromkeys(names, 1)


def _report_items(findings: Findings, parsed: Parsed, items: list[Differs]) -> None:
    for at, differs in zip(parsed.items, items, strict=True):
        if differs:
            findings.add("warning", "item_differs", at.sheet, row=at.row, facts=_facts(differs))


def _report_units(findings: Findings, parsed: Parsed, units: list[Differs], charges: list[Differs]) -> None:
    for at, differs, otherwise in zip(parsed.units, units, charges, strict=True):
        if differs:
            findings.add("warning", "unit_differs", at.sheet, row=at.row, facts=_facts(differs))
        if otherwise:
            findings.add("warning", "charges_differ", at.sheet, row=at.row)


def _report_parties(
    findings: Findings, parsed: Parsed, filing: Filing, parties: list[Differs], homes: Mapping[str, set[bool]]
) -> None:
    for at, one, differs in zip(parsed.parties, filing.parties, parties, strict=True):
        stand = homes.get(one.party_id, set())
        if differs:
            findings.add("warning", "party_differs", at.sheet, row=at.row, facts=_facts(differs))
        elif stand == {True}:
            findings.add("error", "household_on_file", at.sheet, row=at.row, facts={"left_out": "row"})
        elif True in stand:
            findings.add("warning", "household_partly_on_file", at.sheet, row=at.row)
