"""Parties (当事人) and their tenure of units (REG-02). Pure: no clock, no database, no HTTP."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from chalicelib.core import ids
from chalicelib.core.dated import Source
from chalicelib.core.scope import Household, Reach, Role, Scope
from chalicelib.core.stamp import NEW, Stamp
from chalicelib.people.rules.phones import mask_id_number, mask_phone

_DAY: Final = timedelta(days=1)


class Relation(StrEnum):
    """What ties a party to a unit."""

    OWNER = "owner"
    CO_OWNER = "co_owner"
    TENANT = "tenant"
    FAMILY = "family"
    TEMPORARY = "temporary"
    CONTACT = "contact"


OWNING = frozenset({Relation.OWNER, Relation.CO_OWNER})

ROLE_OF = {Relation.OWNER: Role.OWNER, Relation.CO_OWNER: Role.OWNER, Relation.TENANT: Role.TENANT}
"""The relations that let a party sign in; the others are kept for the office's calls only."""


@dataclass(frozen=True)
class PartyTenure:
    """One unit, seen from the party. Both days are included; an open end is None, an unknown start too.

    `replaced_on`: nothing of it stands any more; what was believed when is kept with the unit.
    """

    unit_id: str
    community_id: str
    building_id: str
    relation: Relation
    from_on: date | None = None
    to_on: date | None = None
    replaced_on: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the tenure stands, and holds on `day`."""
        return self.replaced_on is None and _within(day, self.from_on, self.to_on)


@dataclass(frozen=True)
class Tenure:
    """One party, seen from the unit, and the paper by which it is so (None: the office's books, once taken over).

    Like a dated fact it is never removed: we believed it from `known_on` (None: since it was filed) until the day
    before `replaced_on`. `known_by` and `replaced_by` are the approvals by which it came to stand so, and no longer.
    """

    party_id: str
    name: str
    phone_masked: str | None
    relation: Relation
    from_on: date | None = None
    to_on: date | None = None
    source: Source | None = None
    known_on: date | None = None
    known_by: str | None = None
    replaced_on: date | None = None
    replaced_by: str | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the tenure stands, and holds on `day`."""
        return self.replaced_on is None and _within(day, self.from_on, self.to_on)

    def was_believed_on(self, day: date) -> bool:
        """Whether the tenure was on file, and not yet replaced, at the end of `day`."""
        since = self.known_on or (self.source.entered_on if self.source else date.min)
        return since <= day and (self.replaced_on is None or day < self.replaced_on)


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
    owned = owned_since((one for holder in holders for one in holder.tenures), day)
    household = Household(frozenset(holder.party.party_id for holder in holders), owned)
    scopes = []
    for role in sorted({ROLE_OF[one.relation] for one in held}):
        own = [one for one in held if ROLE_OF[one.relation] == role]
        reach = Reach(frozenset(one.community_id for one in own), None, frozenset(one.unit_id for one in own))
        scopes.append(Scope(org_id, f"P:{holders[0].party.party_id}", frozenset({role}), reach, household))
    return tuple(scopes)


def owned_since(tenures: Iterable[PartyTenure], day: date) -> dict[str, date | None]:
    """The units that are owned on `day`, and since when without a break; None since before anybody knows."""
    owned: dict[str, list[PartyTenure]] = {}
    for one in tenures:
        if one.relation in OWNING and one.replaced_on is None:
            owned.setdefault(one.unit_id, []).append(one)
    since: dict[str, date | None] = {}
    for unit_id, theirs in owned.items():
        begun = min((one.from_on or date.min for one in theirs if one.holds_on(day)), default=None)
        if begun is None:
            continue
        for one in sorted(theirs, key=lambda one: one.from_on or date.min, reverse=True):
            if begun > date.min and one.to_on and one.to_on >= begun - _DAY:
                begun = min(begun, one.from_on or date.min)
        since[unit_id] = begun if begun > date.min else None
    return since


def _within(day: date, from_on: date | None, to_on: date | None) -> bool:
    return (from_on is None or from_on <= day) and (to_on is None or day <= to_on)
