"""Parties, households and phones: rows ↔ entities. An import may stage all of them, so every read asks `visible`.

A party's row and their tenures' rows are one collection, so that an import can give a party on file one more unit.
A phone's row stands outside any organisation, since a person signs in before one is known: its key is the blind index.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import Any, Final

from pynamodb.attributes import UnicodeAttribute

from chalicelib.core import limits
from chalicelib.core.scope import Scope
from chalicelib.db.reads import Ask, Listing, every, get_many
from chalicelib.db.rows import AggregateRow, Instant, Packed, table_name
from chalicelib.db.staging import visible
from chalicelib.people.rules.opened import Opened
from chalicelib.people.rules.parties import Holder, NewParty, Party, PartyTenure, Relation, Tenure
from chalicelib.people.rules.phones import mask_id_number, mask_phone
from chalicelib.people.rules.transfers import standing
from chalicelib.people.vault import Safe, index

_TENURE: Final = "TENURE#"
_STAFF: Final = "1S#"
_PARTY: Final = "2P#"
PERSONAL: Final = tuple(f"{name}{part}" for name in ("phone", "id_number") for part in ("", "_masked", "_index"))
"""The attributes of a party's row that are made from what only they may know."""


class PeopleRow(AggregateRow):
    """The people table."""

    class Meta:
        table_name = table_name("people")


class PartyRow(PeopleRow):
    community_id = UnicodeAttribute()
    number = UnicodeAttribute()
    name = UnicodeAttribute()
    kind = UnicodeAttribute()
    key = UnicodeAttribute()
    phone = UnicodeAttribute(null=True)
    phone_masked = UnicodeAttribute(null=True)
    phone_index = UnicodeAttribute(null=True)
    id_number = UnicodeAttribute(null=True)
    id_number_masked = UnicodeAttribute(null=True)
    id_number_index = UnicodeAttribute(null=True)
    filed_at = Instant()


class TenureRow(PeopleRow):
    """One unit of a party, beside the party's own row; `more` where they came back to it, earlier times."""

    tenure: Packed[PartyTenure] = Packed(PartyTenure)
    more: Packed[tuple[PartyTenure, ...]] = Packed(tuple[PartyTenure, ...], null=True)


class HolderRow(PartyRow):
    """Any row of a party's collection, as it is read: the party (`sk` PARTY) or a tenure. Never saved."""

    tenure: Packed[PartyTenure] = Packed(PartyTenure, null=True)
    more: Packed[tuple[PartyTenure, ...]] = Packed(tuple[PartyTenure, ...], null=True)


class HouseholdRow(PeopleRow):
    """Who lives in, owns or pays for a unit, as the unit's pages show it."""

    community_id = UnicodeAttribute()
    building_id = UnicodeAttribute()
    tenures: Packed[tuple[Tenure, ...]] = Packed(tuple[Tenure, ...])


class PhoneRow(PeopleRow):
    """Whose a phone is: `sk` is 1S#{org}#{staff} or 2P#{org}#{party}.

    Staff come first, so that they are found however many households have written the same phone down.
    """

    @property
    def org_id(self) -> str:
        return str(self.sk.split("#")[1])

    @property
    def owner_id(self) -> str:
        return str(self.sk.split("#")[2])

    @property
    def is_staff(self) -> bool:
        return bool(self.sk.startswith(_STAFF))


def party_row(scope: Scope, new: NewParty, *, at: datetime) -> PartyRow:
    return sealed_row(scope, sealed(scope, new), at=at)


def sealed(scope: Scope, new: NewParty) -> dict[str, str | None]:
    """A new party's values by the names of their row's attributes, the personal ones under a key of their own."""
    safe = Safe.new(scope.org_id, new.party_id)
    plain = {name: getattr(new, name) for name in ("party_id", "community_id", "number", "name", "kind")}
    return plain | {"key": safe.wrapped} | sealed_values(safe, phone=new.phone, id_number=new.id_number)


def sealed_values(safe: Safe, **values: str | None) -> dict[str, str | None]:
    """Of each value (phone, id_number) what a party's row keeps: sealed, masked, and its blind index."""
    masks = {"phone": mask_phone, "id_number": mask_id_number}
    found: dict[str, str | None] = {}
    for name, value in values.items():
        found[name] = safe.seal(name, value) if value else None
        found[f"{name}_masked"] = masks[name](value) if value else None
        found[f"{name}_index"] = index(name, value) if value else None
    return found


def sealed_row(scope: Scope, kept: Mapping[str, Any], *, at: datetime) -> PartyRow:
    """The row of a new party from what `sealed` gave."""
    row = PartyRow(_pk(scope, kept["party_id"]), "PARTY", filed_at=at)
    for name in ("community_id", "number", "name", "kind", "key", *PERSONAL):
        setattr(row, name, kept[name])
    return row


def phone_row(scope: Scope, phone_index: str, *, party_id: str = "", staff_id: str = "") -> PhoneRow:
    """The row by which a party, or else a member of staff, is found at sign-in."""
    whose = f"{_PARTY}{scope.org_id}#{party_id}" if party_id else f"{_STAFF}{scope.org_id}#{staff_id}"
    return PhoneRow(_phone_pk(phone_index), whose)


def phones(phone_index: str) -> list[PhoneRow]:
    """Every row of this phone, staged ones too: the caller asks `visible` with each one's own scope."""
    return _phones(phone_index, "")


def party_phones(scope: Scope, phone_index: str) -> list[PhoneRow]:
    """The phone's visible rows of parties in the organisation."""
    return visible(scope, _phones(phone_index, f"{_PARTY}{scope.org_id}#"))


