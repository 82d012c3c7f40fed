"""Staff: how somebody becomes one of the office."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chalicelib.core.scope import Cause, Scope
from chalicelib.estate import service as estate
from chalicelib.journal import Transaction, transaction, verb
from chalicelib.journal.entries import ORGANISATION_HOME
from chalicelib.people.rules.staff import AlreadyStaff, Grant, check_grants
from chalicelib.people.store import parties as party_store
from chalicelib.people.store import staff as store
from chalicelib.people.vault import index


@dataclass(frozen=True)
class StaffAdded:
    staff_id: str


@verb("people.add_staff")
def add_staff(
    scope: Scope, cause: Cause, staff_id: str, *, name: str, phone: str, grants: Sequence[Grant]
) -> StaffAdded:
    """Let somebody work for the office. Raises BadGrant, AlreadyStaff, NotFound for a community that is not there."""
    check_grants(scope, grants)
    for community_id in {one for grant in grants for one in grant.communities or ()}:
        estate.get_community(scope, community_id)
    if any(row.sk.startswith(f"{scope.org_id}#S#") for row in party_store.phones(index("phone", phone))):
        raise AlreadyStaff()
    with transaction(scope, cause) as tx:
        row = store.staff_row(scope, staff_id, name=name, phone=phone, grants=tuple(grants))
        tx.save(party_store.phone_row(scope, row.phone_index, staff_id=staff_id))
        changes = {"roles": [None, [grant.role for grant in grants]]}
        return tx.record(
            "staff.added", subject=row, home=ORGANISATION_HOME, outcome=StaffAdded(staff_id), changes=changes
        )


def add_staff_in(tx: Transaction, staff_id: str, *, name: str, phone: str, grants: Sequence[Grant]) -> None:
    """Join a verb that brings its first staff with it."""
    row = store.staff_row(tx.scope, staff_id, name=name, phone=phone, grants=tuple(grants))
    tx.save(row)
    tx.save(party_store.phone_row(tx.scope, row.phone_index, staff_id=staff_id))
