"""The unit's page at the desk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import msgspec

from chalicelib.billing.rules.items import Discount, FeeItem, Formula, Tariff
from chalicelib.core import clock
from chalicelib.core.dated import Dated, holding
from chalicelib.core.money import yuan_of
from chalicelib.edge.api import Call, Routes
from chalicelib.edge.wire import Paged, Rows
from chalicelib.estate.schemas import actors_of, fact_source
from chalicelib.people import service as people
from chalicelib.people.rules.parties import Tenure
from chalicelib.unitfile import past, service
from chalicelib.unitfile.schemas import AskDay, EntryRow, FactView, OnDayView, PersonView, UnitPage, UnitView
from chalicelib.unitfile.service import UnitFile

routes = Routes(__name__)

_UNIT = "/communities/{community_id}/units/{unit_id}"


@routes.get(_UNIT, gives=UnitPage, may="units.read")
def unit_page(call: Call, community_id: str, unit_id: str) -> UnitPage:
    """A unit with its people and its facts over time."""
    file = service.get_file(call.scope, community_id, unit_id)
    today = clock.business_date(call.cause.at)
    facts: list[Dated[Any]] = [*file.unit.area, *file.unit.payer, *file.unit.occupancy, *file.discounts]
    facts += [charge for charge, _ in file.charges]
    names = people.actor_names(call.scope, actors_of(facts))
    return UnitPage(unit=_unit(file, today), people=_people(file), facts=_facts(file, names, today))


@routes.get(_UNIT + "/day", gives=OnDayView, may="units.read", asks=AskDay, fresh=True)
def unit_on_day(call: Call, community_id: str, unit_id: str) -> OnDayView:
    """A unit on one day, as it was believed on another; today where a day is not said (REG-03)."""
    asked, today = call.query, clock.business_date(call.cause.at)
    day, on = asked.day or today, asked.believed_on or today
    found = past.on_day(call.scope, community_id, unit_id, day=day, believed_on=on)
    names = people.actor_names(call.scope, actors_of(found.facts))
    return OnDayView(
        day=day.isoformat(), believed_on=on.isoformat(), facts=_held(found, names), people=_persons(found.people)
    )


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
            actor=names.get(entry.actor, ""),
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
    return _persons(one for one in file.tenures if one.replaced_on is None)


def _persons(tenures: Iterable[Tenure]) -> list[PersonView]:
    return [
        PersonView(
            party_id=tenure.party_id,
            name=tenure.name,
            relation=tenure.relation,
            phone_masked=tenure.phone_masked or None,
            from_on=_day(tenure.from_on),
            to_on=_day(tenure.to_on),
        )
        for tenure in tenures
    ]


def _held(found: past.OnDay, names: Mapping[str, str]) -> list[FactView]:
    """What held on the day; `names` are those of the actors behind it."""
    rows = []
    if found.area:
        rows.append(_fact("area", found.area, names, value=f"{found.area.value:f}", unit="m2"))
    if found.payer:
        rows.append(_fact("payer", found.payer, names, value=found.payer_name, about_id=found.payer.value))
    if found.occupancy:
        rows.append(_fact("occupancy", found.occupancy, names, value=found.occupancy.value))
    for charged in found.items:
        if charged.tariff:
            price, per = _price_of(charged.tariff.value)
            item = charged.item
            rows.append(
                _fact("item", charged.tariff, names, name=item.name, value=price, unit=per, about_id=item.item_id)
            )
        if charged.discount:
            rows.append(_off(charged.discount, names, charged.item.name))
    return rows


def _facts(file: UnitFile, names: Mapping[str, str], today: date) -> list[FactView]:
    """The unit's facts, fee items at today's price; `names` are those of the actors behind them."""
    unit, charged = file.unit, {fact.value: item for fact, item in file.charges}
    rows = [_fact("area", fact, names, value=f"{fact.value:f}", unit="m2") for fact in unit.area]
    rows += [
        _fact("payer", fact, names, value=file.payers.get(fact.value, ""), about_id=fact.value) for fact in unit.payer
    ]
    rows += [_fact("occupancy", fact, names, value=fact.value) for fact in unit.occupancy]
    for charge, item in file.charges:
        price, per = _price(item, today)
        rows.append(_fact("item", charge, names, name=_name(item), value=price, unit=per, about_id=charge.value))
    for fact in file.discounts:
        rows.append(_off(fact, names, _name(charged.get(fact.value.item_id))))
    return rows


def _off(fact: Dated[Discount], names: Mapping[str, str], item_name: str) -> FactView:
    off = fact.value
    view = _fact(
        "discount", fact, names, name=item_name, value=f"{off.percent:f}", unit="percent", about_id=off.item_id
    )
    return msgspec.structs.replace(view, policy=off.policy)


def _fact(
    kind: str,
    fact: Dated[Any],
    names: Mapping[str, str],
    *,
    value: str,
    name: str = "",
    unit: str = "",
    about_id: str = "",
) -> FactView:
    return FactView(
        kind=kind,
        name=name,
        value=value,
        unit=unit,
        about_id=about_id,
        policy="",
        from_on=_day(fact.from_on),
        to_on=_day(fact.to_on),
        known_on=(fact.known_on or fact.source.entered_on).isoformat(),
        replaced_on=_day(fact.replaced_on),
        source=fact_source(fact, names),
    )


def _name(item: FeeItem | None) -> str:
    return item.name if item else ""


def _price(item: FeeItem | None, today: date) -> tuple[str, str]:
    """Today's price, or the one set last where none holds, and its unit; nothing for an item that is gone."""
    if item is None:
        return "", ""
    return _price_of((holding(item.tariffs, today) or item.newest).value)


def _price_of(tariff: Tariff) -> tuple[str, str]:
    if tariff.formula == Formula.FIXED:
        return f"{yuan_of(tariff.fixed_fen):f}", "yuan_per_month"
    return f"{tariff.rate:f}" if tariff.rate is not None else "", "yuan_per_m2_month"


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
