"""A new owner's file, a unit that changes hands, a file corrected: what stands afterwards, on both engines."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest

from chalicelib.core import limits
from chalicelib.core.errors import NotFound, Refusal
from chalicelib.core.scope import Role
from chalicelib.db.commit import Overtaken
from chalicelib.estate.rules import Unit
from chalicelib.people import service as people
from chalicelib.people.rules.filing import (
    BadIdNumber,
    BadName,
    BadNumber,
    BadPhone,
    NothingChanged,
    NumberTaken,
    TooManyUnits,
)
from chalicelib.people.rules.parties import Relation
from chalicelib.people.rules.transfers import NewOwner, TransferOverlaid, owners_on
from chalicelib.people.vault import index
from tests.builders import transfers
from tests.builders.core import AT, a_cause, an_id
from tests.builders.people import OWNER_PHONE, Office, a_party, a_unit, an_office, file, stored, tenure

pytestmark = pytest.mark.usefixtures("either_engine", "hands")

NEW_PHONE, ID_NUMBER = "13711112222", "11010519491231002X"
SOLD = date(2026, 9, 15)
DAY = timedelta(days=1)
TODAY = AT.date()


@pytest.fixture
def office(either_engine: str) -> Office:
    """An office with unit 1201, owned by 业主甲 and rented by 租户乙."""
    made = an_office()
    unit = a_unit(made)
    owner = a_party(made, tenure(unit))
    tenant = a_party(made, tenure(unit, Relation.TENANT), phone="13700000007", number="7", name="租户乙")
    file(made, [owner, tenant], [unit])
    return made


def owner_of(office: Office) -> str:
    return people.party_id_of(office.community_id, "6")


def unit_of(office: Office) -> Unit:
    return a_unit(office)


def kept_file(office: Office, **values: Any) -> dict[str, Any]:
    asked = {"number": "20", "name": "业主丙", "phone": NEW_PHONE, "id_number": ID_NUMBER} | values
    return people.sealed_file(office.scope, community_id=office.community_id, **asked)


def sold_to_new(office: Office, from_on: date = SOLD, approval_id: str = "V1", **values: Any) -> str:
    unit_id = unit_of(office).unit_id
    kept = json.loads(json.dumps(kept_file(office, **values)))
    return transfers.sell_to_new(
        office.scope, a_cause(), unit_id, approval_id=approval_id, kept=kept, from_on=from_on
    ).subject_id


def roles_of(office: Office, phone: str) -> dict[Role, frozenset[str]]:
    """What this phone reaches now, by role."""
    who = people.principal(index("phone", phone), office.org_id)
    return {role: one.reach.units or frozenset() for one in who.household for role in one.roles} if who else {}


def names(office: Office, unit: Unit, day: date) -> set[str]:
    return {one.name for one in people.households(office.scope, [unit.unit_id])[unit.unit_id] if one.holds_on(day)}


def test_a_sealed_file_holds_no_number_of_anybody(office: Office) -> None:
    kept = json.dumps(kept_file(office), ensure_ascii=False)
    assert NEW_PHONE not in kept
    assert ID_NUMBER not in kept
    assert "137****2222" in kept


def test_a_new_owner_is_filed_signs_in_and_owns_the_unit_from_their_day(office: Office) -> None:
    party_id, unit = sold_to_new(office), unit_of(office)
    assert people.get_party(office.scope, party_id).id_number_masked == "110*************2X"
    assert names(office, unit, SOLD) == {"业主丙", "租户乙"}
    assert names(office, unit, SOLD - DAY) == {"业主甲", "租户乙"}
    assert roles_of(office, NEW_PHONE) == {Role.OWNER: frozenset({unit.unit_id})}
    assert roles_of(office, OWNER_PHONE) == {}
    line = people.message_line(office.scope, party_id)
    assert line
    assert line.phone == NEW_PHONE
    for secret in (NEW_PHONE, ID_NUMBER):
        assert secret not in stored("people", "journal")


def test_who_has_only_a_landline_is_filed_and_does_not_sign_in(office: Office) -> None:
    party_id = sold_to_new(office, phone="0971-8216666")
    assert people.get_party(office.scope, party_id).phone_masked == "****6666"
    assert people.message_line(office.scope, party_id) is None
    assert roles_of(office, "09718216666") == {}


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"phone": "1381234000"}, BadPhone),
        ({"phone": "18999999999"}, BadPhone),
        ({"id_number": "110105194912310021"}, BadIdNumber),
        ({"name": " "}, BadName),
        ({"number": "1#2"}, BadNumber),
        ({"number": "6"}, NumberTaken),
    ],
)
def test_a_file_that_cannot_be_is_refused_when_it_is_asked_for(
    office: Office, values: dict[str, str], refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        kept_file(office, **values)


def test_a_number_given_meanwhile_is_not_given_twice(office: Office) -> None:
    first, second, other = kept_file(office), kept_file(office, name="业主丁"), a_unit(office, "1202")
    file(office, [a_party(office, tenure(other), number="8", name="业主戊")], [other])
    transfers.sell_to_new(office.scope, a_cause(), unit_of(office).unit_id, approval_id="V1", kept=first, from_on=SOLD)
    with pytest.raises(NumberTaken):
        transfers.sell_to_new(office.scope, a_cause(), other.unit_id, approval_id="V2", kept=second, from_on=SOLD)
    assert names(office, other, TODAY) == {"业主戊"}
    assert names(office, unit_of(office), TODAY) == {"业主丙", "租户乙"}


def test_the_next_number_is_the_unit_s_own_and_one_more_each_time(office: Office) -> None:
    unit = unit_of(office)
    assert people.next_number(office.scope, unit) == "3-2-1201-2"
    sold_to_new(office, number="3-2-1201-2")
    assert people.next_number(office.scope, unit) == "3-2-1201-3"


def test_a_unit_is_sold_to_somebody_on_file_and_the_tenant_leaves_with_the_owner(office: Office) -> None:
    unit, other = unit_of(office), a_unit(office, "1202")
    buyer = a_party(office, tenure(other), phone=NEW_PHONE, number="8", name="业主丁")
    file(office, [buyer], [other])
    tenant = people.party_id_of(office.community_id, "7")
    asked = {"approval_id": "V1", "to": buyer.party_id, "from_on": SOLD}
    transfers.sell(office.scope, a_cause(), unit.unit_id, **asked, also_leaving=(tenant,))  # type: ignore[arg-type]
    assert names(office, unit, SOLD) == {"业主丁"}
    assert roles_of(office, NEW_PHONE) == {Role.OWNER: frozenset({unit.unit_id, other.unit_id})}
    assert roles_of(office, "13700000007") == {}


def test_a_transfer_entered_wrongly_is_set_back_and_both_beliefs_are_kept(office: Office) -> None:
    unit, party_id = unit_of(office), sold_to_new(office)
    transfers.sell(office.scope, a_cause(at=AT + DAY), unit.unit_id, approval_id="V2", instead_of="V1")
    assert names(office, unit, TODAY) == {"业主甲", "租户乙"}
    assert roles_of(office, OWNER_PHONE) == {Role.OWNER: frozenset({unit.unit_id})}
    assert roles_of(office, NEW_PHONE) == {}
    tenures = people.household_of(office.scope, unit).tenures
    assert {one.name for one in owners_on(tenures, TODAY, believed_on=TODAY)} == {"业主丙"}
    assert {one.name for one in owners_on(tenures, TODAY, believed_on=TODAY + DAY)} == {"业主甲"}
    with pytest.raises(TransferOverlaid):
        transfers.sell(office.scope, a_cause(), unit.unit_id, approval_id="V3", instead_of="V1")
    back = {"approval_id": "V4", "to": party_id, "from_on": SOLD + DAY}
    transfers.sell(office.scope, a_cause(), unit.unit_id, **back)  # type: ignore[arg-type]
    assert roles_of(office, NEW_PHONE) == {Role.OWNER: frozenset({unit.unit_id})}


def test_a_wrong_day_is_set_right(office: Office) -> None:
    unit, party_id = unit_of(office), sold_to_new(office)
    moved = {"approval_id": "V2", "to": party_id, "from_on": SOLD + 10 * DAY, "instead_of": "V1"}
    transfers.sell(office.scope, a_cause(), unit.unit_id, **moved)  # type: ignore[arg-type]
    assert names(office, unit, SOLD + 9 * DAY) == {"业主甲", "租户乙"}
    assert names(office, unit, SOLD + 10 * DAY) == {"业主丙", "租户乙"}
    household = people.principal(index("phone", NEW_PHONE), office.org_id).household[0].household  # type: ignore[union-attr]
    assert household
    assert household.owns == {unit.unit_id: SOLD + 10 * DAY}


def test_of_two_transfers_that_read_the_same_household_the_second_writes_nothing(office: Office) -> None:
    unit = unit_of(office)
    before = people.household_of(office.scope, unit)
    kept = kept_file(office)
    by = transfers.decision("V9", a_cause())
    late = people.transferred(before, NewOwner(kept["party_id"], "业主丙", None), by, from_on=SOLD)
    sold_to_new(office, number="21", name="业主戊", phone="13733334444")
    stood = people.household_of(office.scope, unit)
    with pytest.raises(Overtaken):
        transfers.sell_as_read(office.scope, before, late, kept)
    assert people.household_of(office.scope, unit) == stood
    with pytest.raises(NotFound):
        people.get_party(office.scope, kept["party_id"])


def changed(office: Office, **values: str) -> dict[str, Any]:
    """Correct the owner's file; gives what whoever agreed to it saw."""
    party_id = owner_of(office)
    kept = json.loads(json.dumps(people.sealed_changes(office.scope, party_id, **values)))
    seen = people.file_before_after(office.scope, party_id, kept)
    transfers.change_file(office.scope, a_cause(), unit_of(office).unit_id, party_id=party_id, kept=kept)
    return seen


