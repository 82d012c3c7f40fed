"""Parties (当事人) and their tenure of units (REG-02). Pure: no clock, no database, no HTTP."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from chalicelib.core import ids
from chalicelib.core.scope import Household, Reach, Role, Scope
from chalicelib.core.stamp import NEW, Stamp
from chalicelib.people.rules.phones import mask_id_number, mask_phone


class Relation(StrEnum):
    """What ties a party to a unit."""

    OWNER = "owner"
    CO_OWNER = "co_owner"
    TENANT = "tenant"
    FAMILY = "family"
    TEMPORARY = "temporary"
    CONTACT = "contact"


ROLE_OF = {Relation.OWNER: Role.OWNER, Relation.CO_OWNER: Role.OWNER, Relation.TENANT: Role.TENANT}
"""The relations that let a party sign in; the others are kept for the office's calls only."""


@dataclass(frozen=True)
class PartyTenure:
    """One unit, seen from the party. Both days are included; an open end is None, an unknown start too."""

    unit_id: str
    community_id: str
    building_id: str
    relation: Relation
    from_on: date | None = None
    to_on: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the tenure holds on `day`."""
        return _within(day, self.from_on, self.to_on)


@dataclass(frozen=True)
class Tenure:
    """One party, seen from the unit."""

    party_id: str
    name: str
    phone_masked: str | None
    relation: Relation
    from_on: date | None = None
    to_on: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the tenure holds on `day`."""
        return _within(day, self.from_on, self.to_on)


@dataclass(frozen=True)
class NewParty:
    """A party to be filed. `number` is the office's own; `phone` and `id_number` are bare, None where unknown."""

    party_id: str
    community_id: str
    number: str
    name: str
    kind: str = "person"
    phone: str | None = field(default=None, repr=False)
    id_number: str | None = field(default=None, repr=False)

    @property
    def phone_masked(self) -> str | None:
        return mask_phone(self.phone) if self.phone else None

    @property
    def id_number_masked(self) -> str | None:
        return mask_id_number(self.id_number) if self.id_number else None


@dataclass(frozen=True)
class Party:
    """A party on file. The indexes are blind: equal for equal values, and good for nothing else."""

    party_id: str
    community_id: str
    number: str
    name: str
    kind: str
    phone_masked: str | None
    id_number_masked: str | None
    phone_index: str | None
    id_number_index: str | None
    stamp: Stamp = NEW


@dataclass(frozen=True)
class Holder:
    """A party on file with all that ties them to units, past and present."""

    party: Party
    tenures: tuple[PartyTenure, ...]

    def held_on(self, day: date) -> tuple[PartyTenure, ...]:
        """The tenures that let the party sign in on `day`."""
        return tuple(one for one in self.tenures if one.relation in ROLE_OF and one.holds_on(day))


def party_id_of(community_id: str, number: str) -> str:
    """A party is the same wherever the office's number for them is written: imported twice, they are one (REG-07)."""
    return ids.derived(community_id, "party", number)


def tenure_of(party: NewParty | Party, tenure: PartyTenure) -> Tenure:
    """The same tenure seen from the unit."""
    return Tenure(party.party_id, party.name, party.phone_masked, tenure.relation, tenure.from_on, tenure.to_on)


def seen_from_party(tenure: Tenure, *, unit_id: str, community_id: str, building_id: str) -> PartyTenure:
    """The reverse of `tenure_of`: a household's tenure as its party has it."""
    return PartyTenure(unit_id, community_id, building_id, tenure.relation, tenure.from_on, tenure.to_on)


def in_order(tenures: Iterable[PartyTenure]) -> list[PartyTenure]:
    """What somebody owns before what they rent, then by unit."""
    order = list(Relation)
    return sorted(tenures, key=lambda one: (order.index(one.relation), one.unit_id))


def household_scopes(org_id: str, holders: tuple[Holder, ...], day: date) -> tuple[Scope, ...]:
    """One scope for each role that these parties, who are one person, have on `day`: their own units, no others."""
    held = [one for holder in holders for one in holder.held_on(day)]
    owned = frozenset(one.unit_id for one in held if ROLE_OF[one.relation] == Role.OWNER)
    household = Household(frozenset(holder.party.party_id for holder in holders), owned)
    scopes = []
    for role in sorted({ROLE_OF[one.relation] for one in held}):
        own = [one for one in held if ROLE_OF[one.relation] == role]
        reach = Reach(frozenset(one.community_id for one in own), None, frozenset(one.unit_id for one in own))
        scopes.append(Scope(org_id, f"P:{holders[0].party.party_id}", frozenset({role}), reach, household))
    return tuple(scopes)


def _within(day: date, from_on: date | None, to_on: date | None) -> bool:
    return (from_on is None or from_on <= day) and (to_on is None or day <= to_on)
