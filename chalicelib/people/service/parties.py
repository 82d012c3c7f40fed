"""Parties and households: what an import files, what the unit's page shows, what a person sees of their own file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from chalicelib.core.clock import business_date
from chalicelib.core.errors import NotFound
from chalicelib.core.scope import Scope
from chalicelib.db.reads import Ask
from chalicelib.db.rows import Row
from chalicelib.estate import service as estate
from chalicelib.estate.rules import Unit
from chalicelib.people.rules.parties import (
    Holder,
    NewParty,
    Party,
    PartyTenure,
    Tenure,
    in_order,
    seen_from_party,
)
from chalicelib.people.rules.phones import is_mobile
from chalicelib.people.service.identities import holders_like
from chalicelib.people.store import parties as store
from chalicelib.people.store import staff as staff_store
from chalicelib.people.vault import index


def party_rows(scope: Scope, at: datetime, new: NewParty) -> list[Row]:
    """The rows of a new party, to stage: the party, and the phone they sign in with if it is a real mobile."""
    row = store.party_row(scope, new, at=at)
    if not new.phone or not row.phone_index or not is_mobile(new.phone):
        return [row]
    return [row, store.phone_row(scope, row.phone_index, party_id=new.party_id)]


def household_rows(scope: Scope, unit: Unit, tenures: Iterable[Tenure]) -> list[Row]:
    """The rows of a new unit's household, to stage: as its pages show it, then each member's own tenure of the unit.

    A member may be on file since long before: their own row is not touched.
    """
    members = tuple(dict.fromkeys(tenures))
    place = {"community_id": unit.community_id, "building_id": unit.building_id}
    return [
        store.household_row(scope, unit.unit_id, **place, tenures=members),
        *(tenure_row(scope, one.party_id, seen_from_party(one, unit_id=unit.unit_id, **place)) for one in members),
    ]


def tenure_row(scope: Scope, party_id: str, tenure: PartyTenure) -> Row:
    """The row of one party's tenure, to stage or to save."""
    return store.tenure_row(scope, party_id, tenure)


def existing_parties(scope: Scope, party_ids: Iterable[str]) -> dict[str, Party]:
    """Those that are on file already. The caller has checked that the community is within reach."""
    return store.parties(scope, party_ids)


def what_differs(party: Party, new: NewParty) -> list[str]:
    """The names of what `new` would change: name, kind, phone, id_number. Never the values."""
    pairs = {
        "name": (party.name, new.name),
        "kind": (party.kind, new.kind),
        "phone": (party.phone_index, index("phone", new.phone) if new.phone else None),
        "id_number": (party.id_number_index, index("id_number", new.id_number) if new.id_number else None),
    }
    return [name for name, (before, after) in pairs.items() if before != after]


def get_party(scope: Scope, party_id: str) -> Party:
    """The party; raises NotFound unless one of their units, or the whole community they are filed in, is reached."""
    found = store.holder(scope, party_id)
    if found is None or not (_reaches_file(scope, found.party) or any(_reaches(scope, one) for one in found.tenures)):
        raise NotFound()
    return found.party


def households(scope: Scope, unit_ids: Iterable[str]) -> dict[str, tuple[Tenure, ...]]:
    """The tenures, past ones too, of those units that have any. The caller has read the units within its reach."""
    return store.households(scope, unit_ids)


def ask_household(scope: Scope, unit_id: str) -> Ask[tuple[Tenure, ...]]:
    """The same of one unit, to be read with other things; nothing where nobody is on file."""
    return store.ask_household(scope, unit_id)


@dataclass(frozen=True)
class OwnUnit:
    """A unit as its holder's own file shows it."""

    unit: Unit
    community_name: str
    tenure: PartyTenure
    area_m2: Decimal | None


@dataclass(frozen=True)
class OwnFile:
    """What the office keeps about a person, masked."""

    party: Party
    id_number_masked: str | None
    units: tuple[OwnUnit, ...]
    organisation_name: str


def own_units(scope: Scope, *, today: date) -> list[PartyTenure]:
    """The caller's tenures that hold today, one for each unit within reach; what they own comes first."""
    return list(_own_tenures(scope, _own(scope, today), today).values())


def own_party_ids(scope: Scope, *, today: date) -> frozenset[str]:
    """The caller's parties: every name that their phone stands under in the organisation. Nobody's for staff."""
    return frozenset(one.party.party_id for one in _own(scope, today))


def own_file(scope: Scope, *, at: datetime) -> OwnFile:
    """What is on file about the caller, and their units of today. Raises NotFound for staff."""
    today = business_date(at)
    own = _own(scope, today)
    if not own:
        raise NotFound()
    names = {one.community_id: one.name for one in estate.list_communities(scope)}
    tenures = _own_tenures(scope, own, today)
    units = []
    for unit in sorted(estate.get_units(scope, tenures).values(), key=lambda unit: unit.place):
        area = unit.area_on(today)
        name = names.get(unit.community_id, "")
        units.append(OwnUnit(unit, name, tenures[unit.unit_id], area.value if area else None))
    return OwnFile(
        party=own[0].party,
        id_number_masked=next((one.party.id_number_masked for one in own if one.party.id_number_masked), None),
        units=tuple(units),
        organisation_name=estate.get_organisation(scope).name,
    )


def actor_names(scope: Scope, actors: Iterable[str]) -> dict[str, str]:
    """The names behind journal actors `S:…` and `P:…`; jobs and others who have none are left out."""
    wanted = set(actors)
    staff = staff_store.staff(scope, (actor[2:] for actor in wanted if actor.startswith("S:")))
    parties = store.parties(scope, (actor[2:] for actor in wanted if actor.startswith("P:")))
    return {f"S:{one.staff_id}": one.name for one in staff} | {f"P:{one}": party.name for one, party in parties.items()}


def _own(scope: Scope, today: date) -> tuple[Holder, ...]:
    """The caller, under every name that their phone stands under in the organisation."""
    kind, _, party_id = scope.actor_id.partition(":")
    caller = store.holder(scope, party_id) if kind == "P" else None
    return holders_like(scope, caller, today) if caller else ()


def _own_tenures(scope: Scope, own: Iterable[Holder], today: date) -> dict[str, PartyTenure]:
    by_unit: dict[str, PartyTenure] = {}
    for tenure in in_order(one for holder in own for one in holder.held_on(today)):
        if _reaches(scope, tenure):
            by_unit.setdefault(tenure.unit_id, tenure)
    return by_unit


def _reaches_file(scope: Scope, party: Party) -> bool:
    if scope.reach.units is not None or scope.reach.buildings is not None:
        return False
    return scope.reach.communities is None or party.community_id in scope.reach.communities


def _reaches(scope: Scope, tenure: PartyTenure) -> bool:
    try:
        scope.need_unit(tenure.unit_id, community_id=tenure.community_id, building_id=tenure.building_id)
    except NotFound:
        return False
    return True
