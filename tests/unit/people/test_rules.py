"""Phones, tenures, grants and codes, without a database."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from chalicelib.core.errors import Forbidden
from chalicelib.core.scope import Reach, Role
from chalicelib.people.rules import codes
from chalicelib.people.rules.parties import (
    Holder,
    NewParty,
    Party,
    PartyTenure,
    Relation,
    household_scopes,
    in_order,
    party_id_of,
    seen_from_party,
    tenure_of,
)
from chalicelib.people.rules.phones import is_mobile, mask_id_number, mask_phone, tail
from chalicelib.people.rules.staff import STAFF_ROLES, BadGrant, Grant, check_grants
from tests.builders.core import AT, ORG, a_scope

TODAY = date(2026, 10, 31)


@pytest.mark.parametrize(
    ("phone", "masked"), [("13812340006", "138****0006"), ("02188886666", "****6666"), ("12345", "****")]
)
def test_a_phone_shows_its_ends_alone(phone: str, masked: str) -> None:
    assert mask_phone(phone) == masked


def test_of_a_masked_phone_the_last_four_digits_are_shown_or_nothing() -> None:
    tails = [tail(mask_phone(phone)) for phone in ("13812340006", "02188886666", "12345")]
    assert tails == ["0006", "6666", ""]
    assert tail("") == ""


@pytest.mark.parametrize(
    ("id_number", "masked"), [("632126199109162011", "632*************11"), ("1234567", "123**67"), ("123", "***")]
)
def test_an_id_number_shows_three_and_two(id_number: str, masked: str) -> None:
    assert mask_id_number(id_number) == masked
    assert len(masked) == len(id_number)


@pytest.mark.parametrize("phone", ["18999999999", "13800138000", "12812340006", "1381234000", "02188886666", ""])
def test_no_code_goes_to_what_is_no_real_mobile(phone: str) -> None:
    assert not is_mobile(phone)


def a_tenure(unit: str = "u", relation: Relation = Relation.OWNER, **days: date) -> PartyTenure:
    return PartyTenure(unit, "c", "b", relation, **days)


def a_holder(*tenures: PartyTenure) -> Holder:
    return Holder(Party("p", "c", "6", "业主甲", "person", None, None, None, None), tenures)


@pytest.mark.parametrize(
    ("tenure", "roles"),
    [
        (a_tenure(), {Role.OWNER}),
        (a_tenure(relation=Relation.CO_OWNER), {Role.OWNER}),
        (a_tenure(relation=Relation.TENANT), {Role.TENANT}),
        (a_tenure(relation=Relation.FAMILY), set()),
        (a_tenure(relation=Relation.TEMPORARY), set()),
        (a_tenure(relation=Relation.CONTACT), set()),
        (a_tenure(to_on=TODAY), {Role.OWNER}),
        (a_tenure(to_on=TODAY - timedelta(days=1)), set()),
        (a_tenure(from_on=TODAY), {Role.OWNER}),
        (a_tenure(from_on=TODAY + timedelta(days=1)), set()),
    ],
)
def test_a_tenure_gives_its_role_while_it_holds(tenure: PartyTenure, roles: set[Role]) -> None:
    assert bool(a_holder(tenure).held_on(TODAY)) == bool(roles)
    scopes = household_scopes(ORG, (a_holder(tenure),), TODAY)
    assert [set(scope.roles) for scope in scopes] == ([roles] if roles else [])


def test_owner_here_and_tenant_there_are_two_scopes() -> None:
    holder = a_holder(a_tenure("mine"), a_tenure("rented", Relation.TENANT))
    by_role = {next(iter(scope.roles)): scope.reach.units for scope in household_scopes(ORG, (holder,), TODAY)}
    assert by_role == {Role.OWNER: frozenset({"mine"}), Role.TENANT: frozenset({"rented"})}


def test_a_tenure_is_the_same_from_both_sides() -> None:
    tenure = a_tenure(relation=Relation.TENANT, from_on=TODAY, to_on=TODAY + timedelta(days=1))
    from_the_unit = tenure_of(a_holder().party, tenure)
    assert (from_the_unit.party_id, from_the_unit.name, from_the_unit.relation) == ("p", "业主甲", "tenant")
    assert seen_from_party(from_the_unit, unit_id="u", community_id="c", building_id="b") == tenure
    for days in (-1, 0, 1, 2):
        day = TODAY + timedelta(days=days)
        assert from_the_unit.holds_on(day) == tenure.holds_on(day)


def test_what_is_owned_comes_before_what_is_rented() -> None:
    rented, second, first = a_tenure("a", Relation.TENANT), a_tenure("c"), a_tenure("b")
    assert in_order([rented, second, first]) == [first, second, rented]


def test_a_party_is_the_same_wherever_its_number_is_written() -> None:
    assert party_id_of("c", "6") == party_id_of("c", "6")
    assert len({party_id_of("c", "6"), party_id_of("c", "7"), party_id_of("d", "6")}) == 3


def test_a_new_party_is_masked_and_tells_no_trace_of_its_numbers() -> None:
    new = NewParty("p", "c", "6", "业主甲", phone="13812340006", id_number="632126199109162011")
    assert (new.phone_masked, new.id_number_masked) == ("138****0006", "632*************11")
    assert "12340006" not in repr(new)
    assert "199109162011" not in repr(new)


@pytest.mark.parametrize(
    "grants",
    [
        [],
        [Grant(Role.OWNER)],
        [Grant(Role.TENANT)],
        [Grant(Role.SYSTEM)],
        [Grant(Role.DESK, ())],
        [Grant(Role.STEWARD, ("c",), ())],
        [Grant(Role.STEWARD, None, ("b",))],
        [Grant(Role.DESK), Grant(Role.OWNER)],
    ],
)
def test_a_grant_of_nothing_is_refused(grants: list[Grant]) -> None:
    with pytest.raises(BadGrant):
        check_grants(a_scope(), grants)


@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
def test_every_staff_role_can_be_granted(role: Role) -> None:
    check_grants(a_scope(), [Grant(role, ("c",), ("b",))])


@pytest.mark.parametrize("reach", [Reach(frozenset({"c"})), Reach(None, frozenset({"b"})), Reach(frozenset())])
def test_who_reaches_a_part_grants_nothing(reach: Reach) -> None:
    with pytest.raises(Forbidden):
        check_grants(a_scope(reach=reach), [Grant(Role.DESK)])


@pytest.mark.parametrize(
    ("passed", "sent_today", "wait"),
    [(0, 1, 60), (59, 1, 1), (60, 1, 0), (60, 10, 13 * 3600 + 59 * 60 + 1), (14 * 3600, 10, 0)],
)
def test_how_long_a_phone_waits(passed: int, sent_today: int, wait: int) -> None:
    sent_at = AT  # 10:00 in Shanghai
    assert codes.wait_seconds(AT + timedelta(seconds=passed), sent_at=sent_at, sent_today=sent_today) == wait


def test_the_hour_s_budget_begins_anew_on_the_hour() -> None:
    assert codes.seconds_to_next_hour(datetime(2026, 10, 31, 2, 59, 59, tzinfo=UTC)) == 1
    assert codes.seconds_to_next_hour(datetime(2026, 10, 31, 3, 0, 0, tzinfo=UTC)) == 3600
