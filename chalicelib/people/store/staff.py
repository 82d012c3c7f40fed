"""Staff rows ↔ entities."""

from __future__ import annotations

from collections.abc import Iterable

from pynamodb.attributes import UnicodeAttribute

from chalicelib.core.scope import Scope
from chalicelib.db.reads import get_many
from chalicelib.db.rows import Packed
from chalicelib.people.rules.phones import mask_phone
from chalicelib.people.rules.staff import Grant, Staff
from chalicelib.people.store.parties import PeopleRow
from chalicelib.people.vault import Safe, index


class StaffRow(PeopleRow):
    """One of the office; `roles` are what they were granted, and where."""

    name = UnicodeAttribute()
    key = UnicodeAttribute()
    phone = UnicodeAttribute()
    phone_masked = UnicodeAttribute()
    phone_index = UnicodeAttribute()
    roles: Packed[tuple[Grant, ...]] = Packed(tuple[Grant, ...])


def staff_row(scope: Scope, staff_id: str, *, name: str, phone: str, grants: tuple[Grant, ...]) -> StaffRow:
    safe = Safe.new(scope.org_id, staff_id)
    row = StaffRow(scope.org_id, f"S#{staff_id}", name=name, key=safe.wrapped, roles=grants)
    row.phone, row.phone_masked, row.phone_index = safe.seal("phone", phone), mask_phone(phone), index("phone", phone)
    return row


def staff(scope: Scope, staff_ids: Iterable[str]) -> list[Staff]:
    """Those that exist, in the order of their ids."""
    rows = get_many(StaffRow, ((scope.org_id, f"S#{staff_id}") for staff_id in staff_ids))
    return sorted((_staff(row) for row in rows), key=lambda one: one.staff_id)


def _staff(row: StaffRow) -> Staff:
    return Staff(row.sk.removeprefix("S#"), row.name, row.phone_masked, row.phone_index, row.roles, row.stamp)
