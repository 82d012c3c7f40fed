"""Who reaches what: everything that is not within reach does not exist."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from chalicelib.core.errors import NotFound
from chalicelib.core.scope import NOWHERE, Household, Reach, Role, Scope, system_scope


def a_scope(reach: Reach) -> Scope:
    return Scope("ORG", "S:1", frozenset({Role.DESK}), reach)


def reaches_unit(reach: Reach) -> bool:
    try:
        a_scope(reach).need_unit("u1", community_id="c1", building_id="b1")
    except NotFound:
        return False
    return True


@pytest.mark.parametrize(
    ("reach", "reached"),
    [
        (Reach(), True),
        (NOWHERE, False),
        (Reach(communities=frozenset({"c1"})), True),
        (Reach(communities=frozenset({"c2"})), False),
        (Reach(communities=frozenset({"c1"}), buildings=frozenset({"b1"})), True),
        (Reach(communities=frozenset({"c1"}), buildings=frozenset({"b2"})), False),
        (Reach(units=frozenset({"u1"})), True),
        (Reach(units=frozenset({"u2"})), False),
        (Reach(communities=frozenset({"c2"}), units=frozenset({"u1"})), False),
    ],
)
def test_a_unit_is_reached_only_when_every_bound_includes_it(reach: Reach, reached: bool) -> None:
    assert reaches_unit(reach) is reached


@pytest.mark.parametrize(
    ("reach", "reached"),
    [
        (Reach(), True),
        (NOWHERE, False),
        (Reach(communities=frozenset({"c1"})), True),
        (Reach(communities=frozenset({"c2"})), False),
        (Reach(communities=frozenset({"c1"}), units=frozenset({"u1"})), False),
    ],
)
def test_a_community_is_not_reached_by_owning_a_unit_in_it(reach: Reach, reached: bool) -> None:
    if reached:
        a_scope(reach).need_community("c1")
    else:
        with pytest.raises(NotFound) as refused:
            a_scope(reach).need_community("c1")
        assert refused.value.facts == {}


def test_a_steward_of_some_buildings_sees_those_in_a_listing() -> None:
    steward = a_scope(Reach(buildings=frozenset({"b1"})))
    assert steward.sees_building("b1")
    assert not steward.sees_building("b2")
    assert a_scope(Reach()).sees_building("b2")


def test_a_job_reaches_its_whole_organisation_and_signs_with_its_name() -> None:
    scope = system_scope("ORG", "billing.monthly")
    assert (scope.actor_id, scope.roles, scope.reach) == ("billing.monthly", frozenset({Role.SYSTEM}), Reach())


SINCE = date(2026, 9, 15)
BEFORE, AFTER = SINCE - timedelta(days=1), SINCE + timedelta(days=1)


def at_home(*roles: Role, since: date | None = SINCE, owns: bool = True) -> Scope:
    household = Household(frozenset({"me", "also me"}), {"u1": since} if owns else {})
    return Scope("ORG", "P:me", frozenset(roles), Reach(units=frozenset({"u1"})), household)


@pytest.mark.parametrize(
    ("scope", "party_id", "day", "is_seen"),
    [
        (a_scope(Reach()), "another", date.min, True),
        (a_scope(Reach()), None, date.min, True),
        (system_scope("ORG", "a job"), "another", BEFORE, True),
        (at_home(Role.OWNER), "another", BEFORE, False),
        (at_home(Role.OWNER), "another", SINCE, True),
        (at_home(Role.OWNER), "another", AFTER, True),
        (at_home(Role.OWNER), None, BEFORE, False),
        (at_home(Role.OWNER), None, SINCE, True),
        (at_home(Role.OWNER), "me", BEFORE, True),
        (at_home(Role.OWNER), "also me", date.min, True),
        (at_home(Role.OWNER, since=None), "another", date.min, True),
        (at_home(Role.TENANT, owns=False), "another", AFTER, False),
        (at_home(Role.TENANT, owns=False), None, AFTER, False),
        (at_home(Role.TENANT, owns=False), "me", BEFORE, True),
        (at_home(Role.OWNER, Role.TENANT), "another", AFTER, True),
        (replace(at_home(Role.OWNER), household=None), "me", AFTER, False),
    ],
)
def test_whose_things_of_which_days_are_seen(scope: Scope, party_id: str | None, day: date, is_seen: bool) -> None:
    assert scope.sees_of_unit("u1", party_id, day) is is_seen


def test_who_owns_one_unit_sees_nothing_of_another_s_on_another() -> None:
    assert not at_home(Role.OWNER, since=None).sees_of_unit("u2", "another", AFTER)
