"""Parties (当事人) and their tenure of units (REG-02). Pure: no clock, no database, no HTTP."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from chalicelib.core import ids
from chalicelib.core.scope import Reach, Role, Scope
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
        return (self.from_on is None or self.from_on <= day) and (self.to_on is None or day <= self.to_on)


@dataclass(frozen=True)
class Tenure:
    """One party, seen from the unit."""

    party_id: str
    name: str
    phone_masked: str | None
    relation: Relation
    from_on: date | None = None
    to_on: date | None = None


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
    tenures: tuple[PartyTenure, ...] = ()

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
    tenures: tuple[PartyTenure, ...]
    stamp: Stamp = NEW

    def roles_on(self, day: date) -> frozenset[Role]:
        """What the party may sign in as on `day`: nothing, when no tenure holds that lets them."""
        return frozenset(ROLE_OF[one.relation] for one in self.tenures if one.relation in ROLE_OF and one.holds_on(day))


def party_id_of(community_id: str, number: str) -> str:
    """A party is the same wherever the office's number for them is written: imported twice, they are one (REG-07)."""
    return ids.derived(community_id, "party", number)


def tenure_of(party: NewParty | Party, tenure: PartyTenure) -> Tenure:
    """The same tenure seen from the unit."""
    return Tenure(party.party_id, party.name, party.phone_masked, tenure.relation, tenure.from_on, tenure.to_on)


def household_scopes(org_id: str, parties: tuple[Party, ...], day: date) -> tuple[Scope, ...]:
    """One scope for each role that these parties, who are one person, have on `day`: their own units, no others."""
    held = [one for party in parties for one in party.tenures if one.relation in ROLE_OF and one.holds_on(day)]
    scopes = []
    for role in sorted({ROLE_OF[one.relation] for one in held}):
        own = [one for one in held if ROLE_OF[one.relation] == role]
        reach = Reach(frozenset(one.community_id for one in own), None, frozenset(one.unit_id for one in own))
        scopes.append(Scope(org_id, f"P:{parties[0].party_id}", frozenset({role}), reach))
    return tuple(scopes)
