"""A person's grants joined into one scope never reach further than the grants that give the permission do."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.core.errors import NotFound
from chalicelib.core.scope import Reach, Role, Scope
from chalicelib.edge.permissions import PERMISSIONS, allowed
from chalicelib.edge.sessions import Principal

# Two communities of two buildings of two units each: a unit lies in one building, a building in one community.
COMMUNITIES = ["1", "2"]
BUILDINGS = [community + building for community in COMMUNITIES for building in "ab"]
UNITS = [building + unit for building in BUILDINGS for unit in "xy"]


def some(names: list[str]) -> st.SearchStrategy[frozenset[str] | None]:
    return st.none() | st.frozensets(st.sampled_from(names), min_size=1)


def some_buildings(communities: frozenset[str] | None) -> st.SearchStrategy[Reach]:
    """A grant of buildings names their communities too: `people.rules.staff` refuses any other."""
    within = [building for building in BUILDINGS if communities and building[0] in communities]
    return st.builds(Reach, communities=st.just(communities), buildings=some(within) if within else st.none())


STAFF_REACH = some(COMMUNITIES).flatmap(some_buildings)
HOME_REACH = st.builds(Reach, units=st.frozensets(st.sampled_from(UNITS), min_size=1))
OFFICE = st.sampled_from([Role.DESK, Role.STEWARD, Role.FINANCE, Role.AUDITOR, Role.ADMIN, Role.CREW])
STAFF = st.lists(st.builds(Scope, st.just("O"), st.just("S:1"), OFFICE.map(lambda r: frozenset({r})), STAFF_REACH))
HOME = st.lists(
    st.builds(
        Scope,
        st.just("O"),
        st.just("P:1"),
        st.sampled_from([frozenset({Role.OWNER}), frozenset({Role.TENANT})]),
        HOME_REACH,
    )
)


def reaches(scope: Scope, unit: str) -> bool:
    try:
        scope.need_unit(unit, community_id=unit[0], building_id=unit[:2])
    except NotFound:
        return False
    return True


def a_principal(staff: list[Scope], home: list[Scope]) -> Principal:
    return Principal("p", "s", "内勤丁", "138****8000", "O", (("O", "管家"),), tuple(staff), tuple(home))


@given(STAFF, HOME, st.sampled_from(sorted(PERMISSIONS)), st.none() | st.sampled_from(COMMUNITIES))
def test_a_joined_scope_reaches_no_unit_that_no_single_grant_reaches(
    staff: list[Scope], home: list[Scope], permission: str, community: str | None
) -> None:
    scope = a_principal(staff, home).scope_for(permission, community)
    giving = [one for one in (*staff, *home) if allowed(permission, one.roles)]
    assert (scope is None) == (not giving)
    if scope is None:
        return
    for unit in UNITS if community is None else [unit for unit in UNITS if unit[0] == community]:
        assert not reaches(scope, unit) or any(reaches(one, unit) for one in giving), unit


@given(STAFF, st.sampled_from(sorted(PERMISSIONS)), st.sampled_from(COMMUNITIES))
def test_a_grant_of_a_whole_community_is_not_lost_beside_others(
    staff: list[Scope], permission: str, community: str
) -> None:
    whole = Scope("O", "S:1", frozenset(PERMISSIONS[permission]), Reach(communities=frozenset({community})))
    scope = a_principal([*staff, whole], []).scope_for(permission, community)
    assert scope
    scope.need_community(community)
    assert all(reaches(scope, unit) for unit in UNITS if unit[0] == community)