def test_a_corrected_phone_signs_in_and_the_old_one_no_longer(office: Office) -> None:
    unit = unit_of(office)
    seen = changed(office, phone=NEW_PHONE)
    assert (seen["before"]["phone_masked"], seen["after"]["phone_masked"]) == ("137****0006", "137****2222")
    assert seen["changes"] == ["phone"]
    assert roles_of(office, NEW_PHONE) == {Role.OWNER: frozenset({unit.unit_id})}
    assert roles_of(office, OWNER_PHONE) == {}
    assert "137****2222" in {one.phone_masked for one in people.households(office.scope, [unit.unit_id])[unit.unit_id]}
    changed(office, phone=OWNER_PHONE)
    assert roles_of(office, OWNER_PHONE) == {Role.OWNER: frozenset({unit.unit_id})}
    changed(office, phone="")
    assert roles_of(office, OWNER_PHONE) == {}
    assert people.get_party(office.scope, owner_of(office)).phone_masked is None
    assert NEW_PHONE not in stored("people", "journal")


def test_a_phone_that_the_family_shares_stays_the_others(office: Office) -> None:
    other = a_unit(office, "1202")
    file(office, [a_party(office, tenure(other), number="9", name="业主庚")], [other])
    changed(office, phone=NEW_PHONE)
    assert roles_of(office, OWNER_PHONE) == {Role.OWNER: frozenset({other.unit_id})}


