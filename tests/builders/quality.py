"""Units and files with something wrong about them: what the checks of data quality are tried with."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from chalicelib.core.dated import Dated
from chalicelib.estate.rules import Unit, unit_id_of
from chalicelib.people.rules.opened import Opened
from chalicelib.people.rules.parties import Party, party_id_of
from tests.builders.core import AT, a_source, an_id

COMMUNITY = an_id("community")
TODAY = AT.date()
REAL_ID = "110101199001010015"
Stretch = tuple[str, str | None, str | None]


def a_unit(
    number: str = "1201",
    *,
    floor: str | None = None,
    area: str | None = "100",
    payer: str | None = "payer",
    kind: str = "住宅",
    building: str = "3",
    entrance: str = "1",
) -> Unit:
    """A unit; its floor is what stands before the last two digits of its number."""
    return Unit(
        unit_id=unit_id_of(COMMUNITY, building, entrance, number),
        community_id=COMMUNITY,
        number=number,
        building=building,
        entrance=entrance,
        floor=number[:-2] if floor is None else floor,
        kind=kind,
        area=(Dated(Decimal(area), a_source()),) if area else (),
        payer=(Dated(an_id(payer), a_source()),) if payer else (),
    )


def a_column(*areas: str, column: str = "01", **more: str) -> list[Unit]:
    """One unit above the other, from the first floor on."""
    return [a_unit(f"{floor}{column}", area=area, **more) for floor, area in enumerate(areas, 1)]


def with_areas(unit: Unit, *stretches: Stretch) -> Unit:
    """The unit with these areas: m², from, to."""
    return replace(
        unit, area=tuple(Dated(Decimal(m2), a_source(), *_days(first, last)) for m2, first, last in stretches)
    )


def with_payers(unit: Unit, *stretches: Stretch) -> Unit:
    """The unit with these payers."""
    return replace(
        unit, payer=tuple(Dated(an_id(who), a_source(), *_days(first, last)) for who, first, last in stretches)
    )


def a_file(
    number: str = "6",
    *,
    name: str = "业主甲",
    phone: str | None = "13900000001",
    id_number: str | None = REAL_ID,
    kind: str = "person",
) -> Opened:
    """Somebody's file with the seal off; equal numbers have equal indexes."""
    party = Party(
        party_id=party_id_of(COMMUNITY, number),
        community_id=COMMUNITY,
        number=number,
        name=name,
        kind=kind,
        phone_masked=None,
        id_number_masked=None,
        phone_index=phone and an_id("phone") + phone,
        id_number_index=id_number and an_id("id number") + id_number,
    )
    return Opened(party, phone, id_number)


def _days(first: str | None, last: str | None) -> tuple[date | None, date | None]:
    return date.fromisoformat(first) if first else None, date.fromisoformat(last) if last else None
