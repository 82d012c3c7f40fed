"""Estate rows ↔ entities. Units are listed through the work index in the order of their numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute

from chalicelib.core import ids, limits
from chalicelib.core.dated import Dated
from chalicelib.core.errors import NotFound
from chalicelib.core.scope import Scope
from chalicelib.db.reads import Ask, Listing, count, every, get, get_many, page
from chalicelib.db.rows import AggregateRow, Packed, Row, WorkIndex, table_name
from chalicelib.db.staging import visible
from chalicelib.estate.rules import Building, Community, Organisation, Unit, sort_key

_ORGANISATIONS = "_#ORGANISATIONS"


class EstateRow(AggregateRow):
    """The estate table."""

    class Meta:
        table_name = table_name("estate")

    work = WorkIndex()
    work_pk = UnicodeAttribute(null=True)
    work_sk = UnicodeAttribute(null=True)


class OrganisationRow(EstateRow):
    name = UnicodeAttribute()
    staff_totp = BooleanAttribute(default=False)
    one_person = BooleanAttribute(null=True)


class OrganisationListRow(EstateRow):
    """One row per organisation in a collection that system jobs walk."""


class CommunityRow(EstateRow):
    name = UnicodeAttribute()


class BuildingRow(EstateRow):
    number = UnicodeAttribute()
    entrance = UnicodeAttribute()
    floors = NumberAttribute(null=True)
    lift = BooleanAttribute(null=True)


class UnitRow(EstateRow):
    community_id = UnicodeAttribute()
    number = UnicodeAttribute()
    building = UnicodeAttribute()
    entrance = UnicodeAttribute()
    floor = UnicodeAttribute()
    kind = UnicodeAttribute()
    area: Packed[tuple[Dated[Decimal], ...]] = Packed(tuple[Dated[Decimal], ...])
    payer: Packed[tuple[Dated[str], ...]] = Packed(tuple[Dated[str], ...])
    occupancy: Packed[tuple[Dated[str], ...]] = Packed(tuple[Dated[str], ...], null=True)


def organisation_rows(organisation: Organisation) -> tuple[OrganisationRow, OrganisationListRow]:
    """The organisation's own row (the subject) and its place in the list of all."""
    row = OrganisationRow(organisation.org_id, "ORGANISATION", name=organisation.name)
    row.staff_totp = organisation.staff_totp
    row.one_person = organisation.one_person or None
    row.stamped(organisation.stamp)
    return row, OrganisationListRow(_ORGANISATIONS, organisation.org_id)


def load_organisation(scope: Scope) -> Organisation:
    row = get(OrganisationRow, scope.org_id, "ORGANISATION")
    if row is None:
        raise NotFound()
    return Organisation(scope.org_id, row.name, row.staff_totp, bool(row.one_person), row.stamp)


def organisation_ids() -> Iterator[str]:
    """Every organisation of this deployment: for system jobs alone."""
    return (row.sk for row in every(Listing(OrganisationListRow, _ORGANISATIONS)))


def community_row(scope: Scope, community: Community) -> CommunityRow:
    row = CommunityRow(scope.org_id, f"COMMUNITY#{community.community_id}", name=community.name)
    row.stamped(community.stamp)
    return row


def load_community(scope: Scope, community_id: str) -> Community:
    """The community, if within reach; raises NotFound."""
    scope.need_community(community_id)
    row = get(CommunityRow, scope.org_id, f"COMMUNITY#{community_id}")
    if row is None:
        raise NotFound()
    return Community(community_id, row.name, row.stamp)


def community_stands(scope: Scope, community_id: str) -> bool:
    """Whether the organisation has it, within reach or not."""
    return get(CommunityRow, scope.org_id, f"COMMUNITY#{community_id}") is not None


def community_name(scope: Scope, community_id: str) -> str:
    """The name, for a caller whose reach into the community was checked by a unit of it."""
    row = get(CommunityRow, scope.org_id, f"COMMUNITY#{community_id}")
    return str(row.name) if row else ""


def communities(scope: Scope) -> list[Community]:
    """Every community within reach."""
    found = every(Listing(CommunityRow, scope.org_id, "COMMUNITY#"))
    every_one = [Community(row.sk.removeprefix("COMMUNITY#"), row.name, row.stamp) for row in found]
    reach = scope.reach.communities
    return [one for one in every_one if reach is None or one.community_id in reach]


