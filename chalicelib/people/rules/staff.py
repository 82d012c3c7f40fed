"""The office's people and what each was granted: a role, and where (SEC-02). Pure: no clock, no database, no HTTP."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from chalicelib.core.errors import Conflict, Forbidden, Invalid, NotFound
from chalicelib.core.scope import Reach, Role, Scope
from chalicelib.core.stamp import NEW, Stamp

_NAMED_PLACES: Final = 2
STAFF_ROLES: Final = frozenset(Role) - {Role.OWNER, Role.TENANT, Role.SYSTEM}


class BadGrant(Invalid):
    """A grant of no staff role, of nowhere, or of buildings without their community."""

    code = "staff_bad_grant"


class AlreadyStaff(Conflict):
    """Somebody of the office signs in with this phone already."""

    code = "staff_phone_taken"


class StaffExists(Conflict):
    """This id is another member of staff's."""

    code = "staff_exists"


class StaffEnded(Conflict):
    """They have left: nothing can be given to them or taken from them any more."""

    code = "staff_ended"


class OwnEnd(Conflict):
    """Nobody ends themselves: a colleague does."""

    code = "staff_own_end"


class LastAdmin(Conflict):
    """Nobody would be left who can give roles."""

    code = "last_admin"


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
    ended_at: datetime | None = None
    stamp: Stamp = NEW

    @property
    def is_active(self) -> bool:
        """Whether they still work here."""
        return self.ended_at is None

    @property
    def is_admin(self) -> bool:
        """Whether they are an administrator of the whole organisation now."""
        return self.is_active and Grant(Role.ADMIN) in self.grants


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


def change_grants(scope: Scope, staff: Sequence[Staff], staff_id: str, grants: Sequence[Grant]) -> Staff:
    """The member of staff with these grants instead; raises NotFound, StaffEnded, BadGrant, LastAdmin, Forbidden."""
    check_grants(scope, grants)
    one = _active(scope, staff, staff_id)
    return _with(staff, replace(one, grants=tuple(grants)))


def end(scope: Scope, staff: Sequence[Staff], staff_id: str, *, at: datetime) -> Staff:
    """The member of staff as one who has left; raises NotFound, StaffEnded, OwnEnd, LastAdmin, Forbidden."""
    if scope.reach != Reach():
        raise Forbidden()
    one = _active(scope, staff, staff_id)
    if scope.actor_id == f"S:{staff_id}":
        raise OwnEnd()
    return _with(staff, replace(one, ended_at=at))


def check_reset(scope: Scope, staff: Sequence[Staff], staff_id: str) -> None:
    """Raise NotFound, StaffEnded or Forbidden unless this second factor may be taken back."""
    if scope.reach != Reach():
        raise Forbidden()
    _active(scope, staff, staff_id)


def differences(before: Sequence[Grant], after: Sequence[Grant]) -> dict[str, list[str]]:
    """What was given and what was taken, one short line for each grant, for the journal."""
    given = [_line(one) for one in after if one not in before]
    taken = [_line(one) for one in before if one not in after]
    return {"given": given, "taken": taken}


def _line(grant: Grant) -> str:
    """The role and where it holds: named while that is short, else counted, with a digest that tells one from another.

    Ten grants of fifty communities each would be larger than an entry may be.
    """
    return " ".join([grant.role, *(_places(one) for one in (grant.communities, grant.buildings) if one is not None)])


def _places(places: tuple[str, ...]) -> str:
    if len(places) <= _NAMED_PLACES:
        return ",".join(places)
    digest = hashlib.sha256(",".join(places).encode()).hexdigest()
    return f"{len(places)}:{digest[:16]}"


def check_acting(scope: Scope, staff: Sequence[Staff]) -> None:
    """Raise Forbidden for one of these staff who is no administrator any more, whatever their session said."""
    if any(scope.actor_id == f"S:{one.staff_id}" and not one.is_admin for one in staff):
        raise Forbidden()


def seen_by(scope: Scope, staff: Sequence[Staff]) -> list[Staff]:
    """Those who work where `scope` reaches, with the grants that reach there alone."""
    near = [replace(one, grants=tuple(filter(None, (_near(scope, grant) for grant in one.grants)))) for one in staff]
    return [one for one in near if one.grants]


def _near(scope: Scope, grant: Grant) -> Grant | None:
    reach = scope.reach.communities
    if reach is None or grant.communities is None:
        return grant
    shared = tuple(one for one in grant.communities if one in reach)
    return replace(grant, communities=shared) if shared else None


def _active(scope: Scope, staff: Sequence[Staff], staff_id: str) -> Staff:
    check_acting(scope, staff)
    one = next((one for one in staff if one.staff_id == staff_id), None)
    if one is None:
        raise NotFound()
    if not one.is_active:
        raise StaffEnded(staff_id=staff_id)
    return one


def _with(staff: Sequence[Staff], changed: Staff) -> Staff:
    """`changed`, if with it an administrator is left; raises LastAdmin."""
    if not any(one.is_admin for one in staff if one.staff_id != changed.staff_id) and not changed.is_admin:
        raise LastAdmin()
    return changed


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