def staff_phones(scope: Scope, phone_index: str) -> list[PhoneRow]:
    """The phone's rows of staff in the organisation."""
    return _phones(phone_index, f"{_STAFF}{scope.org_id}#")


def is_staff_beside(scope: Scope, phone_index: str, staff_id: str) -> bool:
    """Whether this phone works for some organisation by another row than this one of the scope's."""
    own = f"{_STAFF}{scope.org_id}#{staff_id}"
    return any(row.sk != own for row in _phones(phone_index, _STAFF))


def _phones(phone_index: str, prefix: str) -> list[PhoneRow]:
    listing = Listing(PhoneRow, _phone_pk(phone_index), prefix)
    return list(islice(every(listing), limits.IDENTITIES_PER_PHONE))


def parties(scope: Scope, party_ids: Iterable[str]) -> dict[str, Party]:
    """Those that exist and are visible. The caller sees to the reach."""
    rows = get_many(PartyRow, ((_pk(scope, party_id), "PARTY") for party_id in party_ids))
    return {party.party_id: party for party in map(entity, visible(scope, rows))}


def opened(scope: Scope, party_ids: Iterable[str]) -> Iterator[Opened]:
    """The same with their bare numbers: for a check that keeps none of them."""
    rows = get_many(PartyRow, ((_pk(scope, party_id), "PARTY") for party_id in party_ids))
    for row in visible(scope, rows):
        party = entity(row)
        safe = Safe(scope.org_id, party.party_id, row.key)
        phone, number = (safe.open(name, sealed) if sealed else None for name, sealed in _sealed(row))
        yield Opened(party, phone, number)


def phone_of(scope: Scope, party_id: str) -> tuple[str, str] | None:
    """The party's phone, unsealed, and its blind index; None for who has none or is not visible."""
    row = next(iter(visible(scope, get_many(PartyRow, [(_pk(scope, party_id), "PARTY")]))), None)
    if row is None or not row.phone or not row.phone_index:
        return None
    return Safe(scope.org_id, party_id, row.key).open("phone", row.phone), row.phone_index


def holder(scope: Scope, party_id: str) -> Holder | None:
    """The party with their visible tenures, in one request; None when there is no such party. Reach: as above."""
    rows = visible(scope, every(Listing(HolderRow, _pk(scope, party_id))))
    party = next((entity(row) for row in rows if row.sk == "PARTY"), None)
    held = (one for row in rows if row.sk.startswith(_TENURE) for one in (row.tenure, *(row.more or ())))
    return Holder(party, tuple(held)) if party else None


def tenure_row(scope: Scope, party_id: str, tenure: PartyTenure) -> TenureRow:
    return TenureRow(*tenure_key(scope, party_id, tenure.unit_id, tenure.relation), tenure=tenure)


def tenure_key(scope: Scope, party_id: str, unit_id: str, relation: Relation) -> tuple[str, str]:
    return _pk(scope, party_id), f"{_TENURE}{unit_id}#{relation}"


def party_key(scope: Scope, party_id: str) -> tuple[str, str]:
    return _pk(scope, party_id), "PARTY"


def household_row(
    scope: Scope, unit_id: str, *, community_id: str, building_id: str, tenures: tuple[Tenure, ...]
) -> HouseholdRow:
    row = HouseholdRow(*household_key(scope, unit_id), community_id=community_id, building_id=building_id)
    row.tenures = tenures
    return row


def household_key(scope: Scope, unit_id: str) -> tuple[str, str]:
    return f"{scope.org_id}#U#{unit_id}", "HOUSEHOLD"


def households(scope: Scope, unit_ids: Iterable[str]) -> dict[str, tuple[Tenure, ...]]:
    """The tenures that stand, past ones too, of each unit that has any on file. The caller sees to the reach."""
    return {unit_id: standing(tenures) for unit_id, tenures in histories(scope, unit_ids).items()}


def histories(scope: Scope, unit_ids: Iterable[str]) -> dict[str, tuple[Tenure, ...]]:
    """The same with those that were replaced."""
    rows = get_many(HouseholdRow, (household_key(scope, unit_id) for unit_id in unit_ids))
    return {row.pk.rpartition("#")[2]: row.tenures for row in visible(scope, rows)}


def ask_household(scope: Scope, unit_id: str) -> Ask[tuple[Tenure, ...]]:
    """A unit's tenures that stand, to be read with other things. The caller sees to the reach."""

    def meaning(row: HouseholdRow | None) -> tuple[Tenure, ...]:
        return tuple(one for found in visible(scope, [row] if row else []) for one in standing(found.tenures))

    return Ask(HouseholdRow, *household_key(scope, unit_id), meaning)


def entity(row: PartyRow) -> Party:
    """The party that a row keeps."""
    return Party(
        party_id=row.pk.rpartition("#")[2],
        community_id=row.community_id,
        number=row.number,
        name=row.name,
        kind=row.kind,
        phone_masked=row.phone_masked,
        id_number_masked=row.id_number_masked,
        phone_index=row.phone_index,
        id_number_index=row.id_number_index,
        stamp=row.stamp,
    )


def _sealed(row: PartyRow) -> tuple[tuple[str, str | None], ...]:
    return ("phone", row.phone), ("id_number", row.id_number)


def _pk(scope: Scope, party_id: str) -> str:
    return f"{scope.org_id}#P#{party_id}"


def _phone_pk(phone_index: str) -> str:
    return f"_#PHONE#{phone_index}"
