"""Staff: how somebody becomes one of the office, what they are granted, how they lose a second factor, how they leave.

Whatever changes staff saves the office's roster too, so that such changes happen one after the other: two
administrators cannot end each other in the same moment.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chalicelib.core.scope import Cause, Scope
from chalicelib.edge import sessions
from chalicelib.estate import service as estate
from chalicelib.journal import Transaction, transaction, verb
from chalicelib.journal.entries import ORGANISATION_HOME
from chalicelib.people.rules import staff as rules
from chalicelib.people.rules.staff import AlreadyStaff, Grant, Staff, StaffExists
from chalicelib.people.store import codes
from chalicelib.people.store import parties as party_store
from chalicelib.people.store import staff as store
from chalicelib.people.vault import index


@dataclass(frozen=True)
class StaffAdded:
    staff_id: str


@dataclass(frozen=True)
class GrantsChanged:
    staff_id: str


@dataclass(frozen=True)
class StaffLeft:
    staff_id: str


@dataclass(frozen=True)
class FactorReset:
    staff_id: str


@verb("people.add_staff")
def add_staff(
    scope: Scope, cause: Cause, staff_id: str, *, name: str, phone: str, grants: Sequence[Grant]
) -> StaffAdded:
    """Let somebody work for the office.

    Raises BadGrant, AlreadyStaff, StaffExists, NotFound for a community that is not there.
    """
    rules.check_grants(scope, grants)
    _check_places(scope, grants)
    lock, rows = store.roster(scope)
    rules.check_acting(scope, [store.entity(row) for row in rows.values()])
    if staff_id in rows:
        raise StaffExists(staff_id=staff_id)
    if party_store.staff_phones(scope, index("phone", phone)):
        raise AlreadyStaff()
    with transaction(scope, cause) as tx:
        tx.save(lock)
        row = store.staff_row(scope, staff_id, name=name, phone=phone, grants=tuple(grants))
        tx.save(party_store.phone_row(scope, row.phone_index, staff_id=staff_id))
        changes = {"grants": rules.differences((), grants)}
        return tx.record(
            "staff.added", subject=row, home=ORGANISATION_HOME, outcome=StaffAdded(staff_id), changes=changes
        )


def add_staff_in(tx: Transaction, staff_id: str, *, name: str, phone: str, grants: Sequence[Grant]) -> None:
    """Join a verb that brings its first staff with it."""
    row = store.staff_row(tx.scope, staff_id, name=name, phone=phone, grants=tuple(grants))
    tx.save(row)
    tx.save(party_store.phone_row(tx.scope, row.phone_index, staff_id=staff_id))


@verb("people.change_grants")
def change_grants(scope: Scope, cause: Cause, staff_id: str, *, grants: Sequence[Grant]) -> GrantsChanged:
    """Give somebody these roles instead of those they had.

    Raises BadGrant, StaffEnded, LastAdmin, NotFound for who or what is not there.
    """
    lock, rows = store.roster(scope)
    changed = rules.change_grants(scope, [store.entity(row) for row in rows.values()], staff_id, grants)
    _check_places(scope, grants)
    row = rows[staff_id]
    before, row.roles = row.roles, changed.grants
    with transaction(scope, cause) as tx:
        tx.save(lock)
        return tx.record(
            "staff.grants_changed",
            subject=row,
            home=ORGANISATION_HOME,
            outcome=GrantsChanged(staff_id),
            changes={"grants": rules.differences(before, changed.grants)},
        )


def end_staff(scope: Scope, cause: Cause, staff_id: str, *, reason: str) -> StaffLeft:
    """Let somebody leave: no sign-in from then on, and their sessions in the organisation end at once.

    (A warm process may answer a read for the seconds that `edge.sessions` keeps a person; it never lets a write by.)
    Their name stays with what they did; the phone's second factor goes with the last of its staff. Raises StaffEnded,
    OwnEnd, LastAdmin, NotFound.
    """
    left = _end_staff(scope, cause, staff_id, reason=reason)
    for one in store.staff(scope, [left.staff_id]):
        sessions.end_all(one.phone_index, scope.org_id)
    return left


@verb("people.end_staff")
def _end_staff(scope: Scope, cause: Cause, staff_id: str, *, reason: str) -> StaffLeft:
    lock, rows = store.roster(scope)
    ended = rules.end(scope, [store.entity(row) for row in rows.values()], staff_id, at=cause.at)
    row = rows[staff_id]
    row.ended_at = ended.ended_at
    with transaction(scope, cause) as tx:
        tx.save(lock)
        for listed in party_store.staff_phones(scope, row.phone_index):
            if listed.owner_id == staff_id:
                tx.delete(listed)
        if not party_store.is_staff_beside(scope, row.phone_index, staff_id):
            codes.lose_factor_in(tx, row.phone_index)
        return tx.record("staff.ended", subject=row, home=ORGANISATION_HOME, outcome=StaffLeft(staff_id), reason=reason)


def reset_second_factor(scope: Scope, cause: Cause, staff_id: str, *, reason: str) -> FactorReset:
    """Take back somebody's second factor, lost with its device: whatever they opened as staff is closed, and the next
    sign-in enrols a new one. A factor is a phone's: it is gone in every organisation that the phone works for.

    Raises StaffEnded, Forbidden, NotFound.
    """
    done = _reset_second_factor(scope, cause, staff_id, reason=reason)
    for one in store.staff(scope, [done.staff_id]):
        sessions.end_as_staff(one.phone_index)
    return done


@verb("people.reset_second_factor")
def _reset_second_factor(scope: Scope, cause: Cause, staff_id: str, *, reason: str) -> FactorReset:
    lock, rows = store.roster(scope)
    rules.check_reset(scope, [store.entity(row) for row in rows.values()], staff_id)
    row = rows[staff_id]
    with transaction(scope, cause) as tx:
        tx.save(lock)
        codes.lose_factor_in(tx, row.phone_index)
        outcome = FactorReset(staff_id)
        return tx.record("staff.factor_removed", subject=row, home=ORGANISATION_HOME, outcome=outcome, reason=reason)


def staff_page(scope: Scope, *, cursor: str | None = None) -> tuple[list[Staff], str | None]:
    """A page of those who work or worked where the caller reaches; it may be short, or empty before the last."""
    found, onward = store.staff_page(scope, cursor=cursor)
    return rules.seen_by(scope, found), onward


def _check_places(scope: Scope, grants: Sequence[Grant]) -> None:
    """Raise NotFound for a community that is not there. A building that is not gives nothing, so none is looked up."""
    for community_id in sorted({one for grant in grants for one in grant.communities or ()}):
        estate.get_community(scope, community_id)
