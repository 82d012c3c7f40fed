"""What several grants of one person add up to: never more than each gives where it gives it (SEC-02)."""

from __future__ import annotations

import itertools

import pytest

from chalicelib.core.errors import NotFound
from chalicelib.core.scope import NOWHERE, Reach, Role, Scope
from chalicelib.edge.permissions import PERMISSIONS
from chalicelib.edge.sessions import Principal
from chalicelib.people.rules.staff import Grant, Staff, staff_scopes
from tests.builders.core import ORG

A, B, C = "community A", "community B", "community C"


def a_principal(*grants: Grant, household: tuple[Scope, ...] = ()) -> Principal:
    staff = staff_scopes(ORG, [Staff("s", "内勤丁", "139****0001", "subject", grants)]) if grants else ()
    return Principal("s", "subject", "内勤丁", "139****0001", ORG, ((ORG, "物业"),), staff, household)


def reaches(scope: Scope | None, community: str, building: str = "b1") -> bool:
    if scope is None:
        return False
    try:
        scope.need_unit("any unit", community_id=community, building_id=f"{community} {building}")
    except NotFound:
        return False
    return True


def opens(scope: Scope | None, community: str) -> bool:
    if scope is None:
        return False
    try:
        scope.need_community(community)
    except NotFound:
        return False
    return True


@pytest.mark.parametrize(("permission", "role"), list(itertools.product(sorted(PERMISSIONS), sorted(Role))))
def test_a_role_has_what_the_table_gives_it_and_nothing_else(permission: str, role: Role) -> None:
    scope = a_principal(Grant(role)).scope_for(permission)
    assert (scope is not None) == (role in PERMISSIONS[permission])


def test_what_is_in_no_table_is_nobody_s() -> None:
    assert a_principal(*(Grant(role) for role in Role)).scope_for("no.such_thing") is None


def test_nobody_outside_has_any_staff_permission() -> None:
    at_home = {name for name, roles in PERMISSIONS.items() if roles & {Role.OWNER, Role.TENANT}}
    assert at_home == {"own.read", "own.pay", "own.report"}
    assert not any(roles & {Role.SYSTEM, Role.COMMITTEE} for roles in PERMISSIONS.values())


def test_a_role_in_one_community_does_not_leak_into_another() -> None:
    both = a_principal(Grant(Role.FINANCE, (A,)), Grant(Role.DESK, (B,)))
    for asked in (None, A, B, C):
        draft = both.scope_for("runs.draft", asked)
        assert (opens(draft, A), opens(draft, B), opens(draft, C)) == (True, False, False)
        assert draft is not None
        assert draft.roles == {Role.FINANCE}
    assert opens(both.scope_for("units.read", A), A)
    assert opens(both.scope_for("units.read", B), B)
    assert not opens(both.scope_for("units.read", C), C)
    listing = both.scope_for("communities.read")
    assert listing is not None
    assert listing.reach == Reach(frozenset({A, B}))


def test_a_few_buildings_in_one_community_do_not_open_it_nor_close_another() -> None:
    both = a_principal(Grant(Role.DESK, (A,)), Grant(Role.STEWARD, (B,), (f"{B} b1",)))
    here, there = both.scope_for("units.read", A), both.scope_for("units.read", B)
    assert reaches(here, A, "b1")
    assert reaches(here, A, "b2")
    assert reaches(there, B, "b1")
    assert not reaches(there, B, "b2")
    nowhere_named = both.scope_for("units.read")
    assert not reaches(nowhere_named, B, "b2")


def test_the_whole_outweighs_a_part_of_the_same_community() -> None:
    both = a_principal(Grant(Role.STEWARD, (A,), (f"{A} b1",)), Grant(Role.DESK, (A,)))
    assert reaches(both.scope_for("units.read", A), A, "b2")
    everywhere = a_principal(Grant(Role.STEWARD, (A,), (f"{A} b1",)), Grant(Role.ADMIN))
    assert everywhere.scope_for("units.read") == Scope(ORG, "S:s", frozenset({Role.ADMIN}), Reach())


def test_buildings_of_one_community_add_up() -> None:
    both = a_principal(Grant(Role.STEWARD, (A,), (f"{A} b1",)), Grant(Role.STEWARD, (A,), (f"{A} b2",)))
    scope = both.scope_for("units.read", A)
    assert [reaches(scope, A, building) for building in ("b1", "b2", "b3")] == [True, True, False]


def test_every_pair_of_grants_gives_no_more_than_the_two_do() -> None:
    places = [
        (None, None),
        ((A,), None),
        ((B,), None),
        ((A, B), None),
        ((A,), (f"{A} b1",)),
        ((B,), (f"{B} b1",)),
        ((A, B), (f"{A} b1", f"{B} b2")),
    ]
    grants = [Grant(role, *place) for role in (Role.DESK, Role.STEWARD, Role.FINANCE) for place in places]
    for pair in itertools.product(grants, repeat=2):
        for permission, community, building in itertools.product(("units.read", "runs.draft"), (A, B, C), ("b1", "b2")):
            alone = [reaches(a_principal(one).scope_for(permission, community), community, building) for one in pair]
            united = a_principal(*pair)
            assert reaches(united.scope_for(permission, community), community, building) == any(alone)
            assert reaches(united.scope_for(permission), community, building) <= any(alone)


def test_work_and_home_stay_apart() -> None:
    home = Scope(ORG, "P:p", frozenset({Role.OWNER}), Reach(frozenset({A}), None, frozenset({"mine"})))
    both = a_principal(Grant(Role.DESK, (B,)), household=(home,))
    assert both.scope_for("own.read") == home
    assert not opens(both.scope_for("units.read", A), A)
    assert both.faces == ["portal", "desk"]
    assert both.itself.reach == NOWHERE
    assert both.itself.roles == {Role.DESK, Role.OWNER}


def test_one_s_own_units_never_open_their_community() -> None:
    home = Scope(ORG, "P:p", frozenset({Role.OWNER}), Reach(frozenset({A}), None, frozenset({"mine"})))
    assert not opens(a_principal(household=(home,)).scope_for("own.read", A), A)