def test_a_corrected_name_stands_with_every_unit_of_theirs(office: Office) -> None:
    unit = unit_of(office)
    seen = changed(office, name="业主假", id_number=ID_NUMBER)
    assert (seen["before"]["name"], seen["after"]["name"], seen["changes"]) == (
        "业主甲",
        "业主假",
        ["name", "id_number"],
    )
    assert names(office, unit, TODAY) == {"业主假", "租户乙"}
    assert people.get_party(office.scope, owner_of(office)).id_number_masked == "110*************2X"
    assert roles_of(office, OWNER_PHONE) == {Role.OWNER: frozenset({unit.unit_id})}


def test_what_changes_nothing_or_cannot_be_is_refused(office: Office) -> None:
    party_id = owner_of(office)
    for values in ({"phone": OWNER_PHONE}, {"name": "业主甲"}, {}):
        with pytest.raises(NothingChanged):
            people.sealed_changes(office.scope, party_id, **values)
    with pytest.raises(BadPhone):
        people.sealed_changes(office.scope, party_id, phone="123")
    with pytest.raises(NotFound):
        people.sealed_changes(office.scope, an_id("nobody"), name="业主假")
    kept = people.sealed_changes(office.scope, party_id, name="业主假")
    changed(office, name="业主假")
    with pytest.raises(NothingChanged):
        people.file_before_after(office.scope, party_id, kept)


def test_a_party_of_more_units_than_one_change_reaches_is_refused(office: Office) -> None:
    units = [a_unit(office, f"{1300 + n}") for n in range(limits.UNITS_PER_PARTY_CHANGE + 1)]
    landlord = a_party(office, *map(tenure, units), number="50", name="业主辛")
    file(office, [landlord], units[:1])
    for unit in units[1:]:
        file(office, [], [unit], known=[landlord])
    kept = people.sealed_changes(office.scope, landlord.party_id, name="业主壬")
    with pytest.raises(TooManyUnits):
        transfers.change_file(office.scope, a_cause(), units[0].unit_id, party_id=landlord.party_id, kept=kept)
