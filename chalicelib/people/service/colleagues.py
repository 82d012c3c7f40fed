"""Who of the office works in a community: whom work can be given to."""

from __future__ import annotations

from typing import Final

from chalicelib.core.errors import Invalid, NotFound
from chalicelib.core.scope import Role, Scope
from chalicelib.edge.permissions import allowed
from chalicelib.people.rules.staff import Grant, Staff
from chalicelib.people.store import staff as store

_MANAGERS: Final = frozenset({Role.MANAGER, Role.REGIONAL_MANAGER})
_ADMINS: Final = frozenset({Role.ADMIN})


class ColleagueOutOfReach(Invalid):
    """They work in the community, but not in this building: what they were given they could not even see."""

    code = "colleague_out_of_reach"


def colleagues(scope: Scope, community_id: str, *, may: str) -> list[Staff]:
    """The active staff who have this permission in the community, by name. The caller's reach was checked."""
    _, rows = store.roster(scope)
    return sorted((one for one in map(store.entity, rows.values()) if _grants(one, community_id, may)), key=_name)


def colleagues_of(scope: Scope, community_id: str, building_id: str | None, *, may: str) -> list[Staff]:
    """Those of them who have it in this building; without one, in the whole community."""
    return [
        one
        for one in colleagues(scope, community_id, may=may)
        if any(grant.buildings is None or building_id in grant.buildings for grant in _grants(one, community_id, may))
    ]


def overseers(scope: Scope, community_id: str, *, apart_from: str) -> list[Staff]:
    """Who answers for the community, by name: its managers; where there is none but `apart_from`, its administrators.

    For the system: nobody's reach is looked at.
    """
    _, rows = store.roster(scope)
    others = [one for one in map(store.entity, rows.values()) if f"S:{one.staff_id}" != apart_from]
    for roles in (_MANAGERS, _ADMINS):
        found = [one for one in others if roles & {grant.role for grant in _granted(one, community_id)}]
        if found:
            return sorted(found, key=_name)
    return []


def need_colleague(scope: Scope, actor_id: str, *, community_id: str, building_id: str, may: str) -> None:
    """Raise NotFound unless `S:…` is one of them, ColleagueOutOfReach unless they are in this building."""
    kind, _, staff_id = actor_id.partition(":")
    found = store.staff(scope, [staff_id]) if kind == "S" else []
    grants = [grant for one in found for grant in _grants(one, community_id, may)]
    if not grants:
        raise NotFound()
    if not any(grant.buildings is None or building_id in grant.buildings for grant in grants):
        raise ColleagueOutOfReach()


def _grants(one: Staff, community_id: str, may: str) -> list[Grant]:
    """What lets them do it there."""
    return [grant for grant in _granted(one, community_id) if allowed(may, frozenset({grant.role}))]


def _granted(one: Staff, community_id: str) -> list[Grant]:
    """What they are there."""
    if not one.is_active:
        return []
    return [grant for grant in one.grants if grant.communities is None or community_id in grant.communities]


def _name(one: Staff) -> str:
    return one.name


def staff_phone(scope: Scope, actor_id: str) -> str | None:
    """The phone (blind index) of a colleague (`S:…`): a party who has it is the same person. Nobody else's."""
    kind, _, staff_id = actor_id.partition(":")
    found = store.staff(scope, [staff_id]) if kind == "S" else []
    return next((one.phone_index for one in found), None)
