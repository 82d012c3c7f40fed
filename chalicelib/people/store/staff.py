"""Staff rows ↔ entities."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pynamodb.attributes import UnicodeAttribute

from chalicelib.core.scope import Scope
from chalicelib.db.reads import Listing, every, get, get_many, page
from chalicelib.db.rows import Instant, Packed
from chalicelib.people.rules.phones import mask_phone
from chalicelib.people.rules.staff import Grant, Staff
from chalicelib.people.store.parties import PeopleRow
from chalicelib.people.vault import Safe, index

_STAFF: Final = "S#"


class StaffRow(PeopleRow):
    """One of the office; `roles` are what they were granted, and where."""

    name = UnicodeAttribute()
    key = UnicodeAttribute()
    phone = UnicodeAttribute()
    phone_masked = UnicodeAttribute()
    phone_index = UnicodeAttribute()
    roles: Packed[tuple[Grant, ...]] = Packed(tuple[Grant, ...])
    ended_at = Instant(null=True)


class RosterRow(PeopleRow):
    """Saved with every change of staff, so that two changes at once never each count on the other not happening."""


def staff_row(scope: Scope, staff_id: str, *, name: str, phone: str, grants: tuple[Grant, ...]) -> StaffRow:
    safe = Safe.new(scope.org_id, staff_id)
    row = StaffRow(scope.org_id, f"{_STAFF}{staff_id}", name=name, key=safe.wrapped, roles=grants)
    row.phone, row.phone_masked, row.phone_index = safe.seal("phone", phone), mask_phone(phone), index("phone", phone)
    return row


def staff(scope: Scope, staff_ids: Iterable[str]) -> list[Staff]:
    """Those that exist, in the order of their ids."""
    rows = get_many(StaffRow, ((scope.org_id, f"{_STAFF}{staff_id}") for staff_id in staff_ids))
    return sorted((entity(row) for row in rows), key=lambda one: one.staff_id)


def phone_of(scope: Scope, staff_id: str) -> tuple[str, str] | None:
    """The bare phone of one who works here, and its blind index."""
    row = get(StaffRow, scope.org_id, f"{_STAFF}{staff_id}")
    if row is None or row.ended_at is not None:
        return None
    return Safe(scope.org_id, staff_id, row.key).open("phone", row.phone), row.phone_index


def roster(scope: Scope) -> tuple[RosterRow, dict[str, StaffRow]]:
    """Everybody who works or worked for the office: hundreds. The lock is read first, and is saved with any change."""
    lock = get(RosterRow, scope.org_id, "ROSTER") or RosterRow(scope.org_id, "ROSTER")
    return lock, {row.sk.removeprefix(_STAFF): row for row in every(_all(scope))}


def staff_page(scope: Scope, *, cursor: str | None) -> tuple[list[Staff], str | None]:
    """A page of all staff, those who left too, in the order of their ids."""
    found = page(scope, _all(scope), cursor=cursor)
    return [entity(row) for row in found.rows], found.next


def _all(scope: Scope) -> Listing[StaffRow]:
    return Listing(StaffRow, scope.org_id, _STAFF)


def entity(row: StaffRow) -> Staff:
    """The member of staff that a row keeps."""
    return Staff(
        staff_id=row.sk.removeprefix(_STAFF),
        name=row.name,
        phone_masked=row.phone_masked,
        phone_index=row.phone_index,
        grants=row.roles,
        ended_at=row.ended_at,
        stamp=row.stamp,
    )
