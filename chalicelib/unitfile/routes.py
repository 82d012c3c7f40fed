"""The unit's page at the desk."""

from __future__ import annotations

from datetime import date

from chalicelib.core import clock
from chalicelib.edge.api import Call, Routes
from chalicelib.edge.wire import Paged, Rows
from chalicelib.estate.schemas import fact_source
from chalicelib.people import service as people
from chalicelib.unitfile import service
from chalicelib.unitfile.schemas import EntryRow, FactView, PersonView, UnitPage, UnitView
from chalicelib.unitfile.service import UnitFile

routes = Routes(__name__)

_UNIT = "/communities/{community_id}/units/{unit_id}"


@routes.get(_UNIT, gives=UnitPage, may="units.read")
def unit_page(call: Call, community_id: str, unit_id: str) -> UnitPage:
    """A unit with its people and its facts over time."""
    file = service.get_file(call.scope, community_id, unit_id)
    today = clock.business_date(call.cause.at)
    return UnitPage(unit=_unit(file, today), people=_people(file), facts=_facts(file))


@routes.get(_UNIT + "/journal", gives=Rows[EntryRow], may="journal.read", asks=Paged)
def unit_journal(call: Call, community_id: str, unit_id: str) -> Rows[EntryRow]:
    """What happened to the unit, newest first."""
    found, onward = service.journal_page(call.scope, community_id, unit_id, cursor=call.query.cursor)
    names = people.actor_names(call.scope, [entry.actor for entry in found])
    rows = [
        EntryRow(
            entry_id=entry.entry_id,
            at=clock.instant(entry.at),
            event=entry.event,
            actor=names.get(entry.actor, entry.actor),
            origin=entry.origin,
            facts=entry.facts,
            reason=entry.reason,
        )
        for entry in found
    ]
    return Rows(rows=rows, next=onward)


def _unit(file: UnitFile, today: date) -> UnitView:
    unit = file.unit
    area = unit.area_on(today)
    return UnitView(
        unit_id=unit.unit_id,
        number=unit.number,
        label=unit.label,
        building=unit.building,
        entrance=unit.entrance,
        floor=unit.floor,
        kind=unit.kind,
        area_m2=f"{area.value:f}" if area else None,
    )


def _people(file: UnitFile) -> list[PersonView]:
    return [
        PersonView(
            party_id=tenure.party_id,
            name=tenure.name,
            relation=tenure.relation,
            phone_masked=tenure.phone_masked or None,
            from_on=_day(tenure.from_on),
            to_on=_day(tenure.to_on),
        )
        for tenure in file.tenures
    ]


def _facts(file: UnitFile) -> list[FactView]:
    names = {tenure.party_id: tenure.name for tenure in file.tenures}
    facts = [("area", "", f"{fact.value:f}", fact.from_on, fact.to_on, fact_source(fact)) for fact in file.unit.area]
    facts += [
        ("payer", "", names.get(fact.value, ""), fact.from_on, fact.to_on, fact_source(fact))
        for fact in file.unit.payer
    ]
    facts += [
        ("item", item.name if item else "", "", fact.from_on, fact.to_on, fact_source(fact))
        for fact, item in file.charges
    ]
    return [
        FactView(kind=kind, name=name, value=value, from_on=_day(begun), to_on=_day(ended), source=source)
        for kind, name, value, begun, ended, source in facts
    ]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
