"""Parties, households and staff on file: who may read whom, and what of them is stored."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.core import limits
from chalicelib.core.errors import Forbidden, NotFound
from chalicelib.core.scope import Reach, Role, Scope
from chalicelib.people import service as people
from chalicelib.people.rules.parties import Relation
from chalicelib.people.rules.staff import AlreadyStaff, Grant
from chalicelib.people.store.staff import StaffRow
from chalicelib.people.vault import Safe, index
from tests.builders.core import AT, a_cause, a_scope, an_id
from tests.builders.people import (
    ADMIN_PHONE,
    OWNER_PHONE,
    Office,
    a_community,
    a_party,
    a_unit,
    an_office,
    file,
    staff_of,
    stored,
    tenure,
)

pytestmark = pytest.mark.usefixtures("moto_engine")

ID_NUMBER = "632126199109162011"


def reaching(office: Office, **reach: Any) -> Scope:
    return replace(office.scope, reach=Reach(**{name: frozenset(ids) for name, ids in reach.items()}))


def test_no_number_of_anybody_is_stored_in_the_clear() -> None:
    office = an_office()
    unit = a_unit(office)
    file(office, [a_party(office, tenure(unit))], [unit])
    staff_of(office, "13900000003")
    kept = stored("people", "journal", "estate", "staging")
    assert "137****0006" in kept
    for secret in (OWNER_PHONE, ID_NUMBER, ADMIN_PHONE, "13900000003"):
        assert secret not in kept


def test_a_party_s_own_key_opens_their_phone() -> None:
    office = an_office()
    unit = a_unit(office)
    new = a_party(office, tenure(unit))
    (row, phone) = people.party_rows(office.scope, a_cause().at, new)
    assert phone.pk.startswith("_#PHONE#")
    item: dict[str, Any] = row.serialize()
    safe = Safe(office.org_id, new.party_id, item["key"]["S"])
    assert safe.open("phone", item["phone"]["S"]) == OWNER_PHONE
    assert safe.open("id_number", item["id_number"]["S"]) == ID_NUMBER


@pytest.mark.parametrize("phone", [None, "18999999999", "02188886666"])
def test_who_has_no_mobile_gets_no_way_to_sign_in(phone: str | None) -> None:
    office = an_office()
    assert len(people.party_rows(office.scope, a_cause().at, a_party(office, phone=phone))) == 1


def test_a_party_is_found_within_reach_alone() -> None:
    office = an_office()
    unit = a_unit(office)
    new = a_party(office, tenure(unit))
    file(office, [new], [unit])
    own = {"communities": [office.community_id], "units": [unit.unit_id]}
    for scope in (office.scope, reaching(office, communities=[office.community_id]), reaching(office, **own)):
        assert people.get_party(scope, new.party_id).name == "业主甲"
    stranger = a_scope(an_id("another organisation"))
    foreign = (
        reaching(office, communities=[an_id()]),
        reaching(office, communities=[office.community_id], buildings=[an_id()]),
        reaching(office, communities=[office.community_id], units=[an_id()]),
        stranger,
    )
    for scope in foreign:
        with pytest.raises(NotFound):
            people.get_party(scope, new.party_id)
    with pytest.raises(NotFound):
        people.get_party(office.scope, an_id())


def test_what_is_staged_is_on_file_for_nobody() -> None:
    office = an_office()
    unit = a_unit(office)
    new = a_party(office, tenure(unit))
    file(office, [new], [unit], committed=False)
    assert people.existing_parties(office.scope, [new.party_id]) == {}
    assert people.households(office.scope, [unit.unit_id]) == {}
    with pytest.raises(NotFound):
        people.get_party(office.scope, new.party_id)


def test_a_household_shows_who_belongs_to_the_unit() -> None:
    office = an_office()
    one, two, empty = a_unit(office), a_unit(office, "1202"), a_unit(office, "1203")
    owner = a_party(office, tenure(one), tenure(two))
    tenant = a_party(office, tenure(two, Relation.TENANT), phone=None, number="7", name="租户乙")
    file(office, [owner, tenant], [one, two])
    found = people.households(office.scope, [one.unit_id, two.unit_id, empty.unit_id])
    assert set(found) == {one.unit_id, two.unit_id}
    assert [(held.name, held.phone_masked, held.relation) for held in found[two.unit_id]] == [
        ("业主甲", "137****0006", "owner"),
        ("租户乙", None, "tenant"),
    ]


def test_the_same_party_again_differs_in_nothing() -> None:
    office = an_office()
    unit = a_unit(office)
    new = a_party(office, tenure(unit))
    file(office, [new], [unit])
    kept = people.existing_parties(office.scope, [new.party_id, an_id()])
    assert set(kept) == {new.party_id}
    assert people.what_differs(kept[new.party_id], new) == []
    changed = replace(new, name="业主乙", phone="13711111111", id_number=None)
    assert people.what_differs(kept[new.party_id], changed) == ["name", "phone", "id_number"]


def test_staff_are_added_once_for_a_key() -> None:
    office, cause, staff_id = an_office(), a_cause("add"), an_id("staff")
    grants = [Grant(Role.DESK, (office.community_id,))]
    added = [
        people.add_staff(office.scope, cause, staff_id, name="内勤丁", phone="13900000003", grants=grants)
        for _ in range(2)
    ]
    assert added[0] == added[1]
    assert len([row for row in StaffRow.query(office.org_id) if row.sk.startswith("S#")]) == 2
    assert people.actor_names(office.scope, [f"S:{staff_id}", "month", "P:nobody"]) == {f"S:{staff_id}": "内勤丁"}


def test_two_staff_cannot_share_a_phone_but_two_organisations_can() -> None:
    first, second = an_office("一号院"), an_office("二号院", admin_phone="13900000002")
    with pytest.raises(AlreadyStaff):
        staff_of(first, ADMIN_PHONE)
    assert staff_of(second, ADMIN_PHONE)


def test_staff_are_granted_no_community_that_is_not_theirs() -> None:
    first, second = an_office("一号院"), an_office("二号院", admin_phone="13900000002")
    foreign = a_community(second, "三号院")
    for community_id in (foreign, an_id()):
        with pytest.raises(NotFound):
            staff_of(first, "13900000003", Grant(Role.DESK, (community_id,)))
    within = reaching(first, communities=[first.community_id])
    with pytest.raises(Forbidden):
        people.add_staff(within, a_cause(), an_id(), name="内勤丁", phone="13900000003", grants=[Grant(Role.DESK)])


def test_a_phone_written_down_for_many_households_is_nobody_s_but_still_the_colleague_s() -> None:
    office = an_office()
    many = range(limits.PARTIES_PER_PHONE + 1)
    units = [a_unit(office, f"{1200 + n}") for n in many]
    for n, unit in zip(many, units, strict=True):
        file(office, [a_party(office, tenure(unit), phone=ADMIN_PHONE, number=str(n), name=f"业主{n}")], [unit])
    who = people.principal(index("phone", ADMIN_PHONE), office.org_id)
    assert who is not None
    assert who.staff
    assert who.household == ()


def test_only_who_holds_something_today_counts_and_a_landlord_of_many_names_once() -> None:
    office = an_office()
    many = range(limits.PARTIES_PER_PHONE + 1)
    units = [a_unit(office, f"{1200 + n}") for n in many]
    for n, unit in zip(many, units, strict=True):
        file(office, [a_party(office, tenure(unit), number=str(n))], [unit])
        before = tenure(unit, to_on=AT.date() - timedelta(days=2))
        file(office, [a_party(office, before, number=f"former {n}", name=f"业主{n}")], [])
    who = people.principal(index("phone", OWNER_PHONE), office.org_id)
    assert who is not None
    assert {unit for scope in who.household for unit in scope.reach.units or ()} == {unit.unit_id for unit in units}


def test_a_family_may_share_a_phone() -> None:
    office = an_office()
    units = [a_unit(office, "1201"), a_unit(office, "1202")]
    for n, unit in enumerate(units):
        file(office, [a_party(office, tenure(unit), number=str(n))], [unit])
    who = people.principal(index("phone", OWNER_PHONE), office.org_id)
    assert who is not None
    assert {unit for scope in who.household for unit in scope.reach.units or ()} == {unit.unit_id for unit in units}