def building_row(scope: Scope, building: Building) -> BuildingRow:
    row = BuildingRow(f"{scope.org_id}#C#{building.community_id}", _building_sk(building.number, building.entrance))
    row.number, row.entrance = building.number, building.entrance
    row.floors, row.lift = building.floors, building.lift
    return row


def buildings(scope: Scope, community_id: str) -> list[Building]:
    """Every entrance of the community, in order."""
    rows = visible(scope, every(Listing(BuildingRow, f"{scope.org_id}#C#{community_id}", "BUILDING#")))
    return [
        Building(community_id, row.number, row.entrance, int(row.floors) if row.floors else None, row.lift)
        for row in rows
    ]


def unit_row(scope: Scope, unit: Unit) -> UnitRow:
    row = UnitRow(f"{scope.org_id}#U#{unit.unit_id}", "UNIT")
    row.work_pk = f"{scope.org_id}#C#{unit.community_id}"
    row.work_sk = "UNIT#" + unit.place
    for name in ("community_id", "number", "building", "entrance", "floor", "kind", "area", "payer"):
        setattr(row, name, getattr(unit, name))
    row.occupancy = unit.occupancy or None
    row.stamped(unit.stamp)
    return row


def load_unit(scope: Scope, unit_id: str, *, community_id: str | None = None) -> Unit:
    """The unit, if visible, within reach, and of `community_id` when that is given; raises NotFound."""
    ask = ask_unit(scope, unit_id, community_id=community_id)
    return ask.meaning(get(UnitRow, ask.pk, ask.sk))


def ask_unit(scope: Scope, unit_id: str, *, community_id: str | None = None) -> Ask[Unit]:
    """The same, to be read with other things."""

    def meaning(row: UnitRow | None) -> Unit:
        if row is None or not visible(scope, [row]) or community_id not in {None, row.community_id}:
            raise NotFound()
        unit = _unit(row)
        scope.need_unit(unit_id, community_id=unit.community_id, building_id=unit.building_id)
        return unit

    return Ask(UnitRow, f"{scope.org_id}#U#{unit_id}", "UNIT", meaning)


def load_units(scope: Scope, unit_ids: Iterable[str]) -> dict[str, Unit]:
    """Those of `unit_ids` that exist and are visible; for callers whose reach was checked."""
    rows = get_many(UnitRow, ((f"{scope.org_id}#U#{unit_id}", "UNIT") for unit_id in unit_ids))
    return {unit.unit_id: unit for unit in map(_unit, visible(scope, rows))}


def units_page(
    scope: Scope, community_id: str, *, cursor: str | None, limit: int = limits.PAGE_ROWS
) -> tuple[list[Unit], str | None]:
    """A page of the community's units in the order of their numbers."""
    found = page(scope, _units(scope, community_id), cursor=cursor, limit=limit)
    return [
        unit for unit in map(_unit, visible(scope, found.rows)) if scope.sees_building(unit.building_id)
    ], found.next


def every_unit(scope: Scope, community_id: str, *, after: Unit | None = None) -> Iterator[Unit]:
    """All of the community's units in order, those behind `after`; for jobs."""
    batch: list[Row] = []
    start = unit_row(scope, after) if after else None
    key = {name: getattr(start, name) for name in ("pk", "sk", "work_pk", "work_sk")} if start else None
    for row in every(_units(scope, community_id), after=key):
        batch.append(row)
        if len(batch) == limits.PAGE_ROWS:
            yield from map(_unit, visible(scope, batch))
            batch = []
    yield from map(_unit, visible(scope, batch))


def count_units(scope: Scope, community_id: str) -> int:
    """How many units stand in the community, staged ones too."""
    return count(_units(scope, community_id))


def _units(scope: Scope, community_id: str) -> Listing[UnitRow]:
    return Listing(UnitRow, f"{scope.org_id}#C#{community_id}", "UNIT#", index="work")


def _unit(row: Row) -> Unit:
    assert isinstance(row, UnitRow)  # noqa: S101
    return Unit(
        unit_id=row.pk.rpartition("#")[2],
        community_id=row.community_id,
        number=row.number,
        building=row.building,
        entrance=row.entrance,
        floor=row.floor,
        kind=row.kind,
        area=row.area,
        payer=row.payer,
        occupancy=row.occupancy or (),
        stamp=row.stamp,
    )


def _building_sk(number: str, entrance: str) -> str:
    """In order, and never the same for two: 1 and 01 sort alike but are two buildings where the office writes both."""
    return f"BUILDING#{sort_key(number, entrance)}#{ids.derived(number, entrance)}"
