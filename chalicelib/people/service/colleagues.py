"""Who of the office works in a community: whom work can be given to."""

from __future__ import annotations

from chalicelib.core.errors import NotFound
from chalicelib.core.scope import Scope
from chalicelib.people.rules.staff import Staff
from chalicelib.people.store import staff as store


def colleagues(scope: Scope, community_id: str) -> list[Staff]:
    """The active staff whose grants reach the community, by name. The caller's reach was checked."""
    _, rows = store.roster(scope)
    return sorted((one for one in map(store.entity, rows.values()) if _works_in(one, community_id)), key=_name)


def need_colleague(scope: Scope, actor_id: str, *, community_id: str) -> None:
    """Raise NotFound unless `S:…` is one of them."""
    kind, _, staff_id = actor_id.partition(":")
    found = store.staff(scope, [staff_id]) if kind == "S" else []
    if not any(_works_in(one, community_id) for one in found):
        raise NotFound()


def _works_in(one: Staff, community_id: str) -> bool:
    places = [grant.communities for grant in one.grants]
    return one.is_active and any(place is None or community_id in place for place in places)


def _name(one: Staff) -> str:
    return one.name
