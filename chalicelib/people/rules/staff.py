"""The office's people and what each was granted: a role, and where (SEC-02). Pure: no clock, no database, no HTTP."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from chalicelib.core.errors import Conflict, Forbidden, Invalid
from chalicelib.core.scope import Reach, Role, Scope
from chalicelib.core.stamp import NEW, Stamp

STAFF_ROLES: Final = frozenset(Role) - {Role.OWNER, Role.TENANT, Role.SYSTEM}


class BadGrant(Invalid):
    """A grant of no staff role, of nowhere, or of buildings without their community."""

    code = "staff_bad_grant"


class AlreadyStaff(Conflict):
    """Somebody of the office signs in with this phone already."""

    code = "staff_phone_taken"


@dataclass(frozen=True)
class Grant:
    """A role and where it holds: None means everywhere. Buildings name a few of the communities' buildings."""

    role: Role
    communities: tuple[str, ...] | None = None
    buildings: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Staff:
    """A member of staff as readers see them."""

    staff_id: str
    name: str
    phone_masked: str
    phone_index: str
    grants: tuple[Grant, ...]
    stamp: Stamp = NEW


def check_grants(scope: Scope, grants: Sequence[Grant]) -> None:
    """Raise BadGrant, or Forbidden for a giver who does not themselves reach the whole organisation."""
    if scope.reach != Reach():
        raise Forbidden()
    if not grants:
        raise BadGrant(role=None)
    for grant in grants:
        nowhere = grant.communities == () or grant.buildings == ()
        astray = grant.buildings is not None and grant.communities is None
        if grant.role not in STAFF_ROLES or nowhere or astray:
            raise BadGrant(role=grant.role)


def staff_scopes(org_id: str, staff: Sequence[Staff]) -> tuple[Scope, ...]:
    """One scope for each grant, so that a role given in one community says nothing about another."""
    return tuple(
        Scope(org_id, f"S:{one.staff_id}", frozenset({grant.role}), _reach(grant))
        for one in staff
        for grant in one.grants
    )


def _reach(grant: Grant) -> Reach:
    return Reach(
        None if grant.communities is None else frozenset(grant.communities),
        None if grant.buildings is None else frozenset(grant.buildings),
    )
