"""The unit's page at the desk."""

from __future__ import annotations

from datetime import date
from typing import Any

from chalicelib.billing.rules.items import FeeItem, Formula
from chalicelib.core import clock
from chalicelib.core.dated import Dated
from chalicelib.core.money import yuan_of
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
    return [
        *(_fact("area", fact, value=f"{fact.value:f}", unit="m2") for fact in file.unit.area),
        *(_fact("payer", fact, value=names.get(fact.value, "")) for fact in file.unit.payer),
        *(_charge(fact, item) for fact, item in file.charges),
    ]


def _charge(fact: Dated[str], item: FeeItem | None) -> FactView:
    """A charge with the price that was set last."""
    if item is None:
        return _fact("item", fact)
    tariff = item.tariffs[-1].value
    if tariff.formula == Formula.FIXED:
        price, unit = yuan_of(tariff.fixed_fen), "yuan_per_month"
    else:
        price, unit = tariff.rate, "yuan_per_m2_month"
    return _fact("item", fact, name=item.name, value=f"{price:f}" if price is not None else "", unit=unit)


def _fact(kind: str, fact: Dated[Any], *, name: str = "", value: str = "", unit: str = "") -> FactView:
    return FactView(
        kind=kind,
        name=name,
        value=value,
        unit=unit,
        from_on=_day(fact.from_on),
        to_on=_day(fact.to_on),
        source=fact_source(fact),
    )


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
