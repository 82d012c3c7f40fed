"""Reading: the file's bytes → what it says → what of that is new, the same, or otherwise than on file."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from chalicelib.attachments.files import files
from chalicelib.billing.rules.items import Charges, FeeItem
from chalicelib.billing.service import items as billing
from chalicelib.core import clock, limits
from chalicelib.core.dated import Dated
from chalicelib.core.scope import Scope
from chalicelib.documents.workbook import read_workbook
from chalicelib.estate import service as estate
from chalicelib.estate.rules import Building, Unit
from chalicelib.imports.rules.filing import Filing, Paper, UnitFiling, file
from chalicelib.imports.rules.parse import parse
from chalicelib.imports.rules.plan import Parsed
from chalicelib.imports.rules.runs import Count, Import
from chalicelib.people import service as people
from chalicelib.people.rules.parties import NewParty

T = TypeVar("T")


@dataclass(frozen=True)
class Read:
    """A workbook as read, and as it would be on file."""

    parsed: Parsed
    filing: Filing
    digest: str


@dataclass(frozen=True)
class Fresh:
    """What of a filing is not on file yet, and the counts of all of it by kind."""

    buildings: tuple[Building, ...]
    items: tuple[FeeItem, ...]
    parties: tuple[NewParty, ...]
    units: tuple[UnitFiling, ...]
    counts: Mapping[str, Count]


def read(one: Import) -> Read:
    """Read the import's file; raises a Refusal for one that is no workbook of a known form."""
    data = files().get(one.file_key, most_bytes=limits.WORKBOOK_BYTES)
    parsed = parse(read_workbook(data))
    paper = Paper(one.file_name, one.started_by, clock.business_date(one.started_at))
    return Read(parsed, file(parsed, community_id=one.community_id, paper=paper), hashlib.sha256(data).hexdigest())


def fresh(scope: Scope, community_id: str, filing: Filing) -> Fresh:
    """Compare a filing with what is on file: what stands already is never written again (REG-07)."""
    there = {(one.number, one.entrance): one for one in estate.list_buildings(scope, community_id)}
    items = billing.list_items(scope, community_id)
    units = estate.get_units(scope, [one.unit.unit_id for one in filing.units])
    charges = billing.get_charges(scope, community_id, units)
    parties = people.existing_parties(scope, [party.party_id for party in filing.parties])
    new_units = [one for one in filing.units if one.unit.unit_id not in units]
    counts = {
        "buildings": _count(filing.buildings, lambda one: there.get((one.number, one.entrance)), _same),
        "items": _count(filing.items, lambda one: items.get(one.item_id), _same_item),
        "parties": _count(filing.parties, lambda one: parties.get(one.party_id), _same_party),
        "units": _count([one.unit for one in filing.units], lambda one: units.get(one.unit_id), _same_unit),
        "charges": _count([one.charges for one in filing.units], lambda one: charges.get(one.unit_id), _same_charges),
    }
    return Fresh(
        buildings=tuple(one for one in filing.buildings if (one.number, one.entrance) not in there),
        items=tuple(one for one in filing.items if one.item_id not in items),
        parties=tuple(one for one in filing.parties if one.party_id not in parties),
        units=tuple(new_units),
        counts=counts,
    )


def _count(found: Iterable[T], there: Callable[[T], object], same: Callable[[T, object], bool]) -> Count:
    new = alike = changed = 0
    for one in found:
        stands = there(one)
        if stands is None:
            new += 1
        elif same(one, stands):
            alike += 1
        else:
            changed += 1
    return Count(new, alike, changed)


def _same(one: object, there: object) -> bool:
    return one == there


def _values(facts: Iterable[Dated[T]]) -> list[tuple[T, object, object]]:
    """Dated facts without their papers: two files may say the same."""
    return [(fact.value, fact.from_on, fact.to_on) for fact in facts]


def _same_item(one: FeeItem, there: object) -> bool:
    return isinstance(there, FeeItem) and one.name == there.name and _values(one.tariffs) == _values(there.tariffs)


def _same_unit(one: Unit, there: object) -> bool:
    if not isinstance(there, Unit):
        return False
    plain = replace(one, area=(), payer=(), stamp=there.stamp) == replace(there, area=(), payer=())
    return plain and _values(one.area) == _values(there.area) and _values(one.payer) == _values(there.payer)


def _same_charges(one: Charges, there: object) -> bool:
    return isinstance(there, Charges) and _values(one.items) == _values(there.items)


def _same_party(one: NewParty, there: object) -> bool:
    return isinstance(there, people.Party) and not people.what_differs(there, one)
